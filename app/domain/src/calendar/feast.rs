//! Public holidays that come back every year, as dated data tells them.

use super::lunar::LunarDay;
use super::problem::Problem;
use crate::instant::Day;

/// What a feast's day is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// The civil calendar.
    Solar,
    /// The lunar calendar of Viet Nam.
    Lunar,
}

/// Days off before a feast, and days from it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Days before it.
    pub before: u8,
    /// Days from it on, itself included.
    pub from: u8,
}

/// A feast: `solar 24/11`, or with the shapes its days off can have,
/// `lunar 01/01 2+3|1+4`.
///
/// Where there are several shapes the authorities choose one each year. Until they
/// have, the one is projected that loses fewest days to weekly rest; of these, the
/// one that adjoins weekly rest most; of these, the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feast {
    cycle: Cycle,
    day: u8,
    month: u8,
    shapes: Vec<Shape>,
}

impl Feast {
    /// Reads a feast.
    ///
    /// # Errors
    /// [`Problem::NotAFeast`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::read(text).ok_or_else(|| Problem::NotAFeast(text.to_owned()))
    }

    fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (cycle, days) = match words.next()? {
            "solar" => (Cycle::Solar, 31),
            "lunar" => (Cycle::Lunar, 30),
            _ => return None,
        };
        let (day, month) = words.next()?.split_once('/')?;
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        let shapes = words.next().unwrap_or("0+1").split('|').map(|shape| {
            let (before, from) = shape.split_once('+')?;
            let (before, from) = (before.parse().ok()?, from.parse().ok()?);
            (before <= 9 && (1..=9).contains(&from)).then_some(Shape { before, from })
        });
        let feast = Self {
            cycle,
            day,
            month,
            shapes: shapes.collect::<Option<_>>()?,
        };
        let possible = (1..=12).contains(&month) && (1..=days).contains(&day);
        (possible && words.next().is_none()).then_some(feast)
    }

    /// What its day is counted by.
    pub fn cycle(&self) -> Cycle {
        self.cycle
    }

    /// The shapes its days off can have; at least one.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The feast's own day in a year; `None` in a year without that day.
    pub fn day_in(&self, year: i32) -> Option<Day> {
        match self.cycle {
            Cycle::Solar => Day::from_ymd(year, self.month, self.day),
            Cycle::Lunar => LunarDay {
                year,
                month: self.month,
                leap: false,
                day: self.day,
            }
            .civil(),
        }
    }

    /// The days from the first to the last that any shape would take.
    pub fn reach(&self, feast: Day) -> (Day, Day) {
        let before = self.shapes.iter().map(|shape| shape.before).max();
        let from = self.shapes.iter().map(|shape| shape.from).max();
        (
            feast.plus(-i32::from(before.unwrap_or(0))),
            feast.plus(i32::from(from.unwrap_or(1)) - 1),
        )
    }

    /// The shape to expect in a year in which nobody has chosen yet.
    pub fn projected(&self, feast: Day, is_rest: impl Fn(Day) -> bool) -> Shape {
        let cost = |shape: &Shape| {
            let days = shape.days(feast);
            let lost = days.iter().filter(|day| is_rest(**day)).count();
            let edges = [
                days.first().map(|d| d.plus(-1)),
                days.last().map(|d| d.plus(1)),
            ];
            let apart = edges.into_iter().flatten().filter(|day| !is_rest(*day));
            (lost, apart.count())
        };
        let best = self.shapes.iter().min_by_key(|shape| cost(shape));
        best.copied().unwrap_or(Shape { before: 0, from: 1 })
    }

    /// Days from the feast on that every shape takes: only those are beyond doubt.
    pub fn certain(&self) -> i32 {
        let least = self.shapes.iter().map(|shape| shape.from).min();
        i32::from(least.unwrap_or(1))
    }
}

impl Shape {
    /// The days off around a feast.
    pub fn days(self, feast: Day) -> Vec<Day> {
        (-i32::from(self.before)..i32::from(self.from))
            .map(|offset| feast.plus(offset))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Weekday;

    fn projected(feast: &str, day: &str) -> (u8, u8) {
        let weekend = |day: Day| matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday);
        let shape = Feast::parse(feast)
            .unwrap()
            .projected(Day::parse_iso(day).unwrap(), weekend);
        (shape.before, shape.from)
    }

    #[test]
    fn the_shape_is_the_one_that_was_chosen_in_the_past() {
        for (day, expected) in [
            ("2016-02-08", (1, 4)),
            ("2017-01-28", (2, 3)),
            ("2018-02-16", (2, 3)),
            ("2019-02-05", (1, 4)),
            ("2021-02-12", (2, 3)),
            ("2022-02-01", (1, 4)),
            ("2023-01-22", (2, 3)),
            ("2025-01-29", (2, 3)),
        ] {
            assert_eq!(projected("lunar 01/01 2+3|1+4", day), expected, "{day}");
        }
        for (day, expected) in [
            ("2021-09-02", (0, 2)),
            ("2022-09-02", (1, 1)),
            ("2024-09-02", (0, 2)),
            ("2025-09-02", (1, 1)),
        ] {
            assert_eq!(projected("solar 02/09 0+2|1+1", day), expected, "{day}");
        }
    }

    #[test]
    fn what_is_no_feast_is_told() {
        for text in [
            "",
            "solar",
            "solar 32/01",
            "solar 01/13",
            "lunar 31/01",
            "stellar 01/01",
            "solar 01/01 2",
            "solar 01/01 1+0",
            "solar 01/01 0+1 more",
        ] {
            assert_eq!(
                Feast::parse(text),
                Err(Problem::NotAFeast(text.into())),
                "{text}"
            );
        }
        let leap = Feast::parse("solar 29/02").unwrap();
        assert_eq!(leap.day_in(2027), None);
        assert!(leap.day_in(2028).is_some());
    }
}
