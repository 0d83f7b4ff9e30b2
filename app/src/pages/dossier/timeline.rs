//! What happened, by whom, when, on which device.

use super::Open;
use crate::components::{Icon, Shape};
use crate::counter::Counter;
use crate::pages::new_dossier::changes;
use crate::texts::{Texts, say, use_texts};
use domain::civil::Civil;
use domain::dossier::{Change, Field, Happening, Move, Moved, TimelineEntry};
use domain::id::{DeviceId, OfficerId};
use domain::instant::Day;
use domain::officer::Origin;
use domain::print::Printout;
use leptos::prelude::*;

/// Letters of a device's id that tell it from the commune's others.
const DEVICE_LETTERS: usize = 4;

/// The timeline, in the order of the unit's stream.
#[component]
pub(super) fn Timeline(
    /// The dossier.
    open: Open,
) -> impl IntoView {
    let Open {
        dossier,
        waiting,
        attention,
        set_aside: _,
    } = open;
    let timeline = dossier.timeline.clone().into_iter();
    let entries = timeline.map(|entry| {
        let event = entry.origin.event;
        let is_redraft = matches!(entry.what, Happening::Redrafted(_));
        let after = dossier.act_after(event).filter(|_| is_redraft).cloned();
        let waits = waiting.contains(&event) && !attention.contains(&event);
        view! { <Entry entry after waits attention=attention.contains(&event)/> }
    });
    view! {
        <section class="card" aria-labelledby="timeline">
            <h2 id="timeline">{say(|t| t.dossier.timeline)}</h2>
            <ol class="timeline">{entries.collect_view()}</ol>
        </section>
    }
}

#[component]
fn Entry(
    entry: TimelineEntry,
    /// What the act says since, where it put one right.
    after: Option<Civil>,
    waits: bool,
    attention: bool,
) -> impl IntoView {
    let texts = use_texts();
    let TimelineEntry { origin, what } = entry;
    view! {
        <li class="timeline__entry">
            <p class="timeline__what">
                {move || what_in_words(texts.get(), &what, after.as_ref())}
                {waits
                    .then(|| view! { <span class="badge badge--waiting"><Icon shape=Shape::Clock/>{say(|t| t.dossier.waits)}</span> })}
                {attention
                    .then(|| view! { <a class="badge badge--attention" href="/dong-bo">{say(|t| t.dossier.needs_attention)}</a> })}
            </p>
            <p class="hint"><Author origin/></p>
        </li>
    }
}

/// When, who, on which device.
#[component]
pub(super) fn Author(
    /// Of what.
    origin: Origin,
) -> impl IntoView {
    let texts = use_texts();
    let host = Counter::expect().host();
    let officer = host
        .as_ref()
        .and_then(|host| host.officer_name(origin.officer));
    let here = host.and_then(|host| host.this_device()) == Some(origin.device);
    let server = origin.officer == OfficerId::NOBODY;
    let who = move || {
        if server {
            return texts.get().dossier.the_server.to_owned();
        }
        officer
            .clone()
            .unwrap_or_else(|| texts.get().dossier.unknown_officer.to_owned())
    };
    let device = move || device_in_words(texts.get(), origin.device, here);
    let device = (!server).then(|| view! { " · " {device} });
    view! { <time>{origin.at().clock_and_day()}</time> " · " {who} {device} }
}

fn device_in_words(texts: &Texts, device: DeviceId, here: bool) -> String {
    if here {
        return texts.dossier.this_device.to_owned();
    }
    let id = device.to_string();
    let tail: String = id
        .chars()
        .skip(id.len().saturating_sub(DEVICE_LETTERS))
        .collect();
    (texts.dossier.other_device)(&tail)
}

fn what_in_words(texts: &Texts, what: &Happening, after: Option<&Civil>) -> String {
    let words = &texts.dossier;
    match what {
        Happening::Attached(hashes) => (words.attached)(hashes.len()),
        Happening::Received => words.received.to_owned(),
        Happening::Registered => words.registered.to_owned(),
        Happening::Moved(moved) => moved_in_words(texts, moved),
        Happening::Judged(judgement) => (texts.civil.judged)(judgement.same, &judgement.reason),
        Happening::Suspected(suspicion) => {
            (texts.civil.suspected)((texts.civil.likeness)(suspicion.by))
        }
        Happening::Drafted(step) => (texts.civil.done)(step),
        Happening::Redrafted(before) => {
            let changes = after.map(|after| changes(texts, before, after));
            (texts.civil.redrafted)(&changes.unwrap_or_default().join("; "))
        }
        Happening::Printed(Printout {
            form,
            copies,
            paper,
        }) => {
            let (open, paper) = ((texts.print.open)(*form), (texts.print.paper_name)(*paper));
            (texts.print.done)(open, *copies, paper)
        }
        Happening::NotPrinted(form) => (texts.print.not_done)((texts.print.open)(*form)),
        Happening::Resolved => words.resolved.to_owned(),
        Happening::Returned(method) => (words.returned)(*method),
        Happening::Corrected(changes) => {
            let change = |change: &Change| {
                let value = value_in_words(texts, change.field, &change.value);
                (words.corrected)(change.field, &value)
            };
            changes.iter().map(change).collect::<Vec<_>>().join(". ")
        }
        Happening::Settled(decision) => {
            let value = value_in_words(texts, decision.field, &decision.value);
            (words.settled)(decision.field, &value)
        }
    }
}

fn moved_in_words(texts: &Texts, moved: &Moved) -> String {
    let words = &texts.lifecycle;
    let officer = if let Move::HandedOver(officer) = &moved.what {
        officer_name(*officer)
    } else {
        None
    };
    let officer = officer.unwrap_or_else(|| texts.dossier.unknown_officer.to_owned());
    let mut told = (words.done)(&moved.what, &officer);
    if !moved.reason.is_empty() {
        told.push_str(". ");
        told.push_str(words.reason);
        told.push_str(": ");
        told.push_str(&moved.reason);
    }
    if let Some(appointment) = &moved.appointment {
        told.push_str(". ");
        told.push_str(&(words.appointed)(&appointment.at.in_words()));
    }
    told
}

/// An officer of the unit by name, when this device knows them.
pub(super) fn officer_name(officer: OfficerId) -> Option<String> {
    Counter::expect().host()?.officer_name(officer)
}

/// A detail as people read it.
pub(super) fn value_in_words(texts: &Texts, field: Field, value: &str) -> String {
    let day = (field == Field::Born)
        .then(|| Day::parse_iso(value))
        .flatten();
    match day {
        Some(day) => day.to_string(),
        None if value.is_empty() => texts.dossier.not_given.to_owned(),
        None => value.to_owned(),
    }
}
