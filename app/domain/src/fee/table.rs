//! All lines on the fee of one procedure, and those in force on a day.

use super::exemption::{Exemption, Share};
use super::formula::FeeFormula;
use super::rule::FeeRule;
use crate::calendar::Status;
use crate::catalogue::ProcedureCode;
use crate::id::is_within;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// The fee table of a procedure: what the nation sets, and what provinces and communes do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct FeeTable {
    /// For which procedure.
    pub code: ProcedureCode,
    /// Its rules.
    pub rules: Vec<FeeRule>,
    /// Who pays less.
    #[serde(rename = "exempt", skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
}

/// What holds for a unit on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// The rule, where any line sets one; it may be no more than that the province does.
    pub rule: Option<FeeRule>,
    /// Who pays less, one line for each ground.
    pub exemptions: Vec<Exemption>,
}

impl FeeTable {
    /// A table without lines.
    pub fn new(code: ProcedureCode) -> Self {
        Self {
            code,
            rules: Vec::new(),
            exemptions: Vec::new(),
        }
    }

    /// The lines of the nearest unit in force on a day, each whole: one rule, and one
    /// line for each ground. Among lines of one unit the one begun last counts.
    pub fn in_force(&self, unit: &str, day: Day) -> InForce {
        let holds = |above: &str, from: Day, to: Option<Day>| {
            is_within(unit, above) && from <= day && to.is_none_or(|to| day <= to)
        };
        let rules = self
            .rules
            .iter()
            .filter(|rule| holds(&rule.unit, rule.effective_from, rule.effective_to));
        let rule = rules.max_by_key(|rule| (rule.unit.len(), rule.effective_from));
        let mut exemptions: Vec<&Exemption> = self
            .exemptions
            .iter()
            .filter(|it| holds(&it.unit, it.effective_from, it.effective_to))
            .collect();
        let nearest = |it: &&Exemption| core::cmp::Reverse((it.unit.len(), it.effective_from));
        exemptions.sort_by(|a, b| (&a.key, nearest(a)).cmp(&(&b.key, nearest(b))));
        exemptions.dedup_by(|later, kept| later.key == kept.key);
        exemptions.retain(|it| it.share > Share::NONE);
        InForce {
            rule: rule.cloned(),
            exemptions: exemptions.into_iter().cloned().collect(),
        }
    }
}

impl InForce {
    /// The rule by which an amount can be found for somebody with this ground; none where
    /// only the province knows it.
    pub fn computable(&self, ground: Option<&Exemption>) -> Option<&FeeRule> {
        let lets_all_off = ground.is_some_and(|ground| ground.share.is_full());
        self.rule
            .as_ref()
            .filter(|rule| lets_all_off || rule.formula != FeeFormula::Provincial)
    }

    /// A ground by its key.
    pub fn exemption(&self, key: &str) -> Option<&Exemption> {
        self.exemptions.iter().find(|it| it.key == key)
    }
}

/// A table as it is stored: now, or as the single rule that it was before there were
/// units and grounds. Nothing of the old one is lost.
#[derive(Deserialize)]
struct Stored {
    code: ProcedureCode,
    #[serde(default)]
    rules: Vec<FeeRule>,
    #[serde(default)]
    exempt: Vec<Exemption>,
    effective_from: Option<Day>,
    formula: Option<FeeFormula>,
    #[serde(default)]
    exemptions: String,
    #[serde(default)]
    source: String,
}

impl From<Stored> for FeeTable {
    fn from(stored: Stored) -> Self {
        let mut table = Self {
            code: stored.code,
            rules: stored.rules,
            exemptions: stored.exempt,
        };
        let (Some(effective_from), Some(formula)) = (stored.effective_from, stored.formula) else {
            return table;
        };
        if !stored.exemptions.is_empty() {
            table.exemptions.push(Exemption {
                key: "mien-giam".into(),
                unit: String::new(),
                effective_from,
                effective_to: None,
                who: stored.exemptions,
                proof: String::new(),
                share: Share::FULL,
                status: Status::Memory,
                legal_basis: stored.source.clone(),
                source: String::new(),
            });
        }
        table.rules.push(FeeRule {
            unit: String::new(),
            effective_from,
            effective_to: None,
            formula,
            status: Status::Memory,
            legal_basis: stored.source,
            source: String::new(),
        });
        table
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    pub(crate) fn rule(unit: &str, from: &str, formula: &str) -> FeeRule {
        FeeRule {
            unit: unit.into(),
            effective_from: day(from),
            effective_to: None,
            formula: FeeFormula::parse(formula).unwrap(),
            status: Status::Official,
            legal_basis: "226/2016/TT-BTC".into(),
            source: String::new(),
        }
    }

    pub(crate) fn exemption(key: &str, unit: &str, share: &str) -> Exemption {
        Exemption {
            key: key.into(),
            unit: unit.into(),
            effective_from: day("2026-01-01"),
            effective_to: None,
            who: "người thuộc hộ nghèo".into(),
            proof: "Giấy chứng nhận hộ nghèo".into(),
            share: Share::parse(share).unwrap(),
            status: Status::Memory,
            legal_basis: String::new(),
            source: String::new(),
        }
    }

    #[test]
    fn the_nearest_unit_counts_while_it_is_in_force() {
        let mut table = FeeTable::new("2.000815".into());
        let mut ended = rule("H15", "2026-03-01", "case 3");
        ended.effective_to = Some(day("2026-06-30"));
        table.rules = vec![
            ended,
            rule("", "2026-01-01", "case 1"),
            rule("H15.50", "2026-05-01", "case 5"),
            rule("", "2026-08-01", "case 2"),
        ];
        let price = |unit: &str, on: &str| {
            let found = table.in_force(unit, day(on)).rule;
            found.map(|rule| rule.formula.to_string())
        };
        let case = |price: &str| Some(format!("case {price}"));
        assert_eq!(price("H15.50.05", "2025-12-31"), None);
        assert_eq!(price("H15.50.05", "2026-02-01"), case("1"));
        assert_eq!(price("H15.50.05", "2026-04-01"), case("3"));
        assert_eq!(price("H15.50.05", "2026-05-01"), case("5"));
        assert_eq!(price("H15.500", "2026-05-01"), case("3"));
        assert_eq!(price("H15.51", "2026-07-01"), case("1"));
        assert_eq!(price("H99", "2026-09-01"), case("2"));
    }

    #[test]
    fn a_province_adds_grounds_and_takes_them_back() {
        let mut table = FeeTable::new("2.000815".into());
        table.exemptions = vec![
            exemption("ho-ngheo", "", "full"),
            exemption("ho-ngheo", "H15", "50%"),
            exemption("tre-em", "H15", "full"),
            exemption("nguoi-co-cong", "", "full"),
            exemption("nguoi-co-cong", "H16", "0%"),
        ];
        let grounds = |unit: &str| -> Vec<String> {
            let found = table.in_force(unit, day("2026-05-01")).exemptions;
            found
                .iter()
                .map(|it| format!("{} {}", it.key, it.share))
                .collect()
        };
        let nation = ["ho-ngheo Miễn", "nguoi-co-cong Miễn"];
        assert_eq!(grounds(""), nation);
        let some = ["ho-ngheo Giảm 50%", "nguoi-co-cong Miễn", "tre-em Miễn"];
        assert_eq!(grounds("H15.1"), some);
        assert_eq!(grounds("H16"), ["ho-ngheo Miễn"]);
    }
}
