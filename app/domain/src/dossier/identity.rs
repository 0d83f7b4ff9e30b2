//! What a personal identity number says about its holder.
//!
//! `PPP G YY NNNNNN`: place of birth registration, century and sex, year of
//! birth, six digits without a check digit. A contradiction is a doubt for the
//! officer to look into, never a reason to refuse: papers are sometimes wrong.

use super::applicant::IDENTITY_DIGITS;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// Codes of the 63 provinces that existed until 30/06/2025; numbers keep them.
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];
/// The highest code of a province; those above are of places abroad.
const PROVINCE_CODE_MAX: u16 = 96;

/// The sex that a number states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// What a 12-digit number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityFacts {
    /// Code of the place of birth registration.
    pub province: u16,
    /// Sex.
    pub sex: Sex,
    /// Year of birth.
    pub birth_year: i32,
}

/// Something to look at again; never a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityDoubt {
    /// The year of birth is another than the one written.
    BirthYear {
        /// In the number.
        in_number: i32,
        /// In the birth date.
        written: i32,
    },
    /// The sex is another than the one written.
    Sex {
        /// In the number.
        in_number: Sex,
    },
    /// No province ever had the code.
    Province,
    /// The number says a year that has not come yet.
    NotYetBorn,
}

impl IdentityFacts {
    /// Reads a 12-digit number; `None` for anything else, 9-digit cards included.
    pub fn read(identity: &str) -> Option<Self> {
        if identity.len() != IDENTITY_DIGITS || !identity.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let number = |from, to| identity.get(from..to)?.parse::<u16>().ok();
        let (century_and_sex, year) = (number(3, 4)?, number(4, 6)?);
        let sex = if century_and_sex.is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        };
        Some(Self {
            province: number(0, 3)?,
            sex,
            birth_year: 1900 + 100 * i32::from(century_and_sex / 2) + i32::from(year),
        })
    }

    /// Whether a province, or a place abroad, has the code.
    pub fn province_is_known(&self) -> bool {
        self.province > PROVINCE_CODE_MAX || PROVINCES.contains(&self.province)
    }

    /// What contradicts the rest of the form, judged on a day.
    pub fn doubts(&self, born: Option<Day>, sex: Option<Sex>, today: Day) -> Vec<IdentityDoubt> {
        let mut doubts = Vec::new();
        if !self.province_is_known() {
            doubts.push(IdentityDoubt::Province);
        }
        if self.birth_year > today.0.year() {
            doubts.push(IdentityDoubt::NotYetBorn);
        }
        if let Some(written) = born.map(|born| born.0.year())
            && written != self.birth_year
        {
            let in_number = self.birth_year;
            doubts.push(IdentityDoubt::BirthYear { in_number, written });
        }
        if sex.is_some_and(|sex| sex != self.sex) {
            doubts.push(IdentityDoubt::Sex {
                in_number: self.sex,
            });
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(identity: &str, born: Option<Day>, sex: Option<Sex>) -> Vec<IdentityDoubt> {
        let today = Day::from_ymd(2026, 11, 22).unwrap();
        IdentityFacts::read(identity)
            .unwrap()
            .doubts(born, sex, today)
    }

    #[test]
    fn a_number_tells_province_sex_and_year() {
        let facts = IdentityFacts::read("002187001234").unwrap();
        assert_eq!(
            (facts.province, facts.sex, facts.birth_year),
            (2, Sex::Female, 1987)
        );
        let facts = IdentityFacts::read("015208001234").unwrap();
        assert_eq!((facts.sex, facts.birth_year), (Sex::Male, 2008));
    }

    #[test]
    fn other_numbers_tell_nothing() {
        for identity in ["", "123456789", "00218700123x", "0021870012345"] {
            assert_eq!(IdentityFacts::read(identity), None);
        }
    }

    #[test]
    fn what_agrees_raises_no_doubt() {
        let born = Day::from_ymd(1987, 9, 5);
        assert_eq!(doubts("002187001234", born, Some(Sex::Female)), vec![]);
        assert_eq!(doubts("002187001234", None, None), vec![]);
    }

    #[test]
    fn contradictions_are_named() {
        let born = Day::from_ymd(1978, 9, 5);
        assert_eq!(
            doubts("002187001234", born, Some(Sex::Male)),
            vec![
                IdentityDoubt::BirthYear {
                    in_number: 1987,
                    written: 1978
                },
                IdentityDoubt::Sex {
                    in_number: Sex::Female
                },
            ]
        );
        assert_eq!(
            doubts("003487001234", None, None),
            vec![IdentityDoubt::Province, IdentityDoubt::NotYetBorn]
        );
    }

    #[test]
    fn places_abroad_are_known() {
        assert_eq!(doubts("101187001234", None, None), vec![]);
    }
}
