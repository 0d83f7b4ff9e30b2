//! What can go wrong on the device.

use domain::dossier::Refusal;
use indexed_db_futures::error::{DomException, Error as IdbError, OpenDbError};
use sync::baseline::BaselineError;
use sync::codec::CodecError;
use sync::envelope::EnvelopeError;
use sync::history::HistoryError;
use sync::ledger::FoldError;
use sync::settle::NewsError;
use thiserror::Error;

/// A call to the device's store failed; nothing of it was written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A rule of the domain says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A rule of the unit's facts that are no dossier's says no.
    #[error(transparent)]
    NotOfLedger(#[from] FoldError),
    /// The browser has no room left.
    #[error("the device's storage is full")]
    Full,
    /// IndexedDB failed.
    #[error("IndexedDB: {0}")]
    Database(String),
    /// A stored value cannot be read.
    #[error("a value of {store} cannot be read: {reason}")]
    Corrupt {
        /// Which object store.
        store: &'static str,
        /// How.
        reason: String,
    },
    /// News that cannot be taken in; the cursor stays before it.
    #[error("news: {0}")]
    News(#[from] NewsError),
    /// A chunk that is not what was named.
    #[error("baseline: {0}")]
    Baseline(#[from] BaselineError),
    /// A dossier's history that cannot be taken in.
    #[error("history: {0}")]
    History(#[from] HistoryError),
    /// An envelope could not be made.
    #[error(transparent)]
    Envelope(EnvelopeError),
    /// The answer does not fit the store: another tab was faster.
    #[error("the answer is for another state of this store")]
    Overtaken,
}

impl From<IdbError> for StoreError {
    fn from(error: IdbError) -> Self {
        if let IdbError::DomException(DomException::Other(exception)) = &error
            && exception.name() == "QuotaExceededError"
        {
            return Self::Full;
        }
        Self::Database(error.to_string())
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            other @ (OpenDbError::VersionZero
            | OpenDbError::UnsupportedEnvironment
            | OpenDbError::NullFactory) => Self::Database(other.to_string()),
        }
    }
}

impl StoreError {
    /// Whether a value could not be read: [`crate::UnitStore::repair`] may help.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Corrupt { .. })
    }

    pub(crate) fn unsealed(store: &'static str) -> impl FnOnce(EnvelopeError) -> Self {
        move |error| Self::Corrupt {
            store,
            reason: error.to_string(),
        }
    }

    pub(crate) fn corrupt(store: &'static str) -> impl FnOnce(CodecError) -> Self {
        move |error| Self::Corrupt {
            store,
            reason: error.to_string(),
        }
    }
}
