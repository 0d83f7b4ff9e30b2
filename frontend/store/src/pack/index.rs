//! Where packed dossiers lie: a memory of what is stored.

use super::{PackNumber, Packed, pack_numbers};
use crate::db;
use crate::error::StoreError;
use crate::schema::SUMMARY;
use crate::summary::SummaryPack;
use crate::unit::{Progress, UnitStore};
use domain::id::DossierId;
use indexed_db_futures::transaction::Transaction;
use std::collections::{BTreeMap, HashMap};
use sync::codec::from_cbor;

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
    pub(super) fn note(&mut self, number: PackNumber, ids: impl Iterator<Item = DossierId>) {
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

    /// The newest pack that holds a dossier.
    pub(super) fn place(&self, id: DossierId) -> Option<PackNumber> {
        self.place.get(&id).copied()
    }

    /// Every pack has been read; `repacked` is what [`Progress::repacked`] was then.
    pub(super) fn complete(self, repacked: u32) -> Self {
        Self {
            complete_at: repacked,
            ..self
        }
    }

    /// Packs of which less than half is alive.
    pub(super) fn mostly_dead(&self) -> Vec<PackNumber> {
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
        *self.packs.borrow_mut() = index.complete(progress.repacked);
        Ok(())
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

    /// There are no packs any more.
    pub(crate) fn forget_packs(&self, repacked: u32) {
        *self.packs.borrow_mut() = PackIndex::default().complete(repacked);
    }
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
