//! What can go wrong in a database.

use thiserror::Error;

/// A database call failed; the transaction is void.
#[derive(Debug, Error)]
pub enum StorageError {
    /// The database itself: unreachable, full, damaged. The text is the driver's
    /// whole story, which is why it is not told again as a source.
    #[error("the database failed: {0}")]
    Database(Box<dyn std::error::Error + Send + Sync>),
    /// Someone else holds what the call needs: the same call can succeed in a moment.
    #[error("the database is held by someone else: {0}")]
    Busy(Box<dyn std::error::Error + Send + Sync>),
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

    /// Wraps a driver's error that passes by itself.
    pub fn busy(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Busy(Box::new(error))
    }

    /// Names a value that cannot be read.
    pub fn corrupt(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Corrupt {
            table,
            reason: reason.to_string(),
        }
    }
}
