//! The end of the year: what is missing, the counts, and what came after.

use super::act::Act;
use super::address::closing_address;
use super::counts::CountsTable;
use super::desk::Desk;
use super::line::Line;
use crate::components::PrintHead;
use crate::texts::{say, use_texts};
use domain::instant::Day;
use domain::register::{BookState, Closing, Missing, Refusal};
use leptos::prelude::*;

const CLOSE: &str = "act-close";

/// How the closing stands.
#[component]
pub(super) fn ClosingState(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let body = move || {
        let book = desk.book()?;
        if let Some(closing) = book.closed.as_deref() {
            return Some(view! { <Closed desk closing=closing.clone()/> }.into_any());
        }
        let told = match book.plan_closing(desk.counter().today()?) {
            Ok(closing) => view! { <Ready desk closing/> }.into_any(),
            Err(Refusal::TooEarly { from }) => too_early(from),
            Err(Refusal::NotReady(missing)) => view! { <Lacking missing/> }.into_any(),
            Err(refusal) => {
                let refused = crate::counter::HostError::BookRefused(refusal);
                view! { <p>{move || (texts.get().problems.host)(&refused)}</p> }.into_any()
            }
        };
        Some(told)
    };
    let title = move || (texts.get().books.close.title)(desk.year());
    view! {
        <section class="card no-print" aria-labelledby="closing">
            <h2 id="closing">{title}</h2>
            {body}
        </section>
    }
}

fn too_early(from: Day) -> AnyView {
    let texts = use_texts();
    view! { <p>{move || (texts.get().books.close.too_early)(&from.in_words())}</p> }.into_any()
}

#[component]
fn Ready(desk: Desk, closing: Closing) -> impl IntoView {
    let act = Act::Close(Box::new(closing));
    view! {
        <p>{say(|t| t.books.close.ready)}</p>
        <div class="actions">
            <button type="button" id=CLOSE class="button" on:click=move |_| desk.begin(act.clone(), CLOSE)>
                {say(|t| t.books.close.close)}
            </button>
        </div>
    }
}

/// What keeps the book from being closed, each with the way to it.
#[component]
fn Lacking(missing: Missing) -> impl IntoView {
    let texts = use_texts();
    let (leases, provisional) = (missing.leases.len(), missing.provisional.len());
    let conflicts = missing.conflicts.len();
    let line = |count: usize, to: &'static str, words: Signal<String>| {
        (count > 0).then(|| view! { <li><a class="quiet-link" href=to>{words}</a></li> })
    };
    let words = move |pick: fn(&crate::texts::BookClosingTexts) -> fn(usize) -> String, count| {
        Signal::derive(move || pick(&texts.get().books.close)(count))
    };
    view! {
        <p>{say(|t| t.books.close.missing)}</p>
        <ul class="plain" id="book-missing">
            {line(leases, "#leases", words(|t| t.leases, leases))}
            {line(provisional, "#waiting", words(|t| t.provisional, provisional))}
            {line(conflicts, "#conflicts", words(|t| t.conflicts, conflicts))}
        </ul>
    }
}

#[component]
fn Closed(desk: Desk, closing: Closing) -> impl IntoView {
    let print = move || {
        let key = desk.key.get()?;
        let to = closing_address(&key.kind, key.year);
        Some(view! { <a class="button" href=to>{say(|t| t.books.close.print)}</a> })
    };
    view! {
        <p>{say(|t| t.books.close.closed)}</p>
        <CountsTable closing/>
        <div class="actions">{print}</div>
    }
}

/// Numbers that changed after the closing, beside what was signed.
#[component]
pub(super) fn Amended(desk: Desk) -> impl IntoView {
    let list = move || {
        let book = desk.book()?;
        let numbers: Vec<_> = book.amended.iter().copied().collect();
        (!numbers.is_empty()).then(|| {
            let rows = numbers
                .into_iter()
                .map(|number| view! { <Line desk number book=book.clone() place="changed"/> });
            view! {
                <section class="card" aria-labelledby="amended">
                    <h2 id="amended">{say(|t| t.books.page.amended)}</h2>
                    <p class="hint">{say(|t| t.books.page.amended_hint)}</p>
                    <ul class="book-rows">{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! { <div>{list}</div> }
}

/// The closing as a page to be signed, sealed and bound.
#[component]
pub(super) fn ClosingSheet(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let sheet = move || {
        let book = desk.book()?;
        let closing = book.closed.as_deref()?.clone();
        let beside = beside(&book);
        let told = move || (texts.get().books.close.amended)(beside);
        Some(view! {
            <CountsTable closing/>
            {(beside > 0).then(|| view! { <p>{told}</p> })}
        })
    };
    let name = move || desk.policy.get().map(|policy| policy.name);
    let title = move || (texts.get().books.close.title)(desk.year());
    let print = move |_| drop(window().print());
    view! {
        <PrintHead/>
        <div class="actions no-print">
            <button type="button" class="button button--main" on:click=print>
                {say(|t| t.books.close.print)}
            </button>
        </div>
        <article class="card book-closing">
            <h2>{title}</h2>
            <p>{name}</p>
            {sheet}
            <div class="book-closing__signs">
                <p>{say(|t| t.books.close.keeper)}</p>
                <p>{say(|t| t.books.close.head)}</p>
            </div>
        </article>
    }
}

/// How many numbers changed after the closing.
fn beside(book: &BookState) -> usize {
    book.amended.len()
}
