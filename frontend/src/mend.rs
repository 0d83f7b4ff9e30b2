//! Values of the store that cannot be read: repaired where they are met, so that one
//! of them holds up nothing else.

use crate::browser::log;
use crate::engine::Engine;
use crate::host::host_error;
use app::counter::{DamagedKind, DamagedRow, HostError};
use std::rc::Rc;
use store::{Damaged, StoreError};

impl Engine {
    /// Repairs the store after it could not be read; says whether to try again.
    pub(crate) async fn mend(&self, error: &StoreError) -> bool {
        let Ok(desk) = self.desk() else { return false };
        if !error.is_damage() {
            return false;
        }
        log("store", error);
        match desk.store.repair().await {
            Ok(found) => {
                self.count_damaged().await;
                found > 0
            }
            Err(error) => {
                log("repair", &error);
                false
            }
        }
    }

    /// Counts what was set aside; the sync page tells of it.
    pub(crate) async fn count_damaged(&self) {
        let Ok(desk) = self.desk() else { return };
        if let Ok(damaged) = desk.store.damaged().await {
            self.damaged
                .set(u32::try_from(damaged.len()).unwrap_or(u32::MAX));
        }
    }
}

/// What was set aside, for the sync page.
pub(crate) async fn damaged(engine: &Rc<Engine>) -> Result<Vec<DamagedRow>, HostError> {
    let desk = engine.desk()?;
    let found = desk.store.damaged().await.map_err(host_error)?;
    Ok(found.into_iter().map(row).collect())
}

fn row(damaged: Damaged) -> DamagedRow {
    let Damaged { store, key } = damaged;
    let kind = match store.as_str() {
        "outbox" => DamagedKind::Unsent,
        "attention" => DamagedKind::Attention,
        "dossier" | "pack" | "summary" => DamagedKind::Dossiers,
        "attachment" | "content" => DamagedKind::Attachment,
        "ledger" => DamagedKind::Ledger,
        "lease" => DamagedKind::Leases,
        "carried" => DamagedKind::Carried,
        "printed" => DamagedKind::Prints,
        _ => DamagedKind::Notes,
    };
    DamagedRow {
        kind,
        place: format!("{store}/{key}"),
    }
}
