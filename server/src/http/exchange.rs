//! `POST /api/v1/exchange`: the outbox up, the news down (SPEC §X).

use super::Problem;
use crate::keys;
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::IntoResponse;
use std::io::Read;
use storage::exchange::{Outcome, run};
use storage::{Access, failpoint};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{ANSWER_CONTEXT, Answer, MEDIA_TYPE, REQUEST_CONTEXT, Request};
use sync::limits::{BATCH_ENVELOPES_MAX, REQUEST_BYTES_MAX};
use sync::sign1::Sign1;

/// Reads, authenticates, judges, commits, answers.
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let _place = state.desk.try_acquire().map_err(|_| Problem::Busy)?;
    let body = plain(&headers, body?)?;
    failpoint::pass("received");
    let message = Sign1::from_bytes(&body)?;
    let request = Request::from_bytes(&message.payload)?;
    let envelopes = open_all(&request)?;

    let mut tx = state.storage.begin(Access::Write).await?;
    let device = tx.device(&request.unit, request.device).await?;
    let device = device.ok_or(Problem::BadSignature)?;
    if !keys::is_signed_by(&device.public_key, REQUEST_CONTEXT, &message) {
        return Err(Problem::BadSignature);
    }
    failpoint::pass("authenticated");
    let now = (state.clock)();
    let outcome = run(
        &mut *tx,
        &request.unit,
        &device,
        request.after,
        envelopes,
        now,
    )
    .await?;
    failpoint::pass("before-commit");
    tx.commit().await?;
    failpoint::pass("committed");
    let Outcome {
        receipts,
        news,
        head,
        appended,
    } = outcome;
    if appended > 0 {
        // Nobody listening is fine.
        drop(state.hints.send(request.unit.clone()));
    }
    tracing::info!(
        unit.id = %request.unit,
        device.tag = device.tag.0,
        batch.envelopes = receipts.len(),
        batch.size_bytes = body.len(),
        news.envelopes = news.len(),
        stream.head = head,
        "exchange.done"
    );
    let answer = Answer {
        request: Hash::of(&message.payload),
        now,
        receipts,
        after: request.after,
        news,
        head,
        catalogue: Some(state.snapshot().hash),
    };
    let payload = answer
        .to_bytes()
        .map_err(|error| Problem::Internal(error.into()))?;
    let signed = state.key.sign(ANSWER_CONTEXT, payload);
    let bytes = signed
        .map_err(|error| Problem::Internal(error.into()))?
        .to_bytes()?;
    failpoint::pass("before-answer");
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], bytes))
}

/// The body, checked for its type and unpacked within the limit (L3).
fn plain(headers: &HeaderMap, body: Bytes) -> Result<Vec<u8>, Problem> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    if text(CONTENT_TYPE) != MEDIA_TYPE {
        return Err(Problem::UnsupportedMediaType(format!("send {MEDIA_TYPE}")));
    }
    match text(CONTENT_ENCODING) {
        "" | "identity" => Ok(body.into()),
        "gzip" => {
            let limit = REQUEST_BYTES_MAX as u64 + 1;
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&*body)
                .take(limit)
                .read_to_end(&mut unpacked)
                .map_err(|error| Problem::Malformed(format!("gzip: {error}")))?;
            if unpacked.len() > REQUEST_BYTES_MAX {
                return Err(Problem::TooLarge(format!(
                    "unpacked, over {REQUEST_BYTES_MAX} bytes"
                )));
            }
            Ok(unpacked)
        }
        other => Err(Problem::UnsupportedMediaType(format!(
            "content encoding {other}: send gzip"
        ))),
    }
}

/// Opens the envelopes. One that cannot be read refuses the request: nothing of
/// it is written, and the device keeps everything (X6).
fn open_all(request: &Request) -> Result<Vec<Sealed>, Problem> {
    if request.envelopes.len() > BATCH_ENVELOPES_MAX {
        return Err(Problem::TooLarge(format!(
            "over {BATCH_ENVELOPES_MAX} envelopes in a request"
        )));
    }
    let mut envelopes = Vec::with_capacity(request.envelopes.len());
    for bytes in &request.envelopes {
        let sealed = Sealed::open(bytes.to_vec())?;
        if sealed.envelope.unit != request.unit || sealed.envelope.device != request.device {
            return Err(Problem::Impossible(
                "an envelope of another unit or device".into(),
            ));
        }
        envelopes.push(sealed);
    }
    Ok(envelopes)
}
