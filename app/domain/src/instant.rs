//! Points in time and civil days.

use core::fmt;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcOffset};

/// Viet Nam keeps one offset all year; the law counts its days in it.
const VIET_NAM_OFFSET_HOURS: i8 = 7;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The wall clock of Viet Nam; `None` outside years -9999..=9999.
    pub fn in_viet_nam(self) -> Option<OffsetDateTime> {
        let offset = UtcOffset::from_hms(VIET_NAM_OFFSET_HOURS, 0, 0).ok()?;
        let nanos = i128::from(self.0).checked_mul(1_000_000)?;
        Some(
            OffsetDateTime::from_unix_timestamp_nanos(nanos)
                .ok()?
                .to_offset(offset),
        )
    }

    /// The civil day in Viet Nam.
    pub fn day(self) -> Option<Day> {
        self.in_viet_nam().map(|at| Day(at.date()))
    }

    /// `10:24`, Viet Nam time.
    pub fn clock(self) -> String {
        self.in_viet_nam()
            .map(|at| format!("{:02}:{:02}", at.hour(), at.minute()))
            .unwrap_or_default()
    }

    /// `10:24 ngày 22/11/2026`, Viet Nam time.
    pub fn clock_and_day(self) -> String {
        self.day()
            .map(|day| format!("{} {day}", self.clock()))
            .unwrap_or_default()
    }
}

/// A civil day, written `dd/mm/yyyy` for people and `yyyy-mm-dd` in data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl Day {
    /// From year, month (1-12) and day of the month.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// Reads `yyyy-mm-dd`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Self::from_ymd(year, month, day)
    }

    /// Writes `yyyy-mm-dd`.
    pub fn iso(self) -> String {
        format!(
            "{:04}-{:02}-{:02}",
            self.0.year(),
            u8::from(self.0.month()),
            self.0.day()
        )
    }

    /// The day so many days later, or earlier; the last or first day that can be
    /// written where there is none.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let number = self.0.to_julian_day().saturating_add(days);
        let beyond = if days < 0 { Date::MIN } else { Date::MAX };
        Self(Date::from_julian_day(number).unwrap_or(beyond))
    }

    /// `yymmdd`, as dossier codes carry it.
    pub fn compact(self) -> String {
        let year = self.0.year().rem_euclid(100);
        format!(
            "{year:02}{:02}{:02}",
            u8::from(self.0.month()),
            self.0.day()
        )
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}/{:02}/{:04}",
            self.0.day(),
            u8::from(self.0.month()),
            self.0.year()
        )
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse_iso(&text).ok_or_else(|| serde::de::Error::custom("expected yyyy-mm-dd"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_viet_nam() {
        // 2026-11-22T16:59:59.999Z and one millisecond later.
        assert_eq!(
            Instant(1_795_366_799_999).day().unwrap().iso(),
            "2026-11-22"
        );
        assert_eq!(
            Instant(1_795_366_800_000).day().unwrap().iso(),
            "2026-11-23"
        );
    }

    #[test]
    fn a_day_reads_what_it_writes() {
        let day = Day::from_ymd(2026, 2, 28).unwrap();
        assert_eq!(Day::parse_iso(&day.iso()), Some(day));
        assert_eq!(day.to_string(), "28/02/2026");
        assert_eq!(day.compact(), "260228");
        assert_eq!(Day::parse_iso("2026-02-30"), None);
    }
}
