//! The form on the screen.

use super::applicant::ApplicantFields;
use super::basis::Basis;
use super::charged::Charged;
use super::civil::CivilFields;
use super::draft::{DraftNotice, keep_draft};
use super::fee::FeeBox;
use super::form::Form;
use super::papers::PaperFields;
use super::room::{FormRoom, NoRoom};
use super::save::{SaveBar, Saving, receive};
use super::service::{PaidField, ServiceFields, add_document, move_on, say_taken};
use super::slip::{SlipFields, follow_cutoff};
use super::visit::{asked_visit, ending, take_from_visit};
use crate::counter::Counter;
use crate::pages::procedure_address;
use crate::texts::{say, use_texts};
use domain::service::Screen;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

/// The whole form for one procedure.
#[component]
pub(super) fn ReceptionForm(
    /// The procedure.
    basis: Basis,
) -> impl IntoView {
    let pin = basis.pin.clone();
    let full_name = pin.name.clone();
    let (offers_no_wait, commune) = (basis.no_wait, basis.commune);
    let texts = use_texts();
    let lookup = Counter::expect().lookup;
    let code = pin.code.clone();
    let reach =
        move || lookup.with(|lookup| Some(lookup.as_ref()?.card(&code)?.offline.as_ref()?.reach));
    let screen = basis.service.as_ref().map(|rule| rule.screen);
    let is_civil = basis.civil.is_some();
    let has_own_fields = screen.is_some() || is_civil;
    let form = Form::new(basis);
    follow_cutoff(form);
    let visit = asked_visit();
    take_from_visit(form, visit);
    let draft = keep_draft(form, pin.code.to_string());
    let saving = Saving::new(form, draft, ending(receive(form), visit));
    let room = FormRoom::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saving.start();
    };
    let shortcut = move |event: KeyboardEvent| {
        if saves(&event) {
            event.prevent_default();
            saving.start();
        } else if event.key() == "Enter" && event.alt_key() && screen.is_some() {
            event.prevent_default();
            add_document(form);
        } else if event.key() == "Enter" && has_own_fields {
            move_on(&event);
        } else if let Some(taken) = paid_key(&event).filter(|_| has_own_fields) {
            event.prevent_default();
            say_taken(form, taken);
        }
    };
    view! {
        <div class="form-head">
        <p class="form-procedure">
            <a href=procedure_address(&pin.code) title=full_name lang="vi">{pin.name}</a>
            <span class="code">{(!pin.code.is_local()).then(|| pin.code.to_string())}</span>
        </p>
        <p class="form-offline">{move || reach().map(|reach| (texts.get().law.reach)(reach))}</p>
        {(!commune).then(|| view! { <p class="notice notice--warn">{say(|t| t.procedure.not_commune)}</p> })}
        <DraftNotice draft/>
        <NoRoom room/>
        </div>
        <form class="reception" novalidate on:submit=submit on:keydown=shortcut>
            <fieldset class="reception__all" disabled=room.refused>
            <div class="reception__main">
                <ApplicantFields form/>
                <AskedFields form screen is_civil/>
            </div>
            <div class="reception__side">
                <FeeBox form/>
                {has_own_fields.then(|| view! { <PaidField form/> })}
                {offers_no_wait.then(|| view! { <NoWaitField form/> })}
                <SlipFields form/>
                <NoteField form/>
                <SaveBar form saving draft save=|t| t.form.save/>
            </div>
            </fieldset>
        </form>
    }
}

/// One key that saves, wherever it is pressed.
pub(super) fn saves(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key())
}

/// One key for whether the fee was taken: Alt+T, or Alt+C that it was not.
fn paid_key(event: &KeyboardEvent) -> Option<bool> {
    match event.code().as_str() {
        "KeyT" if event.alt_key() => Some(true),
        "KeyC" if event.alt_key() => Some(false),
        _ => None,
    }
}

/// What the procedure asks beside the applicant; one with fields of its own keeps the
/// checklist folded.
#[component]
fn AskedFields(form: Form, screen: Option<Screen>, is_civil: bool) -> impl IntoView {
    let folded = move || {
        view! {
            <details class="card more-papers">
                <summary>{say(|t| t.service.papers)}</summary>
                <PaperFields form/>
            </details>
        }
    };
    match screen {
        Some(screen) => view! { <ServiceFields form screen/> {folded()} }.into_any(),
        None if is_civil => view! { <CivilFields form/> <Charged form/> {folded()} }.into_any(),
        None => view! { <PaperFields form/> <Charged form/> }.into_any(),
    }
}

/// Only offered where the procedure allows it.
#[component]
fn NoWaitField(form: Form) -> impl IntoView {
    let values = form.values;
    let finishes = form.basis.with_value(Basis::finishes);
    let hint = if finishes {
        say(|t| t.form.no_wait_hint)
    } else {
        say(|t| t.form.no_wait_online)
    };
    view! {
        <label class="choice card">
            <input
                type="checkbox"
                name="no-wait"
                prop:checked=move || values.with(|values| values.no_wait)
                on:change=move |event| {
                    let checked = event_target_checked(&event);
                    values.update(|values| values.no_wait = checked);
                }
            />
            <span class="choice__words">
                <strong>{say(|t| t.form.no_wait)}</strong>
                <span class="hint">{hint}</span>
            </span>
        </label>
    }
}

#[component]
fn NoteField(form: Form) -> impl IntoView {
    let text = form.text(|values| &values.note);
    let edit = form.edit(|values| &mut values.note);
    let error = form.error("note", |faults| &faults.note);
    view! {
        <div class="field card" class:field--wrong=move || error.get().is_some()>
            <label for="note">
                {say(|t| t.form.note)}
                <span class="field__optional">{say(|t| t.common.optional)}</span>
            </label>
            <textarea
                id="note"
                name="note"
                rows="2"
                autocomplete="off"
                aria-describedby="note-error"
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=text
                on:input=move |event| edit.run(event_target_value(&event))
            ></textarea>
            <div id="note-error" aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
}
