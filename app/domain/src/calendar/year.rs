//! The marked days of one year: those that were listed, and those that follow.

use super::book::Calendar;
use super::entry::{Fact, What};
use super::feast::{Cycle, Feast};
use super::kind::{DayKind, Status};
use super::lunar::YEARS;
use super::problem::CalendarError;
use crate::instant::Day;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Within so many days after a holiday on weekly rest a listed day in lieu is its.
const IN_LIEU_DAYS: i32 = 10;

/// What is said of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// What it is.
    pub kind: DayKind,
    /// Its name.
    pub name: String,
    /// How sure it is.
    pub status: Status,
    /// The law or notice it rests on.
    pub legal_basis: String,
    /// Where it was read, or how it follows.
    pub source: String,
}

impl Mark {
    fn of(fact: &Fact, kind: DayKind) -> Self {
        Self {
            kind,
            name: fact.name.clone(),
            status: fact.status,
            legal_basis: fact.legal_basis.clone(),
            source: fact.source.clone(),
        }
    }
}

/// Marked days in order.
pub type Marks = BTreeMap<Day, Mark>;

/// A holiday and whether the yearly notice of Tết settles it.
struct Resting {
    name: String,
    by_notice: bool,
}

impl Calendar {
    /// The marked days of a year for a unit.
    ///
    /// # Errors
    /// [`CalendarError::NoHolidays`] for a year of which nothing is known.
    pub fn year(&self, year: i32, unit: &str) -> Result<Marks, CalendarError> {
        if !YEARS.contains(&year) {
            return Err(CalendarError::NoHolidays { year });
        }
        let mut marks = self.listed(year);
        let listed: Vec<Day> = statutory(&marks).collect();
        let feasts = self.feasts(year);
        if feasts.is_empty() && listed.is_empty() {
            return Err(CalendarError::NoHolidays { year });
        }
        let mut by_notice = BTreeSet::new();
        for (day, fact, feast) in &feasts {
            self.celebrate(&mut marks, &listed, *day, fact, feast);
            if feast.cycle() == Cycle::Lunar && feast.shapes().len() > 1 {
                let (first, last) = feast.reach(*day);
                by_notice.extend(statutory(&marks).filter(|day| (first..=last).contains(day)));
            }
        }
        self.compensate(&mut marks, &by_notice);
        let mut own: Vec<_> = self.own(year, unit);
        own.sort_by_key(|(fact, kind)| (*kind == DayKind::Closure, fact.unit.len()));
        for (fact, kind) in own {
            let mut day = fact.from.max(first_of(year));
            while fact.covers(day) && day.0.year() == year {
                marks.insert(day, Mark::of(fact, kind));
                day = day.plus(1);
            }
        }
        Ok(marks)
    }

    /// Days that data lists for everyone.
    fn listed(&self, year: i32) -> Marks {
        let facts = self.of_kind("day//").map(|kept| &kept.fact);
        facts
            .filter(|fact| fact.from.0.year() == year && fact.unit.is_empty())
            .filter_map(|fact| {
                let kind = kind_of_day(fact).filter(|kind| *kind != DayKind::Closure)?;
                Some((fact.from, Mark::of(fact, kind)))
            })
            .collect()
    }

    /// What a unit adds to everyone's days, and every closure that concerns it.
    fn own(&self, year: i32, unit: &str) -> Vec<(&Fact, DayKind)> {
        let days = self.of_kind("day/").chain(self.of_kind("closure/"));
        let facts = days.map(|kept| &kept.fact);
        facts
            .filter(|fact| fact.speaks_for(unit))
            .filter_map(|fact| Some((fact, kind_of_day(fact)?)))
            .filter(|(fact, kind)| *kind == DayKind::Closure || !fact.unit.is_empty())
            .filter(|(fact, _)| {
                (fact.from.0.year()..=fact.to.unwrap_or(fact.from).0.year()).contains(&year)
            })
            .collect()
    }

    /// The feasts of a year with their days; of one name, the law in force.
    fn feasts(&self, year: i32) -> Vec<(Day, &Fact, &Feast)> {
        let mut by_name: BTreeMap<&str, (Day, &Fact, &Feast)> = BTreeMap::new();
        for kept in self.of_kind("feast/") {
            let fact = &kept.fact;
            let What::Feast(feast) = &fact.what else {
                continue;
            };
            let Some(day) = feast.day_in(year).filter(|day| fact.covers(*day)) else {
                continue;
            };
            let known = by_name.get(fact.name.as_str());
            if known.is_none_or(|(_, known, _)| known.from <= fact.from) {
                by_name.insert(&fact.name, (day, fact, feast));
            }
        }
        let mut feasts: Vec<_> = by_name.into_values().collect();
        feasts.sort_by_key(|(day, ..)| *day);
        feasts
    }

