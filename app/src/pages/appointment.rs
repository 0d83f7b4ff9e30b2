//! Choosing when the result is promised for: by a published limit, or by a day.

use super::typed;
use crate::components::TextField;
use crate::counter::Counter;
use crate::lookup::Lookup;
use crate::texts::{LifecycleTexts, say, use_texts};
use domain::catalogue::ProcedureCode;
use domain::deadline::{Limit, Question};
use domain::dossier::Appointment;
use domain::instant::Instant;
use leptos::prelude::*;

/// The choice of a day, among limits as texts (`3wd`).
pub(super) const BY_DAY: &str = "day";

/// What was chosen and typed; the body of a draft keeps both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chooser {
    /// A limit as text, [`BY_DAY`], or nothing.
    pub(super) choice: Signal<String>,
    /// Writes the choice.
    pub(super) choose: Callback<String>,
    /// The day as typed.
    pub(super) day: Signal<String>,
    /// Writes the day.
    pub(super) type_day: Callback<String>,
}

/// What follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Nothing was chosen.
    Nothing,
    /// This.
    At(Appointment),
    /// It cannot be.
    Wrong(Wrong),
}

/// Why there is no appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// What was typed is no day.
    Unreadable,
    /// The office is closed that day.
    Closed,
    /// The day has passed.
    Past,
    /// The limit is no longer than the present one.
    NotLonger,
    /// The device's calendar does not reach there.
    NoCalendar,
}

impl Wrong {
    /// What to do about it.
    pub(super) fn in_words(self, texts: &LifecycleTexts) -> &'static str {
        match self {
            Self::Unreadable => texts.day_unreadable,
            Self::Closed => texts.day_closed,
            Self::Past => texts.day_past,
            Self::NotLonger => texts.limit_not_longer,
            Self::NoCalendar => texts.calendar_missing,
        }
    }
}

impl Chosen {
    /// The appointment, if there is one.
    pub(super) fn appointment(self) -> Option<Appointment> {
        match self {
            Self::At(appointment) => Some(appointment),
            Self::Nothing | Self::Wrong(_) => None,
        }
    }

    /// What is wrong with the choice.
    pub(super) fn wrong(&self) -> Option<Wrong> {
        match self {
            Self::Wrong(wrong) => Some(*wrong),
            Self::Nothing | Self::At(_) => None,
        }
    }
}

/// Reads a choice made at `now` for a dossier that is accepted then.
pub(super) fn read(lookup: &Lookup, unit: &str, now: Instant, choice: &str, day: &str) -> Chosen {
    if choice.is_empty() {
        return Chosen::Nothing;
    }
    let Ok(limit) = choice.parse() else {
        return of_day(lookup, unit, now, day);
    };
    let question = Question {
        received: now,
        limit,
        longer: None,
        pauses: vec![],
    };
    match Appointment::reckon(lookup.calendar(), unit, &question) {
        Ok(Some(appointment)) => Chosen::At(appointment),
        Ok(None) | Err(_) => Chosen::Wrong(Wrong::NoCalendar),
    }
}

fn of_day(lookup: &Lookup, unit: &str, now: Instant, typed: &str) -> Chosen {
    let Some(day) = typed::day(typed) else {
        return Chosen::Wrong(Wrong::Unreadable);
    };
    match Appointment::chosen(lookup.calendar(), unit, day) {
        Ok(Some(appointment)) if appointment.at < now => Chosen::Wrong(Wrong::Past),
        Ok(Some(appointment)) => Chosen::At(appointment),
        Ok(None) => Chosen::Wrong(Wrong::Closed),
        Err(_) => Chosen::Wrong(Wrong::NoCalendar),
    }
}

