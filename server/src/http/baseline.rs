//! `GET /api/v1/baseline`: the state of the unit's dossiers in chunks, for a device
//! that has nothing yet; and `GET /api/v1/dossiers/{id}`: one dossier's events, for a
//! device that has put its details away (SPEC §P). `GET /api/v1/ledger` is what the facts
//! that are no dossier's add up to (SPEC U3).

use super::body::Share;
use super::{Problem, session};
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::IntoResponse;
use domain::dossier::ContentHash;
use domain::id::DossierId;
use serde_bytes::ByteBuf;
use storage::{Access, baseline, whole_ledger};
use sync::baseline::BASELINE_CONTEXT;
use sync::chain::Hash;
use sync::codec::CodecError;
use sync::exchange::MEDIA_TYPE;
use sync::history::{HISTORY_CONTEXT, History};
use sync::ledger::LEDGER_CONTEXT;
use sync::limits::HISTORY_EVENTS_MAX;
use uuid::Uuid;

/// Citizens' data stays in the device's own store: no cache keeps it beside.
const NOT_KEPT: &str = "no-store";
/// What every signed answer says of itself.
const SIGNED: [(HeaderName, &str); 2] = [(CONTENT_TYPE, MEDIA_TYPE), (CACHE_CONTROL, NOT_KEPT)];
/// How many times its size the ledger takes while its answer is made (L9): its values, and
/// the payload or the message that they are copied to.
const COPIES: usize = 4;

/// The list of chunks, signed.
pub(super) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let mut tx = state.storage.begin(Access::Read).await?;
    let found = baseline::read(&mut *tx, &unit, (state.clock)()).await?;
    let payload = found.ok_or(Problem::NotFound)?.to_bytes();
    signed(&state, BASELINE_CONTEXT, payload)
}

/// The whole ledger, signed.
pub(super) async fn ledger(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let mut tx = state.storage.begin(Access::Read).await?;
    let mut share = Share::of(&state.memory);
    let bytes = usize::try_from(tx.ledger_bytes(&unit).await?).map_err(|_| Problem::Busy)?;
    share.grow_to(bytes.saturating_mul(COPIES))?;
    let whole = whole_ledger(&mut *tx, &unit).await?;
    drop(tx);
    let payload = whole.to_bytes();
    drop(whole);
    let answer = sign(&state, LEDGER_CONTEXT, payload)?;
    share.shrink_to(answer.capacity());
    Ok((SIGNED, share.send(answer)))
}

/// A chunk, packed as it was made.
pub(super) async fn chunk(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let hash = ContentHash::parse(&hash).ok_or(Problem::NotFound)?;
    let mut tx = state.storage.begin(Access::Read).await?;
    let packed = tx
        .chunk(&unit, Hash(hash.0))
        .await?
        .ok_or(Problem::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "application/cbor"),
        (CONTENT_ENCODING, "gzip"),
        (CACHE_CONTROL, NOT_KEPT),
    ];
    Ok((headers, packed))
}

/// A dossier's events, signed.
pub(super) async fn history(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let id = Uuid::parse_str(&id).map_err(|_| Problem::NotFound)?;
    let dossier = DossierId(id);
    let mut tx = state.storage.begin(Access::Read).await?;
    // One more than may be given tells whether there are more.
    let items = tx.history(&unit, dossier, HISTORY_EVENTS_MAX + 1).await?;
    if items.is_empty() {
        return Err(Problem::NotFound);
    }
    if items.len() > HISTORY_EVENTS_MAX {
        return Err(Problem::TooManyEvents);
    }
    let event = |item: storage::StreamItem| (item.position, ByteBuf::from(item.bytes));
    let history = History {
        unit,
        dossier,
        events: items.into_iter().map(event).collect(),
    };
    signed(&state, HISTORY_CONTEXT, history.to_bytes())
}

fn signed(
    state: &AppState,
    context: &str,
    payload: Result<Vec<u8>, CodecError>,
) -> Result<impl IntoResponse + use<>, Problem> {
    Ok((SIGNED, sign(state, context, payload)?))
}

fn sign(
    state: &AppState,
    context: &str,
    payload: Result<Vec<u8>, CodecError>,
) -> Result<Vec<u8>, Problem> {
    let payload = payload.map_err(|error| Problem::Internal(error.into()))?;
    Ok(state.key.sign(context, payload)?.to_bytes()?)
}
