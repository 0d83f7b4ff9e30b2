//! The fee tables of all procedures, while lines are put into them.

use super::line::{FeeFact, FeeLine};
use super::problem::Rejected;
use super::table::FeeTable;
use crate::calendar::Put;
use crate::catalogue::ProcedureCode;
use crate::instant::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a line is about: the procedure, the key of an exemption (none for the fee), the
/// unit and the first day.
type Slot = (ProcedureCode, Option<String>, String, Day);

/// Fee tables, and which lines of a file have been put into them.
#[derive(Clone, Debug, Default)]
pub struct FeeTables {
    tables: BTreeMap<ProcedureCode, FeeTable>,
    said: BTreeMap<Slot, usize>,
    changed: BTreeSet<ProcedureCode>,
}

impl FeeTables {
    /// The tables that are known.
    pub fn new(known: impl IntoIterator<Item = FeeTable>) -> Self {
        let tables = known.into_iter().map(|table| (table.code.clone(), table));
        Self {
            tables: tables.collect(),
            ..Self::default()
        }
    }

    /// Puts in a line of a file; what was known of the same slot gives way.
    ///
    /// # Errors
    /// [`Rejected`] when it cannot be understood, another line of the file says
    /// otherwise, or two lines of one unit hold at the same time by their own words;
    /// then nothing has changed.
    pub fn put(&mut self, line: &FeeLine, number: usize) -> Result<Put, Rejected> {
        let (code, fact) = line.read()?;
        let slot = slot(&code, &fact);
        let table = self
            .tables
            .entry(code.clone())
            .or_insert_with(|| FeeTable::new(code.clone()));
        let put = table.look(&fact)?;
        if put == Put::Unchanged {
            self.said.entry(slot).or_insert(number);
            return Ok(put);
        }
        if let Some(line) = self.said.get(&slot) {
            return Err(Rejected::SaidTwice { line: *line });
        }
        table.keep(fact);
        self.said.insert(slot, number);
        self.changed.insert(code);
        Ok(put)
    }

    /// The tables that lines have changed.
    pub fn changed(&self) -> impl Iterator<Item = &FeeTable> {
        self.changed.iter().filter_map(|code| self.tables.get(code))
    }

    /// A table.
    pub fn table(&self, code: &ProcedureCode) -> Option<&FeeTable> {
        self.tables.get(code)
    }
}

fn slot(code: &ProcedureCode, fact: &FeeFact) -> Slot {
    let (key, unit, from) = match fact {
        FeeFact::Rule(rule) => (None, &rule.unit, rule.effective_from),
        FeeFact::Exemption(it) => (Some(it.key.clone()), &it.unit, it.effective_from),
    };
    (code.clone(), key, unit.clone(), from)
}

/// First and last day of a line.
type Term = (Day, Option<Day>);

impl FeeTable {
    /// What putting a fact in would change.
    fn look(&self, fact: &FeeFact) -> Result<Put, Rejected> {
        match fact {
            FeeFact::Rule(rule) => {
                let of_unit = self.rules.iter().filter(|known| known.unit == rule.unit);
                let term = (rule.effective_from, rule.effective_to);
                look(
                    of_unit
                        .map(|known| ((known.effective_from, known.effective_to), known == rule)),
                    term,
                )
            }
            FeeFact::Exemption(new) => {
                let same = self
                    .exemptions
                    .iter()
                    .filter(|known| known.unit == new.unit && known.key == new.key);
                let term = (new.effective_from, new.effective_to);
                look(
                    same.map(|known| ((known.effective_from, known.effective_to), known == new)),
                    term,
                )
            }
        }
    }

    fn keep(&mut self, fact: FeeFact) {
        match fact {
            FeeFact::Rule(rule) => {
                self.rules.retain(|known| {
                    (&known.unit, known.effective_from) != (&rule.unit, rule.effective_from)
                });
                self.rules.push(rule);
                self.rules
                    .sort_by(|a, b| (&a.unit, a.effective_from).cmp(&(&b.unit, b.effective_from)));
            }
            FeeFact::Exemption(new) => {
                self.exemptions.retain(|known| {
                    (&known.key, &known.unit, known.effective_from)
                        != (&new.key, &new.unit, new.effective_from)
                });
                self.exemptions.push(new);
                self.exemptions.sort_by(|a, b| {
                    (&a.key, &a.unit, a.effective_from).cmp(&(&b.key, &b.unit, b.effective_from))
                });
            }
        }
    }
}

/// Holds the term of a new line against those of its unit that are known.
fn look(known: impl Iterator<Item = (Term, bool)>, new: Term) -> Result<Put, Rejected> {
    let mut put = Put::New;
    for (term, same) in known {
        if same {
            return Ok(Put::Unchanged);
        }
        if term.0 == new.0 {
            put = Put::Changed;
            continue;
        }
        let (earlier, later) = if term.0 < new.0 {
            (term, new)
        } else {
            (new, term)
        };
        if let Some(to) = earlier.1.filter(|to| *to >= later.0) {
            return Err(Rejected::Overlaps {
                from: earlier.0,
                to,
                next: later.0,
            });
        }
    }
    Ok(put)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fee::line::tests::fee;

    #[test]
    fn a_line_is_new_changed_or_said_before() {
        let mut tables = FeeTables::default();
        let one = fee("", "2026-01-01", "", "case 1");
        assert_eq!(tables.put(&one, 2), Ok(Put::New));
        assert_eq!(tables.put(&one, 3), Ok(Put::Unchanged));
        let other = fee("", "2026-01-01", "", "case 2");
        let twice = Err(Rejected::SaidTwice { line: 2 });
        assert_eq!(tables.put(&other, 4), twice);
        let known: Vec<FeeTable> = tables.changed().cloned().collect();
        let mut later = FeeTables::new(known);
        assert_eq!(later.put(&one, 2), Ok(Put::Unchanged));
        assert_eq!(later.changed().count(), 0);
        let next = fee("", "2027-01-01", "", "case 2");
        assert_eq!(later.put(&next, 3), Ok(Put::New));
        let mut anew = FeeTables::new(later.changed().cloned());
        assert_eq!(anew.put(&other, 2), Ok(Put::Changed));
        let prices: Vec<String> = anew
            .table(&"2.000815".into())
            .unwrap()
            .rules
            .iter()
            .map(|rule| rule.formula.to_string())
            .collect();
        assert_eq!(prices, ["case 2", "case 2"]);
    }

    #[test]
    fn lines_that_hold_at_once_by_their_own_words_are_told() {
        let mut tables = FeeTables::default();
        let half = fee("H15", "2026-01-01", "2026-06-30", "case 1");
        assert_eq!(tables.put(&half, 2), Ok(Put::New));
        let inside = fee("H15", "2026-06-30", "", "case 2");
        let told = tables.put(&inside, 3).unwrap_err();
        assert_eq!(told.field(), "to");
        assert!(told.to_string().contains("30/06/2026"), "{told}");
        let after = fee("H15", "2026-07-01", "", "case 2");
        assert_eq!(tables.put(&after, 4), Ok(Put::New));
        let above = fee("", "2026-03-01", "2026-12-31", "case 3");
        assert_eq!(tables.put(&above, 5), Ok(Put::New), "another unit's line");
    }
}
