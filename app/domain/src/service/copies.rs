//! Copies certified from originals.

use super::people::Signer;
use super::{Fault, check_count, check_needed, check_number, check_text};
use serde::{Deserialize, Serialize};

/// Originals of which copies were certified in one sitting. Each has one certification
/// number, however many copies were made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// The originals; alike ones are told one by one.
    pub originals: Vec<Original>,
    /// Keys of the grounds for refusal that the officer looked for and did not find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ruled_out: Vec<String>,
    /// Who signs; none where the unit has no list of signers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
}

/// One original.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// What it is (tên bản chính).
    pub title: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// Its own number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Its pages.
    pub pages: u32,
    /// Copies made of it.
    pub copies: u32,
}

impl Copies {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_number(self.originals.len())?;
        for original in &self.originals {
            check_needed(&original.title, Fault::TitleMissing)?;
            check_text(&original.issuer)?;
            check_text(&original.number)?;
            check_count(original.pages)?;
            check_count(original.copies)?;
        }
        self.ruled_out.iter().try_for_each(|key| check_text(key))?;
        self.signer.iter().try_for_each(Signer::check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{CERTIFIED_COUNT_MAX, LINES_MAX};

    fn diploma() -> Original {
        Original {
            title: "Bằng tốt nghiệp trung học phổ thông".into(),
            pages: 2,
            copies: 3,
            ..Original::default()
        }
    }

    fn with(change: fn(&mut Copies)) -> Result<(), Fault> {
        let mut copies = Copies {
            originals: vec![diploma()],
            ..Copies::default()
        };
        change(&mut copies);
        copies.check()
    }

    #[test]
    fn a_name_and_two_counts_are_enough() {
        assert_eq!(with(|_| {}), Ok(()));
    }

    #[test]
    fn l8_faults_are_named() {
        let max = CERTIFIED_COUNT_MAX;
        let count = Err(Fault::CountOutOfRange { max });
        assert_eq!(with(|it| it.originals.clear()), Err(Fault::NoDocument));
        assert_eq!(with(|it| it.originals[0].pages = 0), count);
        assert_eq!(with(|it| it.originals[0].copies = 0), count);
        assert_eq!(with(|it| it.originals[0].copies = u32::MAX), count);
        let untitled = with(|it| it.originals[0].title = " ".into());
        assert_eq!(untitled, Err(Fault::TitleMissing));
        let unseen = with(|it| it.originals[0].issuer = "Sở\u{200b}".into());
        assert_eq!(unseen, Err(Fault::UnseenCharacter));
        let unnamed = with(|it| it.signer = Some(Signer::default()));
        assert_eq!(unnamed, Err(Fault::PersonUnnamed));
        let many = with(|it| it.originals = vec![diploma(); LINES_MAX + 1]);
        assert_eq!(many, Err(Fault::TooManyDocuments { max: LINES_MAX }));
    }
}
