//! The fields of an act of civil status, in place of what a plain procedure asks.

mod alike;
mod answers;
mod changes;
mod fields;
mod notes;
mod read;
mod spec;
mod values;
mod write;

pub(in crate::pages) use changes::changes;
pub(super) use read::{Wrongs, civil, wrongs};
pub(super) use values::CivilValues;

use super::form::Form;
use crate::counter::Counter;
use alike::AlikeNotice;
use domain::dossier::Dossier;
use domain::instant::Day;
use fields::{ApplicantIs, GroupFields};
use leptos::prelude::*;
use notes::{Notes, RuleNote};
use spec::{Group, HELPED, RETAKEN, TAKEN, groups};

/// The act's fields; nothing for a procedure that is none.
#[component]
pub(super) fn CivilFields(
    form: Form,
    /// The dossier whose act is put right, where it is no new one. Everybody has fields of
    /// their own then, for the applicant's details are corrected elsewhere.
    #[prop(optional)]
    standing: Option<RwSignal<Dossier>>,
) -> impl IntoView {
    let Some(rule) = form.basis.with_value(|basis| basis.civil.clone()) else {
        return ().into_any();
    };
    let act = rule.act;
    let group = |group| view! { <GroupFields form act group/> };
    let taken: &'static Group = if standing.is_some() { &RETAKEN } else { &TAKEN };
    view! {
        <RuleNote rule=rule.clone()/>
        {standing.is_none().then(|| view! { <ApplicantIs form act/> })}
        {groups(act).iter().map(group).collect_view()}
        <Notes form rule=rule.clone()/>
        <AlikeNotice form rule standing/>
        <GroupFields form act group=&HELPED/>
        <GroupFields form act group=taken/>
    }
    .into_any()
}

/// The day in Viet Nam, by the device's clock.
fn today() -> Option<Day> {
    Counter::expect().now.get().day()
}
