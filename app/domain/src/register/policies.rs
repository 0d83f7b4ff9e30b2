//! All lines of data on books together.

use super::book::BookKind;
use super::line::PolicyLine;
use super::policy::BookPolicy;
use super::problem::Rejected;
use crate::calendar::{Origin, Put};
use crate::id::{UnitId, is_within};
use crate::instant::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How books are kept, as of the data that was put in.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    kept: BTreeMap<(BookKind, String, Day), (BookPolicy, Origin)>,
}

/// The lines on books, as a device carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyLines {
    /// What comes with the server's program.
    pub built_in: Vec<PolicyLine>,
    /// What was imported, which goes before it.
    pub imported: Vec<PolicyLine>,
}

impl PolicyLines {
    /// What they say together. A line that this program does not understand is left
    /// out: it belongs to a later one.
    pub fn read(&self) -> Policies {
        let mut policies = Policies::default();
        let built_in = self.built_in.iter().map(|line| (line, Origin::BuiltIn));
        let imported = self.imported.iter().map(|line| (line, Origin::Imported));
        for (line, origin) in built_in.chain(imported) {
            if let Ok(policy) = line.read() {
                policies.keep(policy, origin);
            }
        }
        policies
    }
}

impl Policies {
    /// Puts a line in; an earlier one about the same kind, unit and day gives way.
    ///
    /// # Errors
    /// [`Rejected`] when it cannot be understood, or another line of the same file says
    /// otherwise; then nothing has changed.
    pub fn put(&mut self, line: &PolicyLine, origin: Origin) -> Result<Put, Rejected> {
        let policy = line.read()?;
        let Some((known, told)) = self.kept.get(&slot(&policy)) else {
            self.keep(policy, origin);
            return Ok(Put::New);
        };
        if *known == policy {
            return Ok(Put::Unchanged);
        }
        if let (other @ Origin::Line(_), Origin::Line(_)) = (*told, origin) {
            return Err(Rejected::SaidTwice { other });
        }
        self.keep(policy, origin);
        Ok(Put::Changed)
    }

    fn keep(&mut self, policy: BookPolicy, origin: Origin) {
        self.kept.insert(slot(&policy), (policy, origin));
    }

    /// How a unit's books of a kind are kept on a day: by the line of the unit nearest,
    /// imported before built in, begun last. `None` when no line says: then there is no
    /// such book.
    pub fn in_force(&self, kind: &BookKind, unit: &UnitId, day: Day) -> Option<&BookPolicy> {
        let speaks = |policy: &BookPolicy| {
            policy.kind == *kind
                && is_within(&unit.0, &policy.unit)
                && policy.from <= day
                && policy.to.is_none_or(|to| day <= to)
        };
        let (policy, _) = self
            .kept
            .values()
            .filter(|(policy, _)| speaks(policy))
            .max_by_key(|(policy, origin)| {
                (policy.unit.len(), *origin != Origin::BuiltIn, policy.from)
            })?;
        Some(policy)
    }

    /// Every kind that some line speaks of, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &BookKind> {
        let mut kinds: Vec<_> = self.kept.keys().map(|(kind, ..)| kind).collect();
        kinds.dedup();
        kinds.into_iter()
    }
}

fn slot(policy: &BookPolicy) -> (BookKind, String, Day) {
    (policy.kind.clone(), policy.unit.clone(), policy.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::LeaseSize;
    use crate::register::line::sample;

    #[test]
    fn the_nearest_unit_and_the_latest_line_count() {
        let mut policies = Policies::default();
        let size = |unit: &str, from: &str, lease: &str| PolicyLine {
            unit: unit.into(),
            from: from.into(),
            lease: lease.into(),
            ..sample()
        };
        for (at, line) in [
            size("", "2026-01-01", "20"),
            size("H15", "2026-01-01", "30"),
            size("H15.50", "2026-07-01", "volume"),
        ]
        .iter()
        .enumerate()
        {
            assert_eq!(policies.put(line, Origin::Line(at)), Ok(Put::New));
        }
        let said_twice = policies.put(&size("H15", "2026-01-01", "31"), Origin::Line(9));
        let other = Origin::Line(1);
        assert_eq!(said_twice, Err(Rejected::SaidTwice { other }));
        let same = policies.put(&size("H15", "2026-01-01", "30"), Origin::Line(9));
        assert_eq!(same, Ok(Put::Unchanged));
        let lease = |unit: &str, day: (i32, u8, u8)| {
            let day = Day::from_ymd(day.0, day.1, day.2).unwrap();
            let policy = policies.in_force(&BookKind("SCT/BS".into()), &UnitId(unit.into()), day);
            policy.map(|policy| policy.rules().unwrap().lease)
        };
        assert_eq!(lease("H99.1", (2026, 3, 1)), Some(LeaseSize::Numbers(20)));
        assert_eq!(lease("H15.50", (2026, 3, 1)), Some(LeaseSize::Numbers(30)));
        assert_eq!(lease("H15.50", (2026, 8, 1)), Some(LeaseSize::Volume));
        assert_eq!(lease("H15.50", (2025, 8, 1)), None);
    }
}
