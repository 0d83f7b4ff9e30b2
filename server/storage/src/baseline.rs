//! The state of a unit's dossiers at one position, in chunks (SPEC §P): what the
//! server keeps of it, and how it follows the stream.
//!
//! A cut packs what has changed since the last one; a chunk of which little is
//! alive is packed anew with it. So the work follows what happened, not what is
//! there, and no request waits for it.

mod cut;

pub use cut::{Cutting, follow};

use crate::error::StorageError;
use crate::records::StreamItem;
use crate::transaction::Transaction;
use async_trait::async_trait;
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use sync::baseline::{Baseline, Chunk};
use sync::chain::Hash;
use sync::ruling::Position;

/// How far the baseline reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What follows this position is not in it.
    pub at: Position,
    /// Hash of the envelope there.
    pub seen: Hash,
    /// Which form its dossiers have.
    pub state: u64,
}

/// A chunk in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkRecord {
    /// What devices are told of it.
    pub chunk: Chunk,
    /// When the newest of its dossiers was received.
    pub newest: Instant,
}

/// A chunk that was made just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChunk {
    /// What is known of it.
    pub record: ChunkRecord,
    /// Its bytes, packed with gzip.
    pub packed: Vec<u8>,
    /// Its dossiers, by place.
    pub dossiers: Vec<DossierId>,
}

/// Where a dossier's newest state in chunks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The chunk.
    pub chunk: Hash,
    /// The place in it.
    pub at: u32,
}

/// What a backend keeps of baselines.
#[async_trait]
pub trait Baselines {
    /// How far the baseline reaches; `None` when there is none.
    async fn cut(&mut self, unit: &UnitId) -> Result<Option<Cut>, StorageError>;

    /// Moves the cut; says no, and does nothing, when it is no longer at `before`.
    async fn move_cut(
        &mut self,
        unit: &UnitId,
        before: Option<Position>,
        cut: Cut,
    ) -> Result<bool, StorageError>;

    /// The chunks in force.
    async fn chunks(&mut self, unit: &UnitId) -> Result<Vec<ChunkRecord>, StorageError>;

    /// A chunk's bytes, packed; also when it is no longer in force.
    async fn chunk(&mut self, unit: &UnitId, hash: Hash) -> Result<Option<Vec<u8>>, StorageError>;

    /// Writes chunks and where their dossiers are now. The same chunk again is in
    /// force again.
    async fn put_chunks(&mut self, unit: &UnitId, chunks: &[NewChunk]) -> Result<(), StorageError>;

    /// Notes which places of a chunk no longer count.
    async fn bury(&mut self, unit: &UnitId, chunk: Hash, dead: &[u32]) -> Result<(), StorageError>;

    /// Takes chunks out of force. Devices that have begun with them may still fetch
    /// them.
    async fn retire_chunks(
        &mut self,
        unit: &UnitId,
        chunks: &[Hash],
        at: Instant,
    ) -> Result<(), StorageError>;

    /// Throws away chunks that were out of force at `before`.
    async fn forget_chunks(&mut self, unit: &UnitId, before: Instant) -> Result<(), StorageError>;

    /// Dossiers with an event after `after`, up to `to`.
    async fn changed(
        &mut self,
        unit: &UnitId,
        after: Position,
        to: Position,
    ) -> Result<Vec<DossierId>, StorageError>;

    /// Where dossiers are in chunks.
    async fn places(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
    ) -> Result<HashMap<DossierId, Place>, StorageError>;

    /// The first `limit` events of a dossier, in the order of the stream.
    async fn history(
        &mut self,
        unit: &UnitId,
        dossier: DossierId,
        limit: usize,
    ) -> Result<Vec<StreamItem>, StorageError>;
}

/// The baseline as devices read it at `now`: open dossiers first, then the newest (P3).
///
/// # Errors
/// [`StorageError`] when the database fails.
pub async fn read(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    now: Instant,
) -> Result<Option<Baseline>, StorageError> {
    let Some(cut) = tx.cut(unit).await? else {
        return Ok(None);
    };
    let mut chunks = tx.chunks(unit).await?;
    chunks.sort_by_key(|record| {
        let ChunkRecord { chunk, newest } = record;
        (!chunk.open, core::cmp::Reverse(*newest), chunk.hash)
    });
    Ok(Some(Baseline {
        unit: unit.clone(),
        state: cut.state,
        now,
        at: cut.at,
        seen: cut.seen,
        chunks: chunks.into_iter().map(|record| record.chunk).collect(),
    }))
}
