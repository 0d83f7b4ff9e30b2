//! The local code of a dossier, which no two devices can give twice.
//!
//! The official sequence belongs to the official system; until it has spoken a
//! dossier carries `unit-yymmdd-device·sequence·check`, printed as provisional.

use crate::id::UnitId;
use crate::instant::Day;
use core::fmt;
use serde::{Deserialize, Serialize};

/// Letters of a device tag: no I, O, Q that are taken for digits.
const TAG_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
/// Alphabet of the check character (ISO/IEC 7064 MOD 37-2 uses the same set plus `*`).
const CHECK_ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

/// The short name of a device within its unit (A, B, … AA), given by the server
/// at registration and never given again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceTag(pub String);

impl DeviceTag {
    /// The tag of the `ordinal`-th device of a unit, from 0.
    pub fn from_ordinal(ordinal: u32) -> Self {
        let base = 23_u32;
        let mut letters = Vec::new();
        let mut rest = u64::from(ordinal) + 1;
        while rest > 0 {
            rest -= 1;
            let digit = usize::try_from(rest % u64::from(base)).unwrap_or_default();
            letters.push(TAG_LETTERS.get(digit).copied().unwrap_or(b'A'));
            rest /= u64::from(base);
        }
        letters.reverse();
        Self(letters.into_iter().map(char::from).collect())
    }
}

/// A dossier's local code, e.g. `H15.50.05.13-261122-A0007-K`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalCode(pub String);

impl LocalCode {
    /// Builds the code of the `sequence`-th dossier that a device receives on a day.
    pub fn new(unit: &UnitId, day: Day, tag: &DeviceTag, sequence: u32) -> Self {
        let body = format!("{unit}-{}-{}{sequence:04}", day.compact(), tag.0);
        let check = check_character(&body);
        Self(format!("{body}-{check}"))
    }

    /// Whether the check character fits the rest: false for a slip of the pen.
    pub fn is_sound(&self) -> bool {
        let Some((body, check)) = self.0.rsplit_once('-') else {
            return false;
        };
        check.chars().eq([check_character(body)])
    }

    /// Whether the code was built for this unit.
    pub fn is_of(&self, unit: &UnitId) -> bool {
        let rest = self.0.strip_prefix(&unit.0);
        rest.is_some_and(|rest| rest.starts_with('-'))
    }

    /// Whether the code was built for this unit, with this tag.
    pub fn belongs_to(&self, unit: &UnitId, tag: &DeviceTag) -> bool {
        let rest = self
            .0
            .strip_prefix(&unit.0)
            .and_then(|rest| rest.strip_prefix('-'));
        let Some((_, rest)) = rest.and_then(|rest| rest.split_once('-')) else {
            return false;
        };
        let letters: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
        letters == tag.0
    }
}

impl fmt::Display for LocalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// ISO/IEC 7064 MOD 37-2 over the letters and digits of `body`: it catches every
/// single wrong character and every swap of two neighbours.
fn check_character(body: &str) -> char {
    let value = |c: char| c.to_digit(36);
    let sum = body
        .chars()
        .filter_map(value)
        .fold(0, |sum, digit| ((sum + digit) * 2) % 37);
    let check = (38 - sum) % 37;
    let index = usize::try_from(check).unwrap_or_default();
    char::from(CHECK_ALPHABET.get(index).copied().unwrap_or(b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn code(sequence: u32) -> LocalCode {
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        LocalCode::new(
            &UnitId("H15.50".into()),
            day,
            &DeviceTag("A".into()),
            sequence,
        )
    }

    #[test]
    fn tags_are_all_different() {
        let tags: HashSet<_> = (0..2_000).map(DeviceTag::from_ordinal).collect();
        assert_eq!(tags.len(), 2_000);
        assert_eq!(DeviceTag::from_ordinal(0).0, "A");
        assert_eq!(DeviceTag::from_ordinal(23).0, "AA");
    }

    #[test]
    fn a_code_knows_its_unit_and_device() {
        let code = code(7);
        assert!(code.0.starts_with("H15.50-261122-A0007-"), "{code}");
        assert!(code.is_sound());
        assert!(code.belongs_to(&UnitId("H15.50".into()), &DeviceTag("A".into())));
        assert!(!code.belongs_to(&UnitId("H15.51".into()), &DeviceTag("A".into())));
        assert!(!code.belongs_to(&UnitId("H15.50".into()), &DeviceTag("AA".into())));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_seen(sequence in 0_u32..10_000, at in 0_usize..20, digit in 0_u8..10) {
            let sound = code(sequence);
            let mut bytes = sound.0.into_bytes();
            prop_assume!(bytes[at].is_ascii_digit() && bytes[at] != b'0' + digit);
            bytes[at] = b'0' + digit;
            prop_assert!(!LocalCode(String::from_utf8(bytes).unwrap()).is_sound());
        }
    }
}
