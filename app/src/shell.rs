//! The HTML document around the pages, as the server writes it.

use leptos::prelude::*;
use leptos_meta::MetaTags;

/// Which document is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// A page with its frame rendered; the browser hydrates it.
    Rendered,
    /// An empty body for the service worker's cache; the browser mounts the app.
    Shell,
}

/// The document. It has no inline script: the boot script is a file, so that the
/// content security policy can forbid all others.
pub fn document(kind: Document, app: impl Fn() -> AnyView) -> impl IntoView {
    let start = match kind {
        Document::Rendered => "hydrate",
        Document::Shell => "mount",
    };
    let body = match kind {
        Document::Rendered => Some(app()),
        Document::Shell => None,
    };
    view! {
        <!DOCTYPE html>
        <html lang="vi" data-start=start>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#8c1d18"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-192.png"/>
                <link rel="stylesheet" href="/style/main.css"/>
                <link rel="modulepreload" href="/pkg/khongcho.js"/>
                <script type="module" src="/boot.js"></script>
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}
