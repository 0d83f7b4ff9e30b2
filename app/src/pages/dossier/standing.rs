//! What the dossier was promised for, who has it, what was paid, its official code.

use super::timeline::officer_name;
use crate::components::{DueBadge, Fact, OfflineNote};
use crate::counter::Counter;
use crate::pages::appointment::Told;
use crate::texts::{say, use_texts};
use domain::dossier::{Channel, Dossier};
use leptos::prelude::*;

/// Nothing for what was finished in one sitting and has no more to tell.
#[component]
pub(super) fn Standing(
    /// The dossier.
    dossier: Dossier,
) -> impl IntoView {
    let texts = use_texts();
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
    let paid = (dossier.paid_dong > 0).then_some(dossier.paid_dong);
    let code = dossier.official_code;
    let channel = Some(dossier.received.channel).filter(|channel| *channel != Channel::Direct);
    let delivery = dossier.received.delivery;
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
            {delivery.map(|way| view! {
                <Fact term=say(|t| t.lifecycle.delivery)>
                    {move || (texts.get().common.return_method)(way)}
                </Fact>
            })}
            {handler.map(|name| view! { <Fact term=say(|t| t.lifecycle.handler)>{name}</Fact> })}
            {paid.map(|amount| view! {
                <Fact term=say(|t| t.lifecycle.paid)>
                    {move || (texts.get().common.dong)(amount)}
                </Fact>
            })}
            <Fact term=say(|t| t.law.offline)>
                {move || view! { <OfflineNote offline=offline()/> }}
            </Fact>
            {(!code.is_empty()).then(|| view! {
                <Fact term=say(|t| t.lifecycle.official_code)><span class="code">{code}</span></Fact>
            })}
        </dl>
    }
}
