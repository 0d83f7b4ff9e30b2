//! `/api/v1/attachments`: uploads that go on where they were cut off (tus 1.0.0,
//! core and creation), and what was uploaded (SPEC §F).
//!
//! An upload's address is its content's hash, so that two devices with the same
//! photo go on with the same upload.

use super::{Problem, session};
use crate::state::AppState;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::dossier::{ATTACHMENT_BYTES_MAX, ContentHash, MediaType};
use domain::id::UnitId;
use domain::instant::Instant;
use futures_util::StreamExt;
use storage::{Access, AttachmentRecord, failpoint};
use sync::chain::Hash;
use sync::limits::{PART_BYTES_MAX, UPLOAD_IDLE_MAX_MS, UPLOADS_PER_UNIT_MAX};

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const VERSION: &str = "1.0.0";
const PART_TYPE: &str = "application/offset+octet-stream";

/// What the server understands of tus.
pub(super) async fn options() -> Response {
    let headers = [
        (TUS_VERSION, VERSION.to_owned()),
        (TUS_EXTENSION, "creation".to_owned()),
        (TUS_MAX_SIZE, ATTACHMENT_BYTES_MAX.to_string()),
    ];
    tus((StatusCode::NO_CONTENT, headers).into_response())
}

/// Opens an upload, or finds it again; one that is complete is said to be.
pub(super) async fn create(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    speaks_tus(&headers)?;
    let (unit, _) = session::current(&state, &headers).await?;
    let length = number(&headers, &UPLOAD_LENGTH)?;
    let hash = named(&headers)?;
    let upload = find(&state, &unit, hash).await?;
    if length != upload.size_bytes {
        return Err(Problem::Impossible(format!(
            "announced with {} bytes",
            upload.size_bytes
        )));
    }
    let idle_since = Instant((state.clock)().0.saturating_sub(UPLOAD_IDLE_MAX_MS));
    let mut tx = state.storage.begin(Access::Write).await?;
    tx.drop_stale_parts(&unit, idle_since).await?;
    tx.commit().await?;
    let headers = [
        (LOCATION, format!("/api/v1/attachments/{hash}")),
        (UPLOAD_OFFSET, told_offset(&upload).to_string()),
    ];
    Ok(tus((StatusCode::CREATED, headers).into_response()))
}

