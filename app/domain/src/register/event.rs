//! What can have happened to a book. Events are kept for ever: a field may be added
//! with a default, never renamed, never removed.

use super::book::{BookKey, BookKind, Number, Run, Volume};
use super::close::Closing;
use super::entry::{Entry, Subject, check_reason};
use super::form::{NumberForm, ProvisionalReference};
use super::lease::{LeaseSerial, Leased};
use super::refusal::Refusal;
use crate::id::UnitId;
use serde::{Deserialize, Serialize};

/// What happened to a book of the unit whose stream says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookFact {
    /// The book's kind.
    pub kind: BookKind,
    /// Its year.
    pub year: i32,
    /// What happened.
    pub event: Event,
}

impl BookFact {
    /// The book.
    pub fn key(&self, unit: &UnitId) -> BookKey {
        BookKey {
            unit: unit.clone(),
            kind: self.kind.clone(),
            year: self.year,
        }
    }
}

/// One immutable fact of a book.
///
/// Asked, entered, provisional, numbered, withdrawn, spoiled and given back are recorded
/// on devices; leased by the server, which also opens a book that is used and not open;
/// the others by a supervisor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The book was opened.
    Opened(Box<Opened>),
    /// The next number begins a new volume.
    VolumeBegun(Volume),
    /// A device wants numbers of the book, or no more.
    Asked(Asking),
    /// Numbers were leased to a device.
    Leased(Box<Leased>),
    /// A number was given to an entry, and is final.
    Entered(Box<Entered>),
    /// An entry was written without a number.
    EnteredProvisionally(Box<EnteredProvisionally>),
    /// A provisional entry got its number; both names are kept.
    Numbered(Numbered),
    /// A provisional entry will never have a number.
    Withdrawn(Withdrawn),
    /// A number was spoiled (bỏ).
    Spoiled(SpoiledNumber),
    /// A device gave the rest of a lease back.
    GivenBack(GivenBack),
    /// A supervisor took a lease from a lost device.
    Reclaimed(Reclaimed),
    /// A person settled a conflict.
    Settled(Box<Settled>),
    /// Lines were printed, to be signed and bound.
    Printed(Printed),
    /// The book was closed.
    Closed(Box<Closing>),
    /// A supervisor opened the closed book again.
    Reopened(Reopened),
}

impl Event {
    /// Its kind, by the name that it has on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::VolumeBegun(_) => "volume_begun",
            Self::Asked(_) => "asked",
            Self::Leased(_) => "leased",
            Self::Entered(_) => "entered",
            Self::EnteredProvisionally(_) => "entered_provisionally",
            Self::Numbered(_) => "numbered",
            Self::Withdrawn(_) => "withdrawn",
            Self::Spoiled(_) => "spoiled",
            Self::GivenBack(_) => "given_back",
            Self::Reclaimed(_) => "reclaimed",
            Self::Settled(_) => "book_settled",
            Self::Printed(_) => "book_printed",
            Self::Closed(_) => "closed",
            Self::Reopened(_) => "reopened",
        }
    }

    /// Whether it is a supervisor's: it decides about numbers that others gave or hold, or
    /// about the whole year.
    pub fn is_supervisors(&self) -> bool {
        matches!(
            self,
            Self::Reclaimed(_) | Self::Settled(_) | Self::Closed(_) | Self::Reopened(_)
        )
    }

    /// Whether only the server records it.
    pub fn is_servers(&self) -> bool {
        matches!(self, Self::Leased(_))
    }
}

/// What a device wants of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// Numbers, now and whenever few are left.
    Numbers,
    /// None any more: it leaves.
    Nothing,
}

/// The facts of an opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// How its numbers are written, for ever.
    pub form: NumberForm,
    /// Its first number here: 1, or the one after those entered on paper before.
    pub first: Number,
    /// The volume in which that lies; it may have begun on paper.
    pub volume: Volume,
    /// The server presumes so, because something spoke of the book: a person may say
    /// otherwise while no number was leased.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub presumed: bool,
}

