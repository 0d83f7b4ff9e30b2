//! Routes. Each file is one thing a client can ask for.

mod assets;
mod attachments;
mod baseline;
mod body;
mod catalogue;
mod devices;
mod exchange;
mod health;
mod hints;
mod messages;
mod openapi;
mod opened;
mod packed;
mod pages;
mod papers;
mod problem;
mod renewal;
mod review;
mod session;
mod standing;

pub(crate) use body::MEMORY_KIB;
pub use problem::Problem;
pub(crate) use problem::ProblemKind;
pub use renewal::Asker;

use crate::metrics;
use crate::state::AppState;
use axum::Router;
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{delete, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

/// Below this many bytes compressing costs more than it saves.
const COMPRESS_ABOVE_BYTES: u16 = 256;

/// The whole service.
pub fn router(state: AppState) -> Router {
    let api = Router::new()
        .route("/session", post(session::sign_in).get(session::show))
        .route("/session", delete(session::sign_out))
        .route("/session/renewal", post(renewal::renew))
        .route("/exchange", post(exchange::exchange))
        .route("/devices", get(devices::list))
        .route("/hints", get(hints::hints))
        .route(
            "/attachments",
            post(attachments::create).options(attachments::options),
        )
        .route(
            "/attachments/{hash}",
            get(attachments::content)
                .head(attachments::offset)
                .patch(attachments::append)
                .options(attachments::options),
        )
        .route("/baseline", get(baseline::list))
        .route("/baseline/{hash}", get(baseline::chunk))
        .route("/ledger", get(baseline::ledger))
        .route("/dossiers/{id}", get(baseline::history))
        .route("/dossiers/{id}/papers/{form}", get(papers::pdf))
        .route("/catalogue", get(catalogue::manifest))
        .route("/catalogue/{hash}", get(catalogue::chunk))
        .route("/review", post(review::confirm))
        .route("/standing", post(standing::tell))
        .route("/openapi.json", get(openapi::document))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed);
    let build = HeaderValue::from_str(&state.site.build).ok();
    let build_header = HeaderName::from_static("x-khongcho-build");
    // Server-sent events must flow; brotli would hold them back. Pictures are packed.
    let compressible = SizeAbove::new(COMPRESS_ABOVE_BYTES)
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::IMAGES);
    // What only pages and their files have use for: an exchange counts its bytes.
    let pages = pages::routes(&state)
        .route("/sw.js", get(assets::worker))
        .route("/assets/{build}/{*path}", get(assets::fixed))
        .route("/manifest.webmanifest", get(assets::manifest))
        .route("/icons/{name}", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .layer(SetResponseHeaderLayer::overriding(build_header, build))
        .layer(fixed_header(REFERRER_POLICY, "same-origin"));
    // No page can embed what is only ever posted, and no browser guesses at this type.
    let not_sniffed =
        SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, |response: &Response| {
            let signed = response.extensions().get::<exchange::Answered>();
            signed
                .is_none()
                .then(|| HeaderValue::from_static("nosniff"))
        });
    pages
        .nest("/api/v1", api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(
            CompressionLayer::new()
                .gzip(true)
                .br(true)
                .compress_when(compressible),
        )
        .layer(not_sniffed)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(state.clone(), metrics::observe))
        // A failure of ours is logged where it is known, being busy is none.
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(state)
}

fn fixed_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
