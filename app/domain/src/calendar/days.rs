//! One day at a counter: whether it works, when, and why not.

use super::book::Calendar;
use super::kind::DayKind;
use super::problem::CalendarError;
use super::week::Session;
use super::year::{Mark, Marks};
use crate::instant::Day;
use std::collections::BTreeMap;

/// The longest row of closed days that is believed.
pub const CLOSED_DAYS_MAX: u16 = 400;

/// A day as the counter keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// Its sessions; none when the counter is closed.
    pub sessions: &'a [Session],
    /// Whether it is worked less than others.
    pub is_short: bool,
    /// What data says of the day in particular.
    pub mark: Option<&'a Mark>,
}

/// The days of one unit, each year worked out once.
#[derive(Debug)]
pub struct Days<'a> {
    calendar: &'a Calendar,
    unit: &'a str,
    years: BTreeMap<i32, Marks>,
}

impl<'a> Days<'a> {
    /// Days as a unit keeps them.
    pub fn of(calendar: &'a Calendar, unit: &'a str) -> Self {
        Self {
            calendar,
            unit,
            years: BTreeMap::new(),
        }
    }

    /// One day.
    ///
    /// # Errors
    /// [`CalendarError`] when nothing is known of its year or its hours.
    pub fn on(&mut self, day: Day) -> Result<Open<'_>, CalendarError> {
        let year = day.0.year();
        if !self.years.contains_key(&year) {
            let marks = self.calendar.year(year, self.unit)?;
            self.years.insert(year, marks);
        }
        let mark = self.years.get(&year).and_then(|marks| marks.get(&day));
        let week = self.calendar.week(day, self.unit)?;
        let sessions = match mark.map(|mark| mark.kind) {
            None | Some(DayKind::Ordinary) => week.on(day.0.weekday()),
            Some(DayKind::SwapWork) => week.on_a_swapped_day(),
            Some(_) => &[],
        };
        Ok(Open {
            sessions,
            is_short: week.is_short(sessions),
            mark,
        })
    }
}
