//! The fee taken in the same sitting: the officer says whether, and nothing is assumed.

use super::super::form::Form;
use super::paid_dong;
use crate::texts::{Texts, say};
use leptos::prelude::*;

/// Whether the fee was taken; nothing is asked while there is nothing to pay.
#[component]
pub(crate) fn PaidField(form: Form) -> impl IntoView {
    let due = Memo::new(move |_| {
        let mut values = form.values.get();
        values.details.taken = Some(true);
        form.basis.with_value(|basis| paid_dong(&values, basis)) > 0
    });
    view! {
        <Show when=move || due.get()>
            <Choices form/>
        </Show>
    }
}

#[component]
fn Choices(form: Form) -> impl IntoView {
    let error = form.error_once_tried(|faults| faults.details.taken.clone());
    view! {
        <fieldset class="card" aria-describedby="paid-error">
            <legend>{say(|t| t.service.paid_legend)}</legend>
            <Choice form id="paid" taken=true label=|t| t.service.paid error/>
            <Choice form id="not-paid" taken=false label=|t| t.service.not_paid error/>
            <div id="paid-error" aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </fieldset>
    }
}

#[component]
fn Choice(
    form: Form,
    id: &'static str,
    taken: bool,
    label: fn(&'static Texts) -> &'static str,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let values = form.values;
    view! {
        <label class="choice">
            <input
                id=id
                type="radio"
                name="paid"
                aria-invalid=move || error.get().is_some().to_string()
                prop:checked=move || values.with(|values| values.details.taken == Some(taken))
                on:change=move |_| say_taken(form, taken)
            />
            <span class="choice__words">
                <strong>{say(label)}</strong>
            </span>
        </label>
    }
}

/// The officer says whether the fee was taken.
pub(crate) fn say_taken(form: Form, taken: bool) {
    form.values
        .update(|values| values.details.taken = Some(taken));
}
