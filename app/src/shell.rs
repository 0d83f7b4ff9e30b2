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

/// The document of the build `build`. It has no inline script of ours: the boot
/// script is a file, so that the content security policy can forbid others.
pub fn document(kind: Document, build: &str, app: impl Fn() -> AnyView) -> impl IntoView {
    let (start, body) = match kind {
        Document::Rendered => ("hydrate", Some(app())),
        Document::Shell => ("mount", None),
    };
    let asset = |path: &str| format!("/assets/{build}/{path}");
    view! {
        <!DOCTYPE html>
        <html lang="vi" data-build=build.to_owned() data-start=start>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#8c1d18"/>
                // Without credentials it would share a connection with long exchanges,
                // which want one that nobody used before (SPEC X9).
                <link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials"/>
                <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
                <link rel="stylesheet" href=asset("pkg/khongcho.css")/>
                <link rel="modulepreload" href=asset("pkg/khongcho.js")/>
                <script type="module" src=asset("boot.js")></script>
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}
