//! The state of a book: a fold over its events.

use super::book::{BookKey, Number, Volume, VolumeNumber};
use super::close::Closing;
use super::entry::Subject;
use super::event::{Event, Opened};
use super::form::{FinalNumber, NumberForm, ProvisionalReference, Reference};
use super::lease::{LeaseEnd, LeaseRecord, LeaseSerial};
use super::refusal::Refusal;
use super::reopen::FormerClosing;
use super::standing::{Claim, Standing};
use super::supply::Supply;
use crate::id::DeviceId;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A book as its events tell it, with the server's eyes.
///
/// From its first number up to the last one leased, every number is written (used,
/// spoiled, void or in conflict), in a lease that is out, or given back. It is never
/// two of these, and what is written is never leased again (I5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookState {
    /// Which book.
    pub key: BookKey,
    /// How its numbers are written.
    pub form: NumberForm,
    /// Its first number here; lower ones are on paper.
    pub first: Number,
    /// The server opened it, because something spoke of it.
    pub(super) presumed: bool,
    pub(super) supply: Supply,
    pub(super) leases: BTreeMap<LeaseSerial, LeaseRecord>,
    /// The serial given last.
    pub(super) last_serial: LeaseSerial,
    /// Devices that want numbers.
    pub(super) asking: BTreeSet<DeviceId>,
    /// How many entries of each device wait for a number.
    pub(super) waiting: BTreeMap<DeviceId, u32>,
    pub(super) written: BTreeMap<Number, Standing>,
    pub(super) provisional: BTreeMap<ProvisionalReference, Provisional>,
    /// The number that each document has; follows `written`.
    pub(super) subjects: BTreeMap<Subject, Number>,
    /// Numbers that a person settled.
    pub(super) settled: BTreeSet<Number>,
    /// Numbers that stand in the book as they were printed last.
    pub(super) printed: BTreeSet<Number>,
    /// How it was closed, if it was.
    pub closed: Option<Box<Closing>>,
    /// Who closed it, where, when; earlier builds did not keep it.
    pub closed_by: Option<Origin>,
    /// Closings after which it was opened again, oldest first.
    pub former: Vec<FormerClosing>,
    /// Numbers whose standing changed after the closing that stands: what was signed stays, and
    /// these are told beside it.
    pub amended: BTreeSet<Number>,
}

/// An entry that was written without a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisional {
    /// The entry and who wrote it.
    pub claim: Claim,
    /// What became of it, if anything has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<ProvisionalEnd>,
}

/// What became of an entry that was written without a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionalEnd {
    /// It got this number; both names are kept.
    Numbered(Number),
    /// It never gets one.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// What is known of a number of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts<'a> {
    /// Entered on paper before the book was opened here.
    OnPaperBefore,
    /// Something has become of it.
    Written(&'a Standing),
    /// In a lease that is out; whether it is on a paper only the device knows.
    Leased(LeaseSerial),
    /// Given back unused.
    GivenBack,
    /// Never leased.
    Ahead,
}

impl BookState {
    /// Folds one event into the state; `None` is a book not yet opened.
    ///
    /// # Errors
    /// [`Refusal`] when the event does not follow from the state; that is then
    /// unchanged.
    pub fn fold(
        state: &mut Option<Self>,
        key: &BookKey,
        event: &Event,
        origin: Origin,
    ) -> Result<(), Refusal> {
        match (state, event) {
            (Some(state), event) => state.apply(event, origin),
            (state @ None, Event::Opened(opened)) => {
                *state = Some(Self::open(key.clone(), opened)?);
                Ok(())
            }
            (
                None,
                Event::VolumeBegun(_)
                | Event::Asked(_)
                | Event::Leased(_)
                | Event::Entered(_)
                | Event::EnteredProvisionally(_)
                | Event::Numbered(_)
                | Event::Withdrawn(_)
                | Event::Spoiled(_)
                | Event::GivenBack(_)
                | Event::Reclaimed(_)
                | Event::Settled(_)
                | Event::Printed(_)
                | Event::Closed(_)
                | Event::Reopened(_),
            ) => Err(Refusal::NotOpened),
        }
    }

