//! Packs: many dossiers in one value.
//!
//! A store of rows is quick for a few and slow for many (20,000 puts take over
//! ten times as long as the same bytes in a hundred values). So dossiers that
//! change are rows, and all others lie in packs. A dossier that changes becomes a
//! row again; its place in the pack is dead, and a pack that is mostly dead is
//! packed anew with the next rows. The newest place counts.

mod away;
mod index;
mod list;
mod rows;
mod tidy;

pub(crate) use away::is_old;
pub(crate) use index::PackIndex;
pub use list::Unread;

use crate::db;
use crate::error::StoreError;
use crate::schema::{DOSSIER, PACK, SUMMARY};
use crate::summary::{Summary, SummaryPack};
use crate::unit::{Progress, UnitStore, dossier_key};
use domain::dossier::Dossier;
use domain::id::DossierId;
use indexed_db_futures::transaction::Transaction;
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;

/// Dossiers in one pack: some 100 kB, read and written in about a millisecond.
pub(crate) const PACK_DOSSIERS: usize = 200;
/// A pack's number; higher is newer.
pub(crate) type PackNumber = u32;

/// What a transaction packed, to be noted when it has completed.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    packs: Vec<(PackNumber, Vec<DossierId>)>,
    gone: Vec<PackNumber>,
    pub(crate) repacked: u32,
}

/// How much of a pack stays on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep<'a> {
    /// All of it.
    Whole,
    /// All of it, in the bytes that came.
    As(&'a [u8]),
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
        keep: Keep<'_>,
    ) -> Result<(), StoreError> {
        let key = JsValue::from(number);
        let list = SummaryPack::pack(dossiers.iter().map(Summary::from));
        self.packs.push((number, list.ids().collect()));
        match keep {
            Keep::Whole => db::put(tx, PACK, &key, &dossiers)?,
            Keep::As(bytes) => db::put_bytes(tx, PACK, &key, bytes)?,
            Keep::Summary => {}
        }
        db::put(tx, SUMMARY, &key, &list)
    }
}

impl UnitStore {
    /// Puts dossiers into new packs and takes their rows away.
    pub(crate) async fn put_packs(
        tx: &Transaction<'_>,
        progress: &mut Progress,
        dossiers: &[Dossier],
        keep: Keep<'_>,
    ) -> Result<Packed, StoreError> {
        // First: a full disk is told by the writes, which nothing may wait for (see `db`).
        let ids: BTreeSet<_> = dossiers.iter().map(|dossier| dossier.id).collect();
        let keys: Vec<_> = ids.into_iter().map(dossier_key).collect();
        db::delete_in_order(tx, DOSSIER, &keys).await?;
        let mut packed = Packed::default();
        for some in dossiers.chunks(PACK_DOSSIERS) {
            progress.packs += 1;
            packed.add(tx, progress.packs, some, keep)?;
        }
        progress.repacked += 1;
        packed.repacked = progress.repacked;
        Ok(packed)
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
