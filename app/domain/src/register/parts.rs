//! A book in parts, so that a fact costs what it is about: the head, which stays small,
//! and a row for each number, old lease and provisional entry. Whoever folds an event
//! loads what it [`Needs`] and writes back what has changed.

use super::book::{BookKey, Number, Run};
use super::close::Closing;
use super::entry::Subject;
use super::event::{Event, PRINTED_NUMBERS_MAX, Settlement};
use super::form::{NumberForm, ProvisionalReference};
use super::lease::{LeaseEnd, LeaseRecord, LeaseSerial};
use super::reopen::FormerClosing;
use super::standing::Standing;
use super::state::{BookState, Provisional};
use super::supply::Supply;
use crate::id::DeviceId;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What every fact of a book needs. It has leases that are out or were reclaimed, and
/// does not grow with the entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookHead {
    form: NumberForm,
    first: Number,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    presumed: bool,
    supply: Supply,
    leases: Vec<LeaseRecord>,
    last_serial: LeaseSerial,
    asking: BTreeSet<DeviceId>,
    waiting: BTreeMap<DeviceId, u32>,
    closed: Option<Box<Closing>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed_by: Option<Origin>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<FormerClosing>,
}

/// What is known of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    standing: Standing,
    /// A person settled it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    settled: bool,
    /// A print shows it as it stands.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    printed: bool,
    /// It changed after the book was closed.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    amended: bool,
}

/// What of a book an event is judged by, besides the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// These numbers.
    pub numbers: Vec<Run>,
    /// The number that this document has.
    pub subject: Option<Subject>,
    /// This provisional entry.
    pub reference: Option<ProvisionalReference>,
    /// This lease, unless it is in the head.
    pub lease: Option<LeaseSerial>,
    /// All of the book: only for what a person does rarely.
    pub whole: bool,
}

impl Event {
    /// What it is judged by in a book. A provisional entry that is numbered names its
    /// document: that is known when the entry has been loaded into `book`.
    pub fn needs(&self, book: Option<&BookState>) -> Needs {
        let one = |number: Number| {
            vec![Run::new(number, number)]
                .into_iter()
                .flatten()
                .collect()
        };
        match self {
            Self::Entered(entered) => Needs {
                numbers: one(entered.number),
                subject: Some(entered.entry.subject),
                lease: Some(entered.lease),
                ..Needs::default()
            },
            Self::EnteredProvisionally(entered) => Needs {
                reference: Some(entered.reference.clone()),
                ..Needs::default()
            },
            Self::Numbered(numbered) => {
                let known = book.and_then(|book| book.provisional.get(&numbered.reference));
                Needs {
                    numbers: one(numbered.number),
                    subject: known.map(|known| known.claim.entry.subject),
                    reference: Some(numbered.reference.clone()),
                    lease: Some(numbered.lease),
                    whole: false,
                }
            }
            Self::Withdrawn(withdrawn) => Needs {
                reference: Some(withdrawn.reference.clone()),
                ..Needs::default()
            },
            Self::Spoiled(spoiled) => Needs {
                numbers: one(spoiled.number),
                ..Needs::default()
            },
            Self::GivenBack(given) => Needs {
                numbers: reclaimed(book, given.lease),
                lease: Some(given.lease),
                ..Needs::default()
            },
            Self::Settled(settled) => Needs {
                numbers: one(settled.number),
                subject: match &settled.settlement {
                    Settlement::Used(subject) => Some(*subject),
                    Settlement::FromPaper(entry) => Some(entry.subject),
                    Settlement::Spoiled { .. } | Settlement::Void { .. } => None,
                },
                ..Needs::default()
            },
            Self::Reclaimed(reclaimed) => Needs {
                lease: Some(reclaimed.lease),
                ..Needs::default()
            },
            // One that speaks of more is refused, and nothing is to be loaded for that.
            Self::Printed(printed) if printed.count() > PRINTED_NUMBERS_MAX => Needs::default(),
            Self::Printed(printed) => Needs {
                numbers: printed.lines.clone(),
                ..Needs::default()
            },
            Self::Closed(_) | Self::Reopened(_) => Needs {
                whole: true,
                ..Needs::default()
            },
            Self::Opened(_) | Self::VolumeBegun(_) | Self::Asked(_) | Self::Leased(_) => {
                Needs::default()
            }
        }
    }
}

