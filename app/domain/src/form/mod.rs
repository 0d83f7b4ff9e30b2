//! Printed forms: templates that are data, values that are rules.
//!
//! A [`Template`] is a tree of plain elements, which the server reads from a file and
//! checks; [`values`] says what a form tells of a dossier, and [`fill`] puts the one into
//! the other. What comes out holds texts only: nothing of it is ever parsed again.
//!
//! A new form is a variant of [`Form`], its names in `fields.rs`, its values beside
//! `slip.rs`, and a file in `server/forms`.

mod common;
mod fields;
mod fill;
mod log;
mod slip;
#[cfg(test)]
mod slip_tests;
mod template;

pub use common::{Sheet, moment_in_words, printed_day};
pub use fields::{Names, Values};
pub use fill::{Drawn, fill};
pub use log::{COPIES_MAX, Paper, PrintLog, Printing};
pub use slip::Duty;
pub use template::{Condition, Element, FormSet, Node, Office, Template};

use serde::{Deserialize, Serialize};

/// A form of circular 03/2025/TT-VPCP, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    #[serde(rename = "01")]
    Slip,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Slip];

    /// Its number in the circular: the name of its file.
    pub fn number(self) -> &'static str {
        match self {
            Self::Slip => "01",
        }
    }

    /// The form with a number.
    pub fn from_number(number: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.number() == number)
    }

    /// What a template of the form may name.
    pub fn names(self) -> Names {
        match self {
            Self::Slip => slip::NAMES,
        }
    }
}

/// What a form tells.
pub fn values(form: Form, sheet: &Sheet<'_>) -> Values {
    match form {
        Form::Slip => slip::values(sheet),
    }
}
