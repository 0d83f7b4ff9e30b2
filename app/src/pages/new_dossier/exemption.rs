//! Who pays less: the officer looks at the paper that proves it, and chooses.

use super::form::Form;
use crate::texts::{say, use_texts};
use domain::fee::Exemption;
use leptos::prelude::*;

/// The grounds in force; nothing where there are none.
#[component]
pub(super) fn ExemptionField(form: Form) -> impl IntoView {
    let grounds = form.basis.with_value(|basis| basis.fee.exemptions.clone());
    if grounds.is_empty() {
        return ().into_any();
    }
    let values = form.values;
    let options = grounds
        .iter()
        .map(|ground| view! { <Ground form ground=ground.clone()/> })
        .collect_view();
    let chosen = Memo::new(move |_| {
        let key = values.with(|values| values.exemption.clone());
        grounds.iter().find(|ground| ground.key == key).cloned()
    });
    let wrong = form.error_once_tried(|faults| faults.exemption.clone());
    let told = move || {
        wrong
            .get()
            .map(|text| view! { <p class="field__error">{text}</p> })
    };
    view! {
        <div class="field" class:field--wrong=move || wrong.with(Option::is_some)>
            <label for="exemption">{say(|t| t.form.exemption)}</label>
            <select
                id="exemption"
                name="exemption"
                aria-describedby="exemption-error exemption-proof"
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                on:change=move |event| {
                    values.update(|values| values.exemption = event_target_value(&event));
                }
            >
                <option value="" selected=move || values.with(|values| values.exemption.is_empty())>
                    {say(|t| t.form.exemption_none)}
                </option>
                {options}
            </select>
            <div id="exemption-error" aria-live="polite">{told}</div>
            <div id="exemption-proof" aria-live="polite">
                {move || chosen.get().map(|ground| view! { <Proof ground/> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Ground(form: Form, ground: Exemption) -> impl IntoView {
    let key = ground.key.clone();
    let chosen = move || form.values.with(|values| values.exemption == key);
    let words = format!("{}: {}", ground.share, ground.who);
    view! { <option value=ground.key selected=chosen lang="vi">{words}</option> }
}

/// What to look at before less is taken, and what it rests on.
#[component]
fn Proof(ground: Exemption) -> impl IntoView {
    let texts = use_texts();
    let (proof, basis) = (ground.proof, ground.legal_basis);
    let proof = move || {
        let words = &texts.get().form;
        if proof.is_empty() {
            words.exemption_no_proof.to_owned()
        } else {
            (words.exemption_proof)(&proof)
        }
    };
    let source = (!basis.is_empty())
        .then(|| view! { <p class="hint">{move || (texts.get().form.fee_source)(&basis)}</p> });
    let doubtful = ground
        .status
        .may_yield()
        .then(|| view! { <p class="notice notice--warn">{say(|t| t.form.fee_check)}</p> });
    view! {
        <p class="notice notice--info">{proof}</p>
        {source}
        {doubtful}
    }
}
