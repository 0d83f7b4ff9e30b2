//! The way through a form by keys: Enter moves on, Alt+Enter adds a document, Ctrl+Enter
//! saves.

use super::super::form::Form;
use super::super::values::{LineValue, Values};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use std::iter::successors;
use std::time::Duration;

/// How long a field may take to appear.
const FIELD_DELAY: Duration = Duration::from_millis(30);

/// What Enter moves between.
const FIELDS: &str = ":is(input, select):not([tabindex='-1'], :disabled, details:not([open]) *), \
                      button[type='submit']";

/// Enter in a field goes to the next one instead of saving half a form.
pub(crate) fn move_on(event: &KeyboardEvent) {
    let Some(field) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return;
    };
    // A button does what it says, and a note has lines.
    if !["INPUT", "SELECT"].contains(&field.tag_name().as_str()) {
        return;
    }
    event.prevent_default();
    if let Some(next) = after(&field) {
        focus(&next);
    }
}

/// Another document, to be typed at once.
pub(crate) fn add_document(form: Form) {
    let add = |values: &mut Values| {
        values.lines.push(LineValue::default());
        values.lines.len() - 1
    };
    if let Some(at) = form.values.try_update(add) {
        focus_title(at);
    }
}

/// Goes to the name of a document, once it is there.
pub(crate) fn focus_title(at: usize) {
    let go = move || {
        let field = document().get_element_by_id(&format!("line-{at}-title"));
        if let Some(field) = field.and_then(|it| it.dyn_into().ok()) {
            focus(&field);
        }
    };
    set_timeout(go, FIELD_DELAY);
}

/// The field after one, in the order of the page.
fn after(field: &Element) -> Option<HtmlElement> {
    let mut rest = successors(following(field), following);
    let is_field = |element: &Element| element.matches(FIELDS).unwrap_or(false);
    rest.find(is_field)?.dyn_into().ok()
}

/// The element after one, as the form is written.
fn following(element: &Element) -> Option<Element> {
    if let Some(child) = element.first_element_child() {
        return Some(child);
    }
    let mut at = element.clone();
    loop {
        if let Some(sibling) = at.next_element_sibling() {
            return Some(sibling);
        }
        at = at.parent_element().filter(|it| it.tag_name() != "FORM")?;
    }
}

fn focus(field: &HtmlElement) {
    // A field that cannot take the focus leaves it where it was.
    drop(field.focus());
    if let Some(input) = field.dyn_ref::<HtmlInputElement>()
        && input.type_() == "text"
    {
        input.select();
    }
}
