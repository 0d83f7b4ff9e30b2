//! What an administrator sees.

use crate::convert::{failed, unsigned, uuid};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::id::{DeviceId, UnitId};
use std::collections::HashMap;
use storage::overview::{AsideCounts, DeviceOverview, Overview};
use storage::{Devices, StorageError};

#[async_trait]
impl Overview for SqliteTransaction {
    async fn devices(&mut self, unit: &UnitId) -> Result<Vec<DeviceOverview>, StorageError> {
        let ids = sqlx::query_scalar!(
            "select device_id from device where unit_id = $1 order by length(tag), tag",
            unit.0,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut counts = self.aside_counts(unit).await?;
        let mut devices = Vec::with_capacity(ids.len());
        for id in ids {
            let id = DeviceId(uuid("device", &id)?);
            let record = self.device(unit, id).await?;
            devices.extend(record.map(|record| DeviceOverview {
                record,
                asides: counts.remove(&id).unwrap_or_default(),
            }));
        }
        Ok(devices)
    }

    async fn size_bytes(&mut self) -> Result<u64, StorageError> {
        let size: i64 = sqlx::query_scalar(
            "select page_count * page_size from pragma_page_count(), pragma_page_size()",
        )
        .fetch_one(&mut *self.inner)
        .await
        .map_err(failed)?;
        unsigned("pragma_page_count", size)
    }
}

impl SqliteTransaction {
    async fn aside_counts(
        &mut self,
        unit: &UnitId,
    ) -> Result<HashMap<DeviceId, AsideCounts>, StorageError> {
        let rows = sqlx::query!(
            "select device_id, kind, count(*) as number from set_aside
            where unit_id = $1
            group by device_id, kind",
            unit.0,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut counts = HashMap::<_, AsideCounts>::new();
        for row in rows {
            let device = DeviceId(uuid("set_aside", &row.device_id)?);
            let number = unsigned("set_aside", row.number)?;
            let counts = counts.entry(device).or_default();
            match row.kind.as_str() {
                "held" => counts.held += number,
                "awaiting" => {
                    counts.held += number;
                    counts.awaiting = number;
                }
                "refused" => counts.refused = number,
                _ => counts.quarantined = number,
            }
        }
        Ok(counts)
    }
}
