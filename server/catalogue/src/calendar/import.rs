//! Putting a file's entries beside what is known.

use super::issue::{Issue, IssueKind};
use super::read::{FileError, Line, read};
use core::fmt;
use domain::calendar::{Calendar, Entry, Origin, Put, Rejected};
use serde::Serialize;

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
    /// For the database, each with what it is about.
    pub entries: Vec<(String, Entry)>,
}

/// Plans the import of a file on top of a calendar.
///
/// # Errors
/// [`FileError`] when the file as a whole cannot be read; a wrong line is an [`Issue`].
pub fn import(file: &[u8], mut calendar: Calendar) -> Result<Outcome, FileError> {
    let mut report = Report::default();
    let lines = read(file, &mut report.issues)?;
    let broken = |issue: &&Issue| issue.kind.is_error();
    report.read = lines.len() + report.issues.iter().filter(broken).count();
    let mut entries = Vec::new();
    for line in lines {
        match put(&mut calendar, &line) {
            Ok((Put::Unchanged, _)) => report.unchanged += 1,
            Ok((put, slot)) => {
                if put == Put::New {
                    report.new += 1;
                } else {
                    report.changed += 1;
                }
                entries.push((slot, line.entry));
            }
            Err(issue) => report.issues.push(issue),
        }
    }
    report.refused = report.issues.iter().filter(broken).count();
    report.issues.sort_by_key(|issue| issue.line);
    Ok(Outcome { report, entries })
}

fn put(calendar: &mut Calendar, line: &Line) -> Result<(Put, String), Issue> {
    let refused = |rejected: Rejected| Issue {
        line: line.number,
        field: rejected.field().to_owned(),
        kind: IssueKind::Rejected(rejected),
    };
    let fact = line.entry.read().map_err(|error| refused(error.into()))?;
    if let Some(issue) = line.disagreement(&fact) {
        return Err(issue);
    }
    let put = calendar.put(&line.entry, Origin::Line(line.number));
    Ok((put.map_err(refused)?, fact.slot()))
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
