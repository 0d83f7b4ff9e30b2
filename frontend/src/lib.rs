//! The browser host: entry, transport, leader tab, sync loop.
//!
//! [`engine::Engine`] holds what the tab knows; the other modules are its hands:
//! `keys` signs, `transport` talks to the server, `leader` elects one tab,
//! `channel` tells the others, `hints` hears the server,
//! `picture` makes photos smaller and `attachments` sends them, `storage` looks after the
//! room, `mend` after values that cannot be read, `exchange` performs what `sync::client`
//! decides, `round` is one exchange.

// A page is one deeply nested type.
#![recursion_limit = "512"]

mod attachments;
mod baseline;
mod books;
mod boot;
mod browser;
mod camera;
mod cash;
mod catalogue;
mod channel;
mod engine;
mod exchange;
mod facts;
mod hints;
mod host;
mod keys;
mod leader;
mod likenesses;
mod mend;
mod picture;
mod prints;
mod rescue;
mod review;
mod round;
mod rows;
mod seals;
mod session;
mod storage;
mod transport;
mod visits;
mod word;

use app::App;
use app::counter::Counter;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the application in the page: takes over the server's HTML, or fills
/// the empty shell of the service worker's cache.
#[wasm_bindgen]
pub fn hydrate() {
    browser::report_panics();
    let app = || {
        let counter = Counter::new();
        provide_context(counter);
        boot::start(counter);
        view! { <App/> }
    };
    if browser::page_attribute("data-start").as_deref() == Some("mount") {
        mount_to_body(app);
    } else {
        hydrate_body(app);
    }
}
