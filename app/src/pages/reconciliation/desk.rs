//! Recording official codes, and taking back what was just recorded.

use crate::counter::{Counter, DossierRow, HostError, Step};
use crate::pages::bulk::{Progress, record_all};
use crate::texts::use_texts;
use domain::dossier::{Move, Moved};
use domain::id::DossierId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A dossier and the code that is recorded for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Coded {
    pub(super) row: Arc<DossierRow>,
    pub(super) code: String,
}

/// What is going on, and what was recorded since the page was opened.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    counter: StoredValue<Counter>,
    pub(super) progress: Progress,
    pub(super) failure: RwSignal<Option<HostError>>,
    /// The latest first.
    pub(super) recorded: RwSignal<Vec<Coded>>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            counter: StoredValue::new(Counter::expect()),
            progress: RwSignal::new(None),
            failure: RwSignal::new(None),
            recorded: RwSignal::new(vec![]),
        }
    }

    /// Records codes, one after another, unless a run is under way.
    pub(super) fn record(self, codes: Vec<Coded>) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        if self.progress.get_untracked().is_some() {
            return;
        }
        self.failure.set(None);
        let steps = codes.iter().map(|coded| {
            let code = Move::Coded(coded.code.clone());
            (coded.row.id, Step::Move(Box::new(Moved::plainly(code))))
        });
        let steps = steps.collect();
        spawn_local(async move {
            let (done, failure) = record_all(&host, self.progress, steps).await;
            self.failure.try_set(failure);
            self.recorded.try_update(|recorded| {
                let fresh = codes.into_iter().take(done).rev();
                recorded.splice(0..0, fresh);
            });
        });
    }

    /// Takes a code back: it was another dossier's.
    fn undo(self, dossier: DossierId, reason: &'static str) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        self.failure.set(None);
        let step = Step::Move(Box::new(Moved::because(Move::Uncoded, reason)));
        spawn_local(async move {
            match host.act(dossier, step).await {
                Ok(_) => {
                    self.recorded
                        .try_update(|all| all.retain(|coded| coded.row.id != dossier));
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

/// What went wrong last, and what was just recorded.
#[component]
pub(super) fn Told(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let failure = move || {
        let error = desk.failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    let line = move |coded: Coded| {
        let id = coded.row.id;
        view! {
            <li class="reconcile__done">
                <span lang="vi">{coded.row.applicant.clone()}</span>
                <span class="code">{coded.code}</span>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| desk.undo(id, texts.get_untracked().reconciliation.undo_reason)
                >
                    {move || texts.get().reconciliation.undo}
                </button>
            </li>
        }
    };
    let recorded = move || {
        let all = desk.recorded.get();
        let count = all.len();
        (count > 0).then(|| {
            view! {
                <div class="notice notice--good reconcile__recorded">
                    <p role="status">
                        {move || (texts.get().reconciliation.recorded)(count)} ". "
                        {move || texts.get().frame.saved_here} "."
                    </p>
                    <ul class="plain">{all.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        <div role="alert">{failure}</div>
        {recorded}
    }
}