/// The last minute at which what is due the same day had to be taken, when `now` is
/// past it, or nobody works.
pub(super) fn missed_cutoff(lookup: &Lookup, unit: &str, now: Instant) -> Option<String> {
    let same_day = read(lookup, unit, now, &Limit::SameDay.to_string(), "").appointment()?;
    let cutoff = lookup
        .calendar()
        .policy(now.day()?, unit)
        .ok()?
        .same_day_cutoff;
    (same_day.at.day() != now.day()).then(|| cutoff.to_string())
}

/// The published limits of a procedure that can be counted, the usual one first.
pub(super) fn limits_of(lookup: &Lookup, code: &ProcedureCode) -> Vec<Limit> {
    let choices = lookup.card(code).map(|card| card.choices());
    let choices = choices.into_iter().flatten();
    choices.map(|(limit, _)| limit).collect()
}

/// The unit whose calendar counts.
pub(super) fn unit(counter: Counter) -> String {
    use crate::counter::Session;
    counter.session.with(|session| match session {
        Session::SignedIn { unit, .. } => unit.clone(),
        Session::Unknown | Session::SignedOut => String::new(),
    })
}

/// Published limits and a day of one's own, with what follows from the choice.
#[component]
pub(super) fn AppointmentField(
    /// What was chosen.
    chooser: Chooser,
    /// What can be chosen beside a day.
    limits: Vec<Limit>,
    /// None is a choice too.
    #[prop(optional)]
    may_lack: bool,
    /// What follows.
    chosen: Signal<Chosen>,
    /// Faults are told.
    due: Signal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let option = move |value: String, words: Signal<String>| {
        let this = value.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="appointment"
                    prop:checked=move || chooser.choice.with(|choice| *choice == this)
                    on:change=move |_| chooser.choose.run(value.clone())
                />
                <span class="choice__words">{words}</span>
            </label>
        }
    };
    let by_limit = move |limit: Limit| {
        let words = Signal::derive(move || (texts.get().lifecycle.by_limit)(limit));
        option(limit.to_string(), words)
    };
    let fault = Signal::derive(move || {
        let wrong = chosen.with(Chosen::wrong)?;
        due.get()
            .then(|| wrong.in_words(&texts.get().lifecycle).to_owned())
    });
    let by_day = move || chooser.choice.with(|choice| choice == BY_DAY);
    let told = move || match chosen.get() {
        Chosen::At(appointment) => Some(view! { <Told appointment/> }.into_any()),
        Chosen::Wrong(Wrong::NoCalendar) => {
            Some(view! { <p class="notice notice--warn">{fault}</p> }.into_any())
        }
        Chosen::Nothing | Chosen::Wrong(_) => None,
    };
    view! {
        <fieldset class="appointment">
            <legend>{say(|t| t.lifecycle.appointment)}</legend>
            {limits.into_iter().map(by_limit).collect_view()}
            {option(BY_DAY.into(), Signal::derive(move || texts.get().lifecycle.by_day.to_owned()))}
            {may_lack.then(|| option(String::new(), Signal::derive(move || texts.get().lifecycle.no_appointment.to_owned())))}
            <Show when=by_day>
                <TextField
                    id="appointment-day"
                    label=say(|t| t.lifecycle.day)
                    hint=say(|t| t.form.born_hint)
                    value=chooser.day
                    on_input=chooser.type_day
                    error=fault
                    inputmode="numeric"
                    required=true
                />
            </Show>
            <div aria-live="polite">{told}</div>
        </fieldset>
    }
}

/// An appointment with how it was found.
#[component]
pub(super) fn Told(
    /// Which.
    appointment: Appointment,
) -> impl IntoView {
    let texts = use_texts();
    let when = appointment.at.in_words();
    view! {
        <p class="appointment__when">
            {move || (texts.get().lifecycle.appointed)(&when)}
        </p>
        {appointment.uncertain.then(|| view! { <p class="field__warning">{say(|t| t.lifecycle.appointment_uncertain)}</p> })}
        <details class="more">
            <summary>{say(|t| t.lifecycle.appointment_why)}</summary>
            <p lang="vi">{appointment.trace}</p>
        </details>
    }
}
