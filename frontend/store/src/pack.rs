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
use domain::instant::Instant;
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
    /// What [`Progress::repacked`] was when every pack had been read.
    complete_at: u32,
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
        if self.packs.borrow().complete_at == progress.repacked {
            return Ok(());
        }
        // Another tab has packed: start over, packs may also have gone.
        let mut index = PackIndex::default();
        for (number, pack) in summaries(tx).await? {
            index.note(number, pack.ids());
        }
        index.complete_at = progress.repacked;
        *self.packs.borrow_mut() = index;
        Ok(())
    }

    /// Which packs there are: a long list is read piece by piece, the newest first, so
    /// that the screen need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn packed(&self) -> Result<Unread, StoreError> {
        let tx = db::read(&self.db, &[META, SUMMARY])?;
        let progress: Option<Progress> = meta::get(&tx, PROGRESS).await?;
        Ok(Unread {
            packs: pack_numbers(&tx).await?,
            repacked: progress.unwrap_or_default().repacked,
            index: PackIndex::default(),
            old: vec![],
        })
    }

    /// What lists show of the next packs; a dossier that a newer pack holds may come
    /// again. Empty at the end.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn next_packs(
        &self,
        unread: &mut Unread,
        count: usize,
        kept_since: Instant,
    ) -> Result<Vec<Summary>, StoreError> {
        let numbers: Vec<_> = core::iter::from_fn(|| unread.packs.pop())
            .take(count)
            .collect();
        let keys: Vec<_> = numbers.iter().copied().map(JsValue::from).collect();
        let tx = db::read(&self.db, &[SUMMARY])?;
        let mut read = Vec::new();
        for (number, bytes) in numbers
            .into_iter()
            .zip(db::bytes_many(&tx, SUMMARY, &keys).await?)
        {
            // Another tab may have packed it anew meanwhile.
            let Some(bytes) = bytes else { continue };
            let pack: SummaryPack = from_cbor(&bytes).map_err(StoreError::corrupt(SUMMARY))?;
            unread.index.note(number, pack.ids());
            let summaries = pack.unpack();
            let is_old =
                |summary: &Summary| !summary.stage.is_open() && summary.received_at < kept_since;
            if summaries.iter().all(is_old) {
                unread.old.push(number);
            }
            read.extend(summaries);
        }
        Ok(read)
    }

    /// Takes the index that reading everything has made.
    /// Returns packs whose details may be put away.
    pub fn finish(&self, read: Unread) -> Vec<u32> {
        if read.is_read() {
            *self.packs.borrow_mut() = PackIndex {
                complete_at: read.repacked,
                ..read.index
            };
        }
        read.old
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
        let (mut packed, mut away) = (HashMap::new(), HashSet::new());
        for (number, ids) in wanted {
            let Some(dossiers) = pack(tx, number).await? else {
                away.extend(ids);
                continue;
            };
            for dossier in dossiers {
                if ids.contains(&dossier.id) {
                    packed.insert(dossier.id, dossier);
                }
            }
        }
        let row = |(id, row): (&DossierId, Option<DossierRow>)| {
            row.unwrap_or_else(|| DossierRow {
                confirmed: packed.remove(id),
                away: away.contains(id),
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
        for some in dossiers.chunks(PACK_DOSSIERS) {
            progress.packs += 1;
            packed.add(tx, progress.packs, some, Keep::Whole)?;
            for dossier in some {
                db::delete(tx, DOSSIER, &dossier_key(dossier.id))?;
            }
        }
        progress.repacked += 1;
        packed.repacked = progress.repacked;
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
        // Another tab may have been in between: then all is read again.
        if index.complete_at + 1 == packed.repacked {
            index.complete_at = packed.repacked;
        }
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
            // What waits, here or for its state, stays a row.
            if row.pending.is_empty() {
                dossiers.extend(row.confirmed);
            }
        }
        let rows: HashSet<_> = dossiers.iter().map(|dossier| dossier.id).collect();
        let mut dead = self.packs.borrow().mostly_dead();
        // A pack of which only the summaries are here cannot be packed anew.
        let whole = db::keys(&tx, PACK).await?;
        let here: HashSet<_> = whole.into_iter().map(pack_number).collect();
        dead.retain(|number| here.contains(number));
        for number in &dead {
            for dossier in pack(&tx, *number).await?.unwrap_or_default() {
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

impl UnitStore {
    /// There are no packs any more.
    pub(crate) fn forget_packs(&self, repacked: u32) {
        *self.packs.borrow_mut() = PackIndex {
            complete_at: repacked,
            ..PackIndex::default()
        };
    }
}

/// Packs whose summaries are still to be read.
#[derive(Debug)]
pub struct Unread {
    /// The newest last.
    packs: Vec<PackNumber>,
    repacked: u32,
    index: PackIndex,
    /// Packs in which everything was returned long ago.
    old: Vec<PackNumber>,
}

impl Unread {
    /// Whether all of them have been read.
    pub fn is_read(&self) -> bool {
        self.packs.is_empty()
    }
}

/// What a transaction packed, to be noted when it has completed.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    packs: Vec<(PackNumber, Vec<DossierId>)>,
    gone: Vec<PackNumber>,
    pub(crate) repacked: u32,
}

/// How much of a pack stays on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All of it.
    Whole,
    /// What lists show (SPEC P10).
    Summary,
}

impl Packed {
    /// Writes a pack.
    pub(crate) fn add(
        &mut self,
        tx: &Transaction<'_>,
        number: PackNumber,
        dossiers: &[Dossier],
        keep: Keep,
    ) -> Result<(), StoreError> {
        let key = JsValue::from(number);
        let list = SummaryPack::pack(dossiers.iter().map(Summary::from));
        self.packs.push((number, list.ids().collect()));
        if keep == Keep::Whole {
            db::put(tx, PACK, &key, &dossiers)?;
        }
        db::put(tx, SUMMARY, &key, &list)
    }
}

/// What lists show of a pack's dossiers.
pub(crate) async fn summaries_of(
    tx: &Transaction<'_>,
    number: PackNumber,
) -> Result<Vec<Summary>, StoreError> {
    let pack: Option<SummaryPack> = db::get(tx, SUMMARY, &JsValue::from(number)).await?;
    Ok(pack.map(SummaryPack::unpack).unwrap_or_default())
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

async fn pack_numbers(tx: &Transaction<'_>) -> Result<Vec<PackNumber>, StoreError> {
    let keys = db::keys(tx, SUMMARY).await?;
    Ok(keys.into_iter().map(pack_number).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pack number was written as a whole number"
)]
fn pack_number(key: f64) -> PackNumber {
    key as PackNumber
}

/// The dossiers of a pack; `None` when they were put away.
async fn pack(
    tx: &Transaction<'_>,
    number: PackNumber,
) -> Result<Option<Vec<Dossier>>, StoreError> {
    db::get(tx, PACK, &JsValue::from(number)).await
}
