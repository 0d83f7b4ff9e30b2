//! What can be wrong with a line of a fee table, in words that say what to do.

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
    #[error("dòng mức phí không có cột này; để trống")]
    NotForFees,
    #[error("“{0}” không phải loại dòng đã biết; dùng fee hoặc exemption")]
    UnknownType(String),
    #[error("“{0}” không phải ngày có thật; viết năm-tháng-ngày, ví dụ 2026-11-24")]
    NotADay(String),
    #[error("ngày cuối {0} trước ngày đầu; đổi lại thứ tự")]
    EndsBeforeItBegins(Day),
    #[error(
        "“{0}” không phải công thức; viết page 2000*2 1000 max 200000, case 10000, copy 8000, free hoặc provincial, giá từ 0 đến 1.000.000.000 đồng"
    )]
    NotAFormula(String),
    #[error("“{0}” không phải mức miễn, giảm; viết full hoặc từ 0% đến 100%")]
    NotAShare(String),
    #[error("“{0}” không phải khóa; chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối")]
    NotAKey(String),
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
    /// Another line of the same file speaks of the same thing, unit and first day.
    #[error("from: nói khác với dòng {line} về cùng một mức; chỉ giữ lại một dòng")]
    SaidTwice {
        /// Where.
        line: usize,
    },
    /// A line that says when it ends has not ended when another of its unit begins.
    #[error(
        "to: dòng có hiệu lực từ {from} đến {to} chồng lên dòng có hiệu lực từ {next}; sửa một trong hai"
    )]
    Overlaps {
        /// The first day of the line that ends too late.
        from: Day,
        /// Its last day.
        to: Day,
        /// The first day of the other.
        next: Day,
    },
}

impl Rejected {
    /// The column to look at.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Wrong(error) => error.field,
            Self::SaidTwice { .. } => "from",
            Self::Overlaps { .. } => "to",
        }
    }
}
