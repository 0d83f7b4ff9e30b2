//! The monthly print of a book: its lines on the register's page.

use super::desk::Desk;
use super::window::{month_of, runs};
use crate::components::Loading;
use crate::pages::print::{Preview, ToPrint};
use crate::texts::{say, use_texts};
use domain::form::{BookLine, BookPage, Form, Matter, book_page};
use domain::instant::Day;
use domain::register::{BookState, PrintLine, Printed};
use leptos::prelude::*;
use std::sync::Arc;

/// What is to be printed of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// Which month.
    pub(super) month: u8,
    /// All lines of the month, also those that a print shows.
    pub(super) again: bool,
}

/// The print as it was when the page was opened: what is noted of it changes the book.
#[derive(Clone, Debug, PartialEq)]
struct Taken {
    page: BookPage,
    printed: Printed,
    /// Every line stands on an earlier print.
    again: bool,
    /// Numbers in conflict, which wait.
    held: usize,
    at: Day,
}

/// The paper, or why there is none.
#[component]
pub(super) fn MonthPrint(desk: Desk, month: Month) -> impl IntoView {
    let taken = RwSignal::new(None::<Taken>);
    Effect::new(move |_| {
        if taken.with_untracked(Option::is_some) {
            return;
        }
        let found = desk
            .book()
            .zip(desk.policy.get())
            .zip(desk.counter().today());
        if let Some(((book, policy), today)) = found {
            taken.set(Some(take(&book, &policy.name, &month, today)));
        }
    });
    move || match taken.get() {
        None => view! { <Loading/> }.into_any(),
        Some(taken) if taken.page.lines.is_empty() => {
            view! { <p class="notice">{say(|t| t.books.print.nothing_new)}</p> }.into_any()
        }
        Some(taken) => view! { <Paper desk taken/> }.into_any(),
    }
}

#[component]
fn Paper(desk: Desk, taken: Taken) -> impl IntoView {
    let texts = use_texts();
    let held = taken.held;
    let waits = move || {
        let words = (texts.get().books.print.held)(held);
        (held > 0).then(|| view! { <p class="notice notice--warn no-print">{words}</p> })
    };
    let printed = taken.printed.clone();
    let after = Callback::new(move |()| desk.note_printed(printed.clone()));
    let noted = move || {
        let noted = desk.done.with(Option::is_some);
        noted.then(
            || view! { <p class="notice notice--good no-print">{say(|t| t.books.print.noted)}</p> },
        )
    };
    let failure = move || {
        let words = (texts.get().problems.host)(&desk.failure.get()?);
        Some(view! { <p class="notice notice--bad no-print">{words}</p> })
    };
    view! {
        {waits}
        <div role="status" class="book-done">{noted}</div>
        <div role="alert">{failure}</div>
        <Preview paper=paper(desk, taken) after/>
    }
}

fn paper(desk: Desk, taken: Taken) -> ToPrint {
    let Taken {
        page,
        printed,
        again,
        at,
        ..
    } = taken;
    let lines = printed.lines.iter();
    let lines: Vec<String> = lines
        .map(|run| format!("{}-{}", run.first.0, run.last.0))
        .collect();
    let name = format!("trang-so/{}/{}/{}", page.year, page.kind, lines.join(","));
    ToPrint {
        form: Form::BookPage,
        matter: Matter::Unit(name),
        at: domain::instant::Instant::midnight(at),
        officer: desk.counter().session_officer(),
        copies: 1,
        sheets: Arc::new(move |issue| {
            let mut issue = *issue;
            // Another device may have printed these lines: its print is not counted here.
            issue.before = issue.before.max(u32::from(again));
            vec![book_page(&issue, &page)]
        }),
    }
}

fn take(book: &BookState, name: &str, month: &Month, today: Day) -> Taken {
    let lines: Vec<PrintLine<'_>> = if month.again {
        whole(book, month.month)
    } else {
        book.sheet(month.month).collect()
    };
    let volumes: Vec<_> = lines.iter().map(|line| line.number.volume).collect();
    let volumes = match (volumes.iter().min(), volumes.iter().max()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_string(),
        (None, _) => String::new(),
    };
    let again = lines.iter().all(|line| book.is_printed(line.number.number));
    Taken {
        printed: Printed {
            month: month.month,
            lines: runs(lines.iter().map(|line| line.number.number)),
        },
        page: BookPage {
            name: name.to_owned(),
            kind: book.key.kind.0.clone(),
            year: book.key.year,
            volumes,
            month: Some(month.month),
            lines: lines.iter().map(BookLine::of).collect(),
        },
        again,
        held: book.in_conflict().count(),
        at: today,
    }
}

/// All lines of a month, printed or not.
fn whole(book: &BookState, month: u8) -> Vec<PrintLine<'_>> {
    let of_month = book
        .written()
        .filter(|(_, standing)| month_of(book, standing) == Some(month));
    let lines = of_month.filter_map(|(number, standing)| {
        Some(PrintLine {
            number: book.final_number(number)?,
            standing,
            is_late: false,
        })
    });
    lines.collect()
}
