//! Talking to the server: one function for each address.

use crate::browser::{call, in_words, property};
use app::counter::DossierStanding;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::dossier::{Attachment, ContentHash};
use domain::form::Printing;
use domain::id::DossierId;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::{Array, Function, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use sync::exchange::MEDIA_TYPE;
use sync::limits::REQUEST_BYTES_MAX;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCredentials};

/// A hotspot in the mountains is slow, not dead; longer than this it is dead.
const EXCHANGE_TIMEOUT_MS: u32 = 120_000;
const SIGN_IN_TIMEOUT_MS: u32 = 30_000;
const UPLOAD_TIMEOUT_MS: u32 = 120_000;
/// The server gives its browser a minute.
const PAPER_TIMEOUT_MS: u32 = 90_000;
const UPLOADS: &str = "/api/v1/attachments";
const CATALOGUE_TIMEOUT_MS: u32 = 300_000;
/// Below this many bytes packing gains nothing.
const GZIP_ABOVE_BYTES: usize = 1_000;

/// The server could not be asked, or said no.
#[derive(Clone, Debug, Error)]
pub(crate) enum TransportError {
    /// No answer at all.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// An answer that is not a success; the problem's type and detail.
    #[error("status {status}: {detail}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The last part of the problem's type.
        kind: String,
        /// The problem's detail.
        detail: String,
    },
    /// A success that cannot be read.
    #[error("the answer cannot be read: {0}")]
    Garbled(String),
}

impl TransportError {
    /// The server does not know the session that the call wants.
    pub(crate) fn wants_session(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }
}

/// What signing in sends.
#[derive(Serialize)]
pub(crate) struct SignIn<'a> {
    pub(crate) login: &'a str,
    pub(crate) password: &'a str,
    pub(crate) device: SignInDevice,
}

#[derive(Serialize)]
pub(crate) struct SignInDevice {
    pub(crate) id: domain::id::DeviceId,
    pub(crate) public_key: String,
}

/// What it gives.
#[derive(Deserialize)]
pub(crate) struct SignedIn {
    pub(crate) officer: domain::officer::Officer,
    pub(crate) colleagues: Vec<domain::officer::Officer>,
    pub(crate) unit: SignedInUnit,
    pub(crate) device_tag: String,
    pub(crate) server_key: String,
}

#[derive(Deserialize)]
pub(crate) struct SignedInUnit {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// What anyone may know.
#[derive(Deserialize)]
pub(crate) struct Entrance {
    pub(crate) signed_in: bool,
    pub(crate) demo_hint: Option<String>,
}

/// A device of the unit and its public key in base64url.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DeviceKey {
    pub(crate) tag: String,
    pub(crate) public_key: String,
}

impl DeviceKey {
    /// The key; no bytes where it is none.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let decoded = URL_SAFE_NO_PAD.decode(&self.public_key);
        decoded.unwrap_or_default()
    }
}

/// How the dossier of a paper stands, by the text of its code.
pub(crate) async fn standing(text: &str) -> Result<DossierStanding, TransportError> {
    let request = post("/api/v1/standing", SIGN_IN_TIMEOUT_MS)
        .header("content-type", "text/plain")
        .body(text)
        .map_err(garbled)?;
    read_json(accepted(request.send().await.map_err(unreachable)?).await?).await
}

/// Which catalogue is in force.
#[derive(Deserialize)]
pub(crate) struct CatalogueManifest {
    pub(crate) hash: String,
    pub(crate) list: CataloguePart,
    pub(crate) cards: CataloguePart,
    pub(crate) calendar: CataloguePart,
    pub(crate) forms: CataloguePart,
    pub(crate) registers: CataloguePart,
    pub(crate) review: CataloguePart,
}

#[derive(Deserialize)]
pub(crate) struct CataloguePart {
    pub(crate) hash: String,
}

#[derive(Deserialize, Default)]
struct ProblemBody {
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    detail: String,
}

/// Signs in.
pub(crate) async fn sign_in(body: &SignIn<'_>) -> Result<SignedIn, TransportError> {
    let request = post("/api/v1/session", SIGN_IN_TIMEOUT_MS)
        .json(body)
        .map_err(garbled)?;
    read_json(accepted(request.send().await.map_err(unreachable)?).await?).await
}

/// Signs out; the server forgets the session, the device keeps its data.
pub(crate) async fn sign_out() -> Result<(), TransportError> {
    let request = Request::delete("/api/v1/session")
        .abort_signal(Some(&AbortSignal::timeout_with_u32(SIGN_IN_TIMEOUT_MS)));
    accepted(request.send().await.map_err(unreachable)?)
        .await
        .map(drop)
}

/// An officer's word on a text that rested on memory.
#[derive(Serialize)]
pub(crate) struct ReviewWord<'a> {
    pub(crate) key: &'a str,
    pub(crate) digest: &'a str,
    pub(crate) stands: bool,
    pub(crate) note: &'a str,
}

