//! Signing in and out. A device registers itself when an officer signs in on it.

use super::{Problem, body};
use crate::commune::{LOGIN_CHARS_MAX, PASSWORD_BYTES_MAX};
use crate::state::AppState;
use crate::throttle::Who;
use crate::{keys, password};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{DeviceId, OfficerId, UnitId};
use domain::instant::Instant;
use serde::{Deserialize, Serialize};
use storage::{
    Access, NewDevice, OfficerRecord, SERVER_DEVICE, SessionRecord, Transaction, UnitRecord,
};
use sync::chain::Hash;

const COOKIE_NAME: &str = "khongcho_session";
/// A month: an officer on mobile duty may be away for weeks.
const SESSION_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Largest body that signs in.
const BODY_BYTES_MAX: usize = 16 << 10;

/// What signing in takes.
#[derive(Deserialize)]
pub(super) struct SignIn {
    login: String,
    password: String,
    device: Device,
}

#[derive(Deserialize)]
struct Device {
    id: DeviceId,
    /// Uncompressed P-256 point, base64url without padding.
    public_key: String,
}

/// What it gives.
#[derive(Serialize)]
pub(super) struct SignedIn {
    officer: Officer,
    /// Names for timelines.
    colleagues: Vec<Officer>,
    unit: Unit,
    device_tag: String,
    /// The server's public key, as the device's.
    server_key: String,
    now: i64,
}

#[derive(Serialize)]
struct Officer {
    id: OfficerId,
    name: String,
    position: String,
    supervises: bool,
}

#[derive(Serialize)]
struct Unit {
    id: String,
    name: String,
}

impl Officer {
    fn of(record: &OfficerRecord) -> Self {
        let domain::officer::Officer {
            id,
            name,
            position,
            supervises,
        } = record.officer.clone();
        Self {
            id,
            name,
            position,
            supervises,
        }
    }
}

/// Checks the password, registers the device, opens a session.
pub(super) async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    // A page of another site can send a form, and no JSON: the type is looked at.
    let json = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if !json.is_some_and(|media_type| media_type.starts_with(b"application/json")) {
        let problem = Problem::UnsupportedMediaType("send application/json".into());
        return Err(body::refuse(body, problem).await);
    }
    let body = body::read(body, BODY_BYTES_MAX, &state.memory).await?;
    let Json(SignIn {
        login,
        password,
        device,
    }) = Json::from_bytes(&body.bytes)?;
    let public_key = URL_SAFE_NO_PAD.decode(&device.public_key).ok();
    let public_key = public_key
        .filter(|bytes| keys::is_public_key(bytes))
        .ok_or_else(|| {
            Problem::Impossible(
                "device.public_key is no uncompressed P-256 point in base64url".into(),
            )
        })?;
    if device.id == SERVER_DEVICE {
        return Err(Problem::Impossible("device.id is the server's own".into()));
    }
    if login.chars().count() > LOGIN_CHARS_MAX || password.len() > PASSWORD_BYTES_MAX {
        return Err(Problem::WrongCredentials);
    }
    let (unit, officer) = find(&state, login.trim(), password, device.id).await?;
    let now = (state.clock)();
    let mut tx = state.storage.begin(Access::Write).await?;
    let new = NewDevice {
        id: device.id,
        public_key,
        registered_at: now,
    };
    let record = tx.register_device(&unit.id, &new).await?;
    if record.public_key != new.public_key {
        return Err(Problem::BadSignature);
    }
    tx.bind_officer(&unit.id, device.id, officer.officer.id)
        .await?;
    let cookie = open(&state, &mut *tx, &unit.id, officer.officer.id).await?;
    let colleagues = tx.officers(&unit.id).await?;
    tx.commit().await?;
    tracing::info!(unit.id = %unit.id, device.tag = record.tag.0, "session.opened");

    let signed_in = SignedIn {
        officer: Officer::of(&officer),
        colleagues: colleagues.iter().map(Officer::of).collect(),
        unit: Unit {
            id: unit.id.0.clone(),
            name: unit.name,
        },
        device_tag: record.tag.0,
        server_key: URL_SAFE_NO_PAD.encode(state.key.public()),
        now: now.0,
    };
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(signed_in)))
}

