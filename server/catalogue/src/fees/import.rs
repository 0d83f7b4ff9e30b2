//! Putting a file's lines beside what is known.

use super::issue::{Fault, Issue};
use super::read::{FileError, read};
use core::fmt;
use domain::calendar::Put;
use domain::catalogue::ProcedureCode;
use domain::fee::{FeeTable, FeeTables};
use serde::Serialize;
use std::collections::BTreeMap;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Lines that were read, the head of the table aside.
    pub read: usize,
    /// Nothing was known of it.
    pub new: usize,
    /// Something else was known.
    pub changed: usize,
    /// Just this was known.
    pub unchanged: usize,
    /// Not understood or contradictory: not taken.
    pub refused: usize,
    /// What could not be understood.
    pub issues: Vec<Issue>,
}

/// A report, and what has to be written.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// For people.
    pub report: Report,
    /// The tables that have changed, each with the lines of the file that changed it.
    pub tables: Vec<(FeeTable, String)>,
}

/// Plans the import of a file on top of known tables.
///
/// # Errors
/// [`FileError`] when the file as a whole cannot be read; a wrong line is an [`Issue`].
pub fn import(file: &[u8], mut tables: FeeTables) -> Result<Outcome, FileError> {
    let mut report = Report::default();
    let lines = read(file, &mut report.issues)?;
    let broken = |issue: &&Issue| issue.fault.is_error();
    report.read = lines.len() + report.issues.iter().filter(broken).count();
    let mut texts: BTreeMap<ProcedureCode, String> = BTreeMap::new();
    for line in lines {
        match tables.put(&line.cells, line.number) {
            Ok(Put::Unchanged) => report.unchanged += 1,
            Ok(put) => {
                if put == Put::New {
                    report.new += 1;
                } else {
                    report.changed += 1;
                }
                let text = texts.entry(ProcedureCode::new(&line.cells.code));
                let text = text.or_default();
                text.push_str(&line.text);
                text.push('\n');
            }
            Err(rejected) => report.issues.push(Issue {
                line: line.number,
                field: rejected.field().to_owned(),
                fault: Fault::Rejected(rejected),
            }),
        }
    }
    report.refused = report.issues.iter().filter(broken).count();
    report.issues.sort_by_key(|issue| issue.line);
    let with_text = |table: &FeeTable| {
        let text = texts.get(&table.code).cloned().unwrap_or_default();
        (table.clone(), text)
    };
    Ok(Outcome {
        tables: tables.changed().map(with_text).collect(),
        report,
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Đã đọc {} dòng: {} mới, {} thay đổi, {} không đổi, {} không lấy vào",
            self.read, self.new, self.changed, self.unchanged, self.refused
        )?;
        for issue in &self.issues {
            writeln!(f, "{issue}")?;
        }
        Ok(())
    }
}
