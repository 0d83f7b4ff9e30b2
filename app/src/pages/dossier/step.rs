//! The other steps of the lifecycle: one form, with the fields that the step wants.

use super::actions::Acting;
use crate::counter::{Counter, Session, Step};
use crate::pages::appointment::{self as appointments, Chosen};
use crate::texts::{say, use_texts};
use domain::dossier::{Dossier, Move, Moved, Payment, Refusal, Stage};
use domain::id::OfficerId;
use domain::text::clean_lines;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

mod appointment;
mod fields;
mod typed;
mod warning;

use appointment::{Asked, When, way};
use fields::{Amount, Code, Items, Reason, To};
use typed::Typed;
use warning::Warning;

/// Every step with nothing filled in, the usual ones first.
fn blanks(me: OfficerId) -> [Move; 17] {
    [
        Move::Accepted,
        Move::Supplemented,
        Move::Asked(vec![]),
        Move::TakenOver,
        Move::HandedOver(me),
        Move::SentBack,
        Move::PaymentAsked(0),
        Move::Paid(0),
        Move::Waived,
        Move::Lengthened,
        Move::Extended,
        Move::Declined,
        Move::Withdrawn,
        Move::Stopped,
        Move::Reopened,
        Move::Coded(String::new()),
        Move::Uncoded,
    ]
}

/// Whether work has ended and no money can be expected: the step would only be in the way.
fn is_settled(dossier: &Dossier) -> bool {
    let ended = matches!(
        dossier.stage,
        Stage::Declined | Stage::Withdrawn | Stage::Stopped | Stage::Returned
    );
    ended && matches!(dossier.payment(), Payment::Free | Payment::Paid(_))
}

/// The steps that a dossier can take next, one of them chosen.
#[component]
pub(super) fn Steps(
    /// The step that is taken.
    acting: Acting,
    /// The dossier as it stands.
    dossier: Dossier,
) -> impl IntoView {
    let texts = use_texts();
    let me = Counter::expect()
        .session
        .with_untracked(|session| match session {
            Session::SignedIn { officer, .. } => Some(officer.id),
            Session::Unknown | Session::SignedOut => None,
        });
    let leads = |what: &Move| {
        let idle = (*what == Move::Uncoded && dossier.official_code.is_empty())
            || (*what == Move::Waived && !matches!(dossier.payment(), Payment::Owed(_)))
            || (matches!(what, Move::Paid(_)) && is_settled(&dossier));
        !idle && what.leads(dossier.stage, dossier.left).is_some()
    };
    let possible: Vec<Move> = me
        .into_iter()
        .flat_map(blanks)
        .filter(|what| leads(what))
        .collect();
    // Where work waits for one of them, it is at hand.
    let open = !matches!(
        possible.first(),
        None | Some(Move::Asked(_) | Move::Paid(_) | Move::Reopened | Move::Coded(_))
    );
    let typed = Typed::new(&dossier);
    let at = RwSignal::new(0_usize);
    let names: Vec<Move> = possible.clone();
    let possible = StoredValue::new(possible);
    let dossier = StoredValue::new(dossier);
    let option = move |(place, what): (usize, Move)| {
        view! {
            <option value=place.to_string()>{move || (texts.get().lifecycle.step)(&what)}</option>
        }
    };
    let form = move || {
        let blank = possible.with_value(|possible| possible.get(at.get()).cloned())?;
        Some(view! { <StepForm acting typed blank dossier/> })
    };
    view! {
        <details class="more" open=open id="steps">
            <summary>{say(|t| t.lifecycle.other_steps)}</summary>
            <div class="field">
                <label for="step">{say(|t| t.lifecycle.choose_step)}</label>
                <select
                    id="step"
                    on:change=move |event| {
                        at.set(event_target_value(&event).parse().unwrap_or_default());
                    }
                >
                    {names.into_iter().enumerate().map(option).collect_view()}
                </select>
            </div>
            {form}
        </details>
    }
}

/// The fields of one step.
#[component]
fn StepForm(
    acting: Acting,
    typed: Typed,
    blank: Move,
    dossier: StoredValue<Dossier>,
) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let tried = RwSignal::new(false);
    let way = dossier.with_value(|dossier| way(&blank, dossier));
    let hint_of = blank.clone();
    let hint = move || (texts.get().lifecycle.step_hint)(&hint_of);
    let wants_reason = blank.wants_reason();
    let kind = blank.clone();
    let blank = StoredValue::new(blank);
    let chosen = Memo::new(move |_| {
        let unit = appointments::unit(counter);
        let now = counter.now.get();
        let (choice, day) = (typed.limit.get(), typed.day.get());
        let reason = typed.reason.get();
        counter.lookup.with(|lookup| {
            let Some(lookup) = lookup.as_deref() else {
                return Chosen::Nothing;
            };
            let asked = Asked {
                lookup,
                unit: &unit,
                now,
                choice: &choice,
                day: &day,
                reason: &reason,
            };
            dossier.with_value(|dossier| blank.with_value(|what| asked.answer(way, what, dossier)))
        })
    });
    let moved = move || Moved {
        reason: clean_lines(&typed.reason.get()),
        appointment: chosen.get().appointment(),
        list: None,
        what: blank.with_value(|blank| typed.fill(blank)),
    };
    let fault = Memo::new(move |_| {
        let texts = texts.get();
        if let Some(wrong) = chosen.with(Chosen::wrong) {
            return Some(wrong.in_words(&texts.lifecycle).to_owned());
        }
        let refusal: Refusal = moved().check().err()?;
        Some((texts.problems.refusal)(&refusal))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if fault.with_untracked(Option::is_none) {
            acting.take(Step::Move(Box::new(untrack(moved))));
        }
    };
    let told = move || fault.get().filter(|_| tried.get());
    let label = kind.clone();
    view! {
        <form class="step" novalidate on:submit=submit>
            <p class="hint">{hint}</p>
            <Warning what=kind.clone() dossier/>
            {matches!(kind, Move::Asked(_)).then(|| view! { <Items typed/> })}
            {matches!(kind, Move::HandedOver(_)).then(|| view! { <To typed/> })}
            {matches!(kind, Move::PaymentAsked(_) | Move::Paid(_)).then(|| view! { <Amount typed/> })}
            {matches!(kind, Move::Coded(_)).then(|| view! { <Code typed/> })}
            {wants_reason.then(|| view! { <Reason typed/> })}
            <When way typed chosen dossier tried/>
            <div role="alert">
                {move || told().map(|text| view! { <p class="notice notice--bad">{text}</p> })}
            </div>
            <button type="submit" class="button" disabled=acting.busy>
                {move || (texts.get().lifecycle.step)(&label)}
            </button>
        </form>
    }
}
