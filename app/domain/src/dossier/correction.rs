//! Corrections of the applicant's details, and what happens when two devices
//! correct the same detail without knowing of each other (SPEC §K).

use super::applicant::{Applicant, ApplicantFault};
use super::refusal::Refusal;
use crate::instant::Day;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};

/// A detail of the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Full name.
    Name,
    /// Identity number.
    Identity,
    /// Birth date, as `yyyy-mm-dd`.
    Born,
    /// Telephone.
    Phone,
    /// Address.
    Address,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Identity,
        Self::Born,
        Self::Phone,
        Self::Address,
    ];

    /// Whether it says who the applicant is before the law. Two values of such a
    /// detail are never settled by the later one winning: a person decides.
    pub fn is_legal(self) -> bool {
        match self {
            Self::Name | Self::Identity | Self::Born => true,
            Self::Phone | Self::Address => false,
        }
    }
}

/// One detail, from what the officer saw to what they wrote. Empty is "not given".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which detail.
    pub field: Field,
    /// The value that the officer saw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub base: String,
    /// The value that the officer wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
}

/// A person's decision between the sides of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which detail.
    pub field: Field,
    /// The value that stands from now on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
}

/// A value of a conflict and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Who, where, when.
    pub origin: Origin,
}

/// Values of one legal detail that were written without knowledge of each other.
/// The first stands until a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which detail.
    pub field: Field,
    /// What the later writer had seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub base: String,
    /// The values, in the order of the stream; at least two.
    pub sides: Vec<Side>,
}

impl Conflict {
    /// Whether somebody wrote this value.
    pub fn has(&self, value: &str) -> bool {
        self.sides.iter().any(|side| side.value == value)
    }
}

impl Applicant {
    /// A detail as text.
    pub fn detail(&self, field: Field) -> String {
        match field {
            Field::Name => self.name.clone(),
            Field::Identity => self.identity.clone(),
            Field::Born => self.born.map(Day::iso).unwrap_or_default(),
            Field::Phone => self.phone.clone(),
            Field::Address => self.address.clone(),
        }
    }

    /// The same applicant with another detail.
    ///
    /// # Errors
    /// [`ApplicantFault::BornNotADay`] when a birth date is none.
    pub fn with_detail(&self, field: Field, value: &str) -> Result<Self, ApplicantFault> {
        let mut next = self.clone();
        match field {
            Field::Name => value.clone_into(&mut next.name),
            Field::Identity => value.clone_into(&mut next.identity),
            Field::Phone => value.clone_into(&mut next.phone),
            Field::Address => value.clone_into(&mut next.address),
            Field::Born if value.is_empty() => next.born = None,
            Field::Born => {
                next.born = Some(Day::parse_iso(value).ok_or(ApplicantFault::BornNotADay)?);
            }
        }
        Ok(next)
    }

    /// The changes from here to `wanted`, one for each detail that differs.
    pub fn changes_to(&self, wanted: &Self) -> Vec<Change> {
        let change = |field| {
            let (base, value) = (self.detail(field), wanted.detail(field));
            (base != value).then_some(Change { field, base, value })
        };
        Field::ALL.into_iter().filter_map(change).collect()
    }
}

/// What became of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// The value stands.
    Stands,
    /// Another value stands; this one stays in the timeline only.
    Yields,
    /// A person has to decide between the two.
    Clashes,
}

/// Merges one change into what stands.
///
/// `since` is the origin of the standing value.
pub(super) fn merge(change: &Change, standing: &str, since: Origin, origin: Origin) -> Merged {
    if standing == change.base {
        Merged::Stands
    } else if standing == change.value {
        Merged::Yields
    } else if change.field.is_legal() {
        Merged::Clashes
    } else if (origin.time, origin.event) > (since.time, since.event) {
        Merged::Stands
    } else {
        Merged::Yields
    }
}

/// Whether a change can stand by itself.
pub(super) fn check(
    applicant: &Applicant,
    change: &Change,
    origin: Origin,
) -> Result<Applicant, Refusal> {
    if change.base == change.value {
        return Err(Refusal::NothingToChange);
    }
    let next = applicant
        .with_detail(change.field, &change.value)
        .map_err(Refusal::Applicant)?;
    next.check(origin.at()).map_err(Refusal::Applicant)?;
    Ok(next)
}
