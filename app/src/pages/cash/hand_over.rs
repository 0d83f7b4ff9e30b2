//! What others have given, until the officer says that it is here.

use super::Till;
use super::lines::{dong_of, name};
use crate::texts::{say, use_texts};
use domain::cash::{Confirmed, Event, Handed};
use leptos::prelude::*;

/// Hand-overs that wait for this officer's word.
#[component]
pub(super) fn ToConfirm(till: Till) -> impl IntoView {
    let waiting = Memo::new(move |_| till.sheet.get().map(|sheet| sheet.to_confirm));
    let list = move || {
        let waiting = waiting.get().filter(|list| !list.is_empty())?;
        let rows = waiting
            .into_iter()
            .map(|handed| view! { <Waiting till handed/> });
        Some(view! {
            <section class="card no-print" aria-labelledby="to-confirm">
                <h2 id="to-confirm">{say(|t| t.cash.to_confirm)}</h2>
                {rows.collect_view()}
            </section>
        })
    };
    view! { <div aria-live="polite">{list}</div> }
}

#[component]
fn Waiting(till: Till, handed: Handed) -> impl IntoView {
    let texts = use_texts();
    let giver = till
        .counter
        .with_value(|counter| name(counter, handed.from.officer));
    let amount = i64::try_from(handed.amount_dong).unwrap_or(i64::MAX);
    let (book, event) = (handed.from, handed.given.event);
    let confirm = move |_| till.write(book, Event::Confirmed(Confirmed { hand_over: event }));
    view! {
        <p>
            {giver} ": " <strong>{move || dong_of(amount, texts.get())}</strong> " "
            <span class="hint">{handed.note}</span>
        </p>
        <button type="button" class="button button--main" disabled=till.busy on:click=confirm>
            {say(|t| t.cash.confirm)}
        </button>
    }
}
