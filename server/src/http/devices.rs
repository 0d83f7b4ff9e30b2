//! The public keys of a unit's devices, with which they check each other's papers
//! (SPEC Q4).

use super::{Problem, session};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use storage::Access;

/// One device.
#[derive(Serialize)]
struct Device {
    tag: String,
    /// Uncompressed P-256 point, base64url without padding.
    public_key: String,
}

/// The devices of the session's unit.
pub(super) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let devices = state
        .storage
        .begin(Access::Read)
        .await?
        .devices(&unit)
        .await?;
    let devices = devices.into_iter().map(|device| Device {
        tag: device.record.tag.0,
        public_key: URL_SAFE_NO_PAD.encode(device.record.public_key),
    });
    let devices: Vec<_> = devices.collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(devices)))
}
