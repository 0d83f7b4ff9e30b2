//! Why a command or an event of a book cannot be.

use super::book::{Number, VolumeNumber};
use super::close::Missing;
use super::lease::LeaseSerial;
use crate::instant::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A rule of the registers says no. Screens turn it into the officer's language.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The kind is a civil status register, which the national software keeps.
    #[error("civil status is entered in the national software: there is no book of it here")]
    CivilRegister,
    /// Nobody has opened the book; what came waits for that.
    #[error("the book is not open yet")]
    NotOpened,
    /// The book is open already.
    #[error("the book was opened before")]
    OpenedBefore,
    /// The book is closed.
    #[error("the book of that year is closed")]
    Closed,
    /// The closing that was meant does not stand: the book is open, or was closed anew.
    #[error("the book is open already, or was closed anew")]
    NotClosed,
    /// Lost leases, conflicts and the closing of a year are for a supervisor.
    #[error("only a supervisor of the unit may do that")]
    NotSupervisor,
    /// A number or volume from which no book can begin.
    #[error("a book begins at a number from 1 and in a volume that does not begin later")]
    BadBeginning,
    /// The year has not come near enough.
    #[error("numbers of that year are leased from {from} on")]
    TooEarly {
        /// The first day.
        from: Day,
    },
    /// Something dated in one year for the book of another.
    #[error("the entry is of another year than the book")]
    OtherYear,
    /// No numbers are left.
    #[error("the book has no numbers left")]
    BookFull,
    /// The volume does not continue the book.
    #[error("the next volume is {number} and begins at {first}")]
    VolumeOutOfOrder {
        /// Its number.
        number: VolumeNumber,
        /// Its first number.
        first: Number,
    },
    /// The present volume has no number yet.
    #[error("the present volume is still empty")]
    VolumeEmpty,
    /// The numbers of a lease are leased, were used, or leave some out.
    #[error("those numbers cannot be leased")]
    NotLeasable,
    /// The lease is not known, or another device's.
    #[error("the device has no such lease")]
    NoSuchLease,
    /// The lease does not hold the number, or holds it no longer.
    #[error("the lease does not hold number {number}")]
    NotInLease {
        /// The number.
        number: Number,
    },
    /// The lease has ended.
    #[error("the lease {lease:?} has ended")]
    LeaseEnded {
        /// Which.
        lease: LeaseSerial,
    },
    /// Numbers below that are said to be used, but nothing is known of this one.
    #[error("nothing has come for number {number}")]
    NotAccounted {
        /// The lowest.
        number: Number,
    },
    /// Said to be unused, but there is an entry.
    #[error("number {number} was used")]
    UsedBeyond {
        /// The highest.
        number: Number,
    },
    /// The number was given to something else.
    #[error("number {number} was written before")]
    WrittenBefore {
        /// The number.
        number: Number,
    },
    /// The number was never given.
    #[error("number {number} was never given")]
    NotGiven {
        /// The number.
        number: Number,
    },
    /// One number per original document per occasion: it has one.
    #[error("the document has number {number}")]
    SubjectHasNumber {
        /// Its number.
        number: Number,
    },
    /// The document waits for its number under a provisional reference.
    #[error("the document has a provisional reference")]
    SubjectIsProvisional,
    /// The provisional reference is not known.
    #[error("the provisional reference is not known")]
    UnknownReference,
    /// The provisional reference was given to another entry.
    #[error("the provisional reference was given before")]
    ReferenceTaken,
    /// The provisional entry has its number, or was withdrawn.
    #[error("the provisional entry has ended")]
    ReferenceEnded,
    /// More provisional entries than one device keeps.
    #[error("a device keeps at most {max} entries without a number")]
    TooManyProvisional {
        /// The limit broken.
        max: usize,
    },
    /// Lease is used up and there is nothing to spoil or number with.
    #[error("no number of that year is left on this device")]
    NothingLeft,
    /// The number waits for a person's decision.
    #[error("number {number} is in conflict: decide that first")]
    InConflict {
        /// The number.
        number: Number,
    },
    /// There is nothing to decide about the number.
    #[error("number {number} is not in conflict")]
    NotInConflict {
        /// The number.
        number: Number,
    },
    /// The decision does not fit the conflict.
    #[error("the conflict about number {number} cannot be settled like that")]
    NotASettlement {
        /// The number.
        number: Number,
    },
    /// The book cannot be closed yet.
    #[error("the book cannot be closed yet: {0}")]
    NotReady(Missing),
    /// The counts to be signed are not those of the book.
    #[error("the counts are not those of the book")]
    CountsDiffer,
    /// No month of a year.
    #[error("a year has months 1 to 12")]
    NotAMonth,
    /// One print speaks of too many numbers.
    #[error("a print speaks of at most {max} numbers")]
    TooManyPrinted {
        /// The most.
        max: u32,
    },
    /// A step that must be explained was not.
    #[error("the step needs a reason")]
    ReasonMissing,
    /// A control character, or one without a shape.
    #[error("a text holds a character that cannot be seen")]
    UnseenCharacter,
    /// A text is longer than kept.
    #[error("a text is longer than {max} characters")]
    TextTooLong {
        /// The limit broken.
        max: usize,
    },
    /// No copies, or more than a counter can make.
    #[error("copies must lie between 1 and {max}")]
    CopiesOutOfRange {
        /// The limit broken.
        max: u32,
    },
    /// A document that a dossier cannot have.
    #[error("a dossier has at most {max} documents")]
    DocumentOutOfRange {
        /// The limit broken.
        max: usize,
    },
    /// More than any fee.
    #[error("a fee is at most {max} đồng")]
    FeeOutOfRange {
        /// The limit broken.
        max: u64,
    },
    /// A draft of a civil status entry cannot take this step from where it stands.
    #[error("the draft cannot take this step")]
    WrongStep,
    /// No number of the national software.
    #[error("the official number is missing")]
    OfficialNumberMissing,
}
