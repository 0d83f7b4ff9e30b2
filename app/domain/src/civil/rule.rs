//! The figures of the law for acts of civil status: dated data, never code.

use super::partial::PartialDate;
use super::registration::Registration;
use crate::catalogue::ProcedureCode;
use crate::instant::Day;
use crate::register::BookKind;
use serde::{Deserialize, Serialize};

/// The acts of civil status that have a screen of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// Copies of an extract (cấp bản sao trích lục).
    Extract,
    /// A marriage (kết hôn).
    Marriage,
    /// A death (khai tử).
    Death,
    /// A birth (khai sinh).
    Birth,
}

impl ActKind {
    /// The register that the act will stand in, by its key in `registers.csv`.
    pub fn book(self) -> BookKind {
        let key = match self {
            Self::Extract => "HT/TL",
            Self::Marriage => "HT/KH",
            Self::Death => "HT/KT",
            Self::Birth => "HT/KS",
        };
        BookKind(key.into())
    }
}

/// What the law asks for in one procedure. A figure that is not known is checked by
/// nobody but the officer, and the screen says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivilRule {
    /// For which procedure.
    pub code: ProcedureCode,
    /// The first day on which this holds.
    pub effective_from: Day,
    /// Which act it registers, and so which screen it has.
    pub act: ActKind,
    /// Years that a man has to be old to marry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub man_years: Option<u8>,
    /// Years that a woman has to be old to marry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub woman_years: Option<u8>,
    /// Days after the event within which it is registered on time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
    /// How sure the figures are: `official` or `memory`.
    pub status: String,
    /// Where they stand.
    pub source: String,
}

impl CivilRule {
    /// Whether somebody still has to compare them with the law.
    pub fn needs_check(&self) -> bool {
        self.status != "official"
    }

    /// Whether an event registered on a day is on time; `None` when the date, or the
    /// rule, does not tell.
    pub fn registration(&self, event: PartialDate, on: Day) -> Option<Registration> {
        let within = i32::from(self.within_days?);
        let (earliest, latest) = (event.earliest()?, event.latest()?);
        match (latest.plus(within) < on, earliest.plus(within) < on) {
            (true, _) => Some(Registration::Late),
            (false, true) => None,
            (false, false) => Some(Registration::OnTime),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn within(days: u16) -> CivilRule {
        CivilRule {
            code: "1.000656".into(),
            effective_from: day("2026-01-01"),
            act: ActKind::Death,
            man_years: None,
            woman_years: None,
            within_days: Some(days),
            status: "memory".into(),
            source: "Luật Hộ tịch 60/2014/QH13, Điều 33".into(),
        }
    }

    #[test]
    fn the_last_day_is_still_on_time() {
        let rule = within(15);
        let died = PartialDate::Day(day("2026-11-08"));
        let on = |text: &str| rule.registration(died, day(text));
        assert_eq!(on("2026-11-23"), Some(Registration::OnTime));
        assert_eq!(on("2026-11-24"), Some(Registration::Late));
    }

    #[test]
    fn a_date_that_tells_too_little_leaves_it_to_the_officer() {
        let rule = within(15);
        let on = day("2026-11-24");
        let registration = |date| rule.registration(date, on);
        assert_eq!(
            registration(PartialDate::Year(2025)),
            Some(Registration::Late)
        );
        assert_eq!(registration(PartialDate::Year(2026)), None);
        let unknown = CivilRule {
            within_days: None,
            ..rule.clone()
        };
        assert_eq!(unknown.registration(PartialDate::Year(1990), on), None);
    }
}
