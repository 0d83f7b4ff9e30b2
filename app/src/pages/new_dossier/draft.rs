//! The draft: what is typed survives closing the tab.

use super::form::Form;
use super::values::Values;
use crate::counter::{Counter, Draft, HostError};
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long typing must rest before the draft is written.
const REST: Duration = Duration::from_millis(400);

/// The draft of one form.
#[derive(Clone, Copy, Debug)]
pub(super) struct DraftKeeper {
    counter: StoredValue<Counter>,
    form: Form,
    key: StoredValue<String>,
    /// The form as nobody has touched it.
    untouched: StoredValue<Values>,
    /// The draft was looked for: from then on changes are kept.
    looked: RwSignal<bool>,
    /// When the restored draft was written.
    restored: RwSignal<Option<Instant>>,
    /// A write that has not happened yet.
    pending: StoredValue<Option<TimeoutHandle>>,
    /// The dossier is being saved: nothing is kept.
    closed: StoredValue<bool>,
    /// Why the draft is not kept, while it is not.
    pub(super) failure: RwSignal<Option<HostError>>,
}

/// Restores the draft of a form and keeps what is typed into it, under a key.
pub(super) fn keep_draft(form: Form, key: String) -> DraftKeeper {
    let keeper = DraftKeeper {
        counter: StoredValue::new(Counter::expect()),
        form,
        key: StoredValue::new(key),
        untouched: StoredValue::new(form.values.get_untracked()),
        looked: RwSignal::new(false),
        restored: RwSignal::new(None),
        pending: StoredValue::new(None),
        closed: StoredValue::new(false),
        failure: RwSignal::new(None),
    };
    Effect::new(move |_| keeper.look());
    Effect::new(move |_| {
        form.values.track();
        if keeper.looked.get() {
            keeper.write_soon();
        }
    });
    on_cleanup(move || {
        if keeper.cancel_pending() {
            keeper.write();
        }
    });
    keeper
}

impl DraftKeeper {
    fn key(self) -> String {
        self.key.get_value()
    }

    /// Past the cutoff the form unticks “no waiting” by itself, which is no touch.
    fn blank(self) -> Values {
        let mut blank = self.untouched.get_value();
        blank.no_wait &= self.form.late.with_untracked(Option::is_none);
        blank
    }

    /// Looks for a draft once; what was typed meanwhile wins over it.
    fn look(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        let key = self.key();
        spawn_local(async move {
            let found = host.draft(key).await.ok().flatten();
            if self.looked.try_get_untracked() != Some(false) {
                return;
            }
            let untouched = self
                .form
                .values
                .with_untracked(|values| *values == self.blank());
            let values = found.as_ref().and_then(|draft| {
                self.form
                    .basis
                    .with_value(|basis| Values::restored(&draft.body, basis))
            });
            if let (true, Some(draft), Some(values)) = (untouched, found, values) {
                self.form.values.set(values);
                self.restored.set(Some(draft.at));
            }
            self.looked.set(true);
        });
    }

    fn write_soon(self) {
        self.cancel_pending();
        if self.closed.get_value() {
            return;
        }
        let handle = set_timeout_with_handle(
            move || {
                self.pending.try_set_value(None);
                self.write();
            },
            REST,
        );
        self.pending.set_value(handle.ok());
    }

    /// Whether there was one.
    fn cancel_pending(self) -> bool {
        let pending = self.pending.try_update_value(Option::take).flatten();
        if let Some(handle) = &pending {
            handle.clear();
        }
        pending.is_some()
    }

    /// An untouched form leaves no draft behind.
    fn write(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        let Some(values) = self.form.values.try_get_untracked() else {
            return;
        };
        let (key, at) = (
            self.key(),
            self.counter
                .with_value(|counter| counter.now.get_untracked()),
        );
        let body = values.draft().filter(|_| values != self.blank());
        spawn_local(async move {
            let outcome = match body {
                Some(body) => host.save_draft(key, Draft { body, at }).await,
                None => host.drop_draft(key).await,
            };
            self.failure.try_set(outcome.err());
        });
    }

    /// The dossier is being saved: nothing more is written.
    pub(super) fn close(self) {
        self.closed.set_value(true);
        self.cancel_pending();
    }

    /// It could not be saved: what is typed is kept again.
    pub(super) fn reopen(self) {
        self.closed.set_value(false);
        self.write_soon();
    }

    /// The officer does not want it.
    fn discard(self) {
        self.form.values.set(self.blank());
        self.form.tried.set(false);
        self.restored.set(None);
        self.drop_kept();
    }

    fn drop_kept(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        let key = self.key();
        spawn_local(async move {
            if let Err(error) = host.drop_draft(key).await {
                leptos::logging::warn!("draft: {error}");
            }
        });
    }
}

/// Says that a draft was restored, and offers to throw it away.
#[component]
pub(super) fn DraftNotice(draft: DraftKeeper) -> impl IntoView {
    let texts = use_texts();
    let notice = move || {
        draft.restored.get().map(|at| {
            let when = at.clock_and_day();
            view! {
                <p class="notice notice--info">
                    <span>{move || (texts.get().form.draft_restored)(&when)}</span>
                    <button type="button" class="button button--quiet" on:click=move |_| draft.discard()>
                        {say(|t| t.form.draft_discard)}
                    </button>
                </p>
            }
        })
    };
    view! { <div aria-live="polite">{notice}</div> }
}
