//! What the law says of the act, and what the officer should look at.

use super::read::civil;
use crate::pages::new_dossier::form::Form;
use crate::texts::{Texts, use_texts};
use domain::civil::{Act, Civil, CivilRule, Registration};
use domain::instant::Day;
use leptos::prelude::*;

/// The figures in force, where they stand, and that this is not the register.
#[component]
pub(super) fn RuleNote(rule: CivilRule) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let words = &texts.get().civil;
        let ages = rule.man_years.zip(rule.woman_years);
        let ages = ages.map(|(man, woman)| (words.ages)(man, woman));
        let within = rule.within_days.map(words.within);
        let check = rule
            .needs_check()
            .then(|| (words.needs_check)(&rule.source));
        let parts = [Some(words.not_register.to_owned()), ages, within, check];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    view! { <p class="hint civil__note">{told}</p> }
}

/// Doubts that stop nothing: late, or an age that the birth date does not tell.
#[component]
pub(super) fn Notes(form: Form, rule: CivilRule) -> impl IntoView {
    let texts = use_texts();
    let notes = Memo::new(move |_| {
        let today = super::today()?;
        let act = form.values.with(|values| civil(values, &rule, today));
        Some(doubts(texts.get(), &act, &rule, today))
    });
    let each = |text| view! { <p class="notice notice--warn">{text}</p> };
    view! {
        <div aria-live="polite" id="civil-notes">
            {move || notes.get().unwrap_or_default().into_iter().map(each).collect_view()}
        </div>
    }
}

fn doubts(texts: &Texts, civil: &Civil, rule: &CivilRule, today: Day) -> Vec<String> {
    let words = &texts.civil;
    let event = match &civil.act {
        Act::Marriage(marriage) => {
            let people = [
                (&marriage.man, rule.man_years),
                (&marriage.woman, rule.woman_years),
            ];
            let unclear = people.into_iter().filter_map(|(person, years)| {
                person.born?;
                years.filter(|years| person.has_reached(*years, today).is_none())
            });
            return unclear.map(words.age_unknown).collect();
        }
        Act::Extract(_) => return vec![],
        Act::Death(death) => death.died,
        Act::Birth(birth) => birth.child.born,
    };
    let Some(event) = event.filter(|_| rule.within_days.is_some()) else {
        return vec![];
    };
    match rule.registration(event, today) {
        Some(Registration::Late) => vec![words.late.to_owned()],
        Some(Registration::OnTime | Registration::Again) => vec![],
        None => vec![words.late_unknown.to_owned()],
    }
}