/// Confirms such a text, or takes that back.
pub(crate) async fn review(word: &ReviewWord<'_>) -> Result<(), TransportError> {
    let request = post("/api/v1/review", EXCHANGE_TIMEOUT_MS)
        .json(word)
        .map_err(garbled)?;
    accepted(request.send().await.map_err(unreachable)?)
        .await
        .map(drop)
}

/// Asks for a session on the word of the device's key.
pub(crate) async fn renew(message: &[u8]) -> Result<(), TransportError> {
    let request = post("/api/v1/session/renewal", SIGN_IN_TIMEOUT_MS)
        .header("content-type", MEDIA_TYPE)
        .body(Uint8Array::from(message))
        .map_err(garbled)?;
    accepted(request.send().await.map_err(unreachable)?)
        .await
        .map(drop)
}

/// What anyone may know.
pub(crate) async fn entrance() -> Result<Entrance, TransportError> {
    read_json(get("/api/v1/session", SIGN_IN_TIMEOUT_MS).await?).await
}

/// The keys of the devices of the session's unit.
pub(crate) async fn device_keys() -> Result<Vec<DeviceKey>, TransportError> {
    read_json(get("/api/v1/devices", SIGN_IN_TIMEOUT_MS).await?).await
}

/// Which catalogue is in force.
pub(crate) async fn catalogue() -> Result<CatalogueManifest, TransportError> {
    read_json(get("/api/v1/catalogue", CATALOGUE_TIMEOUT_MS).await?).await
}

/// A part of the catalogue.
pub(crate) async fn catalogue_part(hash: &str) -> Result<Vec<u8>, TransportError> {
    let response = get(&format!("/api/v1/catalogue/{hash}"), CATALOGUE_TIMEOUT_MS).await?;
    response.binary().await.map_err(unreachable)
}

/// The list of the baseline's chunks, signed.
pub(crate) async fn baseline() -> Result<Vec<u8>, TransportError> {
    bytes("/api/v1/baseline").await
}

/// The whole ledger, signed.
pub(crate) async fn ledger() -> Result<Vec<u8>, TransportError> {
    bytes("/api/v1/ledger").await
}

/// A chunk of the baseline; the browser unpacks it.
pub(crate) async fn baseline_chunk(hash: &str) -> Result<Vec<u8>, TransportError> {
    bytes(&format!("/api/v1/baseline/{hash}")).await
}

/// The events of a dossier, signed.
pub(crate) async fn history(id: DossierId) -> Result<Vec<u8>, TransportError> {
    bytes(&format!("/api/v1/dossiers/{}", id.0)).await
}

async fn bytes(path: &str) -> Result<Vec<u8>, TransportError> {
    let response = get(path, EXCHANGE_TIMEOUT_MS).await?;
    response.binary().await.map_err(unreachable)
}

/// The body of an exchange as it goes over the line.
pub(crate) struct Load {
    bytes: Uint8Array,
    is_packed: bool,
}

impl Load {
    /// Packs a body where that gains something and the browser can.
    pub(crate) async fn of(body: &[u8]) -> Self {
        let packed = if body.len() > GZIP_ABOVE_BYTES {
            gzip(body).await
        } else {
            None
        };
        Self {
            is_packed: packed.is_some(),
            bytes: packed.unwrap_or_else(|| Uint8Array::from(body)),
        }
    }

    /// Whether the server takes so many bytes at once (L3).
    pub(crate) fn fits(&self) -> bool {
        usize::try_from(self.bytes.length()).is_ok_and(|bytes| bytes <= REQUEST_BYTES_MAX)
    }
}

/// One exchange: signed bytes up, signed bytes down. What is `long` goes over a
/// connection of its own: when one that was used before breaks, browsers send a request
/// again by themselves, from its beginning. Without credentials, which an exchange does
/// not want, they take another connection, and the server closes it (X9).
pub(crate) async fn exchange(load: Load, long: bool) -> Result<Vec<u8>, TransportError> {
    let mut request =
        post("/api/v1/exchange", EXCHANGE_TIMEOUT_MS).header("content-type", MEDIA_TYPE);
    if load.is_packed {
        request = request.header("content-encoding", "gzip");
    }
    if long {
        request = request.credentials(RequestCredentials::Omit);
    }
    let request = request.body(load.bytes).map_err(garbled)?;
    let response = accepted(request.send().await.map_err(unreachable)?).await?;
    response.binary().await.map_err(unreachable)
}

/// How far the upload of an attachment is, once its event has reached the server.
pub(crate) async fn upload_offset(hash: ContentHash) -> Result<u64, TransportError> {
    let request = tus(RequestBuilder::new(&upload(hash)).method(Method::HEAD));
    offset(&accepted(request.send().await.map_err(unreachable)?).await?)
}

