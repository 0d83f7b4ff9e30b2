//! Time limit, fee, where and how: what everyone asks first.

use crate::components::OfflineNote;
use crate::counter::Counter;
use crate::pages::appointment;
use crate::texts::{say, use_texts};
use domain::catalogue::{Channel, LimitText, ProcedureCard, with_kinds};
use domain::fee::{Exemption, FeeFormula, FeeTable, InForce};
use domain::instant::Day;
use leptos::prelude::*;

/// The figures of a procedure. What is not known is said to be unknown.
#[component]
pub(super) fn Essentials(
    /// The card.
    card: ProcedureCard,
) -> impl IntoView {
    let texts = use_texts();
    let online = card.online_level.map(|level| {
        view! {
            <p>{say(|t| t.procedure.online_level)} ": " {move || (texts.get().procedure.online)(level)}</p>
        }
    });
    let counter = Counter::expect();
    let table = card.fees;
    // Where nobody has signed in, what holds for all.
    let fee = Memo::new(move |_| {
        let unit = appointment::unit(counter);
        let day = counter.today();
        let found = table.as_ref().zip(day);
        let found = found.map(|(table, day): (&FeeTable, Day)| table.in_force(&unit, day));
        found.unwrap_or_default()
    });
    let no_limits = card.limits.is_empty();
    let published = card.fee;
    let no_fee = {
        let unpublished = published.is_none();
        move || unpublished && fee.with(|fee| fee.rule.is_none())
    };
    let nowhere = card.agencies.is_empty() && card.channels.is_empty();
    view! {
        <section class="card essentials">
            <div class="essentials__part" class:no-print=no_limits>
                <h2>{say(|t| t.procedure.limits)}</h2>
                <Limits limits=card.limits/>
            </div>
            <div class="essentials__part" class:no-print=no_fee>
                <h2>{say(|t| t.procedure.fee)}</h2>
                {move || view! { <Fee published=published.clone() fee=fee.get()/> }}
            </div>
            <div class="essentials__part" class:no-print=nowhere>
                <h2>{say(|t| t.procedure.where_to)}</h2>
                <Lines lines=card.agencies/>
                <Channels channels=card.channels/>
                {online}
            </div>
            <div class="essentials__part">
                <h2>{say(|t| t.law.offline)}</h2>
                <OfflineNote offline=card.offline/>
            </div>
        </section>
    }
}

#[component]
fn Limits(limits: Vec<LimitText>) -> impl IntoView {
    if limits.is_empty() {
        return view! { <p class="unknown">{say(|t| t.common.unknown)}</p> }.into_any();
    }
    let mut told: Vec<LimitText> = Vec::with_capacity(limits.len());
    for limit in limits {
        // Cases that differ in nothing but their code are told once.
        if !told.contains(&limit) {
            told.push(limit);
        }
    }
    let limit = |limit: LimitText| {
        view! {
            <li>
                {(!limit.of.is_empty()).then(|| view! { <span class="hint">{limit.of}</span> })}
                <span class="essentials__figure">{limit.text}</span>
            </li>
        }
    };
    view! { <ul class="plain">{told.into_iter().map(limit).collect_view()}</ul> }.into_any()
}

#[component]
fn Fee(#[prop(optional_no_strip)] published: Option<String>, fee: InForce) -> impl IntoView {
    let texts = use_texts();
    let known = published.is_some() || fee.rule.is_some();
    let words = published.is_some();
    let published = published.map(|text| {
        let lines = text
            .lines()
            .map(|line| view! { <p class="essentials__figure">{line.to_owned()}</p> });
        lines.collect_view()
    });
    let exempt: Vec<String> = fee.exemptions.iter().map(Exemption::in_words).collect();
    let rule = fee.rule.map(|rule| {
        let (formula, source) = (rule.formula.in_words(), with_kinds(rule.document()));
        // That nothing is charged the published words have said.
        let told = words && rule.formula == FeeFormula::Free;
        view! {
            {(!told).then(|| view! { <p class="hint">{say(|t| t.procedure.fee_rule)} ": " {formula}</p> })}
            {exempt.into_iter().map(|who| view! { <p class="hint" lang="vi">{who}</p> }).collect_view()}
            <p class="hint">{move || (texts.get().form.fee_source)(&source)}</p>
        }
    });
    view! {
        {(!known).then(|| view! { <p class="unknown">{say(|t| t.common.unknown)}</p> })}
        {published}
        {rule}
    }
}

#[component]
fn Channels(channels: Vec<Channel>) -> impl IntoView {
    let channel = |channel: Channel| {
        let limit = channel.limit.in_words().unwrap_or_default();
        view! {
            <li>
                <span>{channel.channel.in_words().to_owned()}</span>
                {(!limit.is_empty()).then(|| view! { <span class="hint">{limit}</span> })}
            </li>
        }
    };
    if channels.is_empty() {
        return ().into_any();
    }
    view! { <ul class="plain channels">{channels.into_iter().map(channel).collect_view()}</ul> }
        .into_any()
}

/// One line for each; "chưa có dữ liệu" for none.
#[component]
pub(super) fn Lines(
    /// The lines.
    lines: Vec<String>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="unknown">{say(|t| t.common.unknown)}</p> }.into_any();
    }
    view! {
        <ul class="plain" lang="vi">
            {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}
