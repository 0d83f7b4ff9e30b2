//! Entries that wait for a number.

use super::act::Act;
use super::closing::CLOSING;
use super::desk::Desk;
use super::line::EntryWords;
use crate::texts::{say, use_texts};
use domain::register::{BookState, Claim, Provisional, ProvisionalReference};
use leptos::prelude::*;

/// Nothing while none waits.
#[component]
pub(super) fn WaitingEntries(desk: Desk) -> impl IntoView {
    let list = move || {
        let book = desk.book()?;
        let rows = waiting(&book);
        let closed = book.closed.is_some();
        let hint = say(if closed {
            |t| t.books.page.waiting_closed
        } else {
            |t| t.books.page.waiting_hint
        });
        (!rows.is_empty()).then(|| {
            let rows = rows
                .into_iter()
                .map(|(reference, entry)| view! { <Row desk reference entry/> });
            view! {
                <section class="card" aria-labelledby="waiting">
                    <h2 id="waiting">{say(|t| t.books.page.waiting)}</h2>
                    <p class="hint no-print">{hint}</p>
                    {closed.then(|| view! {
                        <p class="no-print">
                            <a class="quiet-link" href=format!("#{CLOSING}")>{say(|t| t.books.close.reopen)}</a>
                        </p>
                    })}
                    <ul class="book-rows">{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! { <div>{list}</div> }
}

fn waiting(book: &BookState) -> Vec<(ProvisionalReference, Provisional)> {
    let waiting = book.provisional().filter(|(_, entry)| entry.end.is_none());
    waiting
        .map(|(reference, entry)| (reference.clone(), entry.clone()))
        .collect()
}

#[component]
fn Row(desk: Desk, reference: ProvisionalReference, entry: Provisional) -> impl IntoView {
    let texts = use_texts();
    let id = format!("act-withdraw-{reference}");
    let name = reference.to_string();
    // Its reference is its number for now.
    let claim = Claim {
        provisional: None,
        ..entry.claim
    };
    let label = {
        let name = name.clone();
        move || (texts.get().books.act.withdraw)(&name)
    };
    let begin = {
        let id = id.clone();
        move |_| desk.begin(Act::Withdraw(reference.clone()), id.clone())
    };
    view! {
        <li class="book-row">
            <span class="book-row__number code">{name}</span>
            <EntryWords claim/>
            <button type="button" id=id class="button button--quiet no-print" aria-label=label on:click=begin>
                {say(|t| t.books.act.withdraw_short)}
            </button>
        </li>
    }
}
