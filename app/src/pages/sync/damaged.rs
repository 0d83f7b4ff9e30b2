//! Values of the store that could not be read.

use crate::counter::{Counter, DamagedRow};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What was set aside, and what that means for the officer; nothing when all is well.
#[component]
pub(super) fn Damaged() -> impl IntoView {
    let counter = Counter::expect();
    let rows = RwSignal::new(Vec::<DamagedRow>::new());
    let count = Memo::new(move |_| counter.sync.with(|view| view.damaged));
    Effect::new(move |_| {
        if count.get() == 0 {
            return;
        }
        if let Some(host) = counter.host() {
            spawn_local(async move {
                match host.damaged().await {
                    Ok(found) => drop(rows.try_set(found)),
                    Err(error) => leptos::logging::warn!("damaged: {error}"),
                }
            });
        }
    });
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section aria-labelledby="damaged">
                <h2 id="damaged">{say(|t| t.sync.damaged)}</h2>
                <p class="hint">{say(|t| t.sync.damaged_intro)}</p>
                <ul class="rows">
                    {move || rows.get().into_iter().map(|row| view! { <Item row/> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Item(row: DamagedRow) -> impl IntoView {
    let texts = use_texts();
    let words = Memo::new(move |_| (texts.get().sync.damaged_kind)(row.kind));
    view! {
        <li class="event event--attention">
            <p class="event__what"><strong>{move || words.get().0}</strong></p>
            <p>{move || words.get().1}</p>
            <p class="hint code">{row.place}</p>
        </li>
    }
}
