//! Cuts: how a baseline follows its stream.

use super::{ChunkRecord, Cut, NewChunk, Place};
use crate::error::StorageError;
use crate::transaction::{Access, Storage, Transaction};
use domain::dossier::{Dossier, STATE_VERSION};
use domain::id::{DossierId, UnitId};
use domain::instant::Instant;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Read, Write};
use sync::baseline::Chunk;
use sync::chain::Hash;
use sync::limits::{CHUNK_DOSSIERS, CHUNK_KEPT_MS, CUT_EVENTS};
use sync::ruling::Position;

/// How a baseline is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cutting {
    /// Events after which it is worth while.
    pub events: u64,
    /// Most dossiers in a chunk.
    pub dossiers: usize,
}

impl Cutting {
    /// As soon as anything has changed, for whoever does not want to wait.
    pub const AT_ONCE: Self = Self {
        events: 1,
        ..Self::USUAL
    };
    /// As SPEC P1 and P9 say.
    pub const USUAL: Self = Self {
        events: CUT_EVENTS,
        dossiers: CHUNK_DOSSIERS,
    };
}

/// Brings the baseline up to the stream's head when enough events have
/// come since the last cut. Reads and packs beside other transactions, then writes
/// in a short one; of several servers that try at once, one does it.
///
/// # Errors
/// [`StorageError`] when the database fails; the baseline is as it was then.
pub async fn follow(
    storage: &dyn Storage,
    unit: &UnitId,
    now: Instant,
    cutting: Cutting,
) -> Result<Option<Cut>, StorageError> {
    let mut tx = storage.begin(Access::Read).await?;
    let planned = Plan::make(&mut *tx, unit, cutting).await?;
    drop(tx);
    let Some(plan) = planned else { return Ok(None) };
    let mut tx = storage.begin(Access::Write).await?;
    if !tx.move_cut(unit, plan.before, plan.cut).await? {
        return Ok(None);
    }
    tx.retire_chunks(unit, &plan.retired, now).await?;
    for (chunk, dead) in &plan.buried {
        tx.bury(unit, *chunk, dead).await?;
    }
    tx.put_chunks(unit, &plan.made).await?;
    let kept_since = Instant(now.0.saturating_sub(CHUNK_KEPT_MS));
    tx.forget_chunks(unit, kept_since).await?;
    tx.commit().await?;
    Ok(Some(plan.cut))
}

/// What a cut will change.
struct Plan {
    before: Option<Position>,
    cut: Cut,
    made: Vec<NewChunk>,
    buried: BTreeMap<Hash, Vec<u32>>,
    retired: Vec<Hash>,
}

impl Plan {
    /// Looks at one moment of the database.
    async fn make(
        tx: &mut dyn Transaction,
        unit: &UnitId,
        cutting: Cutting,
    ) -> Result<Option<Self>, StorageError> {
        let head = tx.stream_head(unit).await?;
        let last = tx.cut(unit).await?;
        let in_force = tx.chunks(unit).await?;
        // Dossiers of another form are all folded anew by now.
        let usable = last.filter(|cut| cut.state == STATE_VERSION);
        let after = usable.map_or(0, |cut| cut.at);
        if head < after.saturating_add(cutting.events.max(1)) {
            return Ok(None);
        }
        let Some(seen) = tx.hash_at(unit, head).await? else {
            return Ok(None);
        };
        let mut ids: BTreeSet<_> = tx.changed(unit, after, head).await?.into_iter().collect();
        let (mut buried, mut retired) = (BTreeMap::new(), vec![]);
        if usable.is_none() {
            retired = in_force.iter().map(|record| record.chunk.hash).collect();
        } else {
            let dead = buried_by(tx, unit, &ids).await?;
            for ChunkRecord { chunk, .. } in in_force {
                let dead = chunk
                    .dead
                    .iter()
                    .chain(dead.get(&chunk.hash).into_iter().flatten());
                let dead: BTreeSet<u32> = dead.copied().collect();
                if (chunk.dossiers as usize).saturating_sub(dead.len())
                    < cutting.dossiers.div_ceil(2)
                {
                    ids.extend(alive(tx, unit, &chunk, &dead).await?);
                    retired.push(chunk.hash);
                } else if dead.len() > chunk.dead.len() {
                    buried.insert(chunk.hash, dead.into_iter().collect());
                }
            }
        }
        Ok(Some(Self {
            before: last.map(|cut| cut.at),
            cut: Cut {
                at: head,
                seen,
                state: STATE_VERSION,
            },
            made: pack(tx, unit, ids, cutting.dossiers).await?,
            buried,
            retired,
        }))
    }
}

