//! Which months are to be printed.

use super::address::month_address;
use super::desk::Desk;
use super::window::month_of;
use crate::texts::{say, use_texts};
use domain::instant::Day;
use domain::register::{BookState, Number, Standing};
use leptos::prelude::*;

/// A month of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Month {
    of: u8,
    /// Its lines.
    lines: usize,
    /// Those of them that a print shows.
    printed: usize,
    /// Lines up to its end that no print shows.
    due: usize,
}

/// The months that have lines, with the way to their prints.
#[component]
pub(super) fn Printing(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let months = Memo::new(move |_| {
        let (book, today) = (desk.book()?, desk.counter().today()?);
        Some(months(&book, today))
    });
    let list = move || {
        let (months, key) = (months.get()?, desk.key.get()?);
        if months.is_empty() {
            return Some(view! { <p>{say(|t| t.books.print.none)}</p> }.into_any());
        }
        let row = |month: Month| {
            let to = |all| month_address(&key.kind, key.year, month.of, all);
            let (fresh, again) = (to(false), to(true));
            let number = month.of;
            let told = move || {
                let words = &texts.get().books.print;
                format!(
                    "{} · {}",
                    (words.lines)(month.lines),
                    (words.due)(month.due)
                )
            };
            let name = move || (texts.get().books.page.month_name)(number);
            let print = move || (texts.get().books.print.month)(number);
            let repeat = move || (texts.get().books.print.again)(number);
            view! {
                <li class="book-row">
                    <div class="book-row__entry">
                        <p><strong>{name}</strong></p>
                        <p class="hint">{told}</p>
                    </div>
                    <div class="actions">
                        {(month.due > 0).then(|| view! { <a class="button" href=fresh>{print}</a> })}
                        {(month.printed > 0).then(|| view! { <a class="button button--quiet" href=again>{repeat}</a> })}
                    </div>
                </li>
            }
        };
        let rows = months.into_iter().map(row).collect_view();
        Some(view! { <ul class="book-rows">{rows}</ul> }.into_any())
    };
    view! {
        <section class="card no-print" aria-labelledby="printing">
            <h2 id="printing">{say(|t| t.books.print.title)}</h2>
            <p class="hint">{say(|t| t.books.print.hint)}</p>
            {list}
        </section>
    }
}

/// Months that have begun and of which there is something to print.
fn months(book: &BookState, today: Day) -> Vec<Month> {
    let last = match today.0.year().cmp(&book.key.year) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => u8::from(today.0.month()),
        std::cmp::Ordering::Greater => 12,
    };
    let read = |month| {
        let of_month =
            |(_, standing): &(Number, &Standing)| month_of(book, standing) == Some(month);
        let lines = || book.written().filter(of_month);
        let printed = lines().filter(|(number, _)| book.is_printed(*number));
        Month {
            of: month,
            lines: lines().count(),
            printed: printed.count(),
            due: book.sheet(month).count(),
        }
    };
    let months = (1..=last).map(read);
    months
        .filter(|month| month.lines > 0 || month.due > 0 && month.of == last)
        .collect()
}
