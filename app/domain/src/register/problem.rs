//! What can be wrong with a line of data on books, in words that say what to do.

use crate::calendar::Origin;
use crate::instant::Day;
use serde::Serialize;
use thiserror::Error;

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the message says it")]
pub enum Problem {
    #[error("để trống; cột này phải có giá trị")]
    Missing,
    #[error("sổ hộ tịch do phần mềm quốc gia giữ; để trống cột này")]
    NotForDrafts,
    #[error("“{0}” không phải ngày có thật; viết năm-tháng-ngày, ví dụ 2026-11-24")]
    NotADay(String),
    #[error("ngày cuối {0} trước ngày đầu; đổi lại thứ tự")]
    EndsBeforeItBegins(Day),
    #[error("“{0}” không phải cách giữ sổ đã biết; dùng book hoặc civil_draft")]
    UnknownKeeping(String),
    #[error("thiếu {part}; viết như số {{number}} quyển số {{volume}}/{{year}} - SCT/BS")]
    FormLacks { part: &'static str },
    #[error("chỉ dùng {{number}}, {{volume}} và {{year}}, mỗi phần một lần")]
    FormStrange,
    #[error("“{0}” không phải cỡ dải số; viết số lượng từ 1 đến {max} hoặc volume", max = super::LEASE_NUMBERS_MAX)]
    NotALease(String),
    #[error("“{text}” không phải số từ {least} đến {most}")]
    NotBetween { text: String, least: u32, most: u32 },
    #[error("“{0}” không phải trạng thái đã biết; dùng official, computed, projected hoặc memory")]
    UnknownStatus(String),
}

/// What is wrong with a line, and in which column.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{field}: {problem}")]
pub struct LineError {
    /// The column.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rejected {
    /// A cell cannot be understood.
    #[error(transparent)]
    Wrong(#[from] LineError),
    /// Another line of the same file speaks of the same kind, unit and day.
    #[error("from: nói khác với {other} về cùng một loại sổ; chỉ giữ lại một dòng")]
    SaidTwice {
        /// Where.
        other: Origin,
    },
}

impl Rejected {
    /// The column to look at.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Wrong(error) => error.field,
            Self::SaidTwice { .. } => "from",
        }
    }
}
