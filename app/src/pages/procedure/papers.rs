//! The papers to bring.

use crate::components::{Icon, Shape};
use crate::texts::{say, use_texts};
use domain::catalogue::{Component, Paper, ProcedureCard, with_kinds};
use leptos::prelude::*;

/// The checklist that a citizen takes home, and the portal's own list beneath.
#[component]
pub(super) fn Papers(
    /// The card.
    card: ProcedureCard,
) -> impl IntoView {
    let texts = use_texts();
    let source = with_kinds(&card.papers_source);
    let none = card.papers.is_empty();
    let (in_cases, always): (Vec<Paper>, Vec<Paper>) =
        card.papers.into_iter().partition(Paper::is_conditional);
    let any_case = !in_cases.is_empty();
    view! {
        <section class="card" aria-labelledby="papers">
            <h2 id="papers">
                {say(|t| t.procedure.papers)} " "
                {card.papers_need_check.then(|| view! { <span class="badge badge--check no-print">{say(|t| t.procedure.papers_check)}</span> })}
            </h2>
            {card
                .papers_need_check
                .then(|| {
                    view! {
                        <p class="hint no-print">{say(|t| t.procedure.papers_check_hint)}</p>
                        <p class="print-only">{say(|t| t.procedure.papers_check_print)}</p>
                    }
                })}
            {none.then(|| view! { <p class="unknown">{say(|t| t.common.unknown)}</p> })}
            <Checklist papers=always/>
            {any_case.then(|| view! { <h3 class="checklist__cases">{say(|t| t.procedure.papers_in_cases)}</h3> })}
            <Checklist papers=in_cases/>
            {(!source.is_empty())
                .then(|| view! { <p class="hint no-print">{move || (texts.get().procedure.papers_source)(&source)}</p> })}
            <PortalPapers components=card.component_groups.into_iter().map(|group| (group.name, group.components)).collect()/>
        </section>
    }
}

#[component]
fn Checklist(papers: Vec<Paper>) -> impl IntoView {
    if papers.is_empty() {
        return ().into_any();
    }
    view! {
        <ol class="checklist">
            {papers.into_iter().map(|paper| view! { <PaperItem paper/> }).collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn PaperItem(paper: Paper) -> impl IntoView {
    let texts = use_texts();
    let (originals, copies) = (paper.originals, paper.copies);
    let counts = move || {
        let words = &texts.get().procedure;
        let mut parts = Vec::new();
        if originals > 0 {
            parts.push((words.originals)(originals));
        }
        if copies > 0 {
            parts.push((words.copies)(copies));
        }
        if paper.shown_only {
            parts.push(words.shown_only.to_owned());
        }
        parts.join(" · ")
    };
    let when = paper.when;
    let case = (!when.is_empty()).then(|| {
        view! { <span class="hint">{move || (texts.get().procedure.paper_case)(&when)}</span> }
    });
    view! {
        <li class="checklist__item">
            <span class="checklist__box" aria-hidden="true"><Icon shape=Shape::Tick/></span>
            <span class="checklist__words">
                <span lang="vi">{paper.name}</span>
                {case}
                <span class="checklist__counts">{counts}</span>
            </span>
        </li>
    }
}

/// The published list, remarks included, for whoever wants the letter of it.
#[component]
fn PortalPapers(components: Vec<(String, Vec<Component>)>) -> impl IntoView {
    if components.is_empty() {
        return ().into_any();
    }
    let group = |(name, components): (String, Vec<Component>)| {
        view! {
            {(!name.is_empty()).then(|| view! { <h3>{name}</h3> })}
            <ul>
                {components.into_iter().map(|part| view! { <li>{part.name}</li> }).collect_view()}
            </ul>
        }
    };
    view! {
        <details class="more no-print">
            <summary>{say(|t| t.procedure.papers_notes)}</summary>
            {components.into_iter().map(group).collect_view()}
        </details>
    }
    .into_any()
}
