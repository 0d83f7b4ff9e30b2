//! What a backend keeps of the ledger: the projection of a unit's facts that are no
//! dossier's, small values by key (SPEC §U).

use crate::error::StorageError;
use crate::transaction::Transaction;
use async_trait::async_trait;
use domain::fact::UnitFact;
use domain::id::UnitId;
use serde_bytes::ByteBuf;
use sync::codec::CodecError;
use sync::ledger::{Ledger, Missing, PREFIXES, Rows, Whole};

/// Values of the ledger.
#[async_trait]
pub trait Ledgers {
    /// The values under these keys and under keys with these prefixes, in no order that
    /// means anything.
    async fn ledger(
        &mut self,
        unit: &UnitId,
        wanted: &Missing,
    ) -> Result<Vec<(String, Vec<u8>)>, StorageError>;

    /// How many bytes all keys and values of a unit have.
    async fn ledger_bytes(&mut self, unit: &UnitId) -> Result<u64, StorageError>;

    /// Writes values; those that are `None` go.
    async fn put_ledger(&mut self, unit: &UnitId, rows: &Rows) -> Result<(), StorageError>;
}

/// The whole ledger as it is now, for a device that begins with it (SPEC U3).
///
/// # Errors
/// [`StorageError`] when the database fails.
pub async fn whole_ledger(tx: &mut dyn Transaction, unit: &UnitId) -> Result<Whole, StorageError> {
    let everything = Missing {
        prefixes: PREFIXES.map(str::to_owned).into(),
        ..Missing::default()
    };
    let mut found = tx.ledger(unit, &everything).await?;
    found.sort_unstable();
    let rows = found.into_iter();
    Ok(Whole {
        unit: unit.clone(),
        at: tx.stream_head(unit).await?,
        rows: rows
            .map(|(key, value)| (key, ByteBuf::from(value)))
            .collect(),
    })
}

/// A value of the ledger cannot be read.
pub(crate) fn unreadable(error: CodecError) -> StorageError {
    StorageError::corrupt("ledger", error)
}

/// Loads all that a fact is judged by, and is not loaded yet.
///
/// # Errors
/// [`StorageError`], also when a value cannot be read.
pub(crate) async fn load(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    ledger: &mut Ledger,
    fact: &UnitFact,
) -> Result<(), StorageError> {
    loop {
        let missing = ledger.missing(unit, fact);
        let missing = missing.map_err(unreadable)?;
        if missing.is_empty() {
            return Ok(());
        }
        let found = tx.ledger(unit, &missing).await?;
        ledger.load(missing, found);
    }
}
