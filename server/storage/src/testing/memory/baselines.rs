//! Baselines in memory.

use super::MemoryTransaction;
use super::streams::item;
use crate::baseline::{Baselines, ChunkRecord, Cut, NewChunk, Place};
use crate::error::StorageError;
use crate::records::StreamItem;
use async_trait::async_trait;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sync::chain::Hash;
use sync::ruling::Position;

/// What a unit has.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    cut: Option<Cut>,
    chunks: BTreeMap<Hash, Row>,
    places: HashMap<DossierId, Place>,
}

#[derive(Clone, Debug)]
struct Row {
    record: ChunkRecord,
    packed: Vec<u8>,
    retired_at: Option<Instant>,
}

#[async_trait]
impl Baselines for MemoryTransaction {
    async fn cut(&mut self, unit: &UnitId) -> Result<Option<Cut>, StorageError> {
        Ok(self.unit(unit).baseline.cut)
    }

    async fn move_cut(
        &mut self,
        unit: &UnitId,
        before: Option<Position>,
        cut: Cut,
    ) -> Result<bool, StorageError> {
        let baseline = &mut self.unit(unit).baseline;
        let there = baseline.cut.map(|cut| cut.at) == before;
        if there {
            baseline.cut = Some(cut);
        }
        Ok(there)
    }

    async fn chunks(&mut self, unit: &UnitId) -> Result<Vec<ChunkRecord>, StorageError> {
        let rows = self.unit(unit).baseline.chunks.values();
        let in_force = rows.filter(|row| row.retired_at.is_none());
        Ok(in_force.map(|row| row.record.clone()).collect())
    }

    async fn chunk(&mut self, unit: &UnitId, hash: Hash) -> Result<Option<Vec<u8>>, StorageError> {
        let row = self.unit(unit).baseline.chunks.get(&hash);
        Ok(row.map(|row| row.packed.clone()))
    }

    async fn put_chunks(&mut self, unit: &UnitId, chunks: &[NewChunk]) -> Result<(), StorageError> {
        let baseline = &mut self.unit(unit).baseline;
        for new in chunks {
            let chunk = new.record.chunk.hash;
            let row = Row {
                record: new.record.clone(),
                packed: new.packed.clone(),
                retired_at: None,
            };
            baseline.chunks.insert(chunk, row);
            let places = new.dossiers.iter().zip(0_u32..);
            let places = places.map(|(id, at)| (*id, Place { chunk, at }));
            baseline.places.extend(places);
        }
        Ok(())
    }

    async fn bury(&mut self, unit: &UnitId, chunk: Hash, dead: &[u32]) -> Result<(), StorageError> {
        let missing = StorageError::RowsAffected {
            table: "baseline_chunk",
            rows: 0,
        };
        let row = self.unit(unit).baseline.chunks.get_mut(&chunk);
        row.ok_or(missing)?.record.chunk.dead = dead.to_vec();
        Ok(())
    }

    async fn retire_chunks(
        &mut self,
        unit: &UnitId,
        chunks: &[Hash],
        at: Instant,
    ) -> Result<(), StorageError> {
        for (hash, row) in &mut self.unit(unit).baseline.chunks {
            if chunks.contains(hash) {
                row.retired_at = Some(at);
            }
        }
        Ok(())
    }

    async fn forget_chunks(&mut self, unit: &UnitId, before: Instant) -> Result<(), StorageError> {
        let chunks = &mut self.unit(unit).baseline.chunks;
        chunks.retain(|_, row| row.retired_at.is_none_or(|at| at >= before));
        Ok(())
    }

    async fn changed(
        &mut self,
        unit: &UnitId,
        after: Position,
        to: Position,
    ) -> Result<Vec<DossierId>, StorageError> {
        let events = self.unit(unit).stream.iter().zip(1_u64..);
        let within = events.filter(|(_, position)| (after + 1..=to).contains(position));
        let ids: BTreeSet<_> = within
            .filter_map(|(sealed, _)| sealed.envelope.dossier())
            .collect();
        Ok(ids.into_iter().collect())
    }

    async fn places(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
    ) -> Result<HashMap<DossierId, Place>, StorageError> {
        let places = &self.unit(unit).baseline.places;
        let place = |id: &DossierId| places.get(id).map(|place| (*id, *place));
        Ok(ids.iter().filter_map(place).collect())
    }

    async fn history(
        &mut self,
        unit: &UnitId,
        dossier: DossierId,
        limit: usize,
    ) -> Result<Vec<StreamItem>, StorageError> {
        let events = self.unit(unit).stream.iter().zip(1_u64..);
        let its = events.filter(|(sealed, _)| sealed.envelope.dossier() == Some(dossier));
        Ok(its.take(limit).map(item).collect())
    }
}
