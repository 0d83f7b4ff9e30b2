//! Numbers of which not everything known can hold: both sides, and a tap for each way out.

use super::act::{Act, How};
use super::desk::Desk;
use super::line::EntryWords;
use super::supervisor::SupervisorsWord;
use crate::texts::{say, use_texts};
use domain::register::{BookState, Claim, Conflict, Number, Standing};
use leptos::prelude::*;

/// Nothing while there is none.
#[component]
pub(super) fn Conflicts(desk: Desk) -> impl IntoView {
    let list = move || {
        let all = conflicts(&*desk.book()?);
        (!all.is_empty()).then(|| {
            let rows = all
                .into_iter()
                .map(|(number, conflict)| view! { <Row desk number conflict/> });
            view! {
                <section class="card no-print" aria-labelledby="conflicts">
                    <h2 id="conflicts">{say(|t| t.books.page.conflicts)}</h2>
                    <SupervisorsWord desk/>
                    <ul class="book-rows">{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! { <div>{list}</div> }
}

fn conflicts(book: &BookState) -> Vec<(Number, Conflict)> {
    let all = book
        .written()
        .filter_map(|(number, standing)| match standing {
            Standing::InConflict(conflict) => Some((number, Conflict::clone(conflict))),
            Standing::Used(_) | Standing::Spoiled(_) | Standing::Void(_) => None,
        });
    all.collect()
}

#[component]
fn Row(desk: Desk, number: Number, conflict: Conflict) -> impl IntoView {
    let texts = use_texts();
    let cause = conflict.cause;
    let cause = move || (texts.get().books.page.conflict_cause)(&cause);
    let awaited = conflict.claims.is_empty();
    let claims = conflict.claims.into_iter();
    let claims = claims
        .enumerate()
        .map(|(at, claim)| view! { <Side desk number at claim/> });
    let claims = claims.collect_view();
    let others: &[How] = if awaited {
        &[How::FromPaper, How::Spoiled, How::Void]
    } else {
        &[How::Spoiled]
    };
    let others = others.iter().filter(|_| desk.supervises());
    let buttons = others.map(|how| view! { <Way desk number how=*how/> });
    view! {
        <li class="book-conflict" id=format!("conflict-{}", number.0)>
            <p>
                <span class="book-row__number">{number.to_string()}</span> " " {cause}
            </p>
            {awaited.then(|| view! { <p class="hint">{say(|t| t.books.page.conflict_no_entry)}</p> })}
            <ul class="book-rows">{claims}</ul>
            <div class="actions">{buttons.collect_view()}</div>
        </li>
    }
}

/// One of the entries that name the number.
#[component]
fn Side(desk: Desk, number: Number, at: usize, claim: Claim) -> impl IntoView {
    let subject = claim.entry.subject;
    let id = format!("act-keep-{}-{at}", number.0);
    let from = id.clone();
    let keep = move |_| desk.begin(Act::Settle(number, How::Used(subject)), from.clone());
    let keep = desk.supervises().then(|| {
        view! {
            <button type="button" id=id class="button" on:click=keep>
                {say(|t| t.books.act.settle_used)}
            </button>
        }
    });
    view! {
        <li class="book-row">
            <EntryWords claim/>
            {keep}
        </li>
    }
}

#[component]
fn Way(desk: Desk, number: Number, how: How) -> impl IntoView {
    let (words, name) = match how {
        How::FromPaper => (say(|t| t.books.act.settle_paper), "paper"),
        How::Spoiled => (say(|t| t.books.act.settle_spoiled), "spoiled"),
        How::Void => (say(|t| t.books.act.settle_void), "void"),
        How::Used(_) => (say(|t| t.books.act.settle_used), "used"),
    };
    let id = format!("act-{name}-{}", number.0);
    let from = id.clone();
    let begin = move |_| desk.begin(Act::Settle(number, how), from.clone());
    view! {
        <button type="button" id=id class="button button--quiet" on:click=begin>{words}</button>
    }
}
