//! What can go wrong in a database.

use thiserror::Error;

/// A database call failed; the transaction is void.
#[derive(Debug, Error)]
pub enum StorageError {
    /// The database itself: unreachable, full, locked for too long.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored value is not what this build wrote.
    #[error("stored value of {table} cannot be read: {reason}")]
    Corrupt {
        /// Where.
        table: &'static str,
        /// How.
        reason: String,
    },
    /// A row that had to be there was not, or was there twice.
    #[error("expected to change one row of {table}, changed {rows}")]
    RowsAffected {
        /// Where.
        table: &'static str,
        /// How many changed.
        rows: u64,
    },
}

impl StorageError {
    /// Wraps a driver's error.
    pub fn database(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Database(Box::new(error))
    }

    /// Names a value that cannot be read.
    pub fn corrupt(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Corrupt {
            table,
            reason: reason.to_string(),
        }
    }
}