/// The numbers of a lease, when it was reclaimed: some may be awaited.
fn reclaimed(book: Option<&BookState>, lease: LeaseSerial) -> Vec<Run> {
    let known = book.and_then(|book| book.leases.get(&lease));
    let ended = known.filter(|record| record.end.is_some());
    ended.map(|record| record.lease.run).into_iter().collect()
}

impl BookState {
    /// A book of which only the head is loaded.
    pub fn of_head(key: BookKey, head: BookHead) -> Self {
        let leases = head.leases.into_iter();
        Self {
            key,
            form: head.form,
            first: head.first,
            presumed: head.presumed,
            supply: head.supply,
            leases: leases.map(|record| (record.lease.serial, record)).collect(),
            last_serial: head.last_serial,
            asking: head.asking,
            waiting: head.waiting,
            written: BTreeMap::new(),
            provisional: BTreeMap::new(),
            subjects: BTreeMap::new(),
            settled: BTreeSet::new(),
            printed: BTreeSet::new(),
            closed: head.closed,
            closed_by: head.closed_by,
            former: head.former,
            amended: BTreeSet::new(),
        }
    }

    /// The head.
    pub fn head(&self) -> BookHead {
        let kept = self.leases.values().filter(|record| in_head(record));
        BookHead {
            form: self.form.clone(),
            first: self.first,
            presumed: self.presumed,
            supply: self.supply.clone(),
            leases: kept.cloned().collect(),
            last_serial: self.last_serial,
            asking: self.asking.clone(),
            waiting: self.waiting.clone(),
            closed: self.closed.clone(),
            closed_by: self.closed_by,
            former: self.former.clone(),
        }
    }

    /// Leases that are loaded and not in the head.
    pub fn old_leases(&self) -> impl Iterator<Item = &LeaseRecord> {
        self.leases.values().filter(|record| !in_head(record))
    }

    /// Loads an old lease.
    pub fn load_lease(&mut self, record: LeaseRecord) {
        self.leases.entry(record.lease.serial).or_insert(record);
    }

    /// Loads a number.
    pub fn load_line(&mut self, number: Number, line: BookLine) {
        if let Some(claim) = line.standing.used() {
            self.subjects.insert(claim.entry.subject, number);
        }
        let marks = [
            (line.settled, &mut self.settled),
            (line.printed, &mut self.printed),
            (line.amended, &mut self.amended),
        ];
        for (_, marked) in marks.into_iter().filter(|(is, _)| *is) {
            marked.insert(number);
        }
        self.written.insert(number, line.standing);
    }

    /// What is known of a number, as it is kept.
    pub fn line(&self, number: Number) -> Option<BookLine> {
        Some(BookLine {
            standing: self.written.get(&number)?.clone(),
            settled: self.settled.contains(&number),
            printed: self.printed.contains(&number),
            amended: self.amended.contains(&number),
        })
    }

    /// Loads the number that a document has.
    pub fn load_subject(&mut self, subject: Subject, number: Number) {
        self.subjects.insert(subject, number);
    }

    /// Documents that are loaded, with their numbers.
    pub fn subjects(&self) -> impl Iterator<Item = (Subject, Number)> {
        self.subjects
            .iter()
            .map(|(subject, number)| (*subject, *number))
    }

    /// Loads a provisional entry.
    pub fn load_provisional(&mut self, reference: ProvisionalReference, entry: Provisional) {
        self.provisional.insert(reference, entry);
    }
}

/// Whether the head keeps a lease: old ones, whose numbers are all known of, would make
/// it grow; those that were reclaimed are few, and their devices may come back.
fn in_head(record: &LeaseRecord) -> bool {
    record.is_out() || matches!(record.end, Some(LeaseEnd::Reclaimed { .. }))
}
