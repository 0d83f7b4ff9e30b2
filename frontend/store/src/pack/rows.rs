//! Dossiers' rows, from wherever they lie.

use super::{PackNumber, pack};
use crate::db;
use crate::error::StoreError;
use crate::schema::DOSSIER;
use crate::unit::{DossierRow, Progress, UnitStore, dossier_key};
use domain::id::DossierId;
use indexed_db_futures::transaction::Transaction;
use std::collections::{BTreeMap, HashMap, HashSet};
use sync::codec::from_cbor;

impl UnitStore {
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

    /// Dossiers' rows, from wherever they lie; `ids` are in order.
    pub(crate) async fn rows(
        &self,
        tx: &Transaction<'_>,
        progress: &Progress,
        ids: &[DossierId],
    ) -> Result<Vec<DossierRow>, StoreError> {
        self.index_packs(tx, progress).await?;
        // A fresh device asks for thousands of rows, of which there is none.
        let many = ids.len() > 1;
        let rows: Vec<Option<DossierRow>> = if many && db::count(tx, DOSSIER).await? == 0 {
            vec![None; ids.len()]
        } else {
            let keys: Vec<_> = ids.iter().map(|id| dossier_key(*id)).collect();
            let found = db::bytes_in_order(tx, DOSSIER, &keys).await?.into_iter();
            let read = |bytes: Vec<u8>| from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER));
            let found = found.map(|bytes| bytes.map(read).transpose());
            found.collect::<Result<_, _>>()?
        };
        let mut wanted: BTreeMap<PackNumber, Vec<DossierId>> = BTreeMap::new();
        for (id, row) in ids.iter().zip(&rows) {
            let place = self.packs.borrow().place(*id);
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
}
