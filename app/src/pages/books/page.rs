//! `/so/{year}/{kind}`: one book.

use super::act::Act;
use super::address::{LIST, book_address};
use super::closing::{Amended, ClosingSheet, ClosingState};
use super::conflicts::Conflicts;
use super::desk::{Desk, Reading};
use super::form::ActForm;
use super::here::Here;
use super::leases::Leases;
use super::lines::Lines;
use super::print::{Month, MonthPrint};
use super::printing::Printing;
use super::waiting::WaitingEntries;
use crate::components::{Empty, Loading, OfficersOnly, PageTitle};
use crate::texts::{say, use_texts};
use domain::register::{Event, Keeping, Volume, VolumeNumber};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

const OPEN: &str = "act-open";
const VOLUME: &str = "act-volume";

/// The page.
#[component]
pub fn BookPage() -> impl IntoView {
    let desk = Desk::open();
    let texts = use_texts();
    let title = Signal::derive(move || {
        let name = desk
            .policy
            .with(|policy| Some(policy.as_ref()?.name.clone()));
        name.unwrap_or_else(|| texts.get().books.title.to_owned())
    });
    view! {
        <PageTitle text=title/>
        <OfficersOnly>
            <Body desk/>
        </OfficersOnly>
    }
}

/// What of the book the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Book,
    Month(Month),
    Closing,
}

#[component]
fn Body(desk: Desk) -> impl IntoView {
    let address = use_query_map();
    let part = Memo::new(move |_| {
        address.with(|address| {
            let Some(asked) = address.get("in") else {
                return Part::Book;
            };
            match asked.parse() {
                Ok(month @ 1..=12) => Part::Month(Month {
                    month,
                    again: address.get("lai").is_some(),
                }),
                _ if asked == "khoa" => Part::Closing,
                _ => Part::Book,
            }
        })
    });
    // Read once for each look: a book of the national software is none of ours.
    let kept = Memo::new(move |_| {
        let lookup = desk.counter().lookup.with(Option::is_some);
        let today = desk.counter().today().is_some();
        let kept = desk.policy.with(|policy| {
            policy
                .as_ref()
                .is_some_and(|policy| matches!(policy.keeping, Keeping::Book(_)))
        });
        (lookup && today).then_some(kept)
    });
    move || match kept.get() {
        None => view! { <Loading/> }.into_any(),
        Some(false) => view! { <NoSuch/> }.into_any(),
        Some(true) => match part.get() {
            Part::Book => view! { <Whole desk/> }.into_any(),
            Part::Month(month) => view! { <Back desk/> <MonthPrint desk month/> }.into_any(),
            Part::Closing => view! { <Back desk/> <ClosingSheet desk/> }.into_any(),
        },
    }
}

#[component]
fn NoSuch() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty title=Signal::derive(move || texts.get().books.no_such.to_owned())/>
        <p><a class="quiet-link" href=LIST>{say(|t| t.books.all)}</a></p>
    }
}

#[component]
fn Back(desk: Desk) -> impl IntoView {
    let to = move || {
        let key = desk.key.get();
        key.map_or_else(|| LIST.to_owned(), |key| book_address(&key.kind, key.year))
    };
    view! {
        <p class="no-print"><a class="quiet-link" href=to>{say(|t| t.books.print.back)}</a></p>
    }
}

/// Where a book stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Loading,
    Unopened,
    Open,
    Closed,
}

#[component]
fn Whole(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    // Followed by itself: what changes within a book must not draw the page anew.
    let standing = Memo::new(move |_| {
        desk.reading.with(|reading| match reading {
            Reading::Loading => Standing::Loading,
            Reading::Unopened => Standing::Unopened,
            Reading::Here(book) if book.closed.is_some() => Standing::Closed,
            Reading::Here(_) => Standing::Open,
        })
    });
    let caption = move || {
        let key = desk.key.get()?;
        let year = (texts.get().books.year)(key.year);
        Some(format!("{year} · {}", key.kind))
    };
    let badge = move || {
        let words = &texts.get().books;
        let words = match standing.get() {
            Standing::Loading => return None,
            Standing::Unopened => words.unopened,
            Standing::Open => words.open,
            Standing::Closed => words.closed,
        };
        Some(view! { <span class="badge">{words}</span> })
    };
    let body = move || match standing.get() {
        Standing::Loading => view! { <Loading/> }.into_any(),
        Standing::Unopened => view! { <Unopened desk/> }.into_any(),
        Standing::Open | Standing::Closed => view! { <Opened desk/> }.into_any(),
    };
    view! {
        <p class="book-facts">
            <span>{caption}</span>
            {badge}
            <a class="quiet-link" href=LIST>{say(|t| t.books.all)}</a>
        </p>
        <ActForm desk/>
        {body}
    }
}

/// A book of which nobody has said where it begins, though something spoke of it.
#[component]
fn Presumed(desk: Desk) -> impl IntoView {
    let presumed = move || desk.book().is_some_and(|book| book.is_presumed());
    view! {
        <Show when=presumed>
            <Beginning desk/>
        </Show>
    }
}

/// A book that nobody has opened.
#[component]
fn Unopened(desk: Desk) -> impl IntoView {
    view! {
        <Beginning desk/>
        <Here desk/>
    }
}

#[component]
fn Beginning(desk: Desk) -> impl IntoView {
    let near = move || {
        let today = desk.counter().today();
        today.is_some_and(|today| desk.year().abs_diff(today.0.year()) <= 1)
    };
    view! {
        <section class="card" aria-labelledby="unopened">
            <h2 id="unopened">{say(|t| t.books.page.unopened)}</h2>
            <p>{say(|t| t.books.page.unopened_hint)}</p>
            <Show when=near fallback=|| view! { <p>{say(|t| t.books.act.far_year)}</p> }>
                <div class="actions">
                    <button type="button" id=OPEN class="button" on:click=move |_| desk.begin(Act::Open, OPEN)>
                        {say(|t| t.books.act.open)}
                    </button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Opened(desk: Desk) -> impl IntoView {
    view! {
        <Presumed desk/>
        <div class="book-columns">
            <div>
                <Conflicts desk/>
                <WaitingEntries desk/>
                <Amended desk/>
                <Lines desk/>
            </div>
            <div>
                <Here desk/>
                <Leases desk/>
                <Printing desk/>
                <Keep desk/>
                <ClosingState desk/>
            </div>
        </div>
    }
}

/// A new volume.
#[component]
fn Keep(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let next = Memo::new(move |_| {
        let book = desk.book().filter(|book| book.closed.is_none())?;
        let last = book.volumes().last().copied();
        Some(Volume {
            number: last.map_or(VolumeNumber(1), |last| last.number.next()),
            first: book.next(),
        })
    });
    let present = move || {
        let last = *desk.book()?.volumes().last()?;
        let begun = Event::VolumeBegun(last);
        Some(format!("{}.", (texts.get().books.act.told)(&begun)))
    };
    let begin = move |_| {
        if let Some(volume) = next.get_untracked() {
            desk.begin(Act::Volume(volume), VOLUME);
        }
    };
    view! {
        <Show when=move || next.with(Option::is_some)>
            <section class="card no-print" aria-labelledby="keeping">
                <h2 id="keeping">{say(|t| t.books.page.keep)}</h2>
                <p class="hint">{present}</p>
                <div class="actions">
                    <button type="button" id=VOLUME class="button" on:click=begin>
                        {say(|t| t.books.act.volume)}
                    </button>
                </div>
            </section>
        </Show>
    }
}
