//! A hand-over list: what both sign, on the screen or on paper.

use super::batch::Batch;
use crate::components::{Icon, PrintHead, Shape};
use crate::counter::DossierRow;
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;
use std::sync::Arc;

/// The dossiers of a list, who handed them over and when, and who has confirmed what.
#[component]
pub(super) fn HandOverList(
    /// The list.
    batch: Batch,
) -> impl IntoView {
    let texts = use_texts();
    let Batch { by, to, at, rows } = batch;
    let count = rows.len();
    let times: Vec<Instant> = rows.iter().filter_map(|row| row.handing?.taken).collect();
    let (confirmed, last) = (times.len(), times.into_iter().max());
    let (giver, receiver) = (super::officer(by), super::officer(to));
    let when = at.in_words();
    let summary = {
        let receiver = receiver.clone();
        move || (texts.get().hand_over.done)(count, &receiver, &when)
    };
    let row = move |(number, row): (usize, Arc<DossierRow>)| {
        let taken = row.handing.and_then(|handing| handing.taken);
        view! {
            <tr>
                <td>{number + 1}</td>
                <td class="code">{row.code.to_string()}</td>
                <td lang="vi">{row.applicant.clone()}</td>
                <td lang="vi">{row.procedure_name.clone()}</td>
                <td>{row.appointment.map(Instant::clock_and_day)}</td>
                <td>
                    {match taken {
                        Some(taken) => taken.clock_and_day().into_any(),
                        None => view! { <span class="unknown">{say(|t| t.hand_over.not_taken)}</span> }.into_any(),
                    }}
                </td>
            </tr>
        }
    };
    let gave = at.clock_and_day();
    let took = move || {
        let words = &texts.get().hand_over;
        match last {
            Some(last) => (words.taken)(confirmed, count, &last.clock_and_day()),
            None => words.not_taken.to_owned(),
        }
    };
    view! {
        <section class="card hand-over" aria-labelledby="handed-over">
            <PrintHead/>
            <h2 id="handed-over">{say(|t| t.hand_over.list)}</h2>
            <p role="status">{summary}</p>
            <div class="hand-over__scroll">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say(|t| t.hand_over.number)}</th>
                            <th scope="col">{say(|t| t.dossier.code)}</th>
                            <th scope="col">{say(|t| t.dossier.applicant)}</th>
                            <th scope="col">{say(|t| t.dossier.procedure)}</th>
                            <th scope="col">{say(|t| t.lifecycle.appointment)}</th>
                            <th scope="col">{say(|t| t.hand_over.taken_at)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
                </table>
            </div>
            <div class="hand-over__signatures">
                <p><strong>{say(|t| t.hand_over.giver)}</strong><br/>{giver}<br/>{gave}</p>
                <p><strong>{say(|t| t.hand_over.taker)}</strong><br/>{receiver}<br/>{took}</p>
            </div>
            <p class="hint no-print">{say(|t| t.hand_over.form_unchecked)}</p>
            <button type="button" class="button no-print" on:click=|_| print()>
                <Icon shape=Shape::Print/>
                {say(|t| t.procedure.print)}
            </button>
        </section>
    }
}

/// Asks the browser to print the page; what is not the list is hidden from paper.
fn print() {
    // A browser without a printer says so itself.
    drop(window().print());
}
