//! Fees: dated tables of rules and exemptions, and what they come to.
//!
//! The figures are data. A procedure has a [`FeeTable`] of lines, each for a unit and
//! those below it; on a day the line of the nearest unit counts, whole: no figure is
//! ever taken from one line and another from the next. A procedure without a rule has an
//! unknown fee, and so has one whose rule only says that the province sets it
//! ([`FeeFormula::Provincial`]); unknown is never none.
//!
//! A new way of counting is a variant of [`FeeFormula`], its word in `formula.rs` and
//! its step in `charge.rs`.

mod amount;
mod charge;
mod exemption;
mod formula;
mod line;
mod problem;
#[cfg(test)]
mod properties;
mod rule;
mod table;
mod tables;

pub use amount::dong;
pub use charge::{FeeCharge, FeeItem, Uncharged, charge};
pub use exemption::{Exemption, ON_TIME, Share};
pub use formula::FeeFormula;
pub use line::{FeeFact, FeeLine};
pub use problem::{LineError, Problem, Rejected};
pub use rule::{FeePin, FeeRule};
pub use table::{FeeTable, InForce};
pub use tables::FeeTables;
