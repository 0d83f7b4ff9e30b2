//! The list that both sign (form 06, phiếu kiểm soát quá trình giải quyết hồ sơ).

use super::HandedOver;
use crate::components::{Icon, PrintHead, Shape};
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;

/// What was handed over just now, on the screen and on paper.
#[component]
pub(super) fn HandOverList(
    /// What.
    done: HandedOver,
) -> impl IntoView {
    let texts = use_texts();
    let HandedOver { rows, from, to, at } = done;
    let count = rows.len();
    let print = move |_| {
        // A browser without a printer says so itself.
        drop(window().print());
    };
    let row = |(number, row): (usize, std::sync::Arc<crate::counter::DossierRow>)| {
        view! {
            <tr>
                <td>{number + 1}</td>
                <td class="code">{row.code.to_string()}</td>
                <td lang="vi">{row.applicant.clone()}</td>
                <td lang="vi">{row.procedure_name.clone()}</td>
                <td>{row.appointment.map(Instant::clock_and_day)}</td>
            </tr>
        }
    };
    let when = at.in_words();
    view! {
        <section class="card hand-over" aria-labelledby="handed-over">
            <PrintHead/>
            <h2 id="handed-over">{say(|t| t.hand_over.list)}</h2>
            <p role="status">{move || (texts.get().hand_over.done)(count, &to, &when)}</p>
            <div class="hand-over__scroll">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say(|t| t.hand_over.number)}</th>
                            <th scope="col">{say(|t| t.dossier.code)}</th>
                            <th scope="col">{say(|t| t.dossier.applicant)}</th>
                            <th scope="col">{say(|t| t.dossier.procedure)}</th>
                            <th scope="col">{say(|t| t.lifecycle.appointment)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
                </table>
            </div>
            <div class="print-only hand-over__signatures">
                <p>{say(|t| t.hand_over.giver)}<br/>{from}</p>
                <p>{say(|t| t.hand_over.taker)}</p>
            </div>
            <p class="hint no-print">{say(|t| t.hand_over.form_unchecked)}</p>
            <button type="button" class="button no-print" on:click=print>
                <Icon shape=Shape::Print/>
                {say(|t| t.procedure.print)}
            </button>
        </section>
    }
}
