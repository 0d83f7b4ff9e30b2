//! Files of the site.

use super::Problem;
use crate::site::Asset;
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

const FOREVER: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "no-cache";

/// A file under the name of this build: never changes.
pub(super) async fn fixed(
    State(state): State<AppState>,
    Path((build, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if build != state.site.build {
        return Err(Problem::NotFound);
    }
    let asset = state.site.file(&path).ok_or(Problem::NotFound)?;
    Ok(answer(asset, FOREVER, &headers))
}

/// The web manifest, under the name that browsers ask for.
pub(super) async fn manifest(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    named(&state, "manifest.webmanifest", &headers)
}

/// What search engines ask for.
pub(super) async fn robots(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    named(&state, "robots.txt", &headers)
}

/// An icon, under the name that the web manifest gives.
pub(super) async fn icon(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    named(&state, &format!("icons/{name}"), &headers)
}

/// The service worker: always asked for anew, so that a new build is found.
pub(super) async fn worker(State(state): State<AppState>) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, REVALIDATE),
    ];
    (headers, state.site.worker.clone()).into_response()
}

fn named(state: &AppState, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let asset = state.site.file(path).ok_or(Problem::NotFound)?;
    Ok(answer(asset, REVALIDATE, headers))
}

fn answer(asset: &Asset, cache: &'static str, request: &HeaderMap) -> Response {
    let fresh = request
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known == asset.etag.as_str());
    let (encoding, body) = choose(
        request,
        &asset.plain,
        asset.brotli.as_ref(),
        asset.gzip.as_ref(),
    );
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body.clone().into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        headers.insert(ETAG, etag);
    }
    if let Some(encoding) = encoding.filter(|_| !fresh) {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest twin that the client takes.
pub(super) fn choose<'a, B>(
    request: &HeaderMap,
    plain: &'a B,
    brotli: Option<&'a B>,
    gzip: Option<&'a B>,
) -> (Option<&'static str>, &'a B) {
    if let Some(brotli) = brotli.filter(|_| takes(request, "br")) {
        (Some("br"), brotli)
    } else if let Some(gzip) = gzip.filter(|_| takes(request, "gzip")) {
        (Some("gzip"), gzip)
    } else {
        (None, plain)
    }
}

/// Whether the client takes this packing.
pub(super) fn takes(request: &HeaderMap, packing: &str) -> bool {
    let accepted = request
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(packing) && !parts.any(|weight| weight == "q=0")
    })
}
