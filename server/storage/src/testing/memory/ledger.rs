//! The ledger in memory.

use super::MemoryTransaction;
use crate::error::StorageError;
use crate::ledger::Ledgers;
use async_trait::async_trait;
use domain::id::UnitId;
use sync::ledger::{Missing, Rows};

#[async_trait]
impl Ledgers for MemoryTransaction {
    async fn ledger(
        &mut self,
        unit: &UnitId,
        wanted: &Missing,
    ) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let is_wanted = |key: &str| {
            wanted.keys.contains(key)
                || wanted.prefixes.iter().any(|prefix| key.starts_with(prefix))
        };
        let rows = self.unit(unit).ledger.iter();
        let found = rows.filter(|(key, _)| is_wanted(key));
        Ok(found
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }

    async fn ledger_bytes(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        let rows = self.unit(unit).ledger.iter();
        Ok(rows
            .map(|(key, value)| (key.len() + value.len()) as u64)
            .sum())
    }

    async fn put_ledger(&mut self, unit: &UnitId, rows: &Rows) -> Result<(), StorageError> {
        let ledger = &mut self.unit(unit).ledger;
        for (key, value) in rows {
            match value {
                Some(value) => ledger.insert(key.clone(), value.clone()),
                None => ledger.remove(key),
            };
        }
        Ok(())
    }
}
