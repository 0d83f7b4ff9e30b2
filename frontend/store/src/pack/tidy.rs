//! Packing rows, and packs that are mostly dead with them.

use super::{Keep, Packed, pack, pack_number};
use crate::db;
use crate::error::StoreError;
use crate::meta::{self, PROGRESS};
use crate::schema::{DOSSIER, DOSSIERS, META, PACK, SUMMARY};
use crate::unit::{DossierRow, Progress, UnitStore};
use std::collections::HashSet;
use sync::codec::from_cbor;
use wasm_bindgen::JsValue;

/// Rows beyond which they are packed.
const ROWS_MAX: usize = 1_000;

impl UnitStore {
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
                let lives = self.packs.borrow().place(dossier.id) == Some(*number);
                if lives && !rows.contains(&dossier.id) {
                    dossiers.push(dossier);
                }
            }
            db::delete(&tx, PACK, &JsValue::from(*number))?;
            db::delete(&tx, SUMMARY, &JsValue::from(*number))?;
        }
        let packed = Self::put_packs(&tx, &mut progress, &dossiers, Keep::Whole).await?;
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        self.note_packed(Packed {
            gone: dead,
            ..packed
        });
        Ok(())
    }
}
