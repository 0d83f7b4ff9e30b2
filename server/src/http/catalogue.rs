//! The catalogue, the calendar, the printed forms, how books are kept and the list of what
//! is to be checked, for devices.

use super::{Problem, assets};
use crate::snapshot::Chunk;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Which catalogue is in force.
#[derive(Serialize)]
pub(super) struct Manifest {
    hash: String,
    list: Part,
    cards: Part,
    calendar: Part,
    forms: Part,
    registers: Part,
    review: Part,
}

#[derive(Serialize)]
struct Part {
    hash: String,
    size_bytes: usize,
}

impl Part {
    fn of(chunk: &Chunk) -> Self {
        Self {
            hash: chunk.hash.to_string(),
            size_bytes: chunk.plain.len(),
        }
    }
}

/// Names the files of the catalogue in force.
pub(super) async fn manifest(State(state): State<AppState>) -> impl IntoResponse {
    let snapshot = state.snapshot();
    let manifest = Manifest {
        hash: snapshot.hash.to_string(),
        list: Part::of(&snapshot.list),
        cards: Part::of(&snapshot.cards),
        calendar: Part::of(&snapshot.calendar),
        forms: Part::of(&snapshot.forms),
        registers: Part::of(&snapshot.registers),
        review: Part::of(&snapshot.review),
    };
    ([(CACHE_CONTROL, "no-cache")], Json(manifest))
}

/// One file of the catalogue, by its hash.
pub(super) async fn chunk(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let snapshot = state.snapshot();
    let chunk = snapshot.chunk(&hash).ok_or(Problem::NotFound)?;
    let (encoding, body) = assets::choose(
        &headers,
        &chunk.plain,
        Some(&chunk.brotli),
        Some(&chunk.gzip),
    );
    let mut response = body.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/cbor"));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
