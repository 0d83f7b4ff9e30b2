//! Small things that the browser gives: clock, chance, events, errors in words.

use domain::instant::Instant;
use gloo_events::EventListener;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use uuid::{Builder, Uuid};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Now, by the device's clock.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit for 292 million years"
)]
pub(crate) fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

/// A fresh identity (UUID version 7, RFC 9562): sorts by time, random otherwise.
pub(crate) fn fresh_id() -> Uuid {
    let millis = u64::try_from(now().0).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &random()).into_uuid()
}

/// A fresh random number.
pub(crate) fn chance() -> u32 {
    u32::from_le_bytes(random())
}

/// Random bytes; a browser without them cannot hold keys either and never got here.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        web_sys::console::error_1(&error.to_string().into());
    }
    bytes
}

/// An attribute of `<html>`.
pub(crate) fn page_attribute(name: &str) -> Option<String> {
    web_sys::window()?
        .document()?
        .document_element()?
        .get_attribute(name)
}

/// Calls `act` on every `name` event of the window, for as long as the tab lives.
pub(crate) fn on_window(name: &'static str, act: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    EventListener::new(&window, name, move |_| act()).forget();
}

/// Calls `act` whenever the tab comes to the front.
pub(crate) fn on_shown(act: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let seen = document.clone();
    EventListener::new(&document, "visibilitychange", move |_| {
        if !seen.hidden() {
            act();
        }
    })
    .forget();
}

/// Calls `act` on every `name` event of the document, for as long as the tab lives.
pub(crate) fn on_document(name: &'static str, act: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    EventListener::new(&document, name, move |_| act()).forget();
}

/// Sends a bare event to the boot script.
pub(crate) fn tell_window(name: &str) {
    let Some(window) = web_sys::window() else {
        return;
    };
    if let Ok(event) = web_sys::CustomEvent::new(name) {
        // Nobody listening is fine.
        drop(window.dispatch_event(&event));
    }
}

/// What [`blocked`] tells the window.
pub(crate) const BLOCKED: &str = "khongcho:blocked";

/// The store cannot be opened while a tab of an older build has it.
pub(crate) fn blocked() {
    tell_window(BLOCKED);
}

/// Small settings of this browser that may be lost: the language.
pub(crate) fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Looks a property up along a path, as `a.b.c`.
pub(crate) fn property(from: &JsValue, path: &[&str]) -> Option<JsValue> {
    let step = |value: JsValue, name: &&str| Reflect::get(&value, &(*name).into()).ok();
    let value = path.iter().try_fold(from.clone(), step)?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Whether the browser believes that there is a network; it knows nothing of the server.
pub(crate) fn has_network() -> bool {
    let says = property(&js_sys::global(), &["navigator", "onLine"]);
    says.is_none_or(|online| online.is_truthy())
}

/// Calls a method that answers with a promise, and waits for it.
pub(crate) async fn call(
    object: &JsValue,
    method: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let answer = function.apply(object, &arguments.iter().cloned().collect())?;
    match answer.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(value) => Ok(value),
    }
}

/// Gives the officer a file of some media type.
///
/// # Errors
/// What the browser said, in words.
pub(crate) fn download(name: &str, bytes: &[u8], kind: &str) -> Result<(), String> {
    offer(name, bytes, kind).map_err(|error| in_words(&error))
}

fn offer(name: &str, bytes: &[u8], kind: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &properties)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.ok_or("no document")?.create_element("a")?;
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// An exception in words.
pub(crate) fn in_words(error: &JsValue) -> String {
    let message = property(error, &["message"]).and_then(|value| value.as_string());
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

/// Logs what went wrong for whoever opens the console; never citizens' data.
pub(crate) fn log(what: &str, error: &dyn core::fmt::Display) {
    web_sys::console::error_1(&format!("{what}: {error}").into());
}

/// Notes what is nobody's fault and mends itself, as a missing network does.
pub(crate) fn note(what: &str, event: &dyn core::fmt::Display) {
    web_sys::console::debug_1(&format!("{what}: {event}").into());
}

/// Lets a panic be read in the console and by tests.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
}
