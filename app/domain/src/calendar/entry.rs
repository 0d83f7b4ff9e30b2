//! One line of calendar data: as it is written, and as it is understood.

use super::feast::Feast;
use super::kind::{DayKind, Status};
use super::policy::Rule;
use super::problem::{EntryError, Problem};
use super::week::{Week, weekday};
use crate::id::{UnitId, is_within};
use crate::instant::Day;
use serde::{Deserialize, Serialize};
use time::Weekday;

/// A line as it is written. The first cells are called as in `holidays.csv` files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it speaks of: a day's kind, `closure`, `hours`, `feast`, `in_lieu` or
    /// `policy`.
    pub kind: String,
    /// The day, or the first day in force.
    pub from: String,
    /// The last day; empty when there is none.
    pub to: String,
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    pub unit: String,
    /// Name; a policy's key.
    pub name: String,
    /// Hours, feast, weekdays or the policy's value.
    pub value: String,
    /// How sure it is.
    pub status: String,
    /// The law or notice it rests on.
    pub legal_basis: String,
    /// Where it was read.
    pub source: String,
}

/// A line as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub what: What,
    /// The day, or the first day in force.
    pub from: Day,
    /// The last day, if there is one.
    pub to: Option<Day>,
    /// For whom.
    pub unit: String,
    /// Name.
    pub name: String,
    /// How sure it is.
    pub status: Status,
    /// The law or notice it rests on.
    pub legal_basis: String,
    /// Where it was read.
    pub source: String,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Of a day, or for closures of several.
    Day(DayKind),
    /// Hours of work in a season.
    Hours(Week),
    /// A public holiday of every year.
    Feast(Feast),
    /// Weekdays of rest for which a holiday on them gives another day off.
    InLieu(Vec<Weekday>),
    /// How limits are counted.
    Policy(Rule),
}

impl Entry {
    /// Understands the line.
    ///
    /// # Errors
    /// [`EntryError`] names the column and says what to write.
    pub fn read(&self) -> Result<Fact, EntryError> {
        let at = |field| move |problem| EntryError { field, problem };
        let what = self.what()?;
        let from = day(&self.from).map_err(at("date"))?;
        let to = if self.to.is_empty() {
            None
        } else {
            Some(day(&self.to).map_err(at("to"))?)
        };
        if to.is_some() && matches!(&what, What::Day(kind) if *kind != DayKind::Closure) {
            return Err(at("to")(Problem::NoRange));
        }
        if let Some(to) = to.filter(|to| *to < from) {
            return Err(at("to")(Problem::EndsBeforeItBegins(to)));
        }
        let for_all = matches!(what, What::Feast(_) | What::InLieu(_));
        if for_all && !self.unit.is_empty() {
            return Err(at("unit")(Problem::ForEveryone));
        }
        if !self.unit.is_empty() && !UnitId(self.unit.clone()).is_written_as_code() {
            return Err(at("unit")(Problem::NotAUnit(self.unit.clone())));
        }
        if self.name.is_empty() {
            return Err(at("name_vi")(Problem::Missing));
        }
        let status = Status::read(&self.status)
            .ok_or_else(|| at("status")(Problem::UnknownStatus(self.status.clone())))?;
        Ok(Fact {
            what,
            from,
            to,
            unit: self.unit.clone(),
            name: self.name.clone(),
            status,
            legal_basis: self.legal_basis.clone(),
            source: self.source.clone(),
        })
    }

    fn what(&self) -> Result<What, EntryError> {
        let known = DayKind::ALL.iter().find(|(name, _)| *name == self.kind);
        if let Some((_, kind)) = known {
            return Ok(What::Day(*kind));
        }
        let what = match self.kind.as_str() {
            "hours" => Week::parse(&self.value).map(What::Hours),
            "feast" => Feast::parse(&self.value).map(What::Feast),
            "in_lieu" => {
                let days = self.value.split(',').map(weekday);
                days.collect::<Result<_, _>>().map(What::InLieu)
            }
            "policy" => return self.rule().map(What::Policy),
            _ => {
                return Err(EntryError {
                    field: "type",
                    problem: Problem::UnknownKind(self.kind.clone()),
                });
            }
        };
        what.map_err(|problem| EntryError {
            field: "value",
            problem,
        })
    }