/// How far an upload is.
pub(super) async fn offset(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let hash = ContentHash::parse(&hash).ok_or(Problem::NotFound)?;
    let mut upload = find(&state, &unit, hash).await?;
    if is_whole(&upload) {
        // The server stopped between the last part and the end.
        finish(&state, &unit, &upload).await?;
        upload.stored = true;
    }
    let headers = [
        (UPLOAD_OFFSET, told_offset(&upload).to_string()),
        (UPLOAD_LENGTH, upload.size_bytes.to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok(tus((StatusCode::OK, headers).into_response()))
}

/// Takes the next bytes. What came before a connection broke is kept: the task
/// lives on when the handler is dropped.
pub(super) async fn append(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    speaks_tus(&headers)?;
    if headers.get(CONTENT_TYPE).is_none_or(|it| it != PART_TYPE) {
        return Err(Problem::UnsupportedMediaType(format!("send {PART_TYPE}")));
    }
    let (unit, _) = session::current(&state, &headers).await?;
    let hash = ContentHash::parse(&hash).ok_or(Problem::NotFound)?;
    let start = number(&headers, &UPLOAD_OFFSET)?;
    let work = async move {
        let upload = find(&state, &unit, hash).await?;
        let at = told_offset(&upload);
        if start != at {
            return Err(Problem::WrongOffset { at });
        }
        let room = upload.size_bytes - start;
        let bytes = read(body.into_data_stream(), room).await?;
        let end = start + bytes.len() as u64;
        keep(&state, &unit, &upload, start, &bytes).await?;
        failpoint::pass("part-kept");
        if end == upload.size_bytes && !upload.stored {
            finish(&state, &unit, &upload).await?;
        }
        Ok(end)
    };
    let end = tokio::spawn(work).await.map_err(anyhow::Error::from)??;
    let headers = [(UPLOAD_OFFSET, end.to_string())];
    Ok(tus((StatusCode::NO_CONTENT, headers).into_response()))
}

/// A whole attachment, for officers of its unit.
pub(super) async fn content(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let hash = ContentHash::parse(&hash).ok_or(Problem::NotFound)?;
    let upload = find(&state, &unit, hash).await?;
    if !upload.stored {
        return Err(Problem::NotFound);
    }
    let bytes = state
        .vault
        .get(&unit, hash)
        .await
        .map_err(|error| away(&error))?;
    let bytes = bytes.ok_or_else(|| {
        Problem::Internal(anyhow::anyhow!("attachment {hash} is not where it was put"))
    })?;
    let fixed = |value: &'static str| HeaderValue::from_static(value);
    let headers = [
        (CONTENT_TYPE, fixed(upload.kind.name())),
        (CACHE_CONTROL, fixed("private, max-age=31536000, immutable")),
        // Somebody's file never runs as a page of ours.
        (CONTENT_DISPOSITION, fixed("attachment")),
        (CONTENT_SECURITY_POLICY, fixed("sandbox")),
    ];
    Ok((headers, bytes).into_response())
}

async fn find(
    state: &AppState,
    unit: &UnitId,
    hash: ContentHash,
) -> Result<AttachmentRecord, Problem> {
    let mut tx = state.storage.begin(Access::Read).await?;
    tx.attachment(unit, hash).await?.ok_or(Problem::NotFound)
}

/// Reads at most `room` bytes of a part; a body that breaks off ends there.
async fn read(mut body: BodyDataStream, room: u64) -> Result<Vec<u8>, Problem> {
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while let Some(Ok(piece)) = body.next().await {
        bytes.extend_from_slice(&piece);
        if bytes.len() > room {
            return Err(Problem::TooLarge("over the upload's length".into()));
        }
        if bytes.len() > PART_BYTES_MAX {
            return Err(Problem::TooLarge(format!(
                "a part has at most {PART_BYTES_MAX} bytes"
            )));
        }
    }
    Ok(bytes)
}

/// Makes a part durable.
async fn keep(
    state: &AppState,
    unit: &UnitId,
    upload: &AttachmentRecord,
    start: u64,
    bytes: &[u8],
) -> Result<(), Problem> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut tx = state.storage.begin(Access::Write).await?;
    if start == 0 && tx.uploads_begun(unit).await? >= UPLOADS_PER_UNIT_MAX {
        return Err(Problem::Busy);
    }
    let now = (state.clock)();
    if tx.append_part(unit, upload.hash, start, bytes, now).await? {
        tx.commit().await?;
        return Ok(());
    }
    let found = tx.attachment(unit, upload.hash).await?;
    let at = found.as_ref().map_or(0, told_offset);
    Err(Problem::WrongOffset { at })
}

/// Verifies a whole upload and puts it where it stays. What is not what was
/// announced is thrown away, and the upload begins anew.
async fn finish(state: &AppState, unit: &UnitId, upload: &AttachmentRecord) -> Result<(), Problem> {
    let AttachmentRecord { hash, kind, .. } = *upload;
    let mut tx = state.storage.begin(Access::Read).await?;
    let bytes = tx.parts(unit, hash).await?;
    drop(tx);
    let fault = if bytes.len() as u64 != upload.size_bytes {
        Some("the size is not the announced one")
    } else if Hash::of(&bytes).0 != hash.0 {
        Some("the content does not have this hash")
    } else if MediaType::of_content(&bytes) != Some(kind) {
        Some("the content is not of the announced type")
    } else {
        None
    };
    if let Some(fault) = fault {
        let mut tx = state.storage.begin(Access::Write).await?;
        tx.drop_parts(unit, hash).await?;
        tx.commit().await?;
        return Err(Problem::Impossible(fault.into()));
    }
    let put = state.vault.put(unit, hash, Bytes::from(bytes));
    put.await.map_err(|error| away(&error))?;
    failpoint::pass("attachment-put");
    let mut tx = state.storage.begin(Access::Write).await?;
    tx.attachment_stored(unit, hash, (state.clock)()).await?;
    tx.commit().await?;
    tracing::info!(
        unit.id = %unit,
        attachment.hash = %hash,
        attachment.size_bytes = upload.size_bytes,
        "attachment.stored"
    );
    Ok(())
}

/// The vault cannot be reached. All parts stay in the database, and whoever asks
/// again later puts them in place.
fn away(error: &anyhow::Error) -> Problem {
    tracing::error!(error = format!("{error:#}"), "attachments.vault_failed");
    Problem::Busy
}

fn is_whole(upload: &AttachmentRecord) -> bool {
    !upload.stored && upload.offset == upload.size_bytes
}

fn told_offset(upload: &AttachmentRecord) -> u64 {
    if upload.stored {
        upload.size_bytes
    } else {
        upload.offset
    }
}

fn speaks_tus(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(TUS_RESUMABLE) {
        Some(version) if version == VERSION => Ok(()),
        Some(_) | None => Err(Problem::OtherTus),
    }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| Problem::Malformed(format!("{name} is missing or no number")))
}

/// The hash under `sha256` in the upload's metadata.
fn named(headers: &HeaderMap) -> Result<ContentHash, Problem> {
    let metadata = headers.get(UPLOAD_METADATA);
    let metadata = metadata.and_then(|value| value.to_str().ok());
    let mut pairs = metadata.unwrap_or_default().split(',').map(str::trim);
    let value = pairs.find_map(|pair| pair.strip_prefix("sha256 "));
    let bytes = value.and_then(|value| STANDARD.decode(value).ok());
    let hash = bytes.and_then(|bytes| bytes.try_into().ok());
    hash.map(ContentHash)
        .ok_or_else(|| Problem::Malformed("Upload-Metadata names no sha256".into()))
}

fn tus(mut response: Response) -> Response {
    let version = HeaderValue::from_static(VERSION);
    response.headers_mut().insert(TUS_RESUMABLE, version);
    response
}
