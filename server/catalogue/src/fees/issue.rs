//! What an import of fee tables could not understand.

use core::fmt;
use domain::fee::Rejected;
use serde::{Serialize, Serializer};

/// One thing that could not be understood, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The line in the file, from 1.
    pub line: usize,
    /// The column; empty for the line as a whole.
    pub field: String,
    /// What.
    pub fault: Fault,
}

/// Why a line, or a column, was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The line has more or fewer cells than the head of the table.
    BrokenLine,
    /// A column that this version does not know.
    UnknownColumn,
    /// A cell is wrong, or the line says otherwise than another.
    Rejected(Rejected),
}

impl Fault {
    /// Whether the line was not taken.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::UnknownColumn)
    }
}

impl Issue {
    fn in_words(&self) -> String {
        match &self.fault {
            Fault::BrokenLine => {
                "số ô không khớp với dòng tiêu đề; kiểm tra dấu phẩy và dấu ngoặc kép".into()
            }
            Fault::UnknownColumn => "cột chưa biết, không lấy vào".into(),
            Fault::Rejected(rejected) => {
                let words = rejected.to_string();
                // The words begin with the column, which is told apart.
                match words.split_once(": ") {
                    Some((_, words)) => words.to_owned(),
                    None => words,
                }
            }
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
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            line: usize,
            field: &'a str,
            fault: &'a Fault,
            message: String,
        }
        Shown {
            line: self.line,
            field: &self.field,
            fault: &self.fault,
            message: self.in_words(),
        }
        .serialize(to)
    }
}
