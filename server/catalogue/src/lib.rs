//! The catalogue's formats and what is built in.
//!
//! [`read`] understands the sources, [`import`](import()) compares them with what
//! is stored, [`merged`] reads the layers together as of a day, [`export`] gives
//! a procedure back as JSON, and [`builtin`] is the catalogue of a fresh start.
//! The commands of the command line are functions in [`command`]; the host only
//! parses arguments, opens the database and prints.
//!
//! A new format is a file in `read/` and a line in [`read`](read::read).

#![forbid(unsafe_code)]

pub mod builtin;
pub mod calendar;
pub mod command;
mod decode;
pub mod export;
pub mod fees;
mod import;
mod issue;
mod merged;
pub mod offline;
pub mod read;
pub mod register;
pub mod review;
mod text;

pub use decode::{DecodeError, decode, encode};
pub use import::{Counts, Outcome, Report, import};
pub use issue::{Issue, IssueKind};
pub use merged::merged;
pub use text::{Shown, UNKNOWN};
