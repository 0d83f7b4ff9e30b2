//! The book's page of the day, on the form's own layout.

use super::Till;
use super::lines::name;
use crate::components::Loading;
use crate::counter::Counter;
use crate::pages::print::{Preview, ToPrint};
use crate::texts::{CashTexts, Language, say};
use domain::cash::{Closing, Sheet, SheetLine, SheetWhat};
use domain::form::{CashLine, CashPage, Form, Matter, cash_page};
use domain::instant::Instant;
use leptos::prelude::*;
use std::sync::Arc;

/// The paper, when the book has been read.
#[component]
pub(super) fn CashPrint(till: Till) -> impl IntoView {
    let back = move || till.key.get().map(|key| super::days::address(key.day));
    let paper = move || match till.sheet.get() {
        None => view! { <Loading/> }.into_any(),
        Some(sheet) => {
            let counter = till.counter.get_value();
            view! { <Preview paper=paper(counter, &sheet)/> }.into_any()
        }
    };
    view! {
        <p class="no-print"><a class="quiet-link" href=back>{say(|t| t.cash.back)}</a></p>
        {paper}
    }
}

fn paper(counter: Counter, sheet: &Sheet) -> ToPrint {
    let key = sheet.key;
    // Papers are Vietnamese, whatever the screen is.
    let words = &Language::Vi.texts().cash;
    let page = page(sheet, words, &|officer| name(&counter, officer));
    ToPrint {
        form: Form::CashPage,
        matter: Matter::Unit(format!("so-quy/{}/{}", key.day.iso(), key.officer)),
        at: Instant::midnight(key.day),
        officer: Some(key.officer),
        copies: 1,
        sheets: Arc::new(move |issue| vec![cash_page(issue, &page)]),
    }
}

/// What the page tells. Money that is handed over after the counting is told below it,
/// not taken off what was counted.
fn page(
    sheet: &Sheet,
    words: &CashTexts,
    name: &dyn Fn(domain::id::OfficerId) -> String,
) -> CashPage {
    let closing = sheet.closing.as_ref();
    let handed =
        |line: &&SheetLine| closing.is_some_and(|closing| line.moved_after(closing.origin));
    let opening = sheet.lines.iter().filter(|line| is_opening(line));
    let lines = sheet.lines.iter();
    let lines = lines.filter(|line| !is_opening(line) && !handed(line));
    let taken = sheet.lines.iter().rev().find_map(|line| match &line.what {
        SheetWhat::HandedOver(handed) if handed.confirmed.is_some() => Some(name(handed.to)),
        SheetWhat::HandedOver(_)
        | SheetWhat::Opened
        | SheetWhat::Payment(_)
        | SheetWhat::Took(_)
        | SheetWhat::Countered { .. }
        | SheetWhat::Received(_) => None,
    });
    CashPage {
        officer: name(sheet.key.officer),
        day: sheet.key.day,
        opening_dong: opening.map(|line| line.amount).sum(),
        lines: lines.map(|line| row(line, closing, words, name)).collect(),
        counted_dong: closing
            .map(|closing| i64::try_from(closing.closed.counted_dong).unwrap_or(i64::MAX)),
        handed_to: taken.unwrap_or_default(),
    }
}

fn is_opening(line: &SheetLine) -> bool {
    line.what == SheetWhat::Opened
}

fn is_after(line: &SheetLine, closing: Option<&Closing>) -> bool {
    closing.is_some_and(|closing| closing.origin.time < line.origin.time)
}

fn row(
    line: &SheetLine,
    closing: Option<&Closing>,
    words: &CashTexts,
    name: &dyn Fn(domain::id::OfficerId) -> String,
) -> CashLine {
    let (what, code, note) = match &line.what {
        SheetWhat::Opened => (words.opening.to_owned(), String::new(), String::new()),
        SheetWhat::Payment(payment) => (
            format!("{}: {}", words.payment, payment.applicant),
            payment.code.0.clone(),
            String::new(),
        ),
        SheetWhat::Took(what) => (what.clone(), String::new(), String::new()),
        SheetWhat::Countered { reason, .. } => (
            words.counter_entry.to_owned(),
            String::new(),
            reason.clone(),
        ),
        SheetWhat::HandedOver(handed) => (
            format!("{}: {}", words.hand_over, name(handed.to)),
            String::new(),
            handed.note.clone(),
        ),
        SheetWhat::Received(handed) => (
            format!("{}: {}", words.received, name(handed.from.officer)),
            String::new(),
            handed.note.clone(),
        ),
    };
    let late = is_after(line, closing).then_some(words.late);
    let notes = [note.as_str(), late.unwrap_or_default()];
    let notes = notes.into_iter().filter(|note| !note.is_empty());
    CashLine {
        time: line.at().clock(),
        what,
        code,
        amount_dong: line.amount,
        note: notes.collect::<Vec<_>>().join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::texts::Language;
    use domain::cash::{Closed, Closing, Handed, Sheet, SheetLine, SheetWhat};
    use domain::hybrid::HybridTime;
    use domain::instant::{Day, Instant};
    use domain::officer::Origin;

    const OTHER: &str = "00000000-0000-0000-0000-000000000002";

    fn origin(minute: i64) -> Origin {
        Origin {
            event: OTHER.parse().unwrap(),
            officer: OTHER.parse().unwrap(),
            device: OTHER.parse().unwrap(),
            time: HybridTime::of(Instant(1_795_400_000_000 + minute * 60_000)),
        }
    }

    fn line(minute: i64, what: SheetWhat, amount: i64, balance: i64) -> SheetLine {
        SheetLine {
            origin: origin(minute),
            what,
            amount,
            balance,
            left_dong: 0,
        }
    }

    #[test]
    fn what_is_handed_over_after_the_counting_is_told_below_it() {
        let key = domain::cash::CashKey {
            day: Day::from_ymd(2026, 11, 23).unwrap(),
            officer: OTHER.parse().unwrap(),
        };
        let handed = Handed {
            from: key,
            to: OTHER.parse().unwrap(),
            given: origin(9),
            confirmed: Some(origin(10)),
            amount_dong: 105_000,
            note: String::new(),
        };
        let sheet = Sheet {
            key,
            lines: vec![
                line(1, SheetWhat::Opened, 100_000, 100_000),
                line(2, SheetWhat::Took("bán mẫu đơn".into()), 6_000, 106_000),
                line(9, SheetWhat::HandedOver(handed), -105_000, 1_000),
            ],
            closing: Some(Closing {
                closed: Closed {
                    counted_dong: 105_000,
                    expected_dong: 106_000,
                    reason: "trả lại thừa".into(),
                },
                origin: origin(5),
                late: 0,
            }),
            to_confirm: vec![],
        };
        let words = &Language::Vi.texts().cash;
        let page = page(&sheet, words, &|_| "Giàng A Páo".into());
        assert_eq!((page.opening_dong, page.lines.len()), (100_000, 1));
        assert_eq!(page.counted_dong, Some(105_000));
        assert_eq!(page.handed_to, "Giàng A Páo");
    }
}
