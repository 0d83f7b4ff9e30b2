//! The index of people in acts of civil status.

use super::MemoryTransaction;
use crate::error::StorageError;
use crate::likenesses::{Filing, Likenesses, MET_MAX, Met, Side};
use async_trait::async_trait;
use domain::dossier::Dossier;
use domain::id::{DossierId, UnitId};
use std::collections::BTreeSet;
use sync::chain::Hash;

#[async_trait]
impl Likenesses for MemoryTransaction {
    async fn file_acts(&mut self, unit: &UnitId, acts: &[Filing]) -> Result<(), StorageError> {
        let index = &mut self.unit(unit).acts;
        for act in acts {
            index.extend(act.rows().map(|(side, key, _)| Met {
                side,
                key,
                received_at: act.received_at,
                dossier: act.dossier,
            }));
        }
        Ok(())
    }

    async fn forget_acts(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError> {
        let index = &mut self.unit(unit).acts;
        index.retain(|met| !dossiers.contains(&met.dossier));
        Ok(())
    }

    async fn acts_meeting(
        &mut self,
        unit: &UnitId,
        filed: &BTreeSet<Hash>,
        sought: &BTreeSet<Hash>,
    ) -> Result<Vec<Met>, StorageError> {
        let wanted = |met: &&Met| match met.side {
            Side::Filed => sought.contains(&met.key),
            Side::Sought => filed.contains(&met.key),
        };
        let met = self.unit(unit).acts.iter().filter(wanted);
        Ok(met.take(MET_MAX).cloned().collect())
    }

    async fn index_version(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        Ok(self.unit(unit).acts_version)
    }

    async fn begin_index(&mut self, unit: &UnitId, version: u64) -> Result<(), StorageError> {
        let unit = self.unit(unit);
        unit.acts.clear();
        unit.acts_version = version;
        Ok(())
    }

    async fn dossiers_after(
        &mut self,
        unit: &UnitId,
        after: Option<DossierId>,
        limit: usize,
    ) -> Result<Vec<Dossier>, StorageError> {
        let dossiers = self.unit(unit).dossiers.values();
        let following = dossiers.filter(|dossier| after.is_none_or(|after| dossier.id > after));
        Ok(following.take(limit).cloned().collect())
    }
}
