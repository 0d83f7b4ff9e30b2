//! The end of the year: what is missing, the counts, and what came after. Where that
//! needs a number, the book is opened again.

use super::act::Act;
use super::address::closing_address;
use super::counts::CountsTable;
use super::desk::Desk;
use super::line::Line;
use super::supervisor::SupervisorsWord;
use crate::components::Loading;
use crate::pages::print::{Preview, ToPrint, officer_name};
use crate::texts::{BookClosingTexts, say, use_texts};
use domain::form::{ClosingPage, Form, Matter};
use domain::instant::Day;
use domain::officer::Origin;
use domain::register::{Closing, FormerClosing, Missing, Refusal};
use leptos::prelude::*;
use std::sync::Arc;

const CLOSE: &str = "act-close";
const REOPEN: &str = "act-reopen";
/// The heading of the section.
pub(super) const CLOSING: &str = "closing";

/// How the closing stands.
#[component]
pub(super) fn ClosingState(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let body = move || {
        let book = desk.book()?;
        if let Some(closing) = book.closed.as_deref() {
            let (by, times) = (book.closed_by, book.closings());
            return Some(view! { <Closed desk closing=closing.clone() by times/> }.into_any());
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
        <section class="card no-print" aria-labelledby=CLOSING>
            <h2 id=CLOSING>{title}</h2>
            {body}
            <Former desk/>
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
    let close = desk.supervises().then(|| {
        view! {
            <div class="actions">
                <button type="button" id=CLOSE class="button" on:click=move |_| desk.begin(act.clone(), CLOSE)>
                    {say(|t| t.books.close.close)}
                </button>
            </div>
        }
    });
    view! {
        <p>{say(|t| t.books.close.ready)}</p>
        {close}
        <SupervisorsWord desk/>
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
    let words = move |pick: fn(&BookClosingTexts) -> fn(usize) -> String, count| {
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
fn Closed(desk: Desk, closing: Closing, by: Option<Origin>, times: u32) -> impl IntoView {
    let print = move || {
        let key = desk.key.get()?;
        let to = closing_address(&key.kind, key.year);
        Some(view! { <a class="button" href=to>{say(|t| t.books.close.print)}</a> })
    };
    view! {
        <p>{say(|t| t.books.close.closed)}</p>
        <CountsTable closing/>
        {by.map(|origin| view! { <By desk origin words=|t| t.closed_by/> })}
        <div class="actions">
            {print}
            <Show when=move || desk.supervises()>
                <button
                    type="button"
                    id=REOPEN
                    class="button button--quiet"
                    on:click=move |_| desk.begin(Act::Reopen(times), REOPEN)
                >
                    {say(|t| t.books.close.reopen)}
                </button>
            </Show>
        </div>
    }
}

/// A name and a time in words.
type Told = fn(&str, &str) -> String;

/// Who did it and when; on the screen also on which device.
#[component]
fn By(desk: Desk, origin: Origin, words: fn(&BookClosingTexts) -> Told) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let texts = texts.get();
        let name = match officer_name(desk.counter(), origin.officer) {
            name if name.is_empty() => texts.dossier.unknown_officer.to_owned(),
            name => name,
        };
        words(&texts.books.close)(&name, &origin.at().clock_and_day())
    };
    let device = move || {
        let devices = desk.devices(&*desk.book()?);
        Some(devices.name(origin.device, texts.get()))
    };
    view! { <p>{told} " " <span class="hint no-print">{device}</span></p> }
}

/// Closings after which the book was opened again.
#[component]
fn Former(desk: Desk) -> impl IntoView {
    let list = move || {
        let former = desk.book()?.former.clone();
        (!former.is_empty()).then(|| {
            let rows = former
                .into_iter()
                .map(|former| view! { <FormerRow desk former/> });
            view! {
                <h3>{say(|t| t.books.close.former)}</h3>
                <ul class="plain">{rows.collect_view()}</ul>
            }
        })
    };
    view! { <div>{list}</div> }
}

#[component]
fn FormerRow(desk: Desk, former: FormerClosing) -> impl IntoView {
    let texts = use_texts();
    let counts = former.closing.counts;
    let told = move || (texts.get().books.close.counted)(&counts);
    let by = former.closed_by;
    view! {
        <li>
            <p>{told}</p>
            {by.map(|origin| view! { <By desk origin words=|t| t.closed_by/> })}
            <By desk origin=former.reopened_by words=|t| t.reopened_by/>
            <p>{say(|t| t.books.act.reason)} ": " {former.reason}</p>
        </li>
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
    let counter = desk.counter();
    let sheet = Memo::new(move |_| {
        let (book, policy) = desk.book().zip(desk.policy.get())?;
        let page = ClosingPage::of(policy.name, &book)?;
        Some((page, book.key.clone(), book.closings()))
    });
    move || match sheet.get() {
        None => view! { <Loading/> }.into_any(),
        Some((page, key, times)) => {
            let by = page.closed_by;
            let paper = ToPrint {
                form: Form::BookClosing,
                matter: Matter::Unit(format!("khoa-so/{}/{}/{times}", key.year, key.kind.0)),
                at: by.map_or_else(|| counter.now.get_untracked(), |by| by.at()),
                officer: by.map(|by| by.officer),
                copies: 1,
                sheets: Arc::new(move |issue| {
                    vec![page.values(issue, &|officer| officer_name(counter, officer))]
                }),
            };
            view! { <Preview paper/> }.into_any()
        }
    }
}
