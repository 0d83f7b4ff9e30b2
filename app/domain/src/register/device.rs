//! The device's side: numbers from its leases, and references when they are used up.

use super::book::{BookKey, BookKind, Number};
use super::entry::Entry;
use super::event::{Entered, EnteredProvisionally, Event, Numbered, SpoiledNumber};
use super::form::{FinalNumber, ProvisionalReference, Reference};
use super::lease::{Lease, LeaseSerial};
use super::policy::BookPolicy;
use super::refusal::Refusal;
use crate::dossier::DeviceTag;
use crate::id::{DeviceId, UnitId};
use crate::instant::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most entries without a number that a device keeps of one kind of book.
pub const PROVISIONAL_MAX: usize = 1_000;

/// What a device knows of its leases of one kind of book, whatever the year.
///
/// Every step gives the state after it and the events to record. The host writes both
/// in one transaction, or neither: then a number that was shown is never given again,
/// and one that was not shown is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseState {
    unit: UnitId,
    pub(super) kind: BookKind,
    pub(super) device: DeviceId,
    pub(super) tag: DeviceTag,
    /// In the order of the server's serials within each year.
    pub(super) held: Vec<Held>,
    pub(super) years: BTreeMap<i32, Year>,
    pub(super) waiting: Vec<Waiting>,
}

/// A lease and how far it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) lease: Lease,
    /// The smallest number not used; one past the last when all are.
    pub(super) next: Number,
}

/// What a device remembers of a year when its leases are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Year {
    /// The highest serial that it took in: older news brings nothing back.
    pub(super) seen: LeaseSerial,
    /// Provisional references given.
    pub(super) provisional: u32,
}

/// An entry that waits for its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What it is called until then.
    pub reference: ProvisionalReference,
    /// The year of its book.
    pub year: i32,
}

/// How many numbers a device has left for a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remaining {
    /// So many.
    pub numbers: u32,
    /// So few that the next exchange should bring more.
    pub is_low: bool,
}

impl Held {
    /// How many numbers are left of it.
    pub(super) fn left(&self) -> u32 {
        self.lease.run.last.next().0.saturating_sub(self.next.0)
    }
}

impl LeaseState {
    /// A device without leases.
    ///
    /// # Errors
    /// [`Refusal::CivilRegister`]: such a kind has no numbers here, not even
    /// provisional ones.
    pub fn new(
        unit: UnitId,
        policy: &BookPolicy,
        device: DeviceId,
        tag: DeviceTag,
    ) -> Result<Self, Refusal> {
        policy.rules()?;
        Ok(Self {
            unit,
            kind: policy.kind.clone(),
            device,
            tag,
            held: Vec::new(),
            years: BTreeMap::new(),
            waiting: Vec::new(),
        })
    }

    /// The book of a year.
    pub fn book(&self, year: i32) -> BookKey {
        BookKey {
            unit: self.unit.clone(),
            kind: self.kind.clone(),
            year,
        }
    }

    /// The kind of book.
    pub fn kind(&self) -> &BookKind {
        &self.kind
    }

    /// Whether a lease is older than those to be taken in ([`Self::receive`]).
    pub fn has_seen(&self, lease: &Lease) -> bool {
        let year = self.years.get(&lease.book.year);
        year.is_some_and(|year| lease.serial <= year.seen)
    }

    /// How many numbers are left for a year.
    pub fn remaining(&self, year: i32) -> Remaining {
        let leases = || self.held.iter().filter(|held| held.lease.book.year == year);
        let numbers = leases().map(Held::left).fold(0, u32::saturating_add);
        let low_water = leases().next_back().map_or(0, |held| held.lease.low_water);
        Remaining {
            numbers,
            is_low: numbers <= low_water,
        }
    }

    /// The years whose books it asks for numbers: this one and, where it is near, the
    /// next, unless it was told to want none (`idle`); and those that are over in which
    /// entries wait. There it is given no number for anything else.
    pub fn years_to_ask(&self, today: Day, lead_days: u16, idle: bool) -> BTreeSet<i32> {
        // Of the next one a day after the server would give: its clock may be behind, and
        // who asked too early is not heard before it speaks of the book again.
        let lead = i32::from(lead_days.saturating_sub(1));
        let near = [today, today.plus(lead)].map(|day| day.0.year());
        let near = near.into_iter().filter(|_| !idle);
        let waiting = self.waiting.iter().map(|waiting| waiting.year);
        near.chain(waiting.filter(|year| *year < today.0.year()))
            .collect()
    }