/// Opens the upload of an attachment.
pub(crate) async fn upload_create(attachment: &Attachment) -> Result<(), TransportError> {
    let name = STANDARD.encode(attachment.hash.0);
    let request = tus(RequestBuilder::new(UPLOADS).method(Method::POST))
        .header("upload-length", &attachment.size_bytes.to_string())
        .header("upload-metadata", &format!("sha256 {name}"));
    accepted(request.send().await.map_err(unreachable)?)
        .await
        .map(drop)
}

/// Sends the part that begins at `start`; returns where the next one begins.
pub(crate) async fn upload_part(
    hash: ContentHash,
    start: u64,
    part: &[u8],
) -> Result<u64, TransportError> {
    let request = tus(RequestBuilder::new(&upload(hash)).method(Method::PATCH))
        .header("upload-offset", &start.to_string())
        .header("content-type", "application/offset+octet-stream")
        .body(Uint8Array::from(part))
        .map_err(garbled)?;
    offset(&accepted(request.send().await.map_err(unreachable)?).await?)
}

/// A whole attachment.
pub(crate) async fn attachment(hash: ContentHash) -> Result<Vec<u8>, TransportError> {
    let response = get(&upload(hash), UPLOAD_TIMEOUT_MS).await?;
    response.binary().await.map_err(unreachable)
}

/// A paper of a dossier as PDF, drawn by the server.
pub(crate) async fn paper(
    dossier: DossierId,
    print: &Printing,
    before: u32,
) -> Result<Vec<u8>, TransportError> {
    let (id, form) = (dossier.0, print.form.key());
    let (paper, copies) = (print.paper.tag(), print.copies);
    let path = format!(
        "/api/v1/dossiers/{id}/papers/{form}?paper={paper}&copies={copies}&before={before}"
    );
    let response = get(&path, PAPER_TIMEOUT_MS).await?;
    response.binary().await.map_err(unreachable)
}

fn upload(hash: ContentHash) -> String {
    format!("{UPLOADS}/{hash}")
}

fn tus(request: RequestBuilder) -> RequestBuilder {
    request
        .header("tus-resumable", "1.0.0")
        .abort_signal(Some(&AbortSignal::timeout_with_u32(UPLOAD_TIMEOUT_MS)))
}

fn offset(response: &Response) -> Result<u64, TransportError> {
    let offset = response.headers().get("upload-offset");
    let offset = offset.and_then(|text| text.parse().ok());
    offset.ok_or_else(|| TransportError::Garbled("no upload-offset".into()))
}

/// The server needs no address of the page: on a slow line it is bytes for nothing.
fn post(path: &str, timeout_ms: u32) -> RequestBuilder {
    Request::post(path)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms)))
}

async fn get(path: &str, timeout_ms: u32) -> Result<Response, TransportError> {
    let request = Request::get(path).abort_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms)));
    accepted(request.send().await.map_err(unreachable)?).await
}

async fn accepted(response: Response) -> Result<Response, TransportError> {
    if response.ok() {
        return Ok(response);
    }
    let ProblemBody { r#type, detail } = response.json().await.unwrap_or_default();
    let kind = r#type.rsplit(':').next().unwrap_or_default().to_owned();
    Err(TransportError::Refused {
        status: response.status(),
        kind,
        detail,
    })
}

async fn read_json<T: for<'de> Deserialize<'de>>(response: Response) -> Result<T, TransportError> {
    response.json().await.map_err(garbled)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unreachable(error: gloo_net::Error) -> TransportError {
    TransportError::Unreachable(error.to_string())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn garbled(error: gloo_net::Error) -> TransportError {
    TransportError::Garbled(error.to_string())
}

/// Packs bytes with the browser's own compressor; `None` where it has none.
async fn gzip(bytes: &[u8]) -> Option<Uint8Array> {
    let packed = try_gzip(bytes).await;
    packed
        .map_err(|error| crate::browser::log("gzip", &in_words(&error)))
        .ok()
}

async fn try_gzip(bytes: &[u8]) -> Result<Uint8Array, JsValue> {
    let global = js_sys::global();
    let class = property(&global, &["CompressionStream"]).ok_or("no CompressionStream")?;
    let stream = Reflect::construct(
        class.unchecked_ref::<Function>(),
        &Array::of1(&"gzip".into()),
    )?;
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts)?;
    let plain = call(&blob, "stream", &[]).await?;
    let packed = call(&plain, "pipeThrough", &[stream]).await?;
    let response = property(&global, &["Response"]).ok_or("no Response")?;
    let response = Reflect::construct(response.unchecked_ref::<Function>(), &Array::of1(&packed))?;
    Ok(Uint8Array::new(&call(&response, "arrayBuffer", &[]).await?))
}
