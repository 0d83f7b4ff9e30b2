//! The facts of a reception.

use super::service_facts::ServiceFacts;
use crate::components::Fact;
use crate::pages::procedure_address;
use crate::texts::{say, use_texts};
use domain::dossier::{Certified, Dossier, FeeRecord, Paper};
use leptos::prelude::*;

/// Digits of an identity number that stay readable.
const IDENTITY_TAIL: usize = 4;

/// Who, what, which papers, what fee.
#[component]
pub(super) fn Facts(
    /// The dossier: its reception with the corrections.
    whole: Dossier,
) -> impl IntoView {
    let received = whole.received.clone();
    let certified = received.copied();
    // An act of civil status has a card of its own.
    let is_civil = received.civil().is_some();
    let service = received.service.filter(|_| !is_civil);
    let applicant = received.applicant;
    let procedure = received.procedure;
    view! {
        <section class="card" aria-labelledby="facts">
            <h2 id="facts">{say(|t| t.dossier.facts)}</h2>
            <dl class="facts">
                <Fact term=say(|t| t.dossier.procedure)>
                    <a href=procedure_address(&procedure.code)>{procedure.name}</a>
                </Fact>
                <Fact term=say(|t| t.dossier.identity)><Identity number=applicant.identity/></Fact>
                <Fact term=say(|t| t.dossier.born)>
                    <Given text=applicant.born.map(|day| day.to_string()).unwrap_or_default()/>
                </Fact>
                <Fact term=say(|t| t.dossier.phone)><Phone number=applicant.phone/></Fact>
                <Fact term=say(|t| t.dossier.address)><Given text=applicant.address/></Fact>
                <Fact term=say(|t| t.dossier.papers)><Papers papers=received.papers/></Fact>
                {match service {
                    Some(service) => view! { <ServiceFacts service dossier=whole/> }.into_any(),
                    None => view! { <CertifiedFact certified/> }.into_any(),
                }}
                <Fact term=say(|t| t.dossier.fee)><Fee fee=received.fee/></Fact>
                <Fact term=say(|t| t.dossier.note)><Given text=received.note/></Fact>
            </dl>
        </section>
    }
}

/// A text, or the words for an empty one.
#[component]
fn Given(text: String) -> impl IntoView {
    if text.is_empty() {
        view! { <span class="unknown">{say(|t| t.dossier.not_given)}</span> }.into_any()
    } else {
        view! { <span class="pre-line">{text}</span> }.into_any()
    }
}

/// Hidden but for its end until asked for: others look at the screen too.
#[component]
fn Identity(number: String) -> impl IntoView {
    if number.is_empty() {
        return view! { <Given text=number/> }.into_any();
    }
    let texts = use_texts();
    let shown = RwSignal::new(false);
    let hidden = masked(&number);
    let label = move || {
        let words = &texts.get().dossier;
        if shown.get() {
            words.identity_hide
        } else {
            words.identity_show
        }
    };
    view! {
        <span class="code">{move || if shown.get() { number.clone() } else { hidden.clone() }}</span>
        " "
        <button type="button" class="button button--quiet" on:click=move |_| shown.update(|shown| *shown = !*shown)>
            {label}
        </button>
    }
    .into_any()
}

fn masked(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(IDENTITY_TAIL);
    number
        .chars()
        .enumerate()
        .map(|(at, digit)| if at < hidden { '•' } else { digit })
        .collect()
}

#[component]
fn Phone(number: String) -> impl IntoView {
    if number.is_empty() {
        return view! { <Given text=number/> }.into_any();
    }
    let dial: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    view! { <a class="tap" href=format!("tel:{dial}")>{number}</a> }.into_any()
}

#[component]
fn Papers(papers: Vec<Paper>) -> impl IntoView {
    if papers.is_empty() {
        return view! { <Given text=String::new()/> }.into_any();
    }
    let texts = use_texts();
    let paper = move |paper: Paper| {
        let (originals, copies) = (paper.originals, paper.copies);
        let counts = move || {
            let words = &texts.get().procedure;
            let originals = (originals > 0).then(|| (words.originals)(originals));
            let copies = (copies > 0).then(|| (words.copies)(copies));
            originals
                .into_iter()
                .chain(copies)
                .collect::<Vec<_>>()
                .join(" · ")
        };
        view! { <li>{paper.name} " " <span class="hint">{counts}</span></li> }
    };
    view! { <ul class="plain">{papers.into_iter().map(paper).collect_view()}</ul> }.into_any()
}

/// Same originals are told once.
#[component]
fn CertifiedFact(certified: Vec<Certified>) -> impl IntoView {
    if certified.is_empty() {
        return ().into_any();
    }
    let texts = use_texts();
    let line = move |(originals, line): (usize, Certified)| {
        view! { <li>{move || (texts.get().dossier.certified_line)(originals, line.pages, line.copies)}</li> }
    };
    view! {
        <Fact term=say(|t| t.dossier.certified)>
            <ul class="plain">{grouped(&certified).into_iter().map(line).collect_view()}</ul>
        </Fact>
    }
    .into_any()
}

fn grouped(certified: &[Certified]) -> Vec<(usize, Certified)> {
    certified
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((same.len(), *same.first()?)))
        .collect()
}

#[component]
fn Fee(fee: Option<FeeRecord>) -> impl IntoView {
    let texts = use_texts();
    let Some(fee) = fee else {
        return view! { <span class="unknown">{say(|t| t.common.unknown)}</span> }.into_any();
    };
    let amount = fee.amount_dong;
    view! {
        <strong>{move || (texts.get().common.dong)(amount)}</strong>
        <ul class="plain hint">
            {fee.trace.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{grouped, masked};
    use domain::dossier::Certified;

    #[test]
    fn an_identity_number_shows_its_end() {
        assert_eq!(masked("002187001234"), "••••••••1234");
        assert_eq!(masked("12"), "12");
    }

    #[test]
    fn same_originals_are_told_once() {
        let five = Certified {
            pages: 5,
            copies: 2,
        };
        let one = Certified {
            pages: 1,
            copies: 1,
        };
        assert_eq!(grouped(&[five, five, five, one]), [(3, five), (1, one)]);
    }
}