    fn rule(&self) -> Result<Rule, EntryError> {
        Rule::parse(&self.name, &self.value).map_err(|problem| EntryError {
            field: if matches!(problem, Problem::UnknownPolicy(_)) {
                "name_vi"
            } else {
                "value"
            },
            problem,
        })
    }
}

fn day(text: &str) -> Result<Day, Problem> {
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    // The year in four figures: `26-11-24` would be a day of the Romans.
    let day = Day::parse_iso(text).filter(|_| text.len() == "2026-11-24".len());
    day.ok_or_else(|| Problem::NotADay(text.to_owned()))
}

impl Fact {
    /// What the fact is about: of two facts with one slot only one can hold.
    pub fn slot(&self) -> String {
        let (unit, from) = (&self.unit, self.from.iso());
        match &self.what {
            What::Day(DayKind::Closure) => format!("closure/{unit}/{from}"),
            What::Day(_) => format!("day/{unit}/{from}"),
            What::Hours(_) => format!("hours/{unit}/{from}"),
            What::Feast(_) => format!("feast/{unit}/{from}/{}", self.name),
            What::InLieu(_) => format!("in_lieu/{unit}/{from}"),
            What::Policy(rule) => format!("policy/{unit}/{from}/{}", rule.key()),
        }
    }

    /// Whether it says just what another says, wherever either was read.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let source = self.source.clone();
        *self
            == Self {
                source,
                ..other.clone()
            }
    }

    /// Whether it is in force on a day.
    pub fn covers(&self, day: Day) -> bool {
        let last = match self.what {
            What::Day(_) => Some(self.to.unwrap_or(self.from)),
            What::Hours(_) | What::Feast(_) | What::InLieu(_) | What::Policy(_) => self.to,
        };
        self.from <= day && last.is_none_or(|last| day <= last)
    }

    /// Whether it speaks for a unit: its own, one above it, or all.
    pub fn speaks_for(&self, unit: &str) -> bool {
        is_within(unit, &self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(cells: [&str; 7]) -> Entry {
        let [kind, from, to, unit, name, value, status] = cells.map(str::to_owned);
        Entry {
            kind,
            from,
            to,
            unit,
            name,
            value,
            status,
            ..Entry::default()
        }
    }

    #[test]
    fn each_wrong_cell_is_named_by_its_column() {
        let holiday = ["statutory", "2026-11-24", "", "", "Lễ", "", "official"];
        assert!(entry(holiday).read().is_ok());
        for (place, cell, field) in [
            (0, "holiday", "type"),
            (1, "", "date"),
            (1, "2026-02-30", "date"),
            (1, "26-11-24", "date"),
            (1, "24/11/2026", "date"),
            (2, "2026-11-25", "to"),
            (2, "x", "to"),
            (4, "", "name_vi"),
            (6, "sure", "status"),
            (6, "", "status"),
        ] {
            let mut cells = holiday;
            cells[place] = cell;
            assert_eq!(entry(cells).read().unwrap_err().field, field, "{cell}");
        }
        let closed = [
            "closure",
            "2026-10-03",
            "2026-10-01",
            "H15",
            "Lũ",
            "",
            "official",
        ];
        let error = entry(closed).read().unwrap_err();
        assert!(matches!(error.problem, Problem::EndsBeforeItBegins(_)));
        for kind in ["hours", "feast", "in_lieu"] {
            let cells = [kind, "2026-01-01", "", "", "Tên", "sai", "official"];
            assert_eq!(entry(cells).read().unwrap_err().field, "value", "{kind}");
        }
        let policy = [
            "policy",
            "2026-01-01",
            "",
            "",
            "cutoff",
            "15:00",
            "official",
        ];
        assert_eq!(entry(policy).read().unwrap_err().field, "name_vi");
    }

    #[test]
    fn a_unit_hears_those_above_it() {
        let fact = |unit| {
            let cells = ["closure", "2026-10-01", "", unit, "Lũ", "", "official"];
            entry(cells).read().unwrap()
        };
        assert!(fact("").speaks_for("H15.50"));
        assert!(fact("H15").speaks_for("H15.50"));
        assert!(fact("H15.50").speaks_for("H15.50"));
        assert!(!fact("H15.50").speaks_for("H15.51"));
        assert!(!fact("H15.5").speaks_for("H15.50"));
        assert!(!fact("H15.50").speaks_for("H15"));
    }
}
