//! Who pays nothing, or less: dated data like the rules.

use crate::calendar::Status;
use crate::instant::Day;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The ground that holds only for what is registered on time: data calls it so.
pub const ON_TIME: &str = "dung-han";

/// How much of a fee is let off (miễn, giảm), in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(u8);

impl Share {
    /// All of it.
    pub const FULL: Self = Self(100);
    /// Nothing: with it a province takes back what the nation lets off.
    pub const NONE: Self = Self(0);

    /// Reads `full` or `50%`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "full" {
            return Some(Self::FULL);
        }
        let digits = text.strip_suffix('%')?;
        let figures = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let hundredths: u8 = digits.parse().ok().filter(|_| figures)?;
        (hundredths <= 100).then_some(Self(hundredths))
    }

    /// What of an amount is let off, in whole đồng; never more than the amount.
    pub fn of(self, amount: u64) -> u64 {
        let hundredths = u64::from(self.0.min(100));
        // In two parts, so that no amount is too large.
        amount / 100 * hundredths + amount % 100 * hundredths / 100
    }

    /// Whether nothing is left to pay.
    pub fn is_full(self) -> bool {
        self >= Self::FULL
    }
}

impl fmt::Display for Share {
    /// As people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_full() {
            f.write_str("Miễn")
        } else {
            write!(f, "Giảm {}%", self.0)
        }
    }
}

/// A ground on which less is paid. An officer looks at the proof and decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// A word for it that stays the same from line to line, such as `ho-ngheo`.
    pub key: String,
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The first day in force.
    pub effective_from: Day,
    /// The last day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Day>,
    /// Who pays less, as the law says it.
    pub who: String,
    /// The paper that proves it; empty when none is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// How much is let off.
    pub share: Share,
    /// How sure it is.
    pub status: Status,
    /// The law or resolution that grants it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legal_basis: String,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl Exemption {
    /// `Miễn: người thuộc hộ nghèo (Luật Hộ tịch 60/2014/QH13)`.
    pub fn in_words(&self) -> String {
        let basis = match self.legal_basis.as_str() {
            "" => String::new(),
            basis => format!(" ({basis})"),
        };
        format!("{}: {}{basis}", self.share, self.who)
    }
}
