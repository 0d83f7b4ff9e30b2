//! A person whom an act of civil status is about.

use super::fault::CivilFault;
use super::partial::PartialDate;
use crate::dossier::{FORMER_IDENTITY_DIGITS, IDENTITY_DIGITS, Sex, TEXT_CHARS_MAX};
use crate::instant::Day;
use crate::text::{fold, has_unseen};
use serde::{Deserialize, Serialize};

/// How long the number of a passport may be: nine at most by ICAO Doc 9303 part 4, and some
/// room for the other papers that stand in for one.
const PASSPORT_CHARS: core::ops::RangeInclusive<usize> = 5..=20;

/// A person as a register describes them. Empty text means "not known", which is left
/// blank on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name, exactly as typed: never re-spelled. Paper shows it in capitals.
    pub name: String,
    /// Birth date, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Identity number, digits only; of a foreigner that of the passport.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
    /// Dân tộc.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ethnicity: String,
    /// Quốc tịch.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nationality: String,
    /// Nơi cư trú; of the dead, the last one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub residence: String,
}

/// Names of the details of one person in a form, as faults carry them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonFields {
    /// Full name.
    pub name: &'static str,
    /// Birth date.
    pub born: &'static str,
    /// Sex.
    pub sex: &'static str,
    /// Identity number.
    pub identity: &'static str,
    /// Dân tộc.
    pub ethnicity: &'static str,
    /// Quốc tịch.
    pub nationality: &'static str,
    /// Nơi cư trú.
    pub residence: &'static str,
}

impl Person {
    /// Whether nothing at all is known.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// The name as the register writes it: in capitals with all tone marks.
    pub fn name_in_capitals(&self) -> String {
        self.name.to_uppercase()
    }

    /// Whether the person is so many years old on a day, as far as the birth date tells;
    /// `None` when it does not tell.
    pub fn has_reached(&self, years: u8, on: Day) -> Option<bool> {
        let born = self.born?;
        let (earliest, latest) = (born.earliest()?, born.latest()?);
        match (
            birthday(latest, years) <= Some(on),
            birthday(earliest, years) <= Some(on),
        ) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        }
    }

    /// Whether the person is a citizen of another country, as far as it is told.
    pub fn is_foreign(&self) -> bool {
        is_foreign(&self.nationality)
    }

    /// Digits of a citizen of Viet Nam; of others whatever their passport has.
    fn check_identity(&self, field: &'static str, faults: &mut Vec<CivilFault>) {
        let number = &self.identity;
        if number.is_empty() {
            return;
        }
        if self.is_foreign() {
            let alphanumeric = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !alphanumeric || !PASSPORT_CHARS.contains(&number.len()) {
                faults.push(CivilFault::Passport(field));
            }
        } else if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            faults.push(CivilFault::NotDigits(field));
        } else if ![IDENTITY_DIGITS, FORMER_IDENTITY_DIGITS].contains(&number.len()) {
            faults.push(CivilFault::IdentityLength(field));
        }
    }

    /// What is wrong with the details, judged on a day.
    pub fn faults(&self, fields: &PersonFields, today: Day, faults: &mut Vec<CivilFault>) {
        if self.name.trim().is_empty() {
            faults.push(CivilFault::Missing(fields.name));
        }
        self.check_identity(fields.identity, faults);
        check_past(self.born, fields.born, today, faults);
        for (text, field) in [
            (&self.name, fields.name),
            (&self.ethnicity, fields.ethnicity),
            (&self.nationality, fields.nationality),
            (&self.residence, fields.residence),
        ] {
            check_text(text, field, faults);
        }
    }
}

/// The day on which somebody born on a day is so many years old: of 29 February, the
/// first of March where the year has none.
fn birthday(born: Day, years: u8) -> Option<Day> {
    let year = born.0.year() + i32::from(years);
    let (month, day) = (u8::from(born.0.month()), born.0.day());
    Day::from_ymd(year, month, day).or_else(|| Day::from_ymd(year, month + 1, 1))
}

/// Whether a nationality that is told is not that of Viet Nam, however it is spelled.
pub fn is_foreign(nationality: &str) -> bool {
    let told: String = fold(nationality).split_whitespace().collect();
    !matches!(&*told, "" | "vietnam" | "vn")
}

pub(super) fn check_past(
    date: Option<PartialDate>,
    field: &'static str,
    today: Day,
    faults: &mut Vec<CivilFault>,
) {
    let Some(date) = date else { return };
    if date.earliest().is_none_or(|earliest| earliest > today) {
        faults.push(CivilFault::InFuture(field));
    } else if date.year_of() < super::partial::YEAR_MIN {
        faults.push(CivilFault::TooLongAgo(field));
    }
}

pub(super) fn check_text(text: &str, field: &'static str, faults: &mut Vec<CivilFault>) {
    if text.chars().count() > TEXT_CHARS_MAX {
        faults.push(CivilFault::TooLong(field));
    } else if text.lines().any(has_unseen) {
        faults.push(CivilFault::Unseen(field));
    }
}

#[cfg(test)]
mod tests {
    use super::super::marriage::WOMAN;
    use super::*;

    #[test]
    fn a_foreigner_has_the_number_of_a_passport() {
        let number = |nationality: &str, identity: &str| {
            let mut faults = vec![];
            let person = Person {
                name: "Xaiyavong Khamla".into(),
                nationality: nationality.into(),
                identity: identity.into(),
                ..Person::default()
            };
            person.faults(&WOMAN, Day::from_ymd(2026, 11, 23).unwrap(), &mut faults);
            faults
        };
        let field = WOMAN.identity;
        assert_eq!(number("Lào", "PA0123456"), []);
        assert_eq!(number("Trung Quốc", "EJ1234567"), []);
        assert_eq!(number("Lào", ""), []);
        for wrong in ["PA1", "PA 0123456", "hộ chiếu", "PA01234567890123456789"] {
            assert_eq!(
                number("Lào", wrong),
                [CivilFault::Passport(field)],
                "{wrong}"
            );
        }
        for home in ["", "Việt Nam", "VIỆT NAM", "việt  nam", "Vietnam"] {
            assert_eq!(
                number(home, "PA0123456"),
                [CivilFault::NotDigits(field)],
                "{home}"
            );
            assert_eq!(number(home, "0123"), [CivilFault::IdentityLength(field)]);
        }
    }

    fn born(year: i32, day: Option<(u8, u8)>) -> Person {
        let date = day.map(|(month, day)| Day::from_ymd(year, month, day).unwrap());
        Person {
            born: Some(date.map_or(PartialDate::Year(year), PartialDate::Day)),
            ..Person::default()
        }
    }

    #[test]
    fn an_age_is_reached_on_the_birthday() {
        let on = |text: &str| Day::parse_iso(text).unwrap();
        let person = born(2006, Some((11, 23)));
        assert_eq!(person.has_reached(20, on("2026-11-22")), Some(false));
        assert_eq!(person.has_reached(20, on("2026-11-23")), Some(true));
        let leap = born(2008, Some((2, 29)));
        assert_eq!(leap.has_reached(18, on("2026-02-28")), Some(false));
        assert_eq!(leap.has_reached(18, on("2026-03-01")), Some(true));
    }

    #[test]
    fn a_year_alone_may_not_tell_an_age() {
        let on = Day::parse_iso("2026-11-23").unwrap();
        assert_eq!(born(2005, None).has_reached(20, on), Some(true));
        assert_eq!(born(2006, None).has_reached(20, on), None);
        assert_eq!(born(2007, None).has_reached(20, on), Some(false));
        assert_eq!(Person::default().has_reached(20, on), None);
    }
}
