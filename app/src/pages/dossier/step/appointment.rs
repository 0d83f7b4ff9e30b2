//! The appointment that a step leads to.

use super::typed::Typed;
use crate::counter::Counter;
use crate::lookup::Lookup;
use crate::pages::appointment::{self, AppointmentField, Chooser, Chosen, Told, Wrong};
use domain::deadline::{DeadlineError, Limit};
use domain::dossier::{Appointment, Dossier, Move};
use domain::instant::Instant;
use leptos::prelude::*;

/// How a step comes to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It has none.
    None,
    /// By a published limit or a day; the step may go without.
    Open,
    /// By a published limit or a day.
    Must,
    /// By a day.
    Day,
    /// By the limit that gave the present one.
    Resumed,
}

/// The way of a step on a dossier.
pub(super) fn way(what: &Move, dossier: &Dossier) -> Way {
    let by_hand = dossier
        .appointment
        .as_ref()
        .is_some_and(|it| it.limit.is_none());
    let waits = dossier.stage.waits_for().is_some();
    match what {
        Move::Accepted | Move::Reopened => Way::Open,
        Move::Lengthened => Way::Must,
        Move::Extended => Way::Day,
        Move::Supplemented | Move::Paid(_) | Move::Waived
            if !waits || dossier.pauses.is_empty() =>
        {
            Way::None
        }
        Move::Supplemented | Move::Paid(_) | Move::Waived if by_hand => Way::Open,
        Move::Supplemented | Move::Paid(_) | Move::Waived => Way::Resumed,
        Move::Asked(_)
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::PaymentAsked(_)
        | Move::Declined
        | Move::Withdrawn
        | Move::Stopped
        | Move::Coded(_)
        | Move::Uncoded => Way::None,
    }
}

/// What an appointment is found from.
pub(super) struct Asked<'a> {
    pub(super) lookup: &'a Lookup,
    pub(super) unit: &'a str,
    pub(super) now: Instant,
    pub(super) choice: &'a str,
    pub(super) day: &'a str,
    pub(super) reason: &'a str,
}

impl Asked<'_> {
    /// The answer for a step on a dossier.
    pub(super) fn answer(&self, way: Way, what: &Move, dossier: &Dossier) -> Chosen {
        let Self {
            lookup,
            unit,
            now,
            choice,
            day,
            reason,
        } = *self;
        let calendar = lookup.calendar();
        let found = |found: Result<Option<Appointment>, DeadlineError>| match found {
            Ok(Some(appointment)) => Chosen::At(appointment),
            Ok(None) => Chosen::Nothing,
            Err(_) => Chosen::Wrong(Wrong::NoCalendar),
        };
        match way {
            Way::None => Chosen::Nothing,
            Way::Resumed => found(dossier.resumed(calendar, unit, now)),
            Way::Day => appointment::read(lookup, unit, now, appointment::BY_DAY, day),
            Way::Must if *what == Move::Lengthened => match choice.parse::<Limit>() {
                Ok(limit) => match dossier.lengthened(calendar, unit, limit, reason, now) {
                    Err(DeadlineError::LongerIsNotLonger { .. }) => Chosen::Wrong(Wrong::NotLonger),
                    other => found(other),
                },
                Err(_) => appointment::read(lookup, unit, now, choice, day),
            },
            Way::Open | Way::Must => appointment::read(lookup, unit, now, choice, day),
        }
    }
}

/// The appointment that the step leads to.
#[component]
pub(super) fn When(
    way: Way,
    typed: Typed,
    chosen: Memo<Chosen>,
    dossier: StoredValue<Dossier>,
    tried: RwSignal<bool>,
) -> impl IntoView {
    let Typed { limit, day, .. } = typed;
    let chooser = Chooser {
        choice: limit.into(),
        choose: Callback::new(move |choice| limit.set(choice)),
        day: day.into(),
        type_day: Callback::new(move |typed| day.set(typed)),
    };
    let limits = Counter::expect().lookup.with_untracked(|lookup| {
        let code = dossier.with_value(|dossier| dossier.received.procedure.code.clone());
        lookup
            .as_deref()
            .map(|lookup| appointment::limits_of(lookup, &code))
            .unwrap_or_default()
    });
    match way {
        Way::None => ().into_any(),
        Way::Resumed => {
            let told = move || {
                chosen
                    .get()
                    .appointment()
                    .map(|appointment| view! { <Told appointment/> })
            };
            view! { <div aria-live="polite">{told}</div> }.into_any()
        }
        Way::Open | Way::Must | Way::Day => {
            if way == Way::Day {
                limit.set(appointment::BY_DAY.to_owned());
            } else if let Some(first) = limits.first().filter(|_| way == Way::Open) {
                limit.set(first.to_string());
            }
            let limits = if way == Way::Day { vec![] } else { limits };
            view! {
                <AppointmentField
                    chooser
                    limits
                    may_lack={way == Way::Open}
                    chosen=chosen.into()
                    due=tried.into()
                />
            }
            .into_any()
        }
    }
}
