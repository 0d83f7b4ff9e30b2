//! A date of which perhaps only the year is known, as of people born long ago.

use crate::instant::Day;
use crate::text::{capital, spell, spell_day};
use core::fmt;
use serde::{Deserialize, Serialize};

/// The earliest year that is taken for a date in somebody's life.
pub const YEAR_MIN: i32 = 1850;

/// A day, a month or a year; written `1950-06-05`, `1950-06` or `1950` in data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year.
    Year(i32),
    /// Year and month.
    Month(i32, u8),
    /// The day.
    Day(Day),
}

impl PartialDate {
    /// Only a year, from [`YEAR_MIN`] to 9999.
    pub fn year(year: i32) -> Option<Self> {
        (YEAR_MIN..=9999)
            .contains(&year)
            .then_some(Self::Year(year))
    }

    /// Year and month.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        Self::year(year)?;
        (1..=12)
            .contains(&month)
            .then_some(Self::Month(year, month))
    }

    /// The year, known in any case.
    pub fn year_of(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.0.year(),
        }
    }

    /// The day, when it is known.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// The first day that it can be.
    pub fn earliest(self) -> Option<Day> {
        match self {
            Self::Year(year) => Day::from_ymd(year, 1, 1),
            Self::Month(year, month) => Day::from_ymd(year, month, 1),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day that it can be.
    pub fn latest(self) -> Option<Day> {
        match self {
            Self::Year(year) | Self::Month(year, 12) => Day::from_ymd(year, 12, 31),
            Self::Month(year, month) => Day::from_ymd(year, month + 1, 1).map(|day| day.plus(-1)),
            Self::Day(day) => Some(day),
        }
    }

    /// `ngày năm tháng sáu năm một nghìn …`, and less where less is known.
    pub fn spelled(self) -> String {
        let number = |figure: i32| spell(u64::try_from(figure).unwrap_or_default());
        capital(&match self {
            Self::Year(year) => format!("năm {}", number(year)),
            Self::Month(year, month) => {
                let day = Day::from_ymd(year, month, 1)
                    .map(spell_day)
                    .unwrap_or_default();
                // The words of the month as they stand in those of a day.
                let from = day.find("tháng").unwrap_or_default();
                day.get(from..).unwrap_or_default().to_owned()
            }
            Self::Day(day) => spell_day(day),
        })
    }

    fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(day) => day.iso(),
        }
    }

    fn parse_iso(text: &str) -> Option<Self> {
        let number = |text: &str, figures: usize| {
            let written = text.len() == figures && text.bytes().all(|it| it.is_ascii_digit());
            text.parse::<u16>().ok().filter(|_| written)
        };
        match text.len() {
            4 => Self::year(number(text, 4)?.into()),
            7 => {
                let (year, month) = text.split_once('-')?;
                let month = u8::try_from(number(month, 2)?).ok()?;
                Self::month(number(year, 4)?.into(), month)
            }
            _ => Day::parse_iso(text).map(Self::Day),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{month:02}/{year:04}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse_iso(&text)
            .ok_or_else(|| serde::de::Error::custom("expected yyyy, yyyy-mm or yyyy-mm-dd"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes() {
        for text in ["1950", "1950-06", "1950-06-05"] {
            assert_eq!(PartialDate::parse_iso(text).unwrap().iso(), text);
        }
        for text in [
            "",
            "50",
            "1950-13",
            "1950-6",
            "1849",
            "1950-02-30",
            "195x",
            "+950",
        ] {
            assert_eq!(PartialDate::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn it_lies_between_its_first_and_last_day() {
        let month = PartialDate::month(2024, 2).unwrap();
        assert_eq!(month.earliest(), Day::from_ymd(2024, 2, 1));
        assert_eq!(month.latest(), Day::from_ymd(2024, 2, 29));
        let december = PartialDate::month(2024, 12).unwrap();
        assert_eq!(december.latest(), Day::from_ymd(2024, 12, 31));
        let year = PartialDate::year(1950).unwrap();
        assert_eq!(year.latest(), Day::from_ymd(1950, 12, 31));
    }

    #[test]
    fn it_is_told_in_figures_and_in_words() {
        let day = PartialDate::Day(Day::from_ymd(2026, 11, 22).unwrap());
        assert_eq!(day.to_string(), "22/11/2026");
        assert_eq!(
            day.spelled(),
            "Ngày hai mươi hai tháng mười một năm hai nghìn không trăm hai mươi sáu"
        );
        let month = PartialDate::month(1950, 6).unwrap();
        assert_eq!(month.to_string(), "06/1950");
        assert_eq!(
            month.spelled(),
            "Tháng sáu năm một nghìn chín trăm năm mươi"
        );
        let year = PartialDate::year(1950).unwrap();
        assert_eq!(year.spelled(), "Năm một nghìn chín trăm năm mươi");
    }
}
