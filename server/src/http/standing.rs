//! `POST /api/v1/standing`: how a dossier stands, told to whoever holds a paper of it
//! (SPEC Q5).

use super::{Problem, body};
use crate::keys;
use crate::state::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::dossier::{Dossier, LocalCode, Stage};
use domain::id::UnitId;
use domain::instant::Instant;
use serde::Serialize;
use storage::{Access, Transaction};
use sync::seal::{SEAL_CONTEXT, Sealed};
use sync::sign1::Sign1;

/// More than the longest code on a paper.
const BODY_BYTES_MAX: usize = 1 << 10;

/// What a citizen is told: nobody's name, nothing of what it is about.
#[derive(Serialize)]
struct Standing {
    stage: Stage,
    /// For when the result is promised now.
    due: Option<Instant>,
}

/// The body is the text of the code on the paper.
pub(super) async fn tell(
    State(state): State<AppState>,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let body = body::read(body, BODY_BYTES_MAX, &state.memory).await?;
    let text =
        str::from_utf8(&body.bytes).map_err(|error| Problem::Malformed(error.to_string()))?;
    let sealed = Sealed::read(text)
        .ok_or_else(|| Problem::Malformed("the body is no code of a paper (SPEC Q1)".into()))?;
    let dossier = dossier_of(&state, &sealed).await?;
    let dossier = dossier.ok_or(Problem::NotFound)?;
    let standing = Standing {
        stage: dossier.stage,
        due: dossier.appointment.map(|appointment| appointment.at),
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(standing)))
}

/// The dossier of a paper that a device of its unit, or the server, has signed.
async fn dossier_of(state: &AppState, sealed: &Sealed) -> Result<Option<Dossier>, Problem> {
    let payload = sealed.seal.to_bytes();
    let message = Sign1 {
        payload: payload.map_err(|error| Problem::Internal(error.into()))?,
        signature: URL_SAFE_NO_PAD
            .decode(&sealed.signature)
            .unwrap_or_default(),
    };
    let code = LocalCode(sealed.seal.code.clone());
    let mut tx = state.storage.begin(Access::Read).await?;
    for unit in tx.units().await? {
        if !code.is_of(&unit.id) {
            continue;
        }
        let mut keys = keys_of(&mut *tx, &unit.id).await?;
        keys.push(state.key.public());
        keys.retain(|key| keys::name_of(key) == sealed.key);
        if keys
            .iter()
            .any(|key| keys::is_signed_by(key, SEAL_CONTEXT, &message))
        {
            let found = tx
                .dossiers(&unit.id, &[], core::slice::from_ref(&code))
                .await?;
            return Ok(found.into_values().next());
        }
    }
    Ok(None)
}

async fn keys_of(tx: &mut dyn Transaction, unit: &UnitId) -> Result<Vec<Vec<u8>>, Problem> {
    let devices = tx.devices(unit).await?;
    let keys = devices.into_iter().map(|device| device.record.public_key);
    Ok(keys.collect())
}
