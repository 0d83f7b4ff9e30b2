//! What the dossier was promised for, who has it, its axes, its official code.

use super::Open;
use super::axes::Axes;
use super::timeline::officer_name;
use crate::components::{DueBadge, Fact, OfflineNote};
use crate::counter::Counter;
use crate::pages::appointment::Told;
use crate::texts::{say, use_texts};
use domain::dossier::Channel;
use leptos::prelude::*;

/// The facts under the dossier's head.
#[component]
pub(super) fn Standing(
    /// The dossier.
    open: Open,
) -> impl IntoView {
    let texts = use_texts();
    let Open {
        dossier,
        waiting,
        attention,
        set_aside: _,
    } = open;
    let (waiting, attention) = (waiting.len(), attention.len());
    let whole = dossier.clone();
    let Counter { now, lookup, .. } = Counter::expect();
    let procedure = dossier.received.procedure.code.clone();
    let offline = move || {
        let card = lookup.with(|lookup| lookup.as_ref()?.card(&procedure).cloned());
        card.and_then(|card| card.offline)
    };
    let works = dossier.stage.is_worked_on();
    let due = dossier
        .appointment
        .as_ref()
        .map(|it| it.at)
        .filter(|_| works);
    let handler = dossier.handler.map(|officer| {
        officer_name(officer)
            .unwrap_or_else(|| texts.get_untracked().dossier.unknown_officer.into())
    });
    let code = dossier.official_code;
    let channel = Some(dossier.received.channel).filter(|channel| *channel != Channel::Direct);
    view! {
        <dl class="facts standing">
            {dossier.appointment.map(|appointment| view! {
                <Fact term=say(|t| t.lifecycle.appointment)>
                    {due.map(|due| view! { <DueBadge due now=now.get()/> })}
                    <Told appointment/>
                </Fact>
            })}
            {channel.map(|channel| view! {
                <Fact term=say(|t| t.lifecycle.channel)>
                    {move || (texts.get().lifecycle.channel_name)(channel)}
                </Fact>
            })}
            {handler.map(|name| view! { <Fact term=say(|t| t.lifecycle.handler)>{name}</Fact> })}
            <Axes dossier=whole waiting attention/>
            <Fact term=say(|t| t.law.offline)>
                {move || view! { <OfflineNote offline=offline()/> }}
            </Fact>
            {(!code.is_empty()).then(|| view! {
                <Fact term=say(|t| t.lifecycle.official_code)><span class="code">{code}</span></Fact>
            })}
        </dl>
    }
}
