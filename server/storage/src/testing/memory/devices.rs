//! Devices in memory, and what is told of them.

use super::MemoryTransaction;
use super::streams::awaited;
use crate::error::StorageError;
use crate::overview::{AsideCounts, DeviceOverview, Overview};
use crate::records::{Contact, DeviceRecord, NewDevice, SetAside};
use crate::transaction::Devices;
use async_trait::async_trait;
use domain::dossier::DeviceTag;
use domain::id::{DeviceId, OfficerId, UnitId};
use sync::chain::Head;
use sync::ruling::Ruling;

impl MemoryTransaction {
    fn known_device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<&mut DeviceRecord, StorageError> {
        let missing = StorageError::RowsAffected {
            table: "device",
            rows: 0,
        };
        self.unit(unit).devices.get_mut(&device).ok_or(missing)
    }
}

#[async_trait]
impl Devices for MemoryTransaction {
    async fn register_device(
        &mut self,
        unit: &UnitId,
        device: &NewDevice,
    ) -> Result<DeviceRecord, StorageError> {
        let devices = &mut self.unit(unit).devices;
        let ordinal = u32::try_from(devices.len()).unwrap_or(u32::MAX);
        let record = devices.entry(device.id).or_insert_with(|| DeviceRecord {
            id: device.id,
            tag: DeviceTag::from_ordinal(ordinal),
            public_key: device.public_key.clone(),
            head: Head::default(),
            officers: vec![],
            last_contact: None,
        });
        Ok(record.clone())
    }

    async fn bind_officer(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        officer: OfficerId,
    ) -> Result<(), StorageError> {
        let record = self.known_device(unit, device)?;
        if !record.officers.contains(&officer) {
            record.officers.push(officer);
        }
        Ok(())
    }

    async fn device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<Option<DeviceRecord>, StorageError> {
        Ok(self.unit(unit).devices.get(&device).cloned())
    }

    async fn advance_device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        head: Head,
    ) -> Result<(), StorageError> {
        self.known_device(unit, device)?.head = head;
        Ok(())
    }

    async fn note_contact(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        contact: Contact,
    ) -> Result<(), StorageError> {
        self.known_device(unit, device)?.last_contact = Some(contact);
        Ok(())
    }
}

#[async_trait]
impl Overview for MemoryTransaction {
    async fn devices(&mut self, unit: &UnitId) -> Result<Vec<DeviceOverview>, StorageError> {
        let unit = self.unit(unit);
        let overview = |record: &DeviceRecord| DeviceOverview {
            record: record.clone(),
            asides: count(&unit.asides, record.id),
        };
        let mut devices: Vec<_> = unit.devices.values().map(overview).collect();
        devices.sort_by_key(|device| {
            let tag = device.record.tag.0.clone();
            (tag.len(), tag)
        });
        Ok(devices)
    }

    async fn size_bytes(&mut self) -> Result<u64, StorageError> {
        Ok(0)
    }
}

pub(super) fn count(asides: &[SetAside], device: DeviceId) -> AsideCounts {
    let mut counts = AsideCounts::default();
    let own = asides
        .iter()
        .filter(|aside| aside.sealed.envelope.device == device);
    for aside in own {
        match aside.ruling {
            Ruling::Held { .. } => {
                counts.held += 1;
                counts.awaiting += u64::from(awaited(aside).is_some());
            }
            Ruling::Refused { .. } => counts.refused += 1,
            Ruling::Quarantined { .. } | Ruling::Accepted { .. } | Ruling::Duplicate { .. } => {
                counts.quarantined += 1;
            }
        }
    }
    counts
}
