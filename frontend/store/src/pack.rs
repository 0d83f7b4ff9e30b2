//! Packs: many dossiers in one value.
//!
//! A store of rows is quick for a few and slow for many (20,000 puts take over
//! ten times as long as the same bytes in a hundred values). So dossiers that
//! change are rows, and all others lie in packs. A dossier that changes becomes a
//! row again; its place in the pack is dead, and a pack that is mostly dead is
//! packed anew with the next rows. The newest place counts.

use crate::db;
use crate::error::StoreError;
use crate::meta::{self, PROGRESS};
use crate::schema::{DOSSIER, DOSSIERS, META, PACK, SUMMARY};
use crate::summary::{Summary, SummaryPack};
use crate::unit::{DossierRow, Progress, UnitStore, dossier_key};
use domain::dossier::Dossier;
use domain::id::DossierId;
use indexed_db_futures::transaction::Transaction;
use std::collections::{BTreeMap, HashMap, HashSet};
use sync::codec::from_cbor;
use wasm_bindgen::JsValue;

/// Dossiers in one pack: some 100 kB, read and written in about a millisecond.
pub(crate) const PACK_DOSSIERS: usize = 200;
/// Rows beyond which they are packed.
const ROWS_MAX: usize = 1_000;

/// A pack's number; higher is newer.
pub(crate) type PackNumber = u32;

/// Which pack holds which dossier, as far as this tab has read.
#[derive(Debug, Default)]
pub(crate) struct PackIndex {
    /// Every pack up to this one has been read.
    complete_to: PackNumber,
    /// The newest place of each packed dossier.
    place: HashMap<DossierId, PackNumber>,
    /// How many dossiers each pack was made of, and how many it still counts for.
    packs: BTreeMap<PackNumber, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    live: usize,
}

impl PackIndex {
    /// Notes a pack's dossiers.
    fn note(&mut self, number: PackNumber, ids: impl Iterator<Item = DossierId>) {
        let mut count = Count::default();
        for id in ids {
            count.all += 1;
            let before = self.place.get(&id).copied();
            if before.is_some_and(|before| before > number) {
                continue;
            }
            count.live += 1;
            self.place.insert(id, number);
            if let Some(older) = before.and_then(|before| self.packs.get_mut(&before)) {
                older.live = older.live.saturating_sub(1);
            }
        }
        self.packs.insert(number, count);
    }

    /// Packs of which less than half is alive.
    fn mostly_dead(&self) -> Vec<PackNumber> {
        let dead = |(number, count): (&PackNumber, &Count)| {
            (count.live * 2 < count.all).then_some(*number)
        };
        self.packs.iter().filter_map(dead).collect()
    }
}

impl UnitStore {
    /// Brings the index up to the packs there are, reading only newer ones.
    pub(crate) async fn index_packs(
        &self,
        tx: &Transaction<'_>,
        progress: &Progress,
    ) -> Result<(), StoreError> {
        if self.packs.borrow().complete_to == progress.packs {
            return Ok(());
        }
        // Another tab has packed: start over, packs may also have gone.
        let mut index = PackIndex::default();
        for (number, pack) in summaries(tx).await? {
            index.note(number, pack.ids());
        }
        index.complete_to = progress.packs;
        *self.packs.borrow_mut() = index;
        Ok(())
    }

