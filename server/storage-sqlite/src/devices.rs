//! Devices and their chains.

use crate::convert::{failed, hash, one_row, signed, unsigned, uuid};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::dossier::DeviceTag;
use domain::id::{DeviceId, OfficerId, UnitId};
use domain::instant::Instant;
use storage::{Contact, DeviceRecord, Devices, NewDevice, StorageError};
use sync::chain::Head;

#[async_trait]
impl Devices for SqliteTransaction {
    async fn register_device(
        &mut self,
        unit: &UnitId,
        device: &NewDevice,
    ) -> Result<DeviceRecord, StorageError> {
        if let Some(known) = self.device(unit, device.id).await? {
            return Ok(known);
        }
        let count = sqlx::query_scalar!("select count(*) from device where unit_id = $1", unit.0)
            .fetch_one(&mut *self.inner)
            .await
            .map_err(failed)?;
        let ordinal =
            u32::try_from(count).map_err(|error| StorageError::corrupt("device", error))?;
        let tag = DeviceTag::from_ordinal(ordinal);
        let id = device.id.0.as_bytes().as_slice();
        let head = Head::default();
        let head_hash = head.hash.0.as_slice();
        sqlx::query!(
            "insert into device (unit_id, device_id, tag, public_key, head_hash, registered_at)
            values ($1, $2, $3, $4, $5, $6)",
            unit.0,
            id,
            tag.0,
            device.public_key,
            head_hash,
            device.registered_at.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        let public_key = device.public_key.clone();
        Ok(DeviceRecord {
            id: device.id,
            tag,
            public_key,
            head,
            officers: vec![],
            last_contact: None,
        })
    }

    async fn bind_officer(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        officer: OfficerId,
    ) -> Result<(), StorageError> {
        let device = device.0.as_bytes().as_slice();
        let officer = officer.0.as_bytes().as_slice();
        sqlx::query!(
            "insert into device_officer (unit_id, device_id, officer_id) values ($1, $2, $3)
            on conflict (unit_id, device_id, officer_id) do nothing",
            unit.0,
            device,
            officer,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<Option<DeviceRecord>, StorageError> {
        let id = device.0.as_bytes().as_slice();
        let rows = sqlx::query!(
            r#"select tag, public_key, head_sequence, head_hash, last_contact, clock_lacks_ms,
                at_hand,
                officer_id as "officer_id?"
            from device
            left join device_officer using (unit_id, device_id)
            where unit_id = $1 and device_id = $2
            order by officer_id"#,
            unit.0,
            id,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let officers = rows.iter().filter_map(|row| row.officer_id.as_deref());
        let officer = |bytes| uuid("device_officer", bytes).map(OfficerId);
        let officers = officers.map(officer).collect::<Result<_, _>>()?;
        let Some(row) = rows.into_iter().next() else {
            return Ok(None);
        };
        let sequence = unsigned("device", row.head_sequence)?;
        let hash = hash("device", &row.head_hash)?;
        let at_hand = unsigned("device", row.at_hand)?;
        Ok(Some(DeviceRecord {
            id: device,
            tag: DeviceTag(row.tag),
            public_key: row.public_key,
            head: Head { sequence, hash },
            officers,
            last_contact: row
                .last_contact
                .zip(row.clock_lacks_ms)
                .map(|(at, clock_lacks_ms)| Contact {
                    at: Instant(at),
                    clock_lacks_ms,
                    at_hand,
                }),
        }))
    }

    async fn advance_device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        head: Head,
    ) -> Result<(), StorageError> {
        let device = device.0.as_bytes().as_slice();
        let sequence = signed("device", head.sequence)?;
        let hash = head.hash.0.as_slice();
        let done = sqlx::query!(
            "update device set head_sequence = $3, head_hash = $4
            where unit_id = $1 and device_id = $2",
            unit.0,
            device,
            sequence,
            hash,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        one_row("device", done.rows_affected())
    }

    async fn note_contact(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        contact: Contact,
    ) -> Result<(), StorageError> {
        let device = device.0.as_bytes().as_slice();
        let at_hand = signed("device", contact.at_hand)?;
        let done = sqlx::query!(
            "update device set last_contact = $3, clock_lacks_ms = $4, at_hand = $5
            where unit_id = $1 and device_id = $2",
            unit.0,
            device,
            contact.at.0,
            contact.clock_lacks_ms,
            at_hand,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        one_row("device", done.rows_affected())
    }
}
