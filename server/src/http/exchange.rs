//! `POST /api/v1/exchange`: the outbox up, the news down (SPEC §X).

use super::Problem;
use super::opened::{self, Opened};
use crate::keys;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use domain::id::EventId;
use storage::exchange::{Outcome, run};
use storage::{Access, failpoint};
use sync::chain::Hash;
use sync::exchange::{ANSWER_CONTEXT, Answer, MEDIA_TYPE, News, REQUEST_CONTEXT};
use sync::limits::NEWS_BYTES_MAX;

/// Reads, authenticates, judges, commits, answers.
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let (opened, _place) = opened::receive(&state, &headers, body).await?;
    let Opened {
        message,
        request,
        envelopes,
        size_bytes,
        share: _share,
    } = opened;

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
