//! What has become of a number.

use super::book::Number;
use super::entry::{Entry, Subject};
use super::form::ProvisionalReference;
use super::lease::LeaseSerial;
use crate::instant::Day;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};

/// An entry and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The entry.
    pub entry: Entry,
    /// What it was called before it had its number, if it had none at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional: Option<ProvisionalReference>,
    /// Who, where, when.
    pub origin: Origin,
}

/// What has become of a number, once something has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is on a paper.
    Used(Box<Claim>),
    /// Spoiled (bỏ): it stays in the book and is nobody's.
    Spoiled(Box<Spoiled>),
    /// No paper carries it, as far as is known, and none ever will.
    Void(Void),
    /// What is known of it does not go together: a person decides.
    InConflict(Box<Conflict>),
}

impl Standing {
    /// The entry that the number stands for.
    pub fn used(&self) -> Option<&Claim> {
        match self {
            Self::Used(claim) => Some(claim),
            Self::Spoiled(_) | Self::Void(_) | Self::InConflict(_) => None,
        }
    }

    /// The entries that name the number, whatever became of them.
    pub fn claims(&self) -> &[Claim] {
        match self {
            Self::Used(claim) => core::slice::from_ref(&**claim),
            Self::Spoiled(spoiled) => &spoiled.struck,
            Self::Void(_) => &[],
            Self::InConflict(conflict) => &conflict.claims,
        }
    }

    /// The day under which the book lists it: an entry's own, else when it was put out
    /// of use; none while it is in conflict.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::Used(claim) => Some(claim.entry.day),
            Self::Spoiled(spoiled) => spoiled.origin.at().day(),
            Self::Void(void) => void.origin.at().day(),
            Self::InConflict(_) => None,
        }
    }
}

/// A spoiled number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoiled {
    /// Why.
    pub reason: String,
    /// Who, where, when.
    pub origin: Origin,
    /// The entries that were struck, if there had been any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<Claim>,
}

/// A number that was put out of use without ever being on paper, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Void {
    /// Why.
    pub why: VoidReason,
    /// Who, where, when.
    pub origin: Origin,
}

/// Why a number is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// Its lease was reclaimed from a device that was given up for lost.
    Reclaimed {
        /// Which lease.
        lease: LeaseSerial,
        /// Why, in the supervisor's words.
        reason: String,
    },
    /// A supervisor looked at the paper and found it unused.
    Settled {
        /// Why, in the supervisor's words.
        reason: String,
    },
    /// Given back, and not wanted again before the year's book was closed.
    LeftAtClosing,
}

/// A number of which not everything known can hold.
///
/// It counts as given: no lease will ever hold it again, whatever is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// How.
    pub cause: Cause,
    /// The entries that name it, in the order they came; none while one is awaited.
    pub claims: Vec<Claim>,
    /// What made the conflict: who, where, when.
    pub origin: Origin,
}

/// How a number came to be in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The device was known to have used it when its lease was reclaimed; the entry
    /// has not come.
    Awaited {
        /// Which lease.
        lease: LeaseSerial,
        /// Why the lease was reclaimed.
        reason: String,
    },
    /// An entry came for a number that had been put out of use.
    OutOfUse(Box<Standing>),
    /// An entry came for a number that another entry has.
    TwoEntries,
    /// The same document of the same dossier has another number already.
    SubjectTwice {
        /// That number.
        number: Number,
    },
    /// The provisional entry had been withdrawn.
    Withdrawn,
}

impl Conflict {
    /// The claim for a subject.
    pub fn claim(&self, subject: Subject) -> Option<&Claim> {
        self.claims
            .iter()
            .find(|claim| claim.entry.subject == subject)
    }
}
