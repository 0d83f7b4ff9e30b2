//! How the books of a kind are kept: dated data.

use super::book::{BookKind, Number, Volume, VolumeNumber};
use super::event::Opened;
use super::form::NumberForm;
use super::refusal::Refusal;
use crate::calendar::Status;
use crate::instant::Day;

/// Most numbers of one lease.
pub const LEASE_NUMBERS_MAX: u32 = 1_000;
/// Most entries of one volume.
pub const VOLUME_ENTRIES_MAX: u32 = 10_000;

/// How the books of a kind are kept from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookPolicy {
    /// Of which kind.
    pub kind: BookKind,
    /// The first day in force.
    pub from: Day,
    /// The last day, if there is one.
    pub to: Option<Day>,
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    pub unit: String,
    /// What people call the book.
    pub name: String,
    /// What is kept here of it.
    pub keeping: Keeping,
    /// How sure it is.
    pub status: Status,
    /// The law or notice it rests on.
    pub legal_basis: String,
    /// Where it was read.
    pub source: String,
}

/// What is kept here of a kind of book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// The book itself.
    Book(BookRules),
    /// Drafts and a list for reconciliation: the register itself is in the national
    /// civil status software.
    CivilDraft,
}

/// The figures of a book that is kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRules {
    /// How numbers are written.
    pub form: NumberForm,
    /// What a device is leased at a time.
    pub lease: LeaseSize,
    /// With so many unused numbers or fewer, a device gets more.
    pub low_water: u32,
    /// A volume has so many entries.
    pub entries_per_volume: u32,
    /// So many days before its year the numbers of a book may be leased.
    pub lead_days: u16,
}

/// What a device is leased at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaseSize {
    /// So many numbers.
    Numbers(u32),
    /// What is left of a volume, so that each device has volumes of its own.
    Volume,
}

impl BookPolicy {
    /// The figures of the book.
    ///
    /// # Errors
    /// [`Refusal::CivilRegister`]: what the national software keeps is no book here.
    pub fn rules(&self) -> Result<&BookRules, Refusal> {
        match &self.keeping {
            Keeping::Book(rules) => Ok(rules),
            Keeping::CivilDraft => Err(Refusal::CivilRegister),
        }
    }

    /// The facts of an opening at number 1, volume 1.
    ///
    /// # Errors
    /// [`Refusal::CivilRegister`].
    pub fn opening(&self) -> Result<Opened, Refusal> {
        let first = Number(1);
        self.opening_after_paper(
            first,
            Volume {
                number: VolumeNumber(1),
                first,
            },
        )
    }

    /// The facts of an opening after entries on paper: the first number here, and the
    /// volume in which it lies, with the number that this began with on paper.
    ///
    /// # Errors
    /// [`Refusal::CivilRegister`].
    pub fn opening_after_paper(&self, first: Number, volume: Volume) -> Result<Opened, Refusal> {
        Ok(Opened {
            form: self.rules()?.form.clone(),
            first,
            volume,
            presumed: false,
        })
    }
}
