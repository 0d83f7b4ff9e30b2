//! Hours of work in a week: `mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30`.

use super::problem::Problem;
use crate::instant::{Day, Instant};
use core::fmt;
use serde::Serialize;
use time::Weekday;

/// The days of a week as data names them, Monday first.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];
/// How data names a Saturday that is worked for another day.
const SWAP: &str = "swap";
const MINUTES_PER_DAY: u16 = 24 * 60;

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(u16);

impl Clock {
    /// From hours and minutes.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && minutes < MINUTES_PER_DAY).then_some(Self(minutes))
    }

    /// Reads `07:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        let digits = |part: &str| {
            let all = part.bytes().all(|byte| byte.is_ascii_digit());
            (all && (1..=2).contains(&part.len()))
                .then(|| part.parse().ok())
                .flatten()
        };
        Self::new(digits(hour)?, digits(minute)?)
    }

    /// This time on a day.
    pub fn on(self, day: Day) -> Instant {
        const MINUTE_MS: i64 = 60_000;
        Instant(Instant::midnight(day).0 + i64::from(self.0) * MINUTE_MS)
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Clock {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Work without a break: it opens before it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// When it opens.
    pub from: Clock,
    /// When it closes.
    pub to: Clock,
}

/// Hours of work on each day of a week; a day without sessions is not worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    days: [Vec<Session>; 7],
    swap: Option<Vec<Session>>,
}

impl Week {
    /// Reads days and their sessions; parts are set apart by `;`.
    ///
    /// # Errors
    /// [`Problem`] says what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut week = Self::default();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let mut words = part.split_whitespace();
            let days = words.next().unwrap_or_default();
            let sessions = sessions(words)?;
            for name in days.split(',') {
                week.give(name, &sessions)?;
            }
        }
        if week.days.iter().all(Vec::is_empty) {
            return Err(Problem::NoHours);
        }
        Ok(week)
    }

    fn give(&mut self, name: &str, sessions: &[Session]) -> Result<(), Problem> {
        if name == SWAP {
            self.swap = Some(sessions.to_vec());
            return Ok(());
        }
        let (first, last) = name.split_once('-').unwrap_or((name, name));
        let (first, last) = (weekday(first)?, weekday(last)?);
        let range = usize::from(first.number_days_from_monday())
            ..=usize::from(last.number_days_from_monday());
        if range.is_empty() {
            return Err(Problem::UnknownWeekday(name.to_owned()));
        }
        for day in self.days.get_mut(range).into_iter().flatten() {
            if !day.is_empty() {
                return Err(Problem::WeekdayTwice(name.to_owned()));
            }
            *day = sessions.to_vec();
        }
        Ok(())
    }

    /// The sessions of a weekday.
    pub fn on(&self, weekday: Weekday) -> &[Session] {
        let place = usize::from(weekday.number_days_from_monday());
        self.days.get(place).map_or(&[], Vec::as_slice)
    }

    /// Whether sessions are those of a short day: at most two thirds of the work of
    /// the week's longest.
    pub fn is_short(&self, sessions: &[Session]) -> bool {
        let longest = self.days.iter().map(|day| minutes(day)).max();
        minutes(sessions) * 3 <= longest.unwrap_or(0) * 2
    }

    /// The sessions of a day that is worked for another: Monday's, unless said.
    pub fn on_a_swapped_day(&self) -> &[Session] {
        self.swap
            .as_deref()
            .unwrap_or_else(|| self.on(Weekday::Monday))
    }
}

fn minutes(sessions: &[Session]) -> u32 {
    let lengths = sessions
        .iter()
        .map(|session| u32::from(session.to.minutes() - session.from.minutes()));
    lengths.sum()
}

/// Reads `mon`.
pub(super) fn weekday(name: &str) -> Result<Weekday, Problem> {
    let found = WEEKDAYS.iter().find(|(known, _)| *known == name.trim());
    found
        .map(|(_, weekday)| *weekday)
        .ok_or_else(|| Problem::UnknownWeekday(name.to_owned()))
}

fn sessions<'a>(words: impl Iterator<Item = &'a str>) -> Result<Vec<Session>, Problem> {
    let mut sessions: Vec<Session> = Vec::new();
    for word in words {
        let clocks = word.split_once('-').and_then(|(from, to)| {
            let (from, to) = (Clock::parse(from)?, Clock::parse(to)?);
            Some((from, to))
        });
        let Some((from, to)) = clocks else {
            return Err(Problem::NotASession(word.to_owned()));
        };
        if from >= to {
            return Err(Problem::OpensAfterClosing(word.to_owned()));
        }
        if sessions.last().is_some_and(|before| before.to > from) {
            return Err(Problem::SessionsOverlap(word.to_owned()));
        }
        sessions.push(Session { from, to });
    }
    if sessions.is_empty() {
        return Err(Problem::NoHours);
    }
    Ok(sessions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_with_half_a_saturday() {
        let week = Week::parse("mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30").unwrap();
        let shown = |weekday| {
            let sessions = week.on(weekday).iter();
            sessions
                .map(|session| format!("{}-{}", session.from, session.to))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(Weekday::Friday), ["07:30-11:30", "13:30-17:00"]);
        assert_eq!(shown(Weekday::Saturday), ["07:30-11:30"]);
        assert!(shown(Weekday::Sunday).is_empty());
        assert_eq!(week.on_a_swapped_day(), week.on(Weekday::Monday));
        let week = Week::parse("mon,wed 08:00-12:00; swap 08:00-10:00").unwrap();
        assert!(week.on(Weekday::Tuesday).is_empty());
        assert_eq!(
            week.on_a_swapped_day()[0].to,
            Clock::parse("10:00").unwrap()
        );
    }

    #[test]
    fn what_cannot_be_is_told() {
        for (text, problem) in [
            ("", Problem::NoHours),
            ("mon", Problem::NoHours),
            (
                "mon 11:30-07:30",
                Problem::OpensAfterClosing("11:30-07:30".into()),
            ),
            (
                "mon 07:30-07:30",
                Problem::OpensAfterClosing("07:30-07:30".into()),
            ),
            (
                "mon 07:30-11:30 11:00-17:00",
                Problem::SessionsOverlap("11:00-17:00".into()),
            ),
            ("mon 7h-11h", Problem::NotASession("7h-11h".into())),
            (
                "mon 07:30-24:00",
                Problem::NotASession("07:30-24:00".into()),
            ),
            (
                "mon 07:60-11:00",
                Problem::NotASession("07:60-11:00".into()),
            ),
            ("moon 07:30-11:30", Problem::UnknownWeekday("moon".into())),
            (
                "fri-mon 07:30-11:30",
                Problem::UnknownWeekday("fri-mon".into()),
            ),
            (
                "mon-fri 07:30-11:30; fri 13:30-17:00",
                Problem::WeekdayTwice("fri".into()),
            ),
        ] {
            assert_eq!(Week::parse(text), Err(problem), "{text}");
        }
    }
}
