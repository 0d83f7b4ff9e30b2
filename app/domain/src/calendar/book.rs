//! All entries in force together, and what cannot stand beside what.

use super::entry::{Entry, Fact, What};
use super::kind::{DayKind, Status};
use super::policy::Policy;
use super::problem::{CalendarError, Contradiction, EntryError, Origin, Rejected};
use super::week::Week;
use crate::instant::Day;
use core::ops::Bound;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The legal calendar: what is known of holidays, hours of work and how limits are
/// counted, as of the data that was put in.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    pub(super) kept: BTreeMap<String, Kept>,
}

/// An understood entry and where it was said.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) fact: Fact,
    pub(super) origin: Origin,
}

/// What putting an entry in has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Nothing was known of it.
    New,
    /// Something else was known.
    Changed,
    /// Just this was known.
    Unchanged,
}

/// The lines of a calendar, as a device carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarLines {
    /// What comes with the server's program.
    pub built_in: Vec<Entry>,
    /// What was imported, which goes before it.
    pub imported: Vec<Entry>,
}

impl CalendarLines {
    /// The calendar that they make. A line that this program does not understand is
    /// left out: it belongs to a later one.
    pub fn read(&self) -> Calendar {
        let mut calendar = Calendar::default();
        for (entries, origin) in [
            (&self.built_in, Origin::BuiltIn),
            (&self.imported, Origin::Imported),
        ] {
            for fact in entries.iter().filter_map(|entry| entry.read().ok()) {
                calendar.keep(fact, origin);
            }
        }
        calendar
    }
}

impl Calendar {
    /// Puts an entry in; an earlier one about the same thing gives way.
    ///
    /// # Errors
    /// [`Rejected`] when it cannot be understood, or contradicts what is there; then
    /// nothing has changed.
    pub fn put(&mut self, entry: &Entry, origin: Origin) -> Result<Put, Rejected> {
        let fact = entry.read()?;
        let slot = fact.slot();
        let known = self.kept.get(&slot);
        if known.is_some_and(|known| known.fact.says_the_same_as(&fact)) {
            return Ok(Put::Unchanged);
        }
        self.check(&fact, origin)?;
        let put = if known.is_some() {
            Put::Changed
        } else {
            Put::New
        };
        self.kept.insert(slot, Kept { fact, origin });
        Ok(put)
    }

    /// Puts back an entry that was accepted before, whatever data that came with a
    /// later program says beside it.
    ///
    /// # Errors
    /// [`EntryError`] when it cannot be understood.
    pub fn restore(&mut self, entry: &Entry) -> Result<(), EntryError> {
        self.keep(entry.read()?, Origin::Imported);
        Ok(())
    }

    fn keep(&mut self, fact: Fact, origin: Origin) {
        self.kept.insert(fact.slot(), Kept { fact, origin });
    }

    fn check(&self, fact: &Fact, origin: Origin) -> Result<(), Rejected> {
        let refuse = |field, contradiction| {
            Err(Rejected::Contradicts {
                field,
                contradiction,
            })
        };
        if let Some((day, said, other)) = self.worked_and_off(fact) {
            return refuse("type", Contradiction::WorkedAndOff { day, said, other });
        }
        let known = self.kept.get(&fact.slot());
        if let Some(other) = known.map(|known| known.origin)
            && matches!((other, origin), (Origin::Line(_), Origin::Line(_)))
        {
            return refuse("date", Contradiction::SaidTwice { other });
        }
        if let Some((from, other)) = self.overlapping_season(fact, origin) {
            return refuse("to", Contradiction::SeasonsOverlap { from, other });
        }
        Ok(())
    }

