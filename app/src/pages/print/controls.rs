//! What to print on, how often, and what was printed before.

use super::job::Job;
use super::{Choice, Failure, PrintButton, Told};
use crate::texts::{say, use_texts};
use domain::form::{COPIES_MAX, Paper};
use leptos::prelude::*;

/// Paper, copies, the button.
#[component]
pub(super) fn Controls(job: Job, choice: Choice) -> impl IntoView {
    let texts = use_texts();
    let option = move |paper: Paper| {
        view! {
            <option value=paper.tag() selected=move || choice.paper.get() == paper>
                {move || (texts.get().print.paper_name)(paper)}
            </option>
        }
    };
    view! {
        <section class="card print-controls no-print" aria-label=say(|t| t.print.controls)>
            <div class="field">
                <label for="paper">{say(|t| t.print.paper)}</label>
                <select
                    id="paper"
                    on:change=move |event| {
                        let chosen = Paper::from_tag(&event_target_value(&event));
                        choice.paper.set(chosen.unwrap_or_default());
                    }
                >
                    {Paper::ALL.into_iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="copies">{say(|t| t.print.copies)}</label>
                <input
                    id="copies"
                    type="number"
                    min="1"
                    max=COPIES_MAX.to_string()
                    inputmode="numeric"
                    prop:value=move || choice.copies.get().to_string()
                    on:change=move |event| {
                        let typed = event_target_value(&event).trim().parse().unwrap_or(1);
                        // Told again even when it is the same, so that the field shows it.
                        choice.copies.set(0);
                        choice.copies.set(u32::clamp(typed, 1, COPIES_MAX));
                    }
                />
            </div>
            <PrintButton job/>
            <Failure failure=job.failure/>
            <Told log=job.log form=job.form()/>
        </section>
    }
}
