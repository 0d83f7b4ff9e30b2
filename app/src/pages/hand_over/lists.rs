//! Lists that were drawn up, and what of each nobody has confirmed.

use super::batch::Batch;
use super::list::HandOverList;
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;

/// Lists shown; older ones are found in their dossiers.
const LISTS_MAX: usize = 20;

/// Which list is opened: by what tells it from others.
pub(super) type Opened = RwSignal<Option<Instant>>;

/// The opened list, for print, and the others by name.
#[component]
pub(super) fn Lists(
    /// The list that is shown.
    opened: Opened,
) -> impl IntoView {
    let counter = Counter::expect();
    let batches = Memo::new(move |_| {
        counter.dossiers.with(|rows| {
            let rows = rows.iter().flat_map(|rows| rows.iter()).cloned();
            Batch::of(rows)
        })
    });
    let shown = move || {
        let at = opened.get()?;
        let found = batches.with(|all| all.iter().find(|batch| batch.at == at).cloned());
        found.map(|batch| view! { <HandOverList batch/> })
    };
    let listed = move || {
        let all = batches.get();
        let line = |batch: Batch| view! { <li><Line batch opened/></li> };
        let lines = all
            .into_iter()
            .take(LISTS_MAX)
            .map(line)
            .collect::<Vec<_>>();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="card no-print" aria-labelledby="lists">
                    <h2 id="lists">{say(|t| t.hand_over.lists)}</h2>
                    <ul class="plain">{lines}</ul>
                </section>
            }
        })
    };
    view! {
        {shown}
        {listed}
    }
}

#[component]
fn Line(batch: Batch, opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let (giver, taker) = (super::officer(batch.by), super::officer(batch.to));
    let (when, count, open) = (batch.at.clock_and_day(), batch.rows.len(), batch.open());
    let at = batch.at;
    view! {
        <div class="reconcile__done">
            <span>{move || (texts.get().hand_over.list_of)(&when, &giver, &taker, count)}</span>
            <span class:unknown=open == 0 class:due=open != 0>{move || (texts.get().hand_over.open)(open)}</span>
            <button type="button" class="button button--quiet" on:click=move |_| opened.set(Some(at))>
                {say(|t| t.hand_over.show)}
            </button>
        </div>
    }
}