    /// Opens a book.
    ///
    /// # Errors
    /// [`Refusal::BadBeginning`].
    pub fn open(key: BookKey, opened: &Opened) -> Result<Self, Refusal> {
        Ok(Self {
            key,
            form: opened.form.clone(),
            first: opened.first,
            presumed: opened.presumed,
            supply: Supply::open(opened)?,
            leases: BTreeMap::new(),
            last_serial: LeaseSerial::default(),
            asking: BTreeSet::new(),
            waiting: BTreeMap::new(),
            written: BTreeMap::new(),
            provisional: BTreeMap::new(),
            subjects: BTreeMap::new(),
            settled: BTreeSet::new(),
            printed: BTreeSet::new(),
            closed: None,
            closed_by: None,
            former: Vec::new(),
            amended: BTreeSet::new(),
        })
    }

    /// Folds one event into an open book.
    ///
    /// A closed book still takes in what a lost device brings back, for a person to
    /// look at; it gives no number until a person opens it again.
    ///
    /// # Errors
    /// [`Refusal`] when the event does not follow from the state; that is then
    /// unchanged.
    pub fn apply(&mut self, event: &Event, origin: Origin) -> Result<(), Refusal> {
        match event {
            Event::Opened(opened) => self.open_otherwise(opened),
            Event::VolumeBegun(volume) => {
                self.still_open()?;
                self.supply.begin(*volume)
            }
            Event::Asked(asking) => {
                self.still_open()?;
                self.ask(*asking, origin.device);
                Ok(())
            }
            Event::Leased(leased) => self.lease(leased),
            Event::Entered(entered) => self.enter(entered, origin),
            Event::EnteredProvisionally(entered) => self.enter_provisionally(entered, origin),
            Event::Numbered(numbered) => self.number(numbered, origin),
            Event::Withdrawn(withdrawn) => self.withdraw(withdrawn),
            Event::Spoiled(spoiled) => self.spoil(spoiled, origin),
            Event::GivenBack(given) => self.take_back(*given, origin),
            Event::Reclaimed(reclaimed) => self.reclaim(reclaimed, origin),
            Event::Settled(settled) => self.settle(settled, origin),
            Event::Printed(printed) => self.print(printed),
            Event::Closed(closing) => self.close(closing, origin),
            Event::Reopened(reopened) => self.reopen(reopened, origin),
        }
    }

    /// Whether nobody has said yet where it begins: no number was leased.
    pub fn is_presumed(&self) -> bool {
        self.presumed && self.last_serial == LeaseSerial::default()
    }

    /// A person says where a book begins that the server only presumed to be open.
    fn open_otherwise(&mut self, opened: &Opened) -> Result<(), Refusal> {
        self.still_open()?;
        if !self.is_presumed() || opened.presumed {
            return Err(Refusal::OpenedBefore);
        }
        self.supply = Supply::open(opened)?;
        self.form = opened.form.clone();
        self.first = opened.first;
        self.presumed = false;
        Ok(())
    }

    pub(super) fn still_open(&self) -> Result<(), Refusal> {
        match self.closed {
            Some(_) => Err(Refusal::Closed),
            None => Ok(()),
        }
    }

