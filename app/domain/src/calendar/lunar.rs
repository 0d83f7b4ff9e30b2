//! The lunar calendar of Viet Nam.
//!
//! Months begin on the day, at UTC+7, of the new moon. The month with the winter
//! solstice is the eleventh; a year of thirteen months repeats the number of the
//! first one in which the sun enters no new twelfth of its course. China counts days
//! at UTC+8, so that the two calendars differ now and then: Tết 2030 is on 2 February
//! in Viet Nam.

use super::sky::{FIRST_NEW_MOON, MONTH_DAYS, new_moon, sun_longitude};
use crate::instant::Day;
use time::Date;

/// Years of the sun for which the computation is good.
pub const YEARS: core::ops::RangeInclusive<i32> = 1900..=2199;

/// Viet Nam's offset, as a part of a day.
const OFFSET_DAYS: f64 = 7.0 / 24.0;
/// Twelfths of the sun's course begun at the winter solstice.
const SOLSTICE: i32 = 9;

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LunarDay {
    /// Year, by the year of the sun in which most of it lies.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Whether the month repeats the number of the one before.
    pub leap: bool,
    /// Day, 1 to 30.
    pub day: u8,
}

impl LunarDay {
    /// The lunar day on a civil day; `None` outside [`YEARS`].
    pub fn on(day: Day) -> Option<Self> {
        let number = day.0.to_julian_day();
        let year = day.0.year();
        if !YEARS.contains(&year) {
            return None;
        }
        let months = [year, year + 1].map(Months::ending_in);
        let months = months
            .into_iter()
            .find(|months| months.covers(number))
            .unwrap_or_else(|| Months::ending_in(year));
        let (place, first) = months
            .firsts
            .iter()
            .enumerate()
            .rfind(|(_, first)| **first <= number)?;
        let (month, leap) = months.number(place);
        Some(Self {
            year: months.year - i32::from(month >= 11),
            month,
            leap,
            day: u8::try_from(number - first + 1).ok()?,
        })
    }

    /// The civil day; `None` outside [`YEARS`], or when there is no such lunar day.
    pub fn civil(self) -> Option<Day> {
        if !YEARS.contains(&self.year) || self.day == 0 {
            return None;
        }
        let months = Months::ending_in(self.year + i32::from(self.month >= 11));
        let place = (0..months.firsts.len().saturating_sub(1))
            .find(|place| months.number(*place) == (self.month, self.leap))?;
        let (first, next) = (*months.firsts.get(place)?, *months.firsts.get(place + 1)?);
        let number = first + i32::from(self.day) - 1;
        (number < next)
            .then(|| Date::from_julian_day(number).ok().map(Day))
            .flatten()
    }
}

/// The first days of the months from an eleventh month up to the next one, which is
/// the last of them.
struct Months {
    year: i32,
    firsts: Vec<i32>,
    leap: Option<usize>,
}

impl Months {
    /// Those from the eleventh month of `year - 1` to that of `year`.
    fn ending_in(year: i32) -> Self {
        let (from, to) = (eleventh(year - 1), eleventh(year));
        let firsts: Vec<i32> = (from..=to).map(first_day).collect();
        let leap = (firsts.len() == 14)
            .then(|| {
                firsts
                    .windows(2)
                    .position(|pair| matches!(pair, [a, b] if twelfth(*a) == twelfth(*b)))
            })
            .flatten();
        Self { year, firsts, leap }
    }

    fn covers(&self, number: i32) -> bool {
        let (first, last) = (self.firsts.first(), self.firsts.last());
        first.is_some_and(|first| *first <= number) && last.is_some_and(|last| number < *last)
    }

    /// The number of a month by its place, and whether it repeats one.
    fn number(&self, place: usize) -> (u8, bool) {
        let repeated = self.leap.is_some_and(|leap| place >= leap);
        let count = place - usize::from(repeated);
        let month = u8::try_from((count + 10) % 12 + 1).unwrap_or_default();
        (month, self.leap == Some(place))
    }
}

