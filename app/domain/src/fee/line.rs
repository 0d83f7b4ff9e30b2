//! One line of a fee table: as it is written, and as it is understood.

use super::exemption::{Exemption, Share};
use super::formula::FeeFormula;
use super::problem::{LineError, Problem};
use super::rule::FeeRule;
use crate::calendar::Status;
use crate::catalogue::ProcedureCode;
use crate::instant::Day;

/// A line as it is written; the cells are called as in `fees.csv` files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeeLine {
    /// `fee` or `exemption`.
    pub kind: String,
    /// The procedure.
    pub code: String,
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    pub unit: String,
    /// The first day in force.
    pub from: String,
    /// The last day; empty when there is none.
    pub to: String,
    /// The formula of a fee; of an exemption `full` or a share such as `50%`.
    pub value: String,
    /// An exemption's key, such as `ho-ngheo`.
    pub key: String,
    /// Who pays less.
    pub who: String,
    /// The paper that proves it.
    pub proof: String,
    /// How sure it is.
    pub status: String,
    /// The law or resolution it rests on.
    pub legal_basis: String,
    /// Where it was read.
    pub source: String,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeeFact {
    /// What is charged.
    Rule(FeeRule),
    /// Who pays less.
    Exemption(Exemption),
}

impl FeeLine {
    /// Understands the line.
    ///
    /// # Errors
    /// [`LineError`] names the column and says what to write.
    pub fn read(&self) -> Result<(ProcedureCode, FeeFact), LineError> {
        let at = |field| move |problem| LineError { field, problem };
        let is_fee = match self.kind.as_str() {
            "fee" => true,
            "exemption" => false,
            "" => return Err(at("type")(Problem::Missing)),
            other => return Err(at("type")(Problem::UnknownType(other.to_owned()))),
        };
        filled(&self.code).map_err(at("code"))?;
        let from = day(&self.from).map_err(at("from"))?;
        let to = match self.to.as_str() {
            "" => None,
            to => Some(day(to).map_err(at("to"))?),
        };
        if let Some(to) = to.filter(|to| *to < from) {
            return Err(at("to")(Problem::EndsBeforeItBegins(to)));
        }
        filled(&self.value).map_err(at("value"))?;
        let status = Status::read(&self.status)
            .ok_or_else(|| at("status")(Problem::UnknownStatus(self.status.clone())))?;
        let fact = if is_fee {
            FeeFact::Rule(self.rule(from, to, status)?)
        } else {
            FeeFact::Exemption(self.exemption(from, to, status)?)
        };
        Ok((ProcedureCode::new(&self.code), fact))
    }

    fn rule(&self, from: Day, to: Option<Day>, status: Status) -> Result<FeeRule, LineError> {
        let others = [
            ("key", &self.key),
            ("who", &self.who),
            ("proof", &self.proof),
        ];
        if let Some((field, _)) = others.into_iter().find(|(_, cell)| !cell.is_empty()) {
            let problem = Problem::NotForFees;
            return Err(LineError { field, problem });
        }
        let formula = FeeFormula::parse(&self.value).ok_or_else(|| LineError {
            field: "value",
            problem: Problem::NotAFormula(self.value.clone()),
        })?;
        Ok(FeeRule {
            unit: self.unit.clone(),
            effective_from: from,
            effective_to: to,
            formula,
            status,
            legal_basis: self.legal_basis.clone(),
            source: self.source.clone(),
        })
    }

    fn exemption(
        &self,
        from: Day,
        to: Option<Day>,
        status: Status,
    ) -> Result<Exemption, LineError> {
        let at = |field| move |problem| LineError { field, problem };
        filled(&self.key).map_err(at("key"))?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !self.key.bytes().all(plain) {
            return Err(at("key")(Problem::NotAKey(self.key.clone())));
        }
        filled(&self.who).map_err(at("who"))?;
        let share = Share::parse(&self.value)
            .ok_or_else(|| at("value")(Problem::NotAShare(self.value.clone())))?;
        Ok(Exemption {
            key: self.key.clone(),
            unit: self.unit.clone(),
            effective_from: from,
            effective_to: to,
            who: self.who.clone(),
            proof: self.proof.clone(),
            share,
            status,
            legal_basis: self.legal_basis.clone(),
            source: self.source.clone(),
        })
    }
}

fn filled(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else {
        Ok(())
    }
}

fn day(text: &str) -> Result<Day, Problem> {
    filled(text)?;
    Day::parse_iso(text).ok_or_else(|| Problem::NotADay(text.to_owned()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn fee(unit: &str, from: &str, to: &str, value: &str) -> FeeLine {
        FeeLine {
            kind: "fee".into(),
            code: "2.000815".into(),
            unit: unit.into(),
            from: from.into(),
            to: to.into(),
            value: value.into(),
            status: "official".into(),
            ..FeeLine::default()
        }
    }

    fn ground() -> FeeLine {
        FeeLine {
            kind: "exemption".into(),
            value: "full".into(),
            key: "ho-ngheo".into(),
            who: "người thuộc hộ nghèo".into(),
            ..fee("", "2026-01-01", "", "")
        }
    }

    #[test]
    fn each_wrong_cell_is_named_by_its_column() {
        type Set = fn(&mut FeeLine, String);
        let cells: [(Set, &str, &[&str]); 8] = [
            (|line, cell| line.kind = cell, "type", &["", "tax"]),
            (|line, cell| line.code = cell, "code", &[""]),
            (|line, cell| line.from = cell, "from", &["", "2026-02-30"]),
            (|line, cell| line.to = cell, "to", &["x", "2025-12-31"]),
            (
                |line, cell| line.value = cell,
                "value",
                &["", "0", "101%", "-1%"],
            ),
            (|line, cell| line.key = cell, "key", &["", "Hộ nghèo"]),
            (|line, cell| line.who = cell, "who", &[""]),
            (|line, cell| line.status = cell, "status", &["", "sure"]),
        ];
        assert!(ground().read().is_ok());
        for (set, field, cells) in cells {
            for cell in cells {
                let mut line = ground();
                set(&mut line, (*cell).to_owned());
                let error = line.read().unwrap_err();
                assert_eq!(error.field, field, "“{cell}” gives {error}");
            }
        }
        let mut both = fee("", "2026-01-01", "", "case 1");
        both.who = "ai đó".into();
        assert_eq!(both.read().unwrap_err().problem, Problem::NotForFees);
        let wrong = fee("", "2026-01-01", "", "case -5");
        assert!(wrong.read().unwrap_err().to_string().contains("case 10000"));
    }
}
