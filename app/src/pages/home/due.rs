//! What the office has to be done with today, or should have been.

use crate::components::DossierItem;
use crate::counter::{Counter, DossierRow};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows shown before the whole list is better.
const ROWS_MAX: usize = 6;

/// The dossiers that are due, the longest overdue first; nothing when there are none.
#[component]
pub(super) fn Due() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let due = Memo::new(move |_| {
        let today = counter.now.get().day();
        counter.dossiers.with(|rows| {
            let is_due = |row: &&Arc<DossierRow>| row.due().is_some_and(|due| due.day() <= today);
            let rows = rows.as_ref()?.iter().filter(is_due);
            let mut due: Vec<_> = rows.cloned().collect();
            due.sort_by_key(|row| row.due());
            (!due.is_empty()).then_some((due.len(), due.into_iter().take(ROWS_MAX).collect()))
        })
    });
    let section = move |(count, rows): (usize, Vec<Arc<DossierRow>>)| {
        let now = counter.now.get();
        view! {
            <section aria-labelledby="due">
                <div class="section-head">
                    <h2 id="due">{say(|t| t.home.due_title)}</h2>
                    <p class="hint">{move || (texts.get().dossiers.count)(count)}</p>
                </div>
                <ul class="rows">
                    {rows.into_iter().map(|row| view! { <li><DossierItem row now/></li> }).collect_view()}
                </ul>
            </section>
        }
    };
    move || due.get().map(section)
}
