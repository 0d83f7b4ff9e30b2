//! A long list, read pack by pack.

use super::{PackIndex, PackNumber, pack_numbers};
use crate::db;
use crate::error::StoreError;
use crate::meta::{self, PROGRESS};
use crate::schema::{META, SUMMARY};
use crate::summary::{Summary, SummaryPack};
use crate::unit::{Progress, UnitStore};
use sync::codec::from_cbor;
use wasm_bindgen::JsValue;

/// Packs whose summaries are still to be read.
#[derive(Debug)]
pub struct Unread {
    /// The newest last.
    packs: Vec<PackNumber>,
    repacked: u32,
    index: PackIndex,
}

impl Unread {
    /// Whether all of them have been read.
    pub fn is_read(&self) -> bool {
        self.packs.is_empty()
    }
}

impl UnitStore {
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
            read.extend(pack.unpack());
        }
        Ok(read)
    }

    /// Takes the index that reading everything has made.
    pub fn finish(&self, read: Unread) {
        if read.is_read() {
            *self.packs.borrow_mut() = read.index.complete(read.repacked);
        }
    }
}
