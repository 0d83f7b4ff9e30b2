//! A dated rule for the fee of a procedure.

use super::formula::FeeFormula;
use crate::calendar::Status;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// One line of a fee table: what is counted, and at what price, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// For whom: a unit, or all units whose codes begin with it; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The first day on which this application vouches for the rule.
    pub effective_from: Day,
    /// The last day, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<Day>,
    /// What is counted, and at what price.
    pub formula: FeeFormula,
    /// How sure it is.
    pub status: Status,
    /// The law or resolution that sets it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legal_basis: String,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl FeeRule {
    /// What a dossier keeps of it.
    pub fn pin(&self, version: u32) -> FeePin {
        FeePin {
            unit: self.unit.clone(),
            effective_from: self.effective_from,
            version,
        }
    }

    /// The document to name on paper: the law, else where it was read.
    pub fn document(&self) -> &str {
        if self.legal_basis.is_empty() {
            &self.source
        } else {
            &self.legal_basis
        }
    }
}

/// Which line of which version of a fee table a dossier was charged by (I9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeePin {
    /// The unit of the line; empty for the nation's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The first day of the line.
    pub effective_from: Day,
    /// The version of the table, as the catalogue counts it; 0 where it follows from
    /// what is published and no table says it.
    #[serde(default)]
    pub version: u32,
}
