//! Saving: nothing is called saved before it is.

use super::draft::DraftKeeper;
use super::form::Form;
use super::read::{Faults, reception};
use crate::components::{Icon, Shape};
use crate::counter::{Counter, HostError};
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::time::Duration;

/// How long the errors may take to appear beside their fields.
const FAULTS_DELAY: Duration = Duration::from_millis(30);

/// The act of saving one form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saving {
    counter: StoredValue<Counter>,
    form: Form,
    draft: StoredValue<DraftKeeper>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
    go: Callback<String>,
}

impl Saving {
    /// Nothing is being saved yet.
    pub(super) fn new(form: Form, draft: DraftKeeper) -> Self {
        let navigate = StoredValue::new_local(use_navigate());
        Self {
            counter: StoredValue::new(Counter::expect()),
            form,
            draft: StoredValue::new(draft),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            go: Callback::new(move |address: String| {
                navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
            }),
        }
    }

    /// Saves, or shows what is wrong. Twice is once: the second call finds it busy.
    pub(super) fn start(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.form.tried.set(true);
        let now = self
            .counter
            .with_value(|counter| counter.now.get_untracked());
        let read = self.form.values.with_untracked(|values| {
            self.form
                .basis
                .with_value(|basis| reception(values, basis, self.form.chosen.get_untracked(), now))
        });
        let Some(reception) = read else {
            set_timeout(focus_first_fault, FAULTS_DELAY);
            return;
        };
        let Some(host) = self.counter.with_value(Counter::host) else {
            self.failure.set(Some(HostError::Store(String::new())));
            return;
        };
        let just_saved = self.counter.with_value(|counter| counter.just_saved);
        self.busy.set(true);
        self.failure.set(None);
        self.draft.with_value(|draft| draft.close());
        spawn_local(async move {
            match host.receive(reception).await {
                Ok(saved) => {
                    let address = dossier_address(saved.dossier);
                    just_saved.set(Some(saved));
                    self.go.try_run(address);
                }
                Err(error) => {
                    self.draft.try_with_value(|draft| draft.reopen());
                    self.busy.try_set(false);
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

fn focus_first_fault() {
    let wrong = document()
        .query_selector("form [aria-invalid=true]")
        .ok()
        .flatten();
    if let Some(Ok(field)) = wrong.map(JsCast::dyn_into::<HtmlElement>) {
        // A field that cannot take the focus still shows its fault.
        drop(field.focus());
    }
}

/// The button, and why it did not work.
#[component]
pub(super) fn SaveBar(form: Form, saving: Saving, draft: DraftKeeper) -> impl IntoView {
    let texts = use_texts();
    let faults = move || {
        let count = form.faults.with(Faults::count);
        let due = form.tried.get() && count > 0;
        due.then(|| (texts.get().form.faults_above)(count))
    };
    let failure = move || {
        saving
            .failure
            .get()
            .map(|error| (texts.get().problems.host)(&error))
    };
    let not_kept = move || {
        let error = draft.failure.get()?;
        let text = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--warn">{text}</p> })
    };
    let label = move || {
        let words = &texts.get().form;
        if saving.busy.get() {
            words.saving
        } else {
            words.save
        }
    };
    view! {
        <div class="save-bar">
            <div role="alert">
                {move || faults().or_else(failure).map(|text| view! { <p class="notice notice--bad">{text}</p> })}
            </div>
            <button type="submit" class="button button--main button--wide" disabled=saving.busy>
                <Icon shape=Shape::Tick/>
                {label}
            </button>
            <p class="hint save-bar__hint">
                <span class="save-bar__key">
                    <kbd>{say(|t| t.form.save_shortcut)}</kbd>
                    " "
                </span>
                <Show when=move || draft.failure.with(Option::is_none)>
                    {say(|t| t.form.draft_kept)}
                </Show>
            </p>
            <div role="status">{not_kept}</div>
        </div>
    }
}