    /// What makes a day off that the fact makes a working day, or the reverse.
    fn worked_and_off(&self, fact: &Fact) -> Option<(Day, DayKind, Origin)> {
        let What::Day(kind) = fact.what else {
            return None;
        };
        let other_way = |other: DayKind| {
            (kind == DayKind::SwapWork && other.is_off())
                || (kind.is_off() && other == DayKind::SwapWork)
        };
        let yields = |status: Status| fact.status == Status::Official && status.may_yield();
        let listed = self.kept.values().find_map(|kept| {
            let What::Day(other) = kept.fact.what else {
                return None;
            };
            let meet = if fact.from <= kept.fact.from {
                fact.covers(kept.fact.from).then_some(kept.fact.from)
            } else {
                kept.fact.covers(fact.from).then_some(fact.from)
            };
            let day = meet.filter(|_| kept.fact.unit == fact.unit && other_way(other))?;
            (!yields(kept.fact.status)).then_some((day, other, kept.origin))
        });
        if listed.is_some() || kind != DayKind::SwapWork {
            return listed;
        }
        // A holiday that nobody listed, but the law gives every year.
        let marks = self.year(fact.from.0.year(), &fact.unit).ok()?;
        let mark = marks.get(&fact.from).filter(|mark| mark.kind.is_off())?;
        let contradicts = !yields(mark.status) && !self.kept.contains_key(&fact.slot());
        contradicts.then_some((fact.from, mark.kind, Origin::BuiltIn))
    }

    /// Another season of the same unit with a day in common. What comes with the
    /// program only fills what nobody said.
    fn overlapping_season(&self, fact: &Fact, origin: Origin) -> Option<(Day, Origin)> {
        if !matches!(fact.what, What::Hours(_)) || origin == Origin::BuiltIn {
            return None;
        }
        let slot = fact.slot();
        let others = self.kept.iter().filter(|(other, kept)| {
            **other != slot
                && kept.origin != Origin::BuiltIn
                && kept.fact.unit == fact.unit
                && matches!(kept.fact.what, What::Hours(_))
        });
        let mut facts = others.map(|(_, kept)| kept);
        let met = facts.find(|kept| fact.covers(kept.fact.from) || kept.fact.covers(fact.from));
        met.map(|kept| (kept.fact.from, kept.origin))
    }

    /// Entries whose slots begin with a kind.
    pub(super) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Kept> {
        let from = self
            .kept
            .range::<str, _>((Bound::Included(kind), Bound::Unbounded));
        let of_kind = from.take_while(move |(slot, _)| slot.starts_with(kind));
        of_kind.map(|(_, kept)| kept)
    }

    /// Of the facts of a kind in force on a day for a unit, the one that counts: of the unit
    /// nearest, imported before built in, begun last.
    pub(super) fn in_force<'a, T>(
        &'a self,
        kind: &str,
        day: Day,
        unit: &str,
        pick: impl Fn(&'a Fact) -> Option<T>,
    ) -> Option<T> {
        self.of_kind(kind)
            .filter(|kept| kept.fact.covers(day) && kept.fact.speaks_for(unit))
            .filter_map(|kept| Some((kept, pick(&kept.fact)?)))
            .max_by_key(|(kept, _)| {
                let imported = kept.origin != Origin::BuiltIn;
                (kept.fact.unit.len(), imported, kept.fact.from)
            })
            .map(|(_, picked)| picked)
    }

    /// The hours of work in the season of a day.
    ///
    /// # Errors
    /// [`CalendarError::NoHours`].
    pub(super) fn week(&self, day: Day, unit: &str) -> Result<&Week, CalendarError> {
        self.in_force("hours/", day, unit, |fact| {
            let What::Hours(week) = &fact.what else {
                return None;
            };
            Some(week)
        })
        .ok_or(CalendarError::NoHours { day })
    }

    /// How limits are counted of what is received on a day.
    ///
    /// # Errors
    /// [`CalendarError::NoPolicy`] names what is missing.
    pub fn policy(&self, day: Day, unit: &str) -> Result<Policy, CalendarError> {
        Policy::gather(|key| {
            self.in_force("policy/", day, unit, |fact| {
                let What::Policy(rule) = fact.what else {
                    return None;
                };
                (rule.key() == key).then_some(rule)
            })
        })
        .map_err(|key| CalendarError::NoPolicy { key, day })
    }
}