    /// Marks a feast's days, unless a notice has listed as many.
    fn celebrate(&self, marks: &mut Marks, listed: &[Day], day: Day, fact: &Fact, feast: &Feast) {
        let days = feast
            .projected(day, |day| self.is_weekly_rest(day))
            .days(day);
        if feast.shapes().len() > 1 {
            let (first, last) = feast.reach(day);
            let known = listed.iter().filter(|day| (first..=last).contains(*day));
            if known.count() >= days.len() {
                return;
            }
        }
        for off in days {
            let offset = off.0.to_julian_day() - day.0.to_julian_day();
            let certain = (0..feast.certain()).contains(&offset);
            marks.entry(off).or_insert_with(|| Mark {
                kind: DayKind::Statutory,
                name: name(fact, feast, offset),
                status: if certain {
                    Status::Computed
                } else {
                    Status::Projected
                },
                legal_basis: fact.legal_basis.clone(),
                source: fact.source.clone(),
            });
        }
    }

    /// Gives a day off in lieu of each holiday on weekly rest.
    fn compensate(&self, marks: &mut Marks, by_notice: &BTreeSet<Day>) {
        let mut given: Vec<Day> = marks
            .iter()
            .filter(|(_, mark)| mark.kind == DayKind::Compensatory)
            .map(|(day, _)| *day)
            .collect();
        let resting: Vec<(Day, Resting)> = marks
            .iter()
            .filter(|(day, mark)| mark.kind == DayKind::Statutory && self.is_weekly_rest(**day))
            .map(|(day, mark)| {
                let name = mark.name.clone();
                let by_notice = by_notice.contains(day);
                (*day, Resting { name, by_notice })
            })
            .collect();
        for (holiday, Resting { name, by_notice }) in resting {
            let window = holiday..=holiday.plus(IN_LIEU_DAYS);
            if let Some(place) = given.iter().position(|day| window.contains(day)) {
                given.remove(place);
                continue;
            }
            let mut day = holiday.plus(1);
            let is_off = |day| marks.get(&day).is_some_and(|mark| mark.kind.is_off());
            while self.is_weekly_rest(day) || is_off(day) {
                day = day.plus(1);
            }
            let rule = self.in_lieu(day);
            marks.entry(day).or_insert_with(|| Mark {
                kind: DayKind::Compensatory,
                name: format!("Nghỉ bù {name} ({})", short(holiday)),
                status: if by_notice {
                    Status::Projected
                } else {
                    Status::Computed
                },
                legal_basis: rule.map_or_else(String::new, |rule| rule.legal_basis.clone()),
                source: rule.map_or_else(String::new, |rule| rule.source.clone()),
            });
        }
    }

    fn in_lieu(&self, day: Day) -> Option<&Fact> {
        self.in_force("in_lieu/", day, "", |fact| {
            matches!(fact.what, What::InLieu(_)).then_some(fact)
        })
    }

    /// Whether a holiday on this day would give another day off.
    fn is_weekly_rest(&self, day: Day) -> bool {
        let what = self.in_lieu(day).map(|fact| &fact.what);
        matches!(what, Some(What::InLieu(weekdays)) if weekdays.contains(&day.0.weekday()))
    }
}

fn kind_of_day(fact: &Fact) -> Option<DayKind> {
    let What::Day(kind) = fact.what else {
        return None;
    };
    Some(kind)
}

fn statutory(marks: &Marks) -> impl Iterator<Item = Day> {
    marks
        .iter()
        .filter(|(_, mark)| mark.kind == DayKind::Statutory)
        .map(|(day, _)| *day)
}

fn first_of(year: i32) -> Day {
    Day::from_ymd(year, 1, 1).unwrap_or(Day(time::Date::MIN))
}

/// `06/02`.
fn short(day: Day) -> String {
    format!("{:02}/{:02}", day.0.day(), u8::from(day.0.month()))
}

/// The name of one of a feast's days.
fn name(fact: &Fact, feast: &Feast, offset: i32) -> String {
    let name = &fact.name;
    match (feast.shapes().len() > 1, feast.cycle()) {
        (true, Cycle::Lunar) if offset < 0 => format!("{name} (trước Tết)"),
        (true, Cycle::Lunar) => format!("{name} (mùng {})", offset + 1),
        (true, Cycle::Solar) if offset != 0 => format!("{name} (ngày liền kề)"),
        _ => name.clone(),
    }
}
