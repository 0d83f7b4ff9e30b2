//! Where the focus goes after something was done.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Gives the focus to an element that the page is about to draw.
pub(super) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(Ok(element)) = element.map(JsCast::dyn_into::<HtmlElement>) {
            // One that takes no focus is still seen.
            drop(element.focus());
        }
    });
}