    /// What lists show of packed dossiers, unread and newest first: a long list is
    /// read piece by piece, so that the screen need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn packed(&self) -> Result<Unread, StoreError> {
        let tx = db::read(&self.db, &[META, SUMMARY])?;
        let progress: Option<Progress> = meta::get(&tx, PROGRESS).await?;
        let numbers = pack_numbers(&tx).await?;
        let packs = numbers.into_iter().zip(db::all(&tx, SUMMARY).await?);
        Ok(Unread {
            packs: packs.collect(),
            newest: progress.unwrap_or_default().packs,
            index: PackIndex::default(),
        })
    }

    /// Takes the index that reading everything has made.
    pub fn finish(&self, read: Unread) {
        if read.packs.is_empty() {
            *self.packs.borrow_mut() = PackIndex {
                complete_to: read.newest,
                ..read.index
            };
        }
    }

    /// A dossier's row, from wherever it lies; empty when there is none.
    pub(crate) async fn row(
        &self,
        tx: &Transaction<'_>,
        progress: &Progress,
        id: DossierId,
    ) -> Result<DossierRow, StoreError> {
        let rows = self.rows(tx, progress, &[id]).await?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }

    /// Dossiers' rows, from wherever they lie, in the order asked for.
    pub(crate) async fn rows(
        &self,
        tx: &Transaction<'_>,
        progress: &Progress,
        ids: &[DossierId],
    ) -> Result<Vec<DossierRow>, StoreError> {
        self.index_packs(tx, progress).await?;
        // A fresh device asks for thousands of rows, of which there is none.
        let rows: Vec<Option<DossierRow>> = if db::count(tx, DOSSIER).await? == 0 {
            vec![None; ids.len()]
        } else {
            let keys: Vec<_> = ids.iter().map(|id| dossier_key(*id)).collect();
            db::get_many(tx, DOSSIER, &keys).await?
        };
        let mut wanted: BTreeMap<PackNumber, Vec<DossierId>> = BTreeMap::new();
        for (id, row) in ids.iter().zip(&rows) {
            let place = self.packs.borrow().place.get(id).copied();
            if let (None, Some(number)) = (row, place) {
                wanted.entry(number).or_default().push(*id);
            }
        }
        let mut packed = HashMap::new();
        for (number, ids) in wanted {
            for dossier in pack(tx, number).await? {
                if ids.contains(&dossier.id) {
                    packed.insert(dossier.id, dossier);
                }
            }
        }
        let row = |(id, row): (&DossierId, Option<DossierRow>)| {
            row.unwrap_or_else(|| DossierRow {
                confirmed: packed.remove(id),
                ..DossierRow::default()
            })
        };
        Ok(ids.iter().zip(rows).map(row).collect())
    }

    /// Puts dossiers into new packs and takes their rows away.
    pub(crate) fn put_packs(
        tx: &Transaction<'_>,
        progress: &mut Progress,
        dossiers: &[Dossier],
    ) -> Result<Packed, StoreError> {
        let mut packed = Packed::default();
        for chunk in dossiers.chunks(PACK_DOSSIERS) {
            progress.packs += 1;
            let key = JsValue::from(progress.packs);
            let list = SummaryPack::pack(chunk.iter().map(Summary::from));
            packed.packs.push((progress.packs, list.ids().collect()));
            db::put(tx, PACK, &key, &chunk)?;
            db::put(tx, SUMMARY, &key, &list)?;
            for dossier in chunk {
                db::delete(tx, DOSSIER, &dossier_key(dossier.id))?;
            }
        }
        packed.newest = progress.packs;
        Ok(packed)
    }

    /// Takes note of packs once their transaction has completed.
    pub(crate) fn note_packed(&self, packed: Packed) {
        let mut index = self.packs.borrow_mut();
        for (number, ids) in packed.packs {
            index.note(number, ids.into_iter());
        }
        for number in packed.gone {
            index.packs.remove(&number);
        }
        index.complete_to = packed.newest;
    }

    /// Packs rows when there are many of them. What waits stays a row.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written; everything is as it was.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        let tx = db::read(&self.db, &[DOSSIER])?;
        if db::count(&tx, DOSSIER).await? <= ROWS_MAX {
            return Ok(());
        }
        let stores: Vec<_> = [META].into_iter().chain(DOSSIERS).collect();
        let tx = db::write_relaxed(&self.db, &stores)?;
        let mut progress: Progress = meta::get(&tx, PROGRESS).await?.unwrap_or_default();
        self.index_packs(&tx, &progress).await?;
        let mut dossiers = Vec::new();
        for bytes in db::all(&tx, DOSSIER).await? {
            let row: DossierRow = from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER))?;
            if row.pending.is_empty() {
                dossiers.extend(row.confirmed);
            }
        }
        let rows: HashSet<_> = dossiers.iter().map(|dossier| dossier.id).collect();
        let dead = self.packs.borrow().mostly_dead();
        for number in &dead {
            for dossier in pack(&tx, *number).await? {
                let lives = self.packs.borrow().place.get(&dossier.id) == Some(number);
                if lives && !rows.contains(&dossier.id) {
                    dossiers.push(dossier);
                }
            }
            db::delete(&tx, PACK, &JsValue::from(*number))?;
            db::delete(&tx, SUMMARY, &JsValue::from(*number))?;
        }
        let packed = Self::put_packs(&tx, &mut progress, &dossiers)?;
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        self.note_packed(Packed {
            gone: dead,
            ..packed
        });
        Ok(())
    }
}

/// Packs whose summaries are still to be read.
#[derive(Debug)]
pub struct Unread {
    packs: Vec<(PackNumber, Vec<u8>)>,
    newest: PackNumber,
    index: PackIndex,
}

impl Unread {
    /// The next pack's summaries, newest pack first; a dossier that a newer pack
    /// holds may come again. `None` at the end.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one cannot be read; the others still can.
    pub fn next_pack(&mut self) -> Option<Result<Vec<Summary>, StoreError>> {
        let (number, bytes) = self.packs.pop()?;
        let read: Result<SummaryPack, _> = from_cbor(&bytes).map_err(StoreError::corrupt(SUMMARY));
        Some(read.map(|pack| {
            self.index.note(number, pack.ids());
            pack.unpack()
        }))
    }
}

/// What a transaction packed, to be noted when it has completed.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    packs: Vec<(PackNumber, Vec<DossierId>)>,
    gone: Vec<PackNumber>,
    newest: PackNumber,
}

async fn summaries(tx: &Transaction<'_>) -> Result<Vec<(PackNumber, SummaryPack)>, StoreError> {
    let numbers = pack_numbers(tx).await?;
    let values = db::all(tx, SUMMARY).await?;
    let read = |(number, bytes): (PackNumber, Vec<u8>)| {
        let pack = from_cbor(&bytes).map_err(StoreError::corrupt(SUMMARY))?;
        Ok((number, pack))
    };
    numbers.into_iter().zip(values).map(read).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pack number was written as a whole number"
)]
async fn pack_numbers(tx: &Transaction<'_>) -> Result<Vec<PackNumber>, StoreError> {
    let keys = db::keys(tx, SUMMARY).await?;
    Ok(keys.into_iter().map(|key| key as PackNumber).collect())
}

async fn pack(tx: &Transaction<'_>, number: PackNumber) -> Result<Vec<Dossier>, StoreError> {
    let found: Option<Vec<Dossier>> = db::get(tx, PACK, &JsValue::from(number)).await?;
    Ok(found.unwrap_or_default())
}
