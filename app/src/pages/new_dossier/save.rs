//! Saving: nothing is called saved before it is.

use super::draft::DraftKeeper;
use super::form::Form;
use super::read::{Faults, reception};
use crate::components::{Icon, Shape};
use crate::counter::{Counter, Host, HostError, LocalFuture, Saved};
use crate::pages::dossier_address;
use crate::texts::{Texts, say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;
use std::time::Duration;

/// How long the errors may take to appear beside their fields.
const FAULTS_DELAY: Duration = Duration::from_millis(30);

/// Reads a form and has it recorded; nothing while something is wrong with it.
pub(super) type Record = Callback<Rc<dyn Host>, Option<LocalFuture<Result<Saved, HostError>>>>;

/// Records a form as a new dossier.
pub(super) fn receive(form: Form) -> Record {
    let now = Counter::expect().now;
    Callback::new(move |host: Rc<dyn Host>| {
        let (chosen, now) = (form.chosen.get_untracked(), now.get_untracked());
        let read = form.values.with_untracked(|values| {
            let basis = form.basis;
            basis.with_value(|basis| reception(values, basis, chosen, now))
        });
        read.map(|reception| host.receive(reception))
    })
}

/// The act of saving one form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saving {
    counter: StoredValue<Counter>,
    form: Form,
    draft: StoredValue<DraftKeeper>,
    record: Record,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
    go: Callback<String>,
}

impl Saving {
    /// Nothing is being saved yet.
    pub(super) fn new(form: Form, draft: DraftKeeper, record: Record) -> Self {
        let navigate = StoredValue::new_local(use_navigate());
        Self {
            counter: StoredValue::new(Counter::expect()),
            form,
            draft: StoredValue::new(draft),
            record,
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
        let Some(host) = self.counter.with_value(Counter::host) else {
            self.failure.set(Some(HostError::Store(String::new())));
            return;
        };
        let Some(recording) = self.record.run(host) else {
            set_timeout(focus_first_fault, FAULTS_DELAY);
            return;
        };
        let just_saved = self.counter.with_value(|counter| counter.just_saved);
        self.busy.set(true);
        self.failure.set(None);
        self.draft.with_value(|draft| draft.close());
        spawn_local(async move {
            match recording.await {
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
pub(super) fn SaveBar(
    form: Form,
    saving: Saving,
    draft: DraftKeeper,
    /// What the button says.
    save: fn(&'static Texts) -> &'static str,
) -> impl IntoView {
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
        if saving.busy.get() {
            texts.get().form.saving
        } else {
            save(texts.get())
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
