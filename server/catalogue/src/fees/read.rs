//! From a table's text to lines with their numbers.

use super::issue::{Fault, Issue};
use crate::calendar::cells;
use domain::fee::FeeLine;
use domain::text::clean;
use thiserror::Error;

/// The largest file of fee tables that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Why a file cannot be read at all.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// Too much.
    #[error("the file is larger than {} MB", FILE_BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// Not a fee table.
    #[error(
        "the first line has no column {0}; a fee table needs at least type, code, from, value and status"
    )]
    MissingColumn(&'static str),
    /// The built-in data is damaged; a test keeps this from happening.
    #[error("the built-in fee tables are wrong: {0}")]
    BuiltIn(Issue),
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    /// As it stands in the file.
    pub(super) text: String,
    /// Its cells.
    pub(super) cells: FeeLine,
}

/// Every line of a table; a line that cannot be read stops no other.
pub(super) fn read(file: &[u8], issues: &mut Vec<Issue>) -> Result<Vec<Line>, FileError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    let text = String::from_utf8_lossy(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut rows = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let (first, head) = rows.next().unwrap_or_default();
    let head: Vec<String> = cells(head).iter().map(clean).collect();
    for column in ["type", "code", "from", "value", "status"] {
        if !head.iter().any(|name| name == column) {
            return Err(FileError::MissingColumn(column));
        }
    }
    let known = |name: &String| cell(&mut FeeLine::default(), name).is_some();
    issues.extend(head.iter().filter(|name| !known(name)).map(|name| Issue {
        line: first,
        field: name.clone(),
        fault: Fault::UnknownColumn,
    }));
    let mut lines = Vec::new();
    for (number, text) in rows {
        let row = cells(text);
        if row.len() != head.len() {
            issues.push(Issue {
                line: number,
                field: String::new(),
                fault: Fault::BrokenLine,
            });
            continue;
        }
        let mut line = FeeLine::default();
        for (column, text) in head.iter().zip(&row) {
            if let Some(cell) = cell(&mut line, column) {
                *cell = clean(text);
            }
        }
        lines.push(Line {
            number,
            text: text.to_owned(),
            cells: line,
        });
    }
    Ok(lines)
}

/// A cell of a line by its column; `None` for a column that there is not.
fn cell<'a>(line: &'a mut FeeLine, column: &str) -> Option<&'a mut String> {
    Some(match column {
        "type" => &mut line.kind,
        "code" => &mut line.code,
        "unit" => &mut line.unit,
        "from" => &mut line.from,
        "to" => &mut line.to,
        "value" => &mut line.value,
        "key" => &mut line.key,
        "who" => &mut line.who,
        "proof" => &mut line.proof,
        "status" => &mut line.status,
        "legal_basis" => &mut line.legal_basis,
        "source" => &mut line.source,
        _ => return None,
    })
}
