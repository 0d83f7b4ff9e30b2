//! Who signed, how, and with whose help.

use super::super::form::Form;
use super::grounds::Tick;
use crate::components::TextField;
use crate::texts::say;
use leptos::prelude::*;

/// The list of identity papers.
const IDENTITY_PAPERS: &str = "identity-papers";
/// The list of languages.
const LANGUAGES: &str = "languages";

/// How a paper was signed; helpers are asked for only where they are needed.
#[component]
pub(super) fn Signing(form: Form) -> impl IntoView {
    let values = form.values;
    let (papers, languages) = form.basis.with_value(|basis| {
        let rule = basis.service.as_ref();
        rule.map(|rule| (rule.identity_papers.clone(), rule.languages.clone()))
            .unwrap_or_default()
    });
    let usual = papers.first().cloned().unwrap_or_default();
    let kind = form.text(|values| &values.details.identity_kind);
    let shown = Signal::derive(move || {
        let kind = kind.get();
        if kind.is_empty() { usual.clone() } else { kind }
    });
    let interpreted = Memo::new(move |_| values.with(|values| values.details.interpreted));
    let cannot_read = Memo::new(move |_| values.with(|values| values.details.cannot_read));
    let options = |texts: Vec<String>| {
        let texts = texts.into_iter();
        texts
            .map(|text| view! { <option value=text></option> })
            .collect_view()
    };
    view! {
        <fieldset class="card">
            <legend>{say(|t| t.service.signing)}</legend>
            <datalist id=IDENTITY_PAPERS>{options(papers)}</datalist>
            <datalist id=LANGUAGES>{options(languages)}</datalist>
            <Tick form name="in-front" label=|t| t.service.in_front read=|it| &mut it.in_front fault=|it| &it.in_front/>
            <Tick form name="fingerprint" label=|t| t.service.fingerprint read=|it| &mut it.fingerprint/>
            <Tick form name="cannot-read" label=|t| t.service.cannot_read read=|it| &mut it.cannot_read/>
            <Show when=move || cannot_read.get()>
                <Tick form name="read-aloud" label=|t| t.service.read_aloud read=|it| &mut it.read_aloud/>
                <WitnessFields form/>
            </Show>
            <Tick form name="interpreted" label=|t| t.service.interpreted read=|it| &mut it.interpreted/>
            <Show when=move || interpreted.get()>
                <InterpreterFields form/>
            </Show>
            <TextField
                id="identity-kind"
                label=say(|t| t.service.identity_kind)
                value=shown
                on_input=form.edit(|values| &mut values.details.identity_kind)
                list=IDENTITY_PAPERS
                required=true
            />
            <div class="field-pair">
                <TextField
                    id="identity-issued"
                    label=say(|t| t.service.identity_issued)
                    value=form.text(|values| &values.details.identity_issued)
                    on_input=form.edit(|values| &mut values.details.identity_issued)
                    error=form.error_once_tried(|faults| faults.details.identity_issued.clone())
                />
                <TextField
                    id="identity-issuer"
                    label=say(|t| t.service.identity_issuer)
                    value=form.text(|values| &values.details.identity_issuer)
                    on_input=form.edit(|values| &mut values.details.identity_issuer)
                />
            </div>
        </fieldset>
    }
}

#[component]
fn WitnessFields(form: Form) -> impl IntoView {
    view! {
        <div class="field-pair">
            <TextField
                id="witness"
                label=say(|t| t.service.witness)
                value=form.text(|values| &values.details.witness)
                on_input=form.edit(|values| &mut values.details.witness)
                error=form.error_once_tried(|faults| faults.details.witness.clone())
                required=true
            />
            <TextField
                id="witness-identity"
                label=say(|t| t.service.person_identity)
                value=form.text(|values| &values.details.witness_identity)
                on_input=form.edit(|values| &mut values.details.witness_identity)
                inputmode="numeric"
            />
        </div>
    }
}

#[component]
fn InterpreterFields(form: Form) -> impl IntoView {
    view! {
        <TextField
            id="interpreter"
            label=say(|t| t.service.interpreter)
            value=form.text(|values| &values.details.interpreter)
            on_input=form.edit(|values| &mut values.details.interpreter)
            error=form.error_once_tried(|faults| faults.details.interpreter.clone())
            required=true
        />
        <div class="field-pair">
            <TextField
                id="language"
                label=say(|t| t.service.language)
                value=form.text(|values| &values.details.language)
                on_input=form.edit(|values| &mut values.details.language)
                error=form.error_once_tried(|faults| faults.details.language.clone())
                list=LANGUAGES
                required=true
            />
            <TextField
                id="interpreter-identity"
                label=say(|t| t.service.person_identity)
                value=form.text(|values| &values.details.interpreter_identity)
                on_input=form.edit(|values| &mut values.details.interpreter_identity)
                inputmode="numeric"
            />
        </div>
    }
}
