//! What an import of calendar data could not understand.

use core::fmt;
use domain::calendar::Rejected;
use serde::Serialize;

/// Why something is reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueKind {
    /// The line has more or fewer cells than the head of the table.
    BrokenLine,
    /// A quotation mark that never closes.
    UnclosedQuote,
    /// A cell is wrong, or contradicts what is known.
    Rejected(Rejected),
    /// A cell says of the day what it is not.
    OtherThanComputed {
        /// What the cell says.
        said: String,
        /// What the calendar says.
        computed: String,
    },
    /// A column that this version does not know; nothing of it was taken.
    UnknownColumn,
}

impl IssueKind {
    /// Whether the line was not taken.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::UnknownColumn)
    }
}

/// One thing that an import could not understand, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The line in the file, from 1.
    pub line: usize,
    /// The column; empty for the line as a whole.
    pub field: String,
    /// Why.
    pub kind: IssueKind,
}

impl Issue {
    fn in_words(&self) -> String {
        match &self.kind {
            IssueKind::BrokenLine => {
                "số ô không khớp với dòng tiêu đề, bỏ qua dòng này; kiểm tra dấu phẩy và dấu ngoặc kép"
                    .into()
            }
            IssueKind::UnclosedQuote => "dấu ngoặc kép không đóng, bỏ qua dòng này".into(),
            IssueKind::Rejected(Rejected::Wrong(error)) => error.problem.to_string(),
            IssueKind::Rejected(Rejected::Contradicts { contradiction, .. }) => {
                contradiction.to_string()
            }
            IssueKind::OtherThanComputed { said, computed } => {
                format!("ghi “{said}” nhưng theo lịch là “{computed}”; sửa ô này hoặc sửa ngày")
            }
            IssueKind::UnknownColumn => "cột chưa biết, không lấy vào".into(),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dòng {}", self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.in_words())
    }
}

impl Serialize for Issue {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            line: usize,
            field: &'a str,
            kind: &'a IssueKind,
            message: String,
        }
        Shown {
            line: self.line,
            field: &self.field,
            kind: &self.kind,
            message: self.in_words(),
        }
        .serialize(to)
    }
}
