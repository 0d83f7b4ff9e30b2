//! What the officer compares, and who signs.

use super::super::form::Form;
use super::super::read::Fault;
use super::DetailFaults;
use crate::texts::{Texts, say, use_texts};
use domain::service::Signer;
use leptos::prelude::*;

/// The grounds for refusal, to be ruled out by one tick; nothing where the law names none.
#[component]
pub(super) fn Grounds(form: Form) -> impl IntoView {
    let rule = form.basis.with_value(|basis| basis.service.clone());
    let rule = rule.filter(|rule| !rule.grounds.is_empty());
    rule.map(|rule| {
        let doubtful = rule.needs_check;
        let grounds = rule.grounds.into_iter().map(|ground| view! { <li>{ground.text}</li> });
        view! {
            <fieldset class="card">
                <legend>
                    {say(|t| t.service.grounds)} " "
                    {doubtful.then(|| view! { <span class="badge badge--check">{say(|t| t.service.needs_check)}</span> })}
                </legend>
                <Tick
                    form
                    name="ruled-out"
                    label=|t| t.service.grounds_confirm
                    read=|details| &mut details.ruled_out
                    fault=|faults| &faults.ruled_out
                />
                <ul class="grounds" lang="vi">{grounds.collect_view()}</ul>
                <p class="hint" lang="vi">{rule.source}</p>
            </fieldset>
        }
    })
}

/// A box to tick, which may have to be.
#[component]
pub(super) fn Tick(
    /// The form.
    form: Form,
    /// The field's id.
    name: &'static str,
    /// What is ticked.
    label: fn(&'static Texts) -> &'static str,
    /// Where it stands.
    read: fn(&mut super::Details) -> &mut bool,
    /// What is wrong when it is not ticked.
    #[prop(optional)]
    fault: Option<fn(&DetailFaults) -> &Option<Fault>>,
) -> impl IntoView {
    let values = form.values;
    let error = form.error_once_tried(move |faults| fault?(&faults.details).clone());
    let ticked = Memo::new(move |_| {
        let mut details = values.with(|values| values.details.clone());
        *read(&mut details)
    });
    view! {
        <label class="choice">
            <input
                id=name
                type="checkbox"
                name=name
                aria-invalid=move || error.get().is_some().to_string()
                aria-describedby=format!("{name}-error")
                prop:checked=ticked
                on:change=move |event| {
                    let checked = event_target_checked(&event);
                    values.update(|values| *read(&mut values.details) = checked);
                }
            />
            <span class="choice__words">
                <strong>{say(label)}</strong>
            </span>
        </label>
        <div id=format!("{name}-error") aria-live="polite">
            {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
        </div>
    }
}

/// Who signs the certification: the first of the list, unless another is chosen.
#[component]
pub(super) fn SignerField(form: Form) -> impl IntoView {
    let texts = use_texts();
    let values = form.values;
    let signers = form.basis.with_value(|basis| basis.signers.clone());
    if signers.is_empty() {
        return view! { <p class="hint">{say(|t| t.service.signer_none)}</p> }.into_any();
    }
    let option = move |Signer { name, position }: Signer| {
        let this = name.clone();
        let told = format!("{name}, {position}");
        view! {
            <option
                value=name
                selected=move || values.with(|values| values.details.signer == this)
            >
                {told}
            </option>
        }
    };
    view! {
        <div class="field card">
            <label for="signer">{move || texts.get().service.signer}</label>
            <select
                id="signer"
                name="signer"
                on:change=move |event| {
                    let name = event_target_value(&event);
                    values.update(|values| values.details.signer = name);
                }
            >
                {signers.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
