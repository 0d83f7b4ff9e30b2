//! Lists that wait for the officer at this device: confirmed in one tap, or sent back.

use super::batch::Batch;
use crate::components::{Icon, Shape};
use crate::counter::{Counter, HostError, Step};
use crate::pages::bulk::{Progress, record_all};
use crate::texts::{say, use_texts};
use domain::dossier::{Move, Moved, Stage};
use domain::id::DossierId;
use domain::instant::Instant;
use domain::text::clean_lines;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// What was handed to this officer and is not confirmed, a list a card; nothing when
/// there is none.
#[component]
pub(super) fn Incoming() -> impl IntoView {
    let counter = Counter::expect();
    let batches = Memo::new(move |_| {
        let me = counter.officer()?.id;
        counter.dossiers.with(|rows| {
            let waits =
                |handing: domain::dossier::Handing| handing.to == me && handing.taken.is_none();
            let rows = rows.as_ref()?.iter();
            let mine =
                rows.filter(|row| row.stage == Stage::Processing && row.handing.is_some_and(waits));
            Some(Batch::of(mine.cloned()))
        })
    });
    move || {
        let batches = batches.get().unwrap_or_default();
        let batch = |batch: Batch| view! { <Waiting batch/> };
        batches.into_iter().map(batch).collect_view()
    }
}

/// What is chosen of a list, and how far the recording is.
#[derive(Clone, Copy)]
struct Choosing {
    counter: StoredValue<Counter>,
    at: Instant,
    left_out: RwSignal<BTreeSet<DossierId>>,
    reason: RwSignal<String>,
    progress: Progress,
    failure: RwSignal<Option<HostError>>,
}

impl Choosing {
    /// Takes one step with many dossiers.
    fn take(self, dossiers: Vec<DossierId>, moved: Moved) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        if self.progress.get_untracked().is_some() {
            return;
        }
        self.failure.set(None);
        let moved = Moved {
            list: Some(self.at),
            ..moved
        };
        let step = |id: DossierId| (id, Step::Move(Box::new(moved.clone())));
        let steps = dossiers.into_iter().map(step).collect();
        spawn_local(async move {
            let (_, failure) = record_all(&host, self.progress, steps).await;
            self.failure.try_set(failure);
        });
    }
}

#[component]
fn Waiting(batch: Batch) -> impl IntoView {
    let texts = use_texts();
    let choosing = Choosing {
        counter: StoredValue::new(Counter::expect()),
        at: batch.at,
        left_out: RwSignal::new(BTreeSet::new()),
        reason: RwSignal::new(String::new()),
        progress: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    let ids: Vec<DossierId> = batch.rows.iter().map(|row| row.id).collect();
    let ids = StoredValue::new(ids);
    let left_out = choosing.left_out;
    let part = move |out: bool| {
        let left_out = left_out.get();
        ids.with_value(|ids| {
            let part = ids.iter().filter(|id| left_out.contains(id) == out);
            part.copied().collect::<Vec<_>>()
        })
    };
    let busy = move || choosing.progress.get().is_some();
    let label = move || {
        let words = &texts.get().hand_over;
        match choosing.progress.get() {
            Some((done, of)) => (words.progress)(done, of),
            None => (words.take)(part(false).len()),
        }
    };
    let failure = move || {
        let error = choosing.failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    let (giver, when) = (super::officer(batch.by), batch.at.clock_and_day());
    let back = move || {
        let out = part(true).len();
        (out > 0).then(
            || view! { <SendBack choosing count=out ids=Signal::derive(move || part(true))/> },
        )
    };
    view! {
        <section class="card">
            <h2>{say(|t| t.hand_over.incoming)}</h2>
            <p>{move || (texts.get().hand_over.from)(&giver, &when)}</p>
            <div role="alert">{failure}</div>
            <ul class="rows">
                {batch.rows.into_iter().map(|row| view! { <li><super::Row row left_out/></li> }).collect_view()}
            </ul>
            <button
                type="button"
                class="button button--main button--wide"
                disabled=move || busy() || part(false).is_empty()
                on:click=move |_| choosing.take(untrack(|| part(false)), Moved::plainly(Move::TakenOver))
            >
                <Icon shape=Shape::Tick/>
                {label}
            </button>
            {back}
        </section>
    }
}

/// Those that were unticked go back, with the reason.
#[component]
fn SendBack(choosing: Choosing, count: usize, ids: Signal<Vec<DossierId>>) -> impl IntoView {
    let texts = use_texts();
    let reason = choosing.reason;
    view! {
        <div class="field">
            <label for="send-back">{say(|t| t.hand_over.back_reason)}</label>
            <textarea
                id="send-back"
                rows="2"
                autocomplete="off"
                prop:value=reason
                on:input=move |event| reason.set(event_target_value(&event))
            ></textarea>
            <button
                type="button"
                class="button"
                disabled=move || choosing.progress.get().is_some()
                on:click=move |_| {
                    let why = clean_lines(&reason.get_untracked());
                    choosing.take(ids.get_untracked(), Moved::because(Move::SentBack, why));
                }
            >
                {move || (texts.get().hand_over.send_back)(count)}
            </button>
        </div>
    }
}
