//! The calendar of a fresh start, in the program itself; see `data/calendar.csv`.

use super::issue::Issue;
use super::read::{FileError, Line, read};
use domain::calendar::{Calendar, Entry, Origin, Rejected};
use thiserror::Error;

const CALENDAR: &[u8] = include_bytes!("../../data/calendar.csv");

/// The built-in data is damaged; a test keeps this from happening.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "the message says it")]
pub enum BuiltinCalendarError {
    #[error("the built-in calendar cannot be read: {0}")]
    File(#[from] FileError),
    #[error("the built-in calendar cannot be read: {0}")]
    Line(Issue),
    #[error("the built-in calendar is wrong in line {line}: {error}")]
    Entry { line: usize, error: Rejected },
}

/// The built-in calendar.
///
/// # Errors
/// When the data in the program is damaged.
pub fn calendar() -> Result<Calendar, BuiltinCalendarError> {
    let mut calendar = Calendar::default();
    for line in lines()? {
        calendar
            .put(&line.entry, Origin::BuiltIn)
            .map_err(|error| BuiltinCalendarError::Entry {
                line: line.number,
                error,
            })?;
    }
    Ok(calendar)
}

/// Its lines, for devices.
///
/// # Errors
/// When the data in the program is damaged.
pub fn entries() -> Result<Vec<Entry>, BuiltinCalendarError> {
    Ok(lines()?.into_iter().map(|line| line.entry).collect())
}

fn lines() -> Result<Vec<Line>, BuiltinCalendarError> {
    let mut issues = Vec::new();
    let lines = read(CALENDAR, &mut issues)?;
    match issues.pop() {
        Some(issue) => Err(BuiltinCalendarError::Line(issue)),
        None => Ok(lines),
    }
}
