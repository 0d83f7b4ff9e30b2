//! What was closed long ago leaves the device, but for what lists show (SPEC P10).

use super::{Keep, PackNumber, pack_number, summaries_of};
use crate::db;
use crate::error::StoreError;
use crate::meta::{self, PROGRESS};
use crate::schema::{DOSSIER, DOSSIERS, META, PACK};
use crate::summary::Summary;
use crate::unit::{DossierRow, Progress, UnitStore};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::{Day, Instant};
use indexed_db_futures::transaction::Transaction;
use std::collections::HashSet;
use sync::codec::from_cbor;
use wasm_bindgen::JsValue;

/// The day of the last look: what an officer fetched again stays until the next one.
const LOOKED_ON: &str = "put-away";
/// Old rows for which a pack of summaries is worth its place.
const OLD_ROWS_MIN: usize = 50;

/// Rows of dossiers: which there are, and what of them may go.
struct Rows {
    ids: HashSet<DossierId>,
    old: Vec<Dossier>,
}

impl UnitStore {
    /// Once a day, puts away the details of dossiers that were received before
    /// `kept_since` and are closed: of packs that hold no other, and of rows when
    /// they are [`OLD_ROWS_MIN`] or more. What waits to be sent stays.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written; everything is as it was.
    pub async fn put_away(&self, today: Day, kept_since: Instant) -> Result<(), StoreError> {
        let stores: Vec<_> = [META].into_iter().chain(DOSSIERS).collect();
        let tx = db::read(&self.db, &stores)?;
        let looked_on: Option<Day> = db::get(&tx, META, &LOOKED_ON.into()).await?;
        if looked_on == Some(today) {
            return Ok(());
        }
        drop(tx);
        let tx = db::write_relaxed(&self.db, &stores)?;
        let mut progress: Progress = meta::get(&tx, PROGRESS).await?.unwrap_or_default();
        self.index_packs(&tx, &progress).await?;
        let rows = Rows::read(&tx, kept_since).await?;
        let packs = self.old_packs(&tx, &rows.ids, kept_since).await?;
        let packed = if rows.old.len() >= OLD_ROWS_MIN {
            Some(Self::put_packs(&tx, &mut progress, &rows.old, Keep::Summary).await?)
        } else {
            None
        };
        for number in packs {
            db::delete(&tx, PACK, &JsValue::from(number))?;
        }
        db::put(&tx, META, &LOOKED_ON.into(), &today)?;
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        if let Some(packed) = packed {
            self.note_packed(packed);
        }
        Ok(())
    }

    /// Packs that are whole here and count for old dossiers only. What a pack says of
    /// a dossier that has become a row, or lies in a newer pack, no longer holds.
    async fn old_packs(
        &self,
        tx: &Transaction<'_>,
        rows: &HashSet<DossierId>,
        kept_since: Instant,
    ) -> Result<Vec<PackNumber>, StoreError> {
        let mut old = vec![];
        for number in db::keys(tx, PACK).await?.into_iter().map(pack_number) {
            let summaries = summaries_of(tx, number).await?;
            let index = self.packs.borrow();
            let mut living = summaries.iter().filter(|summary| {
                index.place(summary.id) == Some(number) && !rows.contains(&summary.id)
            });
            let is_old =
                |summary: &Summary| !summary.stage.is_open() && summary.received_at < kept_since;
            // What counts for nothing any more is for `tidy`, summaries and all.
            if living.next().is_some_and(is_old) && living.all(is_old) {
                old.push(number);
            }
        }
        Ok(old)
    }
}

impl Rows {
    async fn read(tx: &Transaction<'_>, kept_since: Instant) -> Result<Self, StoreError> {
        let (mut ids, mut old) = (HashSet::new(), vec![]);
        for bytes in db::all(tx, DOSSIER).await? {
            let row: DossierRow = from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER))?;
            ids.extend(row.view().map(|dossier| dossier.id));
            // What waits, here or for its state, stays a row.
            if row.pending.is_empty() && row.parked.is_empty() {
                let is_old = |dossier: &Dossier| is_old(dossier, kept_since);
                old.extend(row.confirmed.filter(is_old));
            }
        }
        Ok(Self { ids, old })
    }
}

/// Whether a dossier is closed and was received before `kept_since`.
pub(crate) fn is_old(dossier: &Dossier, kept_since: Instant) -> bool {
    !dossier.stage.is_open() && dossier.received_at() < kept_since
}
