//! The form's state, and how its fields read and write it.

use super::basis::Basis;
use super::read::{Fault, Faults, faults};
use super::values::Values;
use crate::counter::Counter;
use crate::pages::appointment::{self, Chosen};
use crate::texts::use_texts;
use domain::deadline::Limit;
use domain::instant::Instant;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One form. All that is typed sits in one value, so that it can be checked,
/// kept as a draft and put back as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// What stands in it.
    pub(super) values: RwSignal<Values>,
    /// The procedure.
    pub(super) basis: StoredValue<Basis>,
    /// Saving was tried: every fault is shown from then on.
    pub(super) tried: RwSignal<bool>,
    /// Fields that were left: their faults are shown.
    left: RwSignal<BTreeSet<&'static str>>,
    /// What is wrong now.
    pub(super) faults: Memo<Faults>,
    /// When the result would be promised for.
    pub(super) chosen: Memo<Chosen>,
    /// Up to when it would have been due the same day, when it is too late for that.
    pub(super) late: Memo<Option<String>>,
}

/// Finds what is wrong with a form.
pub(super) type Judge = fn(&Values, &Basis, &Chosen, Instant) -> Faults;

impl Form {
    /// An empty form.
    pub(super) fn new(basis: Basis) -> Self {
        let blank = Values::blank(&basis);
        Self::with(basis, blank, faults)
    }

    /// A form in which something stands, and how it is judged.
    pub(super) fn with(basis: Basis, values: Values, judge: Judge) -> Self {
        let counter = Counter::expect();
        let now = counter.now;
        let values = RwSignal::new(values);
        let same_day = basis.no_wait && basis.limits.first() == Some(&Limit::SameDay);
        let basis = StoredValue::new(basis);
        let chosen = Memo::new(move |_| {
            let unit = appointment::unit(counter);
            let (choice, day) = values.with(|values| (values.limit.clone(), values.day.clone()));
            counter.lookup.with(|lookup| match lookup {
                Some(lookup) => appointment::read(lookup, &unit, now.get(), &choice, &day),
                None => Chosen::Nothing,
            })
        });
        let late = Memo::new(move |_| {
            let unit = appointment::unit(counter);
            let now = now.get();
            counter.lookup.with(|lookup| {
                let lookup = lookup.as_deref().filter(|_| same_day)?;
                appointment::missed_cutoff(lookup, &unit, now)
            })
        });
        let faults = Memo::new(move |_| {
            let check = |values: &Values| {
                let chosen = chosen.get();
                basis.with_value(|basis| judge(values, basis, &chosen, now.get()))
            };
            values.with(check)
        });
        Self {
            values,
            basis,
            tried: RwSignal::new(false),
            left: RwSignal::new(BTreeSet::new()),
            faults,
            chosen,
            late,
        }
    }

    /// A text of the form.
    pub(super) fn text(self, pick: fn(&Values) -> &String) -> Signal<String> {
        let values = self.values;
        Memo::new(move |_| values.with(|values| pick(values).clone())).into()
    }

    /// Writes a text of the form.
    pub(super) fn edit(self, pick: fn(&mut Values) -> &mut String) -> Callback<String> {
        let values = self.values;
        Callback::new(move |text| values.update(|values| *pick(values) = text))
    }

    /// A field was left.
    pub(super) fn leave(self, id: &'static str) -> Callback<()> {
        let left = self.left;
        Callback::new(move |()| {
            left.update(|left| {
                left.insert(id);
            });
        })
    }

    /// What is wrong with a field, once it is time to say so.
    pub(super) fn error(
        self,
        id: &'static str,
        pick: fn(&Faults) -> &Option<Fault>,
    ) -> Signal<Option<String>> {
        let texts = use_texts();
        Signal::derive(move || {
            let due = self.is_due(id);
            let words = |fault: &Fault| fault.in_words(texts.get());
            due.then(|| self.faults.with(|faults| pick(faults).as_ref().map(words)))
                .flatten()
        })
    }

    /// Whether a field was left, or saving was tried: it is time to say something.
    pub(super) fn is_due(self, id: &'static str) -> bool {
        self.tried.get() || self.left.with(|left| left.contains(id))
    }

    /// The same for a fault that has to be looked for: once saving was tried, or at
    /// once when it is one to be said at once.
    pub(super) fn error_once_tried(
        self,
        pick: impl Fn(&Faults) -> Option<Fault> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let texts = use_texts();
        Signal::derive(move || {
            let fault = self.faults.with(&pick)?;
            let due = fault.is_said_at_once() || self.tried.get();
            due.then(|| fault.in_words(texts.get()))
        })
    }
}
