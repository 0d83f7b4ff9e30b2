//! Fee tables: the file format, what is built in, and imports.
//!
//! A file is a CSV table with a line for each [`FeeLine`](domain::fee::FeeLine): a rule
//! (`type` is `fee`) or a ground on which less is paid (`exemption`). The columns are
//! those of `data/fees.csv`. A table is a layer of the catalogue: an import makes a new
//! version of it and keeps the one before.

mod import;
mod issue;
mod read;

pub use import::{Outcome, Report, import};
pub use issue::{Fault, Issue};
pub use read::{FILE_BYTES_MAX, FileError};

use domain::fee::{FeeTable, FeeTables};

const BUILT_IN: &[u8] = include_bytes!("../../data/fees.csv");

/// The tables that come with the program, each with its text.
///
/// # Errors
/// [`FileError::BuiltIn`] when the data in the program is damaged.
pub fn built_in() -> Result<Vec<(FeeTable, String)>, FileError> {
    let outcome = import(BUILT_IN, FeeTables::default())?;
    match outcome.report.issues.into_iter().next() {
        Some(issue) => Err(FileError::BuiltIn(issue)),
        None => Ok(outcome.tables),
    }
}
