//! `POST /api/v1/session/renewal`: a session for an officer who is signed in on a
//! device, on the word of the device's key (SPEC §N).

use super::{Problem, body, session};
use crate::keys;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use domain::id::{DeviceId, UnitId};
use storage::Access;
use sync::exchange::MEDIA_TYPE;
use sync::renewal::{Renewal, SESSION_CONTEXT};
use sync::sign1::Sign1;

/// Largest body that asks for a session.
const BODY_BYTES_MAX: usize = 4 << 10;

/// Whose tries are counted together: a device's own, and apart those of whoever only
/// names it, so that a stranger does not keep the device waiting.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asker {
    unit: UnitId,
    device: DeviceId,
    signed: bool,
}

/// Checks who asks, opens a session.
pub(super) async fn renew(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if media_type != Some(MEDIA_TYPE.as_bytes()) {
        let problem = Problem::UnsupportedMediaType(format!("send {MEDIA_TYPE}"));
        return Err(body::refuse(body, problem).await);
    }
    let body = body::read(body, BODY_BYTES_MAX, &state.memory).await?;
    let message = Sign1::from_bytes(&body.bytes)?;
    let renewal = Renewal::from_bytes(&message.payload)?;
    check(&state, &renewal, &message).await?;
    let mut tx = state.storage.begin(Access::Write).await?;
    let cookie = session::open(&state, &mut *tx, &renewal.unit, renewal.officer).await?;
    tx.commit().await?;
    tracing::info!(unit.id = %renewal.unit, device.id = %renewal.device.0, "session.renewed");
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(SET_COOKIE, cookie)]),
    ))
}

/// Whether this device, and nobody else, asks for an officer of its own, just now
/// (N3, N4, N5).
async fn check(state: &AppState, renewal: &Renewal, message: &Sign1) -> Result<(), Problem> {
    let Renewal { unit, device, .. } = renewal;
    let mut tx = state.storage.begin(Access::Read).await?;
    let known = tx.device(unit, *device).await?;
    // Names without number would take memory, and are no nearer to a signature.
    let known = known.ok_or(Problem::BadSignature)?;
    let officers = tx.officers(unit).await?;
    drop(tx);
    let signed = keys::is_signed_by(&known.public_key, SESSION_CONTEXT, message);
    let asker = Asker {
        unit: unit.clone(),
        device: *device,
        signed,
    };
    let now = (state.clock)();
    let entered = state.renewals.enter(&asker, now);
    entered.map_err(|seconds| Problem::TooManyTries { seconds })?;
    if !signed {
        return Err(Problem::BadSignature);
    }
    let serves = officers
        .iter()
        .any(|record| record.officer.id == renewal.officer);
    if !serves || !known.officers.contains(&renewal.officer) {
        return Err(Problem::NeverSignedIn);
    }
    if !renewal.is_fresh(now) {
        return Err(Problem::NotHeardLately);
    }
    Ok(())
}
