//! A second calculator, written from the rules alone: plain lists of days, and a minute
//! or a day at a time. It shares no code with the engine, and is as slow as it looks.

use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 24 * 60;
const SESSIONS: [(i64, i64); 2] = [(7 * 60 + 30, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)];
const CLOSING: i64 = 17 * 60;
const CUTOFF: i64 = 15 * 60;

/// Days by their number since 1 January 1970, minutes likewise, in Viet Nam's time.
pub(crate) struct Oracle {
    off: BTreeSet<i64>,
    worked: BTreeSet<i64>,
    numbers: BTreeMap<(i64, i64, i64), i64>,
    dates: Vec<(i64, i64, i64)>,
}

impl Oracle {
    /// From a table whose first, fourth and fifth columns are day, type and day off.
    pub(crate) fn new(table: &str) -> Self {
        let (mut numbers, mut dates) = (BTreeMap::new(), Vec::new());
        for year in 1970..2035 {
            for month in 1..=12 {
                for day in 1..=month_days(year, month) {
                    numbers.insert((year, month, day), i64::try_from(dates.len()).unwrap());
                    dates.push((year, month, day));
                }
            }
        }
        let (mut off, mut worked) = (BTreeSet::new(), BTreeSet::new());
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let parts: Vec<i64> = cells[0]
                .split('-')
                .map(|part| part.parse().unwrap())
                .collect();
            let number = numbers[&(parts[0], parts[1], parts[2])];
            match cells[4] {
                "yes" => off.insert(number),
                _ => worked.insert(number),
            };
        }
        Self {
            off,
            worked,
            numbers,
            dates,
        }
    }

    fn works(&self, day: i64) -> bool {
        // 1 January 1970 was a Thursday.
        let weekend = matches!((day + 3) % 7, 5 | 6);
        self.worked.contains(&day) || (!weekend && !self.off.contains(&day))
    }

    fn next_working(&self, mut day: i64) -> i64 {
        while !self.works(day) {
            day += 1;
        }
        day
    }

    fn after_working(&self, mut day: i64, mut days: i64) -> i64 {
        while days > 0 {
            day += 1;
            days -= i64::from(self.works(day));
        }
        day
    }

    /// Working hours: one minute after the other.
    pub(crate) fn hours(
        &self,
        received: i64,
        hours: i64,
        pauses: &[(i64, Option<i64>)],
    ) -> Option<i64> {
        let (mut minute, mut left) = (received, hours * 60);
        while left > 0 {
            let halt = pauses
                .iter()
                .find(|(from, to)| *from <= minute && to.is_none_or(|to| minute < to));
            if let Some((_, None)) = halt {
                return None;
            }
            let clock = minute % DAY;
            let inside = SESSIONS
                .iter()
                .any(|(from, to)| *from <= clock && clock < *to);
            if halt.is_none() && inside && self.works(minute / DAY) {
                left -= 1;
            }
            minute += 1;
        }
        Some(minute)
    }

    /// Same day and working days: the end in working days, pauses in order.
    pub(crate) fn working_days(
        &self,
        received: i64,
        days: Option<i64>,
        pauses: &[(i64, Option<i64>)],
    ) -> Option<i64> {
        let today = received / DAY;
        let first = match days {
            Some(days) => self.after_working(today, days),
            None if self.works(today) && received % DAY <= CUTOFF => today,
            None => self.next_working(today + 1),
        };
        self.put_off(first, pauses, |last, from, to| {
            let missed = (from + 1..=to).filter(|day| self.works(*day)).count();
            self.after_working(last, i64::try_from(missed).unwrap())
        })
    }

    /// Days of the calendar.
    pub(crate) fn days(
        &self,
        received: i64,
        days: i64,
        pauses: &[(i64, Option<i64>)],
    ) -> Option<i64> {
        self.put_off(received / DAY + days, pauses, |last, from, to| {
            last + (to - from)
        })
    }

    /// Months.
    pub(crate) fn months(
        &self,
        received: i64,
        months: i64,
        pauses: &[(i64, Option<i64>)],
    ) -> Option<i64> {
        let place = usize::try_from(received / DAY).unwrap();
        let (mut year, mut month, day) = self.dates[place];
        for _ in 0..months {
            month += 1;
            if month == 13 {
                (year, month) = (year + 1, 1);
            }
        }
        let last = self.numbers[&(year, month, day.min(month_days(year, month)))];
        self.put_off(last, pauses, |last, from, to| last + (to - from))
    }

    fn put_off(
        &self,
        first: i64,
        pauses: &[(i64, Option<i64>)],
        later: impl Fn(i64, i64, i64) -> i64,
    ) -> Option<i64> {
        let mut last = first;
        let mut due = self.next_working(last) * DAY + CLOSING;
        for (from, to) in pauses {
            if *from >= due {
                continue;
            }
            let to = (*to)?;
            last = later(last, from / DAY, to / DAY);
            due = self.next_working(last) * DAY + CLOSING;
            while due <= to {
                last = self.next_working((to / DAY).max(last + 1));
                due = last * DAY + CLOSING;
            }
        }
        Some(due)
    }
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
