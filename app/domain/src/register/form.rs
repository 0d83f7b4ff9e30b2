//! How a number is written on paper, and how one that is only provisional is.

use super::book::{BookKey, Number, VolumeNumber};
use crate::dossier::DeviceTag;
use core::fmt;
use serde::{Deserialize, Serialize};

const NUMBER: &str = "{number}";
const VOLUME: &str = "{volume}";
const YEAR: &str = "{year}";
/// What each form must hold: without one of them two entries could be written alike.
pub(super) const PARTS: [&str; 3] = [NUMBER, VOLUME, YEAR];

/// How the numbers of a book are written, such as
/// `số {number} quyển số {volume}/{year} - SCT/BS` (TT 01/2020/TT-BTP; from memory).
///
/// A book pins its form when it is opened, so that its numbers read the same for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NumberForm(String);

impl NumberForm {
    /// Reads a form; `Err` tells the part that is missing, or the brace that is of no
    /// part.
    pub(super) fn parse(text: &str) -> Result<Self, FormFault> {
        let mut rest = text.to_owned();
        for part in PARTS {
            if !rest.contains(part) {
                return Err(FormFault::Missing(part));
            }
            rest = rest.replacen(part, "", 1);
        }
        if rest.contains(['{', '}']) {
            return Err(FormFault::Strange);
        }
        Ok(Self(text.to_owned()))
    }

    /// Writes a number: `số 07 quyển số 01/2026 - SCT/BS`.
    pub fn write(&self, number: Number, volume: VolumeNumber, year: i32) -> String {
        self.0
            .replace(NUMBER, &number.to_string())
            .replace(VOLUME, &volume.to_string())
            .replace(YEAR, &year.to_string())
    }
}

/// What a form lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormFault {
    Missing(&'static str),
    Strange,
}

/// A final number, with the volume it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FinalNumber {
    /// The number.
    pub number: Number,
    /// Its volume.
    pub volume: VolumeNumber,
}

/// What an entry is called until it has its number: which device wrote it, and its
/// how-manieth of that book.
///
/// It cannot be taken for a number: it begins with a word and carries the device's
/// letters, `TẠM-A7/2026 - SCT/BS`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProvisionalReference {
    /// The device.
    pub tag: DeviceTag,
    /// Counted by the device in each book, from 1.
    pub sequence: u32,
}

impl ProvisionalReference {
    /// As screen and paper write it.
    pub fn write(&self, book: &BookKey) -> String {
        format!("{self}/{} - {}", book.year, book.kind)
    }
}

impl fmt::Display for ProvisionalReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TẠM-{}{}", self.tag.0, self.sequence)
    }
}

/// What an entry is called: for ever, or until it has its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// For ever.
    Final(FinalNumber),
    /// Until it has its number.
    Provisional(ProvisionalReference),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UnitId;
    use crate::register::BookKind;

    const USUAL: &str = "số {number} quyển số {volume}/{year} - SCT/CK,ĐC";

    #[test]
    fn a_number_is_written_with_volume_year_and_mark() {
        let form = NumberForm::parse(USUAL).unwrap();
        let written = form.write(Number(7), VolumeNumber(1), 2026);
        assert_eq!(written, "số 07 quyển số 01/2026 - SCT/CK,ĐC");
        let written = form.write(Number(1_038), VolumeNumber(12), 2027);
        assert_eq!(written, "số 1038 quyển số 12/2027 - SCT/CK,ĐC");
    }

    #[test]
    fn a_form_without_a_part_or_with_a_strange_one_is_none() {
        for (text, fault) in [
            ("", FormFault::Missing("{number}")),
            ("số {number}/{year}", FormFault::Missing("{volume}")),
            ("số {number} quyển {volume}", FormFault::Missing("{year}")),
            ("{number}{number}{volume}{year}", FormFault::Strange),
            ("{number} {volume} {year} {mark}", FormFault::Strange),
        ] {
            assert_eq!(NumberForm::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_provisional_reference_is_no_number() {
        let book = BookKey {
            unit: UnitId("H15.50".into()),
            kind: BookKind("SCT/BS".into()),
            year: 2026,
        };
        let reference = ProvisionalReference {
            tag: DeviceTag("B".into()),
            sequence: 3,
        };
        assert_eq!(reference.write(&book), "TẠM-B3/2026 - SCT/BS");
    }
}
