//! Points in time and civil days.

use core::fmt;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcOffset, Weekday};

/// Viet Nam keeps one offset all year; the law counts its days in it.
const VIET_NAM_OFFSET_HOURS: i8 = 7;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// The Julian day number of 1 January 1970.
const DAY_OF_1970: i64 = 2_440_588;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment at which a day begins in Viet Nam.
    pub fn midnight(day: Day) -> Self {
        let days = i64::from(day.0.to_julian_day()) - DAY_OF_1970;
        Self(days * DAY_MS - i64::from(VIET_NAM_OFFSET_HOURS) * HOUR_MS)
    }

    /// Reads `2026-11-23T15:20:00+07:00`; seconds may be left out.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (day, rest) = text.split_once(['T', 't', ' '])?;
        let (clock, offset) = if let Some(clock) = rest.strip_suffix(['Z', 'z']) {
            (clock, 0)
        } else {
            let (clock, offset) = rest.split_at_checked(rest.rfind(['+', '-'])?)?;
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            (clock, sign * clock_ms(offset.get(1..)?)?)
        };
        let day = Day::parse_iso(day).filter(|_| day.len() == "2026-11-23".len())?;
        let utc = Self::midnight(day).0 + i64::from(VIET_NAM_OFFSET_HOURS) * HOUR_MS;
        Some(Self(utc + clock_ms(clock)? - offset))
    }

    /// Writes `2026-11-23T15:20:00+07:00`, Viet Nam time.
    pub fn rfc3339(self) -> String {
        let written = self.in_viet_nam().map(|at| {
            let day = Day(at.date()).iso();
            let (hour, minute, second) = (at.hour(), at.minute(), at.second());
            format!("{day}T{hour:02}:{minute:02}:{second:02}+{VIET_NAM_OFFSET_HOURS:02}:00")
        });
        written.unwrap_or_default()
    }

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

    /// The beginning of its minute: slips tell no seconds.
    #[must_use]
    pub fn minute(self) -> Self {
        Self(self.0 - self.0.rem_euclid(MINUTE_MS))
    }

    /// `10:24`, Viet Nam time.
    pub fn clock(self) -> String {
        self.in_viet_nam()
            .map(|at| format!("{:02}:{:02}", at.hour(), at.minute()))
            .unwrap_or_default()
    }

    /// `15:20 thứ Hai 23/11/2026`, Viet Nam time.
    pub fn in_words(self) -> String {
        self.day()
            .map(|day| format!("{} {}", self.clock(), day.in_words()))
            .unwrap_or_default()
    }

    /// `10:24 ngày 22/11/2026`, Viet Nam time.
    pub fn clock_and_day(self) -> String {
        self.day()
            .map(|day| format!("{} {day}", self.clock()))
            .unwrap_or_default()
    }
}

/// Reads `15:20`, `15:20:30` or `15:20:30.5`.
fn clock_ms(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let mut figure = |below: i64| -> Option<i64> {
        let part = parts.next()?;
        let figures = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse().ok().filter(|_| figures)?;
        (number < below).then_some(number)
    };
    let minutes = figure(24)? * 60 + figure(60)?;
    let seconds = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let Some(seconds) = seconds else {
        return Some(minutes * MINUTE_MS);
    };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 2 || !figures(whole) || !figures(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok().filter(|seconds| *seconds < 60)?;
    let thousandths: String = part.chars().chain("000".chars()).take(3).collect();
    Some(minutes * MINUTE_MS + whole * 1_000 + thousandths.parse::<i64>().ok()?)
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

    /// Reads `yyyy-mm-dd`, and nothing shorter: others read these texts too.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let is_form = text.len() == "yyyy-mm-dd".len()
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_form {
            return None;
        }
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

    /// `thứ Hai 23/11/2026`.
    pub fn in_words(self) -> String {
        let weekday = match self.0.weekday() {
            Weekday::Monday => "thứ Hai",
            Weekday::Tuesday => "thứ Ba",
            Weekday::Wednesday => "thứ Tư",
            Weekday::Thursday => "thứ Năm",
            Weekday::Friday => "thứ Sáu",
            Weekday::Saturday => "thứ Bảy",
            Weekday::Sunday => "Chủ nhật",
        };
        format!("{weekday} {self}")
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
    fn a_moment_reads_what_it_writes() {
        let at = Instant::parse_rfc3339("2026-11-23T15:20:00+07:00").unwrap();
        assert_eq!(at.rfc3339(), "2026-11-23T15:20:00+07:00");
        for same in [
            "2026-11-23T15:20+07:00",
            "2026-11-23T08:20:00Z",
            "2026-11-23T03:20:00.000-05:00",
        ] {
            assert_eq!(Instant::parse_rfc3339(same), Some(at), "{same}");
        }
        assert_eq!(Instant::midnight(at.day().unwrap()).clock(), "00:00");
        let half = Instant::parse_rfc3339("2026-11-23T15:20:00.5+07:00").unwrap();
        assert_eq!(half.0, at.0 + 500);
        for wrong in [
            "",
            "2026-11-23",
            "2026-11-23T15:20",
            "2026-02-30T15:20+07:00",
            "2026-11-23T24:00+07:00",
            "2026-11-23T15:60+07:00",
            "2026-11-23T15:20:60+07:00",
            "2026-11-23T15:20:00:00+07:00",
            "2026-11-23T-1:20+07:00",
            "2026-11-23T15:20+7",
            "26-11-23T15:20+07:00",
        ] {
            assert_eq!(Instant::parse_rfc3339(wrong), None, "{wrong}");
        }
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
