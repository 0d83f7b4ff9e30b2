//! The counts of a book, as they are signed.

use crate::texts::{say, use_texts};
use domain::register::{Closing, Counts, Run};
use leptos::prelude::*;

/// A table of what became of the numbers, volume by volume.
#[component]
pub(super) fn CountsTable(closing: Closing) -> impl IntoView {
    let texts = use_texts();
    let (on_paper, settled) = (closing.on_paper, closing.counts.settled);
    let beside = move || {
        let words = &texts.get().books.close;
        let on_paper = (on_paper > 0).then(|| (words.on_paper)(on_paper));
        let settled = (settled > 0).then(|| (words.settled)(settled));
        let lines = on_paper.into_iter().chain(settled);
        lines
            .map(|line| view! { <p class="hint">{line}</p> })
            .collect_view()
    };
    let Some(numbers) = closing.numbers else {
        return view! {
            <p>{say(|t| t.books.close.empty)}</p>
            {beside}
        }
        .into_any();
    };
    let rows = closing.volumes.iter().map(|volume| {
        view! { <Row name=volume.volume.to_string() numbers=volume.numbers counts=volume.counts/> }
    });
    let rows = rows.collect_view();
    let counts = closing.counts;
    view! {
        <table class="book-counts">
            <thead>
                <tr>
                    <th scope="col">{say(|t| t.books.close.volume)}</th>
                    <th scope="col">{say(|t| t.books.close.numbers)}</th>
                    <th scope="col">{say(|t| t.books.close.used)}</th>
                    <th scope="col">{say(|t| t.books.close.spoiled)}</th>
                    <th scope="col">{say(|t| t.books.close.void)}</th>
                    <th scope="col">{say(|t| t.books.close.total)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <Row name=texts.get_untracked().books.close.sum.to_owned() numbers counts/>
            </tfoot>
        </table>
        {beside}
    }
    .into_any()
}

#[component]
fn Row(name: String, numbers: Run, counts: Counts) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{numbers.first.to_string()} "–" {numbers.last.to_string()}</td>
            <td>{counts.used}</td>
            <td>{counts.spoiled}</td>
            <td>{counts.void}</td>
            <td>{counts.total()}</td>
        </tr>
    }
}
