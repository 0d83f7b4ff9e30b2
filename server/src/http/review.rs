//! `POST /api/v1/review`: an officer holds a text that rested on memory against the law.

use super::{Problem, body, session};
use crate::snapshot::Snapshot;
use crate::state::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use domain::review::Confirmation;
use serde::Deserialize;
use storage::Access;

/// Largest body of a confirmation.
const BODY_BYTES_MAX: usize = 8 << 10;

/// What a device sends.
#[derive(Deserialize)]
struct Word {
    key: String,
    /// Of the text that the officer has read.
    digest: String,
    stands: bool,
    #[serde(default)]
    note: String,
}

/// Keeps the word of the officer of the session; devices get it with the next snapshot,
/// which is made at once.
pub(super) async fn confirm(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    // A page of another site can send a form, and no JSON: the type is looked at.
    let json = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if !json.is_some_and(|media_type| media_type.starts_with(b"application/json")) {
        let problem = Problem::UnsupportedMediaType("send application/json".into());
        return Err(body::refuse(body, problem).await);
    }
    let body = body::read(body, BODY_BYTES_MAX, &state.memory).await?;
    let (unit, officer) = session::current(&state, &headers).await?;
    let Json(word) = Json::<Word>::from_bytes(&body.bytes)?;
    let mut tx = state.storage.begin(Access::Write).await?;
    let officers = tx.officers(&unit).await?;
    let known = officers.iter().find(|record| record.officer.id == officer);
    let officer = &known.ok_or(Problem::SignedOut)?.officer;
    let confirmation = Confirmation {
        key: word.key,
        digest: word.digest,
        stands: word.stands,
        by: format!("{} ({unit})", officer.name),
        at: (state.clock)(),
        note: domain::text::clean(&word.note),
    };
    let checked = confirmation.check();
    checked.map_err(|fault| Problem::Impossible(fault.to_string()))?;
    let snapshot = state.snapshot();
    let listed = snapshot.reviewed.iter();
    let mut listed = listed.filter(|it| it.item.key == confirmation.key);
    let item = &listed.next().ok_or(Problem::NotFound)?.item;
    if item.digest() != confirmation.digest {
        return Err(Problem::OtherText);
    }
    tx.confirm(&confirmation).await?;
    tx.commit().await?;
    tracing::info!(review.key = confirmation.key, review.stands = confirmation.stands, unit.id = %unit, "review.confirmed");
    let made = Snapshot::make(&*state.storage, snapshot.local.clone(), (state.clock)()).await?;
    state.replace_snapshot(made);
    Ok(StatusCode::NO_CONTENT)
}
