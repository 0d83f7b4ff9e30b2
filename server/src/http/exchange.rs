//! `POST /api/v1/exchange`: the outbox up, the news down (SPEC §X).

use super::body::{self, Received};
use super::{Problem, problem};
use crate::keys;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::id::EventId;
use std::io::Read;
use storage::exchange::{Outcome, run};
use storage::{Access, failpoint};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{ANSWER_CONTEXT, Answer, MEDIA_TYPE, News, REQUEST_CONTEXT, Request};
use sync::limits::{BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX, NEWS_BYTES_MAX, REQUEST_BYTES_MAX};
use sync::sign1::Sign1;

/// So much can come of a packed body: a full batch (L1) and what is around it.
/// Not so many times its packed size: equal texts pack without end, and a batch
/// that is refused once is refused for ever.
const UNPACKED_BYTES_MAX: usize = BATCH_BYTES_MAX + (64 << 10);

/// Reads, authenticates, judges, commits, answers.
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let packing = Packing::of(&headers)?;
    // Who would be sent away after the upload is sent away before it. A slow line
    // takes no place at the desk while it sends: its bytes have a share of memory.
    if state.desk.available_permits() == 0 {
        return Err(Problem::Busy);
    }
    let body = body::read(body, REQUEST_BYTES_MAX, &state.memory).await?;
    let _place = state.desk.try_acquire().map_err(|_| Problem::Busy)?;
    failpoint::pass("received");
    // Nobody has signed yet: what a stranger sent does not keep the other
    // connections of this thread waiting.
    let opened = tokio::task::spawn_blocking(move || Opened::read(packing, body)).await;
    let Opened {
        message,
        request,
        envelopes,
        size_bytes,
        _share,
    } = opened.map_err(|error| problem::panicked_with(&error))??;

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
        mut news,
        head,
        appended,
    } = outcome;
    news.truncate(fitting(&news));
    if appended > 0 {
        // Nobody listening is fine.
        drop(state.hints.send(request.unit.clone()));
    }
    tracing::info!(
        unit.id = %request.unit,
        device.tag = device.tag.0,
        batch.envelopes = receipts.len(),
        batch.size_bytes = size_bytes,
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
    let counted = &state.metrics;
    counted.exchanged(&answer.receipts, &answer.news, size_bytes, bytes.len());
    failpoint::pass("before-answer");
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], bytes))
}

/// How the body is packed.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Plain,
    Gzip,
}

impl Packing {
    /// Looks at the type and the packing of the body.
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
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
            "" | "identity" => Ok(Self::Plain),
            "gzip" => Ok(Self::Gzip),
            other => Err(Problem::UnsupportedMediaType(format!(
                "content encoding {other}: send gzip"
            ))),
        }
    }

    /// Unpacks within the limits (L3): a few bytes cannot become megabytes.
    fn unpack(self, packed: &[u8]) -> Result<Option<Vec<u8>>, Problem> {
        match self {
            Self::Plain => Ok(None),
            Self::Gzip => {
                let mut unpacked = Vec::new();
                flate2::read::GzDecoder::new(packed)
                    .take(UNPACKED_BYTES_MAX as u64 + 1)
                    .read_to_end(&mut unpacked)
                    .map_err(|error| Problem::Malformed(format!("gzip: {error}")))?;
                if unpacked.len() > UNPACKED_BYTES_MAX {
                    return Err(Problem::TooLarge(format!(
                        "unpacked, over {UNPACKED_BYTES_MAX} bytes"
                    )));
                }
                Ok(Some(unpacked))
            }
        }
    }
}

/// A request taken apart; nobody has looked at its signature yet.
struct Opened {
    message: Sign1,
    request: Request,
    envelopes: Vec<Sealed>,
    size_bytes: usize,
    _share: Received,
}

impl Opened {
    fn read(packing: Packing, mut body: Received) -> Result<Self, Problem> {
        let unpacked = packing.unpack(&body.bytes)?;
        let plain = unpacked.as_ref().unwrap_or(&body.bytes);
        let size_bytes = plain.len();
        let message = Sign1::from_bytes(plain)?;
        drop(unpacked);
        // The body, its payload and its envelopes stand side by side from here on.
        body.grow_to(size_bytes.saturating_mul(3))?;
        let request = Request::from_bytes(&message.payload)?;
        let envelopes = open_all(&request)?;
        Ok(Self {
            message,
            request,
            envelopes,
            size_bytes,
            _share: body,
        })
    }
}

/// How many items of news fit in an answer (L4); the others stay (X5).
fn fitting(news: &[News]) -> usize {
    let mut bytes = 0_usize;
    let fits = |item: &&News| {
        bytes = bytes.saturating_add(match item {
            News::Yours(_) => size_of::<EventId>(),
            News::Sealed(envelope) => envelope.len(),
        });
        bytes <= NEWS_BYTES_MAX
    };
    news.iter().take_while(fits).count()
}

/// Opens the envelopes. One that cannot be read refuses the request: nothing of
/// it is written, and the device keeps everything (X6).
fn open_all(request: &Request) -> Result<Vec<Sealed>, Problem> {
    if request.envelopes.len() > BATCH_ENVELOPES_MAX {
        return Err(Problem::TooLarge(format!(
            "over {BATCH_ENVELOPES_MAX} envelopes in a request"
        )));
    }
    let bytes: usize = request.envelopes.iter().map(|bytes| bytes.len()).sum();
    if bytes > BATCH_BYTES_MAX {
        return Err(Problem::TooLarge(format!(
            "over {BATCH_BYTES_MAX} bytes of envelopes in a request"
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
