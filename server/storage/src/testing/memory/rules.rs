//! What belongs to no unit, in memory: the catalogue's layers, the calendar and
//! confirmations.

use super::MemoryTransaction;
use crate::calendar::{CalendarRecord, CalendarStore};
use crate::error::StorageError;
use crate::review::ReviewStore;
use crate::transaction::CatalogueStore;
use async_trait::async_trait;
use domain::calendar::Entry;
use domain::catalogue::StoredLayer;
use domain::review::Confirmation;

#[async_trait]
impl CatalogueStore for MemoryTransaction {
    async fn layers(&mut self) -> Result<Vec<StoredLayer>, StorageError> {
        Ok(self.work.layers.clone())
    }

    async fn layers_stamp(&mut self) -> Result<u64, StorageError> {
        Ok(self.work.layers_written)
    }

    async fn put_layers(&mut self, layers: &[StoredLayer]) -> Result<(), StorageError> {
        self.work.layers_written += layers.len() as u64;
        for layer in layers {
            let same = |known: &StoredLayer| {
                known.code == layer.code
                    && known.kind == layer.kind
                    && known.version == layer.version
            };
            self.work.layers.retain(|known| !same(known));
            self.work.layers.push(layer.clone());
        }
        self.work
            .layers
            .sort_by(|a, b| (&a.code, a.kind, a.version).cmp(&(&b.code, b.kind, b.version)));
        Ok(())
    }
}

#[async_trait]
impl CalendarStore for MemoryTransaction {
    async fn calendar(&mut self) -> Result<Vec<CalendarRecord>, StorageError> {
        let record = |(slot, entry): (&String, &Entry)| CalendarRecord {
            slot: slot.clone(),
            entry: entry.clone(),
        };
        Ok(self.work.calendar.iter().map(record).collect())
    }

    async fn put_calendar(&mut self, records: &[CalendarRecord]) -> Result<(), StorageError> {
        for CalendarRecord { slot, entry } in records {
            self.work.calendar.insert(slot.clone(), entry.clone());
        }
        self.work.layers_written += records.len() as u64;
        Ok(())
    }
}

#[async_trait]
impl ReviewStore for MemoryTransaction {
    async fn confirmations(&mut self) -> Result<Vec<Confirmation>, StorageError> {
        Ok(self.work.confirmations.clone())
    }

    async fn confirm(&mut self, confirmation: &Confirmation) -> Result<(), StorageError> {
        self.work.confirmations.push(confirmation.clone());
        self.work.layers_written += 1;
        Ok(())
    }
}
