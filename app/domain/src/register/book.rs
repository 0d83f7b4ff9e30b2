//! What a book is called, and how its numbers and volumes lie.

use crate::id::UnitId;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The last number that a book takes: beyond any year of any commune.
pub const NUMBER_MAX: Number = Number(999_999);

/// The kind of a book by its key in data, such as `SCT/BS`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BookKind(pub String);

impl fmt::Display for BookKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A book (sổ): one for each unit, kind and calendar year (NĐ 23/2015 art. 13,
/// TT 01/2020/TT-BTP; from memory).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BookKey {
    /// Whose.
    pub unit: UnitId,
    /// Of what.
    pub kind: BookKind,
    /// The calendar year, in Viet Nam.
    pub year: i32,
}

/// A number (số) of a book, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub u32);

impl Number {
    /// The number after it.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The number so many after it.
    #[must_use]
    pub fn plus(self, numbers: u32) -> Self {
        Self(self.0.saturating_add(numbers))
    }

    /// The number before it; 0, which no book has, before the first.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// `07`: books count 01, 02 and so on.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// The number of a volume within its book, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VolumeNumber(pub u32);

impl VolumeNumber {
    /// The volume after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for VolumeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// A volume (quyển): the numbers from its first up to where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Which.
    pub number: VolumeNumber,
    /// Its first number, on paper or here.
    pub first: Number,
}

/// Numbers in a row, both ends included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The lowest.
    pub first: Number,
    /// The highest.
    pub last: Number,
}

impl Run {
    /// From one number to another; `None` when there is none between them.
    pub fn new(first: Number, last: Number) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// How many numbers.
    pub fn count(self) -> u32 {
        self.last.0.saturating_sub(self.first.0).saturating_add(1)
    }

    /// Whether a number is one of them.
    pub fn contains(self, number: Number) -> bool {
        self.first <= number && number <= self.last
    }

    /// Whether all numbers of another run are among them.
    pub fn covers(self, other: Self) -> bool {
        self.contains(other.first) && self.contains(other.last)
    }

    /// The numbers, lowest first.
    pub fn numbers(self) -> impl DoubleEndedIterator<Item = Number> {
        (self.first.0..=self.last.0).map(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_never_empty() {
        assert_eq!(Run::new(Number(4), Number(3)), None);
        let run = Run::new(Number(3), Number(5)).unwrap();
        assert_eq!(run.count(), 3);
        assert_eq!(
            run.numbers().collect::<Vec<_>>(),
            [Number(3), Number(4), Number(5)]
        );
        assert!(run.contains(Number(5)) && !run.contains(Number(6)));
        assert!(
            run.covers(run)
                && !run.covers(Run {
                    last: Number(6),
                    ..run
                })
        );
    }

    #[test]
    fn books_count_with_two_figures() {
        assert_eq!(Number(1).to_string(), "01");
        assert_eq!(Number(1_234).to_string(), "1234");
        assert_eq!(VolumeNumber(2).to_string(), "02");
    }
}