/// Opens a session in this transaction; gives the cookie that is worth it.
pub(super) async fn open(
    state: &AppState,
    tx: &mut dyn Transaction,
    unit: &UnitId,
    officer: OfficerId,
) -> Result<String, Problem> {
    let now = (state.clock)();
    // Nobody guesses 128 bits, and the cookie goes along with every request.
    let token: [u8; 16] = keys::random_bytes()?;
    let session = SessionRecord {
        token_hash: Hash::of(&token).0,
        officer,
        expires_at: Instant(now.0.saturating_add(SESSION_SECONDS * 1000)),
    };
    tx.end_expired_sessions(unit, now).await?;
    tx.put_session(unit, &session).await?;
    let unit = URL_SAFE_NO_PAD.encode(&unit.0);
    let value = format!("{unit}.{}", URL_SAFE_NO_PAD.encode(token));
    Ok(cookie(state, &value, SESSION_SECONDS))
}

/// What a client that is not signed in may know.
#[derive(Serialize)]
pub(super) struct Entrance {
    signed_in: bool,
    demo_hint: Option<String>,
}

/// Whether the cookie is good, and how to get one in the demo commune.
pub(super) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<Entrance>, Problem> {
    let signed_in = match current(&state, &headers).await {
        Ok(_) => true,
        Err(Problem::SignedOut) => false,
        Err(problem) => return Err(problem),
    };
    Ok(Json(Entrance {
        signed_in,
        demo_hint: state.demo_hint.clone(),
    }))
}

/// Ends the session, if there is one.
pub(super) async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some((unit, token_hash)) = token(&headers) {
        let mut tx = state.storage.begin(Access::Write).await?;
        tx.end_session(&unit, token_hash).await?;
        tx.commit().await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(SET_COOKIE, cookie(&state, "", 0))]),
    ))
}

/// The unit and officer of the session.
pub(super) async fn current(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<(UnitId, OfficerId), Problem> {
    let (unit, token_hash) = token(headers).ok_or(Problem::SignedOut)?;
    let session = state
        .storage
        .begin(Access::Read)
        .await?
        .session(&unit, token_hash)
        .await?;
    let session = session.filter(|session| session.expires_at > (state.clock)());
    session
        .map(|session| (unit, session.officer))
        .ok_or(Problem::SignedOut)
}

/// The officer with this name and password, in whichever unit.
async fn find(
    state: &AppState,
    login: &str,
    password: String,
    device: DeviceId,
) -> Result<(UnitRecord, OfficerRecord), Problem> {
    let mut tx = state.storage.begin(Access::Read).await?;
    let mut found = None;
    for unit in tx.units().await? {
        let officers = tx.officers(&unit.id).await?;
        if let Some(officer) = officers.into_iter().find(|officer| officer.login == login) {
            found = Some((unit, officer));
            break;
        }
    }
    let mut who = Who {
        unit: found.as_ref().map(|(unit, _)| unit.id.clone()),
        login: login.to_owned(),
        device: None,
    };
    if let Some((unit, officer)) = &found {
        let known = tx.device(&unit.id, device).await?;
        let here = known.is_some_and(|known| known.officers.contains(&officer.officer.id));
        who.device = here.then_some(device);
    }
    drop(tx);
    let place = password::line_up().ok_or(Problem::Busy)?;
    let entered = state.throttle.enter(&who, (state.clock)());
    entered.map_err(|seconds| Problem::TooManyTries { seconds })?;
    let hash = found
        .as_ref()
        .map(|(_, officer)| officer.password_hash.clone());
    if password::is_right(place, password, hash).await {
        state.throttle.forgive(&who);
        found.ok_or(Problem::WrongCredentials)
    } else {
        Err(Problem::WrongCredentials)
    }
}

fn cookie(state: &AppState, value: &str, seconds: i64) -> String {
    let secure = if state.secure_cookies { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}

/// Unit and hash of the token in the request's cookie.
fn token(headers: &HeaderMap) -> Option<(UnitId, [u8; 32])> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim() == COOKIE_NAME)?;
    let (unit, token) = value.trim().split_once('.')?;
    let unit = String::from_utf8(URL_SAFE_NO_PAD.decode(unit).ok()?).ok()?;
    let token = URL_SAFE_NO_PAD.decode(token).ok()?;
    Some((UnitId(unit), Hash::of(&token).0))
}
