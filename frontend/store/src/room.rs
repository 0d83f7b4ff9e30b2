//! Whether there is room for one more dossier, found out by writing as much.

use crate::db;
use crate::error::StoreError;
use crate::schema::META;
use crate::unit::UnitStore;

/// More than a dossier with its events ever takes.
pub const PROBE_BYTES: usize = 256 << 10;

const PROBE: &str = "probe";

impl UnitStore {
    /// Writes [`PROBE_BYTES`] and takes them away again.
    ///
    /// # Errors
    /// [`StoreError::Full`] when a new dossier could not be saved.
    pub async fn probe_room(&self) -> Result<(), StoreError> {
        let tx = db::write_relaxed(&self.db, &[META])?;
        db::put_bytes(&tx, META, &PROBE.into(), &vec![0; PROBE_BYTES])?;
        db::commit(tx).await?;
        let tx = db::write_relaxed(&self.db, &[META])?;
        db::delete(&tx, META, &PROBE.into())?;
        db::commit(tx).await
    }
}
