//! Where the page's figures come from.

use crate::texts::{say, use_texts};
use domain::catalogue::{Origin, with_kinds};
use domain::instant::Day;
use leptos::prelude::*;

/// Each source with its day, and the decision that published the procedure.
#[component]
pub(super) fn Sources(
    /// The sources.
    origins: Vec<Origin>,
    /// The number of the decision.
    #[prop(optional_no_strip)]
    decision: Option<String>,
) -> impl IntoView {
    view! {
        <section class="sources" aria-labelledby="sources">
            <h2 id="sources">{say(|t| t.procedure.sources)}</h2>
            {decision.map(|number| view! { <p>{say(|t| t.procedure.decision)} ": " {with_kinds(&number)}</p> })}
            <ul class="plain">
                {origins.into_iter().map(|origin| view! { <Source origin/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Source(origin: Origin) -> impl IntoView {
    let texts = use_texts();
    let kind = origin.kind;
    let day = move || {
        let words = &texts.get().procedure;
        origin.as_of.map_or_else(
            || (words.in_force_from)(&Day(origin.effective_from).to_string()),
            |day| (words.as_of)(&Day(day).to_string()),
        )
    };
    view! {
        <li>
            <span>{move || (texts.get().procedure.source_kind)(kind)} ". " {day} "."</span>
            <span class="hint">{with_kinds(&origin.source)}</span>
        </li>
    }
}