    /// What is known of a number.
    pub fn whereabouts(&self, number: Number) -> Whereabouts<'_> {
        if number < self.first {
            Whereabouts::OnPaperBefore
        } else if let Some(standing) = self.written.get(&number) {
            Whereabouts::Written(standing)
        } else if let Some(record) = self.lease_out(number) {
            Whereabouts::Leased(record.lease.serial)
        } else if self.supply.free().iter().any(|run| run.contains(number)) {
            Whereabouts::GivenBack
        } else {
            Whereabouts::Ahead
        }
    }

    /// A number with its volume, as it is written.
    pub fn final_number(&self, number: Number) -> Option<FinalNumber> {
        let (volume, _) = self.supply.volume_of(number)?;
        Some(FinalNumber { number, volume })
    }

    /// The volumes, in order: each ends where the next begins.
    pub fn volumes(&self) -> &[Volume] {
        self.supply.volumes()
    }

    /// The volume of a number.
    pub fn volume_of(&self, number: Number) -> Option<VolumeNumber> {
        self.supply.volume_of(number).map(|(volume, _)| volume)
    }

    /// The lowest number that was never leased.
    pub fn next(&self) -> Number {
        self.supply.next()
    }

    /// Every number of which something has become, in order.
    pub fn written(&self) -> impl DoubleEndedIterator<Item = (Number, &Standing)> {
        self.written
            .iter()
            .map(|(number, standing)| (*number, standing))
    }

    /// The number that a document has.
    pub fn number_of(&self, subject: Subject) -> Option<Number> {
        self.subjects.get(&subject).copied()
    }

    /// What a document is called, as far as it is loaded.
    pub fn reference_of(&self, subject: Subject) -> Option<Reference> {
        let number = self.number_of(subject);
        if let Some(number) = number.and_then(|number| self.final_number(number)) {
            return Some(Reference::Final(number));
        }
        let waits = |(_, known): &(&ProvisionalReference, &Provisional)| {
            known.end.is_none() && known.claim.entry.subject == subject
        };
        let waiting = self.provisional.iter().find(waits);
        waiting.map(|(reference, _)| Reference::Provisional(reference.clone()))
    }

    /// A reference as screen and paper write it.
    pub fn written_form(&self, reference: &Reference) -> String {
        match reference {
            Reference::Final(known) => {
                let FinalNumber { number, volume } = *known;
                self.form.write(number, volume, self.key.year)
            }
            Reference::Provisional(reference) => reference.write(&self.key),
        }
    }

    /// Every lease there ever was, in order.
    pub fn leases(&self) -> impl Iterator<Item = &LeaseRecord> {
        self.leases.values()
    }

    /// Entries that were written without a number, with what became of them.
    pub fn provisional(&self) -> impl Iterator<Item = (&ProvisionalReference, &Provisional)> {
        self.provisional.iter()
    }

    /// Numbers that wait for a person's decision, in order.
    pub fn in_conflict(&self) -> impl Iterator<Item = Number> {
        let waits =
            |(_, standing): &(&Number, &Standing)| matches!(standing, Standing::InConflict(_));
        self.written.iter().filter(waits).map(|(number, _)| *number)
    }

    /// How many entries wait for a number, on whichever device.
    pub fn waiting(&self) -> u32 {
        self.waiting.values().copied().fold(0, u32::saturating_add)
    }

    /// Whether a number stands as it does by a person's decision.
    pub fn is_settled(&self, number: Number) -> bool {
        self.settled.contains(&number)
    }

    /// Whether a print shows a number as it stands.
    pub fn is_printed(&self, number: Number) -> bool {
        self.printed.contains(&number)
    }

    /// Writes down what has become of a number: the only place that does.
    pub(super) fn put(&mut self, number: Number, standing: Standing) {
        if let Some(claim) = self.written.get(&number).and_then(Standing::used) {
            self.subjects.remove(&claim.entry.subject);
        }
        if let Some(claim) = standing.used() {
            self.subjects.insert(claim.entry.subject, number);
        }
        self.written.insert(number, standing);
        let out = |record: &&mut LeaseRecord| record.end.is_none();
        for record in self.leases.values_mut().filter(out) {
            record.write(number);
        }
        self.printed.remove(&number);
        if self.closed.is_some() {
            self.amended.insert(number);
        }
    }

    /// The lease that is out and holds a number.
    pub(super) fn lease_out(&self, number: Number) -> Option<&LeaseRecord> {
        let out = |record: &&LeaseRecord| record.end.is_none() && record.lease.run.contains(number);
        self.leases.values().rev().find(out)
    }

    /// A lease of a device, whether it is out or not.
    pub(super) fn lease_of(
        &self,
        serial: LeaseSerial,
        device: DeviceId,
    ) -> Result<&LeaseRecord, Refusal> {
        let record = self.leases.get(&serial);
        let own = record.filter(|record| record.lease.device == device);
        own.ok_or(Refusal::NoSuchLease)
    }

    /// Writes down how a lease ended.
    pub(super) fn end(&mut self, serial: LeaseSerial, end: LeaseEnd) {
        if let Some(record) = self.leases.get_mut(&serial) {
            record.end = Some(end);
        }
    }
}
