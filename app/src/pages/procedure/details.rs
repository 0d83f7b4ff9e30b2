//! Steps, results, legal basis: the published text.

use super::essentials::Lines;
use crate::texts::{Texts, say};
use domain::catalogue::{ProcedureCard, Step, with_kinds};
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
    let legal_basis: Vec<String> = card
        .legal_basis
        .iter()
        .map(|number| with_kinds(number))
        .collect();
    view! {
        <Part title=|t| t.procedure.steps empty=card.steps.is_empty()>
            <Steps steps=card.steps/>
        </Part>
        <Part title=|t| t.procedure.results open=true empty=results.is_empty()>
            <Lines lines=results/>
        </Part>
        <Part title=|t| t.procedure.requirements empty=requirements.is_empty()>
            <Lines lines=requirements/>
        </Part>
        <Part title=|t| t.procedure.subjects empty=card.subjects.is_empty()>
            <Lines lines=card.subjects/>
        </Part>
        <Part title=|t| t.procedure.legal_basis empty=legal_basis.is_empty()>
            <Lines lines=legal_basis/>
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
    /// Nothing is known of it: said on the screen, left out in print.
    empty: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="part" class:no-print=empty open=open>
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
    view! { <ol class="steps" lang="vi">{steps.into_iter().map(step).collect_view()}</ol> }
        .into_any()
}

fn lines(text: &str) -> Vec<String> {
    domain::text::clean_lines(text)
        .lines()
        .map(str::to_owned)
        .collect()
}