/// The places that changed dossiers leave behind, by chunk.
async fn buried_by(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    ids: &BTreeSet<DossierId>,
) -> Result<HashMap<Hash, Vec<u32>>, StorageError> {
    let ids: Vec<_> = ids.iter().copied().collect();
    let mut dead: HashMap<Hash, Vec<u32>> = HashMap::new();
    for some in ids.chunks(CHUNK_DOSSIERS) {
        for Place { chunk, at } in tx.places(unit, some).await?.into_values() {
            dead.entry(chunk).or_default().push(at);
        }
    }
    Ok(dead)
}

/// The dossiers of a chunk that still count.
async fn alive(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    chunk: &Chunk,
    dead: &BTreeSet<u32>,
) -> Result<Vec<DossierId>, StorageError> {
    let gone = || StorageError::corrupt("baseline_chunk", "a chunk in force is missing");
    let packed = tx.chunk(unit, chunk.hash).await?.ok_or_else(gone)?;
    let mut bytes = vec![];
    GzDecoder::new(&*packed)
        .read_to_end(&mut bytes)
        .map_err(|error| StorageError::corrupt("baseline_chunk", error))?;
    let now_dead = Chunk {
        dead: dead.iter().copied().collect(),
        ..chunk.clone()
    };
    let dossiers = now_dead.open(&bytes);
    let dossiers = dossiers.map_err(|error| StorageError::corrupt("baseline_chunk", error))?;
    Ok(dossiers.into_iter().map(|dossier| dossier.id).collect())
}

/// Packs dossiers, open ones apart from others, the newest first. Reads them twice,
/// so that a large unit's never lie in memory all at once.
async fn pack(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    ids: BTreeSet<DossierId>,
    most: usize,
) -> Result<Vec<NewChunk>, StorageError> {
    let ids: Vec<_> = ids.into_iter().collect();
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for some in ids.chunks(CHUNK_DOSSIERS) {
        for dossier in tx.dossiers(unit, some, &[]).await?.into_values() {
            let class = if dossier.stage.is_open() {
                &mut open
            } else {
                &mut closed
            };
            class.push((core::cmp::Reverse(dossier.received_at()), dossier.id));
        }
    }
    let mut made = Vec::new();
    for (mut class, is_open) in [(open, true), (closed, false)] {
        class.sort_unstable();
        for some in class.chunks(most.max(1)) {
            let ids: Vec<_> = some.iter().map(|(_, id)| *id).collect();
            let mut found = tx.dossiers(unit, &ids, &[]).await?;
            let dossiers: Vec<_> = ids.iter().filter_map(|id| found.remove(id)).collect();
            made.push(new_chunk(&dossiers, is_open)?);
        }
    }
    Ok(made)
}

fn new_chunk(dossiers: &[Dossier], open: bool) -> Result<NewChunk, StorageError> {
    let unwritable = |error: &dyn core::fmt::Display| StorageError::corrupt("dossier", error);
    let bytes = Chunk::pack(dossiers).map_err(|error| unwritable(&error))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let packed = gzip.write_all(&bytes).and_then(|()| gzip.finish());
    let packed = packed.map_err(|error| unwritable(&error))?;
    let newest = dossiers.iter().map(Dossier::received_at).max();
    Ok(NewChunk {
        record: ChunkRecord {
            chunk: Chunk {
                hash: Hash::of(&bytes),
                size_bytes: packed.len() as u64,
                dossiers: u32::try_from(dossiers.len()).unwrap_or(u32::MAX),
                open,
                dead: vec![],
            },
            newest: newest.unwrap_or_default(),
        },
        packed,
        dossiers: dossiers.iter().map(|dossier| dossier.id).collect(),
    })
}
