//! The lines, each with the balance after it.

use super::Till;
use super::act::Act;
use crate::counter::Counter;
use crate::pages::dossier_address;
use crate::texts::{Texts, say, use_texts};
use domain::cash::{Sheet, SheetLine, SheetWhat};
use domain::id::OfficerId;
use leptos::prelude::*;

/// An amount that may be below zero.
pub(super) fn dong_of(amount: i64, texts: &Texts) -> String {
    let words = (texts.common.dong)(amount.unsigned_abs());
    if amount < 0 {
        format!("−{words}")
    } else {
        words
    }
}

/// An officer's name, as far as this device knows it.
pub(super) fn name(counter: &Counter, officer: OfficerId) -> String {
    let host = counter.host();
    let name = host.and_then(|host| host.officer_name(officer));
    name.unwrap_or_else(|| "…".to_owned())
}

/// Whether a line is the day's beginning.
pub(super) fn is_opening(line: &SheetLine) -> bool {
    line.what == SheetWhat::Opened
}

/// The whole page of the book.
#[component]
pub(super) fn Lines(till: Till, sheet: Sheet) -> impl IntoView {
    let open = sheet.closing.is_none();
    let rows = sheet
        .lines
        .into_iter()
        .map(|line| view! { <Row till line open/> })
        .collect_view();
    view! {
        <table class="cash" id="cash-lines">
            <thead>
                <tr>
                    <th scope="col">{say(|t| t.cash.time)}</th>
                    <th scope="col">{say(|t| t.cash.line)}</th>
                    <th scope="col" class="cash__sum">{say(|t| t.cash.sum)}</th>
                    <th scope="col" class="cash__sum">{say(|t| t.cash.balance)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Row(till: Till, line: SheetLine, open: bool) -> impl IntoView {
    let texts = use_texts();
    let (amount, balance) = (line.amount, line.balance);
    let may_go_back = open || matches!(line.what, SheetWhat::HandedOver(_));
    let back = line.as_line().filter(|_| may_go_back).map(|which| {
        let (left, whole) = (
            line.left_dong,
            matches!(line.what, SheetWhat::HandedOver(_)),
        );
        let taken_back = Act::Counter {
            line: which,
            left,
            whole,
        };
        let act = move |_| till.act.set(Some(taken_back));
        view! {
            <button type="button" class="button button--quiet no-print" on:click=act>
                {say(|t| t.cash.counter)}
            </button>
        }
    });
    view! {
        <tr>
            <td>{line.at().clock()}</td>
            <td>
                <What till what=line.what/>
                {back}
            </td>
            <td class="cash__sum">{move || dong_of(amount, texts.get())}</td>
            <td class="cash__sum">{move || dong_of(balance, texts.get())}</td>
        </tr>
    }
}

#[component]
fn What(till: Till, what: SheetWhat) -> impl IntoView {
    let name = move |officer| till.counter.with_value(|counter| name(counter, officer));
    match what {
        SheetWhat::Opened => view! { <span>{say(|t| t.cash.opening)}</span> }.into_any(),
        SheetWhat::Payment(payment) => view! {
            <span>{say(|t| t.cash.payment)} " "</span>
            <a href=dossier_address(payment.dossier) class="code">{payment.code.0}</a>
            <span class="hint">{payment.applicant}</span>
        }
        .into_any(),
        SheetWhat::Took(words) => view! { <span>{words}</span> }.into_any(),
        SheetWhat::Countered { reason, .. } => view! {
            <span>{say(|t| t.cash.counter_entry)} ": " {reason}</span>
        }
        .into_any(),
        SheetWhat::HandedOver(handed) => {
            let confirmed = handed.confirmed.is_some();
            let state = say(if confirmed {
                |t| t.cash.confirmed
            } else {
                |t| t.cash.waits
            });
            view! {
                <span>{say(|t| t.cash.hand_over)} " → " {name(handed.to)}</span>
                <span class="hint">{state} " " {handed.note}</span>
            }
            .into_any()
        }
        SheetWhat::Received(handed) => view! {
            <span>{say(|t| t.cash.received)} " ← " {name(handed.from.officer)}</span>
            <span class="hint">{handed.note}</span>
        }
        .into_any(),
    }
}