    /// Entries that wait for a number, oldest first.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Enters a line: with the smallest number left of its year, or provisionally when
    /// there is none. `known` is what the document is called in this book already.
    ///
    /// # Errors
    /// [`Refusal`], also when the document has its number: one per original document
    /// per occasion.
    pub fn enter(
        &self,
        entry: Entry,
        known: Option<&Reference>,
    ) -> Result<(Self, Reference, Event), Refusal> {
        entry.check()?;
        match known {
            Some(Reference::Final(known)) => {
                let number = known.number;
                return Err(Refusal::SubjectHasNumber { number });
            }
            Some(Reference::Provisional(_)) => return Err(Refusal::SubjectIsProvisional),
            None => {}
        }
        let year = entry.day.0.year();
        let mut after = self.clone();
        if let Some((lease, number)) = after.take(year) {
            let entered = Entered {
                lease,
                number: number.number,
                entry,
            };
            let event = Event::Entered(Box::new(entered));
            return Ok((after, Reference::Final(number), event));
        }
        let reference = after.refer(year)?;
        let entered = EnteredProvisionally {
            reference: reference.clone(),
            entry,
        };
        let event = Event::EnteredProvisionally(Box::new(entered));
        Ok((after, Reference::Provisional(reference), event))
    }

    /// The smallest number left of a year, taken out.
    fn take(&mut self, year: i32) -> Option<(LeaseSerial, FinalNumber)> {
        let held = self.held.iter_mut();
        let held = held.filter(|held| held.lease.book.year == year && held.left() > 0);
        let held = held.min_by_key(|held| held.next)?;
        let number = FinalNumber {
            number: held.next,
            volume: held.lease.volume,
        };
        held.next = held.next.next();
        Some((held.lease.serial, number))
    }

    fn refer(&mut self, year: i32) -> Result<ProvisionalReference, Refusal> {
        let max = PROVISIONAL_MAX;
        if self.waiting.len() >= max {
            return Err(Refusal::TooManyProvisional { max });
        }
        let given = self.years.entry(year).or_default();
        given.provisional = given.provisional.saturating_add(1);
        let reference = ProvisionalReference {
            tag: self.tag.clone(),
            sequence: given.provisional,
        };
        self.waiting.push(Waiting {
            reference: reference.clone(),
            year,
        });
        Ok(reference)
    }

    /// Gives the entries that wait their numbers, as far as there are any.
    pub fn number(&self) -> (Self, Vec<(BookKey, Event)>) {
        let (mut after, mut events) = (self.clone(), Vec::new());
        for Waiting { reference, year } in &self.waiting {
            if let Ok((numbered, event)) = after.number_one(reference, *year) {
                after = numbered;
                events.push((self.book(*year), event));
            }
        }
        (after, events)
    }

    /// Gives one entry that waits its number, this device's or another's.
    ///
    /// # Errors
    /// [`Refusal::NothingLeft`].
    pub fn number_one(
        &self,
        reference: &ProvisionalReference,
        year: i32,
    ) -> Result<(Self, Event), Refusal> {
        let mut after = self.without(reference, year);
        let (lease, number) = after.take(year).ok_or(Refusal::NothingLeft)?;
        let numbered = Numbered {
            reference: reference.clone(),
            lease,
            number: number.number,
        };
        Ok((after, Event::Numbered(numbered)))
    }

    /// Forgets an entry that was withdrawn, or got its number from another device.
    #[must_use]
    pub fn without(&self, reference: &ProvisionalReference, year: i32) -> Self {
        let mut after = self.clone();
        after
            .waiting
            .retain(|waiting| waiting.year != year || waiting.reference != *reference);
        after
    }

    /// Spoils the smallest number left of a year: its paper was ruined before there was
    /// an entry. A number that has its entry is spoiled by the event alone.
    ///
    /// # Errors
    /// [`Refusal::NothingLeft`], or a reason that is none.
    pub fn spoil(&self, year: i32, reason: &str) -> Result<(Self, Event), Refusal> {
        super::entry::check_reason(reason)?;
        let mut after = self.clone();
        let (_, number) = after.take(year).ok_or(Refusal::NothingLeft)?;
        let spoiled = SpoiledNumber {
            number: number.number,
            reason: reason.to_owned(),
        };
        Ok((after, Event::Spoiled(spoiled)))
    }
}