/// A number and its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The lease that it was taken from.
    pub lease: LeaseSerial,
    /// The number.
    pub number: Number,
    /// The entry.
    pub entry: Entry,
}

/// An entry without a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredProvisionally {
    /// What it is called until it has one.
    pub reference: ProvisionalReference,
    /// The entry.
    pub entry: Entry,
}

/// The number of an entry that had none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// What it was called.
    pub reference: ProvisionalReference,
    /// The lease that the number was taken from.
    pub lease: LeaseSerial,
    /// The number.
    pub number: Number,
}

/// The end of an entry that never had a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// What it was called.
    pub reference: ProvisionalReference,
    /// Why.
    pub reason: String,
}

/// A spoiled number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoiledNumber {
    /// The number.
    pub number: Number,
    /// Why.
    pub reason: String,
}

/// The rest of a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// Which lease.
    pub lease: LeaseSerial,
    /// The first number that was not used; one past the last when all were.
    pub from: Number,
}

/// A lease taken from a lost device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reclaimed {
    /// Which lease.
    pub lease: LeaseSerial,
    /// The last number that the device is known to have used, from a paper or a
    /// telephone call, where that is more than its entries told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<Number>,
    /// Why.
    pub reason: String,
}

/// What was printed for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// The month, 1 to 12.
    pub month: u8,
    /// The numbers on it.
    pub lines: Vec<Run>,
}

/// Most numbers that one print may speak of: a volume's worth.
pub const PRINTED_NUMBERS_MAX: u32 = 10_000;

impl Printed {
    /// How many numbers it speaks of.
    pub fn count(&self) -> u32 {
        let counts = self.lines.iter().map(|run| run.count());
        counts.fold(0, u32::saturating_add)
    }
}

/// A conflict settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The number.
    pub number: Number,
    /// As what.
    pub settlement: Settlement,
}

/// What a number in conflict was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// It belongs to the entry of this subject, one of those that claim it.
    Used(Subject),
    /// It is on a paper whose entry never came; this is what the paper says.
    FromPaper(Entry),
    /// The paper that carries it was struck (bỏ).
    Spoiled {
        /// Why.
        reason: String,
    },
    /// No paper carries it; only where no entry claims it.
    Void {
        /// Why.
        reason: String,
    },
}

/// A closed book opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// Which closing is undone, the first being 1: a word that comes late does not undo
    /// the next one.
    pub closing: u32,
    /// Why.
    pub reason: String,
}

/// Whether a fact may enter. Asked where a fact enters, on the device and at the
/// server, and never when history is folded: a limit can be tightened here and every
/// stream still reads.
///
/// # Errors
/// The first [`Refusal`].
pub fn check_event(event: &Event) -> Result<(), Refusal> {
    match event {
        Event::Entered(entered) => entered.entry.check(),
        Event::EnteredProvisionally(entered) => entered.entry.check(),
        Event::Withdrawn(withdrawn) => check_reason(&withdrawn.reason),
        Event::Spoiled(spoiled) => check_reason(&spoiled.reason),
        Event::Reclaimed(reclaimed) => check_reason(&reclaimed.reason),
        Event::Reopened(reopened) => check_reason(&reopened.reason),
        Event::Settled(settled) => match &settled.settlement {
            Settlement::Used(_) => Ok(()),
            Settlement::FromPaper(entry) => entry.check(),
            Settlement::Spoiled { reason } | Settlement::Void { reason } => check_reason(reason),
        },
        Event::Printed(printed) if printed.count() > PRINTED_NUMBERS_MAX => {
            let max = PRINTED_NUMBERS_MAX;
            Err(Refusal::TooManyPrinted { max })
        }
        Event::Opened(_)
        | Event::VolumeBegun(_)
        | Event::Asked(_)
        | Event::Leased(_)
        | Event::Numbered(_)
        | Event::GivenBack(_)
        | Event::Printed(_)
        | Event::Closed(_) => Ok(()),
    }
}