/// The number of the new moon that begins the eleventh month of a year.
fn eleventh(year: i32) -> i32 {
    let new_year = Day::from_ymd(year + 1, 1, 1).map_or(0, |day| day.0.to_julian_day());
    let mut number = whole((f64::from(new_year) - FIRST_NEW_MOON) / MONTH_DAYS) + 1;
    while first_day(number) >= new_year {
        number -= 1;
    }
    // The sun has passed the solstice before the month begins: it is the twelfth.
    while twelfth(first_day(number)) >= SOLSTICE {
        number -= 1;
    }
    number
}

/// The day, at UTC+7, of a new moon: its Julian day number.
fn first_day(number: i32) -> i32 {
    whole(new_moon(f64::from(number)) + 0.5 + OFFSET_DAYS)
}

/// The twelfth of its course, 0 to 11, in which the sun is when a day begins.
fn twelfth(day: i32) -> i32 {
    whole(sun_longitude(f64::from(day) - 0.5 - OFFSET_DAYS) / 30.0)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "day and month numbers of the years served are far inside i32"
)]
fn whole(number: f64) -> i32 {
    number.floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn new_year(year: i32) -> String {
        let first = LunarDay {
            year,
            month: 1,
            leap: false,
            day: 1,
        };
        first.civil().unwrap().iso()
    }

    #[test]
    fn new_years_as_they_were_kept() {
        for day in [
            // Years in which China's lay on another day.
            "1968-01-29",
            "1969-02-16",
            "1985-01-21",
            "2007-02-17",
            "2030-02-02",
            "2053-02-18",
            // Others.
            "1975-02-11",
            "1976-01-31",
            "1986-02-09",
            "1990-01-27",
            "1996-02-19",
            "2000-02-05",
            "2001-01-24",
            "2010-02-14",
            "2012-01-23",
            "2015-02-19",
            "2017-01-28",
            "2019-02-05",
            "2020-01-25",
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13",
            "2031-01-23",
            "2033-01-31",
            "2034-02-19",
            "2050-01-23",
        ] {
            let year = day.get(..4).unwrap().parse().unwrap();
            assert_eq!(new_year(year), day);
        }
    }

    #[test]
    fn leap_months_as_they_were_kept() {
        let leaps = [
            (1984, None),
            (1985, Some(2)),
            (1987, Some(7)),
            (2004, Some(2)),
            (2006, Some(7)),
            (2009, Some(5)),
            (2012, Some(4)),
            (2014, Some(9)),
            (2017, Some(6)),
            (2020, Some(4)),
            (2023, Some(2)),
            (2024, None),
            (2025, Some(6)),
            (2028, Some(5)),
            (2033, Some(11)),
        ];
        for (year, expected) in leaps {
            let found = (1..=12).find(|month| {
                let first = LunarDay {
                    year,
                    month: *month,
                    leap: true,
                    day: 1,
                };
                first.civil().is_some()
            });
            assert_eq!(found, expected, "{year}");
        }
    }

    #[test]
    fn what_is_no_day_has_no_place() {
        let day = |year, month, day| LunarDay {
            year,
            month,
            leap: false,
            day,
        };
        assert_eq!(day(2026, 1, 31).civil(), None);
        assert_eq!(day(2026, 13, 1).civil(), None);
        assert_eq!(day(2026, 1, 0).civil(), None);
        assert_eq!(day(2200, 1, 1).civil(), None);
        assert_eq!(LunarDay::on(Day::from_ymd(1899, 12, 31).unwrap()), None);
        assert!(LunarDay::on(Day::from_ymd(1900, 1, 1).unwrap()).is_some());
        assert!(LunarDay::on(Day::from_ymd(2199, 12, 31).unwrap()).is_some());
    }

    proptest! {
        #[test]
        fn days_go_there_and_back(number in 2_415_400_i32..2_524_500) {
            let day = Day(Date::from_julian_day(number).unwrap());
            let lunar = LunarDay::on(day).unwrap();
            prop_assert_eq!(lunar.civil(), Some(day), "{:?}", lunar);
        }

        #[test]
        fn each_day_follows_the_one_before(number in 2_415_400_i32..2_524_500) {
            let on = |number| LunarDay::on(Day(Date::from_julian_day(number).unwrap())).unwrap();
            let (today, next) = (on(number), on(number + 1));
            if next.day == 1 {
                prop_assert!(today.day == 29 || today.day == 30);
            } else {
                prop_assert_eq!(LunarDay { day: today.day + 1, ..today }, next);
            }
        }
    }
}
