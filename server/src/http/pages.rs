//! Pages: the first visit's HTML, and the empty shell that browsers keep.

use crate::site::Site;
use crate::state::AppState;
use app::App;
use app::shell::{Document, document};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::routing::get;
use leptos::nonce::{provide_nonce, use_nonce};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use std::sync::Arc;

/// Every page of the application, and `/_shell`.
pub(super) fn routes(state: &AppState) -> Router<AppState> {
    let paths = generate_route_list(App);
    let page = rendered(&state.site, Document::Rendered);
    let shell = rendered(&state.site, Document::Shell);
    let not_found = rendered(&state.site, Document::Rendered);
    let shell = leptos_axum::render_app_async_with_context(headers, shell);
    let fallback = leptos_axum::render_app_async_with_context(missing, not_found);
    Router::new()
        .route("/_shell", get(shell))
        .leptos_routes_with_context(state, paths, headers, page)
        .fallback(fallback)
}

fn rendered(
    site: &Arc<Site>,
    kind: Document,
) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let site = Arc::clone(site);
    move || document(kind, &site.build, || view! { <App/> }.into_any()).into_any()
}

/// The page that says there is nothing says so to programs too.
fn missing() {
    headers();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}

/// Only our own files run, and what the framework writes inline with the nonce.
/// Styles set on elements (progress bars) are the one thing inline.
fn headers() {
    provide_nonce();
    let Some(response) = use_context::<ResponseOptions>() else {
        return;
    };
    let nonce = use_nonce()
        .map(|nonce| format!("'nonce-{nonce}'"))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {nonce}; \
        style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; \
        base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
}
