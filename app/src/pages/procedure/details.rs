//! Steps, results, legal basis: the published text.

use super::essentials::Lines;
use crate::texts::{Texts, say};
use domain::catalogue::{ProcedureCard, Step};
use leptos::prelude::*;

/// The longer parts, each closed until wanted; what is closed is not printed.
#[component]
pub(super) fn Details(
    /// The card.
    card: ProcedureCard,
) -> impl IntoView {
    let results = card
        .results
        .into_iter()
        .map(|result| result.name)
        .collect::<Vec<_>>();
    let requirements = lines(&card.requirements);
    view! {
        <Part title=|t| t.procedure.steps>
            <Steps steps=card.steps/>
        </Part>
        <Part title=|t| t.procedure.results open=true>
            <Lines lines=results/>
        </Part>
        <Part title=|t| t.procedure.requirements>
            <Lines lines=requirements/>
        </Part>
        <Part title=|t| t.procedure.subjects>
            <Lines lines=card.subjects/>
        </Part>
        <Part title=|t| t.procedure.legal_basis>
            <Lines lines=card.legal_basis/>
        </Part>
    }
}

#[component]
fn Part(
    /// Its heading.
    title: fn(&'static Texts) -> &'static str,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="part" open=open>
            <summary><h2>{say(title)}</h2></summary>
            <div class="part__body">{children()}</div>
        </details>
    }
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    if steps.is_empty() {
        return view! { <Lines lines=Vec::new()/> }.into_any();
    }
    let step = |step: Step| {
        view! {
            <li>
                {(!step.name.is_empty()).then(|| view! { <h3>{step.name}</h3> })}
                {lines(&step.text).into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </li>
        }
    };
    view! { <ol class="steps">{steps.into_iter().map(step).collect_view()}</ol> }.into_any()
}

fn lines(text: &str) -> Vec<String> {
    domain::text::clean_lines(text)
        .lines()
        .map(str::to_owned)
        .collect()
}
