//! The legal calendar's file format, what is built in, and imports.
//!
//! A file is a CSV table with a line for each [`Entry`](domain::calendar::Entry); the
//! columns are those of `data/calendar.csv`. Tables of holidays that have the columns
//! `date`, `type`, `name_vi` and `status` are read as they are, and what else they say
//! of a day (weekday, lunar day) is held against the calendar.

mod builtin;
mod import;
mod issue;
mod read;

pub use builtin::{BuiltinCalendarError, calendar, entries};
pub use import::{Outcome, Report, import};
pub use issue::{Issue, IssueKind};
pub(crate) use read::cells;
pub use read::{FILE_BYTES_MAX, FileError};
