//! Printed forms: templates that are data, values that are rules.
//!
//! A [`Template`] is a tree of plain elements, which the server reads from a file and
//! checks; [`values`] says what a form tells of a dossier, and [`fill`] puts the one into
//! the other. What comes out holds texts only: nothing of it is ever parsed again.
//!
//! A new form is a variant of [`Form`], its names in `fields.rs`, its values beside
//! `slip.rs` or `notice.rs`, and a file in `server/forms`.

mod common;
mod fields;
mod fill;
mod log;
mod notice;
#[cfg(test)]
mod notice_tests;
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

use crate::dossier::Dossier;
use crate::id::OfficerId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// A form of circular 03/2025/TT-VPCP, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    #[serde(rename = "01")]
    Slip,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    #[serde(rename = "02")]
    Supplement,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    #[serde(rename = "03")]
    Refusal,
    /// Văn bản xin lỗi và đề nghị gia hạn.
    #[serde(rename = "04")]
    Apology,
    /// Thông báo dừng giải quyết hồ sơ.
    #[serde(rename = "05")]
    Stop,
}

/// What a form tells of: when it happened, and who signs for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When: the version of the form in force then is printed.
    pub at: Instant,
    /// Who.
    pub officer: Option<OfficerId>,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Slip,
        Self::Supplement,
        Self::Refusal,
        Self::Apology,
        Self::Stop,
    ];

    /// Its number in the circular: the name of its file.
    pub fn number(self) -> &'static str {
        match self {
            Self::Slip => "01",
            Self::Supplement => "02",
            Self::Refusal => "03",
            Self::Apology => "04",
            Self::Stop => "05",
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
            Self::Supplement | Self::Refusal | Self::Apology | Self::Stop => notice::NAMES,
        }
    }

    /// What it would tell of a dossier; `None` when nothing of the kind has happened.
    pub fn occasion(self, dossier: &Dossier) -> Option<Occasion> {
        match self {
            Self::Slip => slip::occasion(dossier),
            Self::Supplement | Self::Refusal | Self::Apology | Self::Stop => {
                notice::occasion(self, dossier)
            }
        }
    }
}

/// What a form tells.
pub fn values(form: Form, sheet: &Sheet<'_>) -> Values {
    match form {
        Form::Slip => slip::values(sheet),
        Form::Supplement | Form::Refusal | Form::Apology | Form::Stop => {
            notice::values(form, sheet)
        }
    }
}
