//! A text of one document, with common ones offered.

use super::super::form::Form;
use super::super::read::{Fault, LineFaults};
use super::super::values::LineValue;
use crate::texts::{Texts, say};
use leptos::prelude::*;

/// One text of the document at a place.
#[component]
pub(super) fn LineText(
    /// The form.
    form: Form,
    /// The place of the document.
    at: usize,
    /// What the field is called in the page.
    name: &'static str,
    /// Its label.
    label: fn(&'static Texts) -> &'static str,
    /// Where it stands.
    read: fn(&mut LineValue) -> &mut String,
    /// What is wrong with it.
    #[prop(optional)]
    fault: Option<fn(&LineFaults) -> &Option<Fault>>,
    /// The id of a list of common texts.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let values = form.values;
    let value = Memo::new(move |_| {
        let line = values.with(|values| values.lines.get(at).cloned());
        line.map(|mut line| core::mem::take(read(&mut line)))
            .unwrap_or_default()
    });
    let edit = move |event| {
        let text = event_target_value(&event);
        values.update(|values| {
            if let Some(line) = values.lines.get_mut(at) {
                *read(line) = text;
            }
        });
    };
    let error = form.error_once_tried(move |faults| {
        let line = faults.lines.get(at)?;
        fault?(line).clone()
    });
    let id = format!("line-{at}-{name}");
    let error_id = format!("{id}-error");
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            <label for=id.clone()>
                {say(label)}
                {fault
                    .is_none()
                    .then(|| view! { <span class="field__optional">{say(|t| t.common.optional)}</span> })}
            </label>
            <input
                id=id.clone()
                name=id
                type="text"
                list=list
                autocomplete="off"
                autocapitalize="sentences"
                spellcheck="false"
                aria-describedby=error_id.clone()
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=value
                on:input=edit
            />
            <div id=error_id aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
}
