//! Today's dossiers.

use crate::components::{DossierItem, Empty, Loading};
use crate::counter::{Counter, DossierRow};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows shown before the whole list is better.
const ROWS_MAX: usize = 6;

/// The newest dossiers of the day, and how many there are.
#[component]
pub(super) fn Today() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let today = Memo::new(move |_| {
        let day = counter.now.get().day();
        counter.dossiers.with(|rows| {
            let of_today = |row: &&Arc<DossierRow>| row.received_at.day() == day;
            let rows = rows.as_ref()?.iter().filter(of_today);
            Some((
                rows.clone().count(),
                rows.take(ROWS_MAX).cloned().collect::<Vec<_>>(),
            ))
        })
    });
    let list = move || match today.get() {
        None => view! { <Loading/> }.into_any(),
        Some((0, _)) => {
            view! { <Empty title=Signal::derive(move || texts.get().home.today_empty.to_owned())/> }
                .into_any()
        }
        Some((_, rows)) => {
            let now = counter.now.get();
            view! {
                <ul class="rows">
                    {rows.into_iter().map(|row| view! { <li><DossierItem row now/></li> }).collect_view()}
                </ul>
            }
            .into_any()
        }
    };
    let count = move || {
        today
            .get()
            .map(|(count, _)| (texts.get().home.today_count)(count))
    };
    view! {
        <section aria-labelledby="today">
            <div class="section-head">
                <h2 id="today">{say(|t| t.home.today_title)}</h2>
                <p class="hint">{count}</p>
                <a class="section-head__link" href="/quy">{say(|t| t.cash.title)}</a>
                <a class="section-head__link" href="/so">{say(|t| t.books.title)}</a>
                <a class="section-head__link" href="/ho-so">{say(|t| t.home.all_dossiers)}</a>
            </div>
            {list}
        </section>
    }
}
