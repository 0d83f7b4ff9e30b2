//! The fields of an act of civil status, in place of what a plain procedure asks.

mod alike;
mod fields;
mod notes;
mod read;
mod spec;
mod values;

pub(super) use read::{Wrongs, civil, wrongs};
pub(super) use values::CivilValues;

use super::form::Form;
use crate::counter::Counter;
use alike::AlikeNotice;
use domain::instant::Day;
use fields::{ApplicantIs, GroupFields};
use leptos::prelude::*;
use notes::{Notes, RuleNote};
use spec::{TAKEN, groups};

/// The act's fields; nothing for a procedure that is none.
#[component]
pub(super) fn CivilFields(form: Form) -> impl IntoView {
    let Some(rule) = form.basis.with_value(|basis| basis.civil.clone()) else {
        return ().into_any();
    };
    let act = rule.act;
    let group = |group| view! { <GroupFields form act group/> };
    view! {
        <RuleNote rule=rule.clone()/>
        <ApplicantIs form act/>
        {groups(act).iter().map(group).collect_view()}
        <Notes form rule=rule.clone()/>
        <AlikeNotice form rule/>
        <GroupFields form act group=&TAKEN/>
    }
    .into_any()
}

/// The day in Viet Nam, by the device's clock.
fn today() -> Option<Day> {
    Counter::expect().now.get().day()
}
