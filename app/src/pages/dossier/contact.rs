//! Correcting how to reach the applicant.

use super::actions::Acting;
use crate::components::TextField;
use crate::counter::Step;
use crate::texts::{say, use_texts};
use domain::dossier::{Applicant, ContactChange};
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A small form, closed until wanted; only what changed is recorded.
#[component]
pub(super) fn Contact(
    /// The step that is taken.
    acting: Acting,
    /// The contact as it stands.
    applicant: Applicant,
) -> impl IntoView {
    let texts = use_texts();
    let phone = RwSignal::new(applicant.phone.clone());
    let address = RwSignal::new(applicant.address.clone());
    let tried = RwSignal::new(false);
    let before = StoredValue::new(applicant);
    let change = move || {
        before.with_value(|before| ContactChange {
            phone: phone.with(|text| changed(&before.phone, text)),
            address: address.with(|text| changed(&before.address, text)),
        })
    };
    let error = Signal::derive(move || {
        let fault = change().check().err().filter(|_| tried.get())?;
        Some((texts.get().problems.applicant)(fault))
    });
    let nothing = move || change().is_empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let change = untrack(change);
        if change.check().is_ok() && !change.is_empty() {
            acting.take(Step::CorrectContact(change));
        }
    };
    view! {
        <details class="more">
            <summary>{say(|t| t.dossier.correct)}</summary>
            <form novalidate on:submit=submit>
                <TextField
                    id="contact-phone"
                    label=say(|t| t.form.phone)
                    value=phone
                    on_input=move |text| phone.set(text)
                    error=error
                    kind="tel"
                    inputmode="tel"
                />
                <TextField
                    id="contact-address"
                    label=say(|t| t.form.address)
                    value=address
                    on_input=move |text| address.set(text)
                />
                <button type="submit" class="button" disabled=move || acting.busy.get() || nothing()>
                    {say(|t| t.dossier.correct_save)}
                </button>
            </form>
        </details>
    }
}

/// The new text, when it is another.
fn changed(before: &str, typed: &str) -> Option<String> {
    let typed = clean(typed);
    (typed != before).then_some(typed)
}
