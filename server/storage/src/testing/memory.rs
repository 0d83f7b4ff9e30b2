//! A database in memory: the simplest thing that keeps the contract.
//!
//! A transaction works on a copy and a commit swaps it in, so that rollback and
//! isolation are beyond doubt; the simulator compares real backends with it.

use super::memory_attachments::Kept;
use super::memory_baseline::Packed;
use crate::calendar::{CalendarRecord, CalendarStore};
use crate::desk::missing;
use crate::error::StorageError;
use crate::overview::{AsideCounts, DeviceOverview, Overview};
use crate::records::{
    Contact, DeviceRecord, NewDevice, NewsLimit, OfficerRecord, SessionRecord, SetAside,
    StreamItem, UnitRecord, Unplaced,
};
use crate::transaction::{
    Access, CatalogueStore, Devices, Officers, Storage, Streams, Transaction,
};
use async_trait::async_trait;
use domain::calendar::Entry;
use domain::catalogue::StoredLayer;
use domain::dossier::{DeviceTag, Dossier, LocalCode};
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use sync::admit::Earlier;
use sync::chain::{Hash, Head};
use sync::envelope::Sealed;
use sync::ruling::{Missing, Position, Ruling};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// An in-memory [`Storage`].
#[derive(Clone, Debug, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Clone, Debug, Default)]
struct State {
    units: BTreeMap<UnitId, Unit>,
    layers: Vec<StoredLayer>,
    layers_written: u64,
    calendar: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    name: String,
    officers: BTreeMap<OfficerId, OfficerRecord>,
    sessions: HashMap<[u8; 32], SessionRecord>,
    devices: BTreeMap<DeviceId, DeviceRecord>,
    pub(super) stream: Vec<Sealed>,
    asides: Vec<SetAside>,
    dossiers: BTreeMap<DossierId, Dossier>,
    attachments: Kept,
    pub(super) baseline: Packed,
}

pub(super) struct MemoryTransaction {
    work: State,
    /// Held to the end, so that writing transactions follow one another.
    guard: Option<OwnedMutexGuard<State>>,
}

#[async_trait]
impl Storage for Memory {
    async fn begin(&self, access: Access) -> Result<Box<dyn Transaction>, StorageError> {
        let guard = Arc::clone(&self.state).lock_owned().await;
        let work = guard.clone();
        let guard = (access == Access::Write).then_some(guard);
        Ok(Box::new(MemoryTransaction { work, guard }))
    }
}

#[async_trait]
impl Transaction for MemoryTransaction {
    async fn commit(mut self: Box<Self>) -> Result<(), StorageError> {
        if let Some(mut guard) = self.guard.take() {
            *guard = self.work;
        }
        Ok(())
    }
}

impl MemoryTransaction {
    pub(super) fn unit(&mut self, unit: &UnitId) -> &mut Unit {
        self.work.units.entry(unit.clone()).or_default()
    }

    pub(super) fn attachments(&mut self, unit: &UnitId) -> &mut Kept {
        &mut self.unit(unit).attachments
    }

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
impl Streams for MemoryTransaction {
    async fn stream_head(&mut self, unit: &UnitId) -> Result<Position, StorageError> {
        Ok(self.unit(unit).stream.len() as u64)
    }

    async fn earlier(
        &mut self,
        unit: &UnitId,
        events: &[EventId],
    ) -> Result<HashMap<EventId, Earlier>, StorageError> {
        let unit = self.unit(unit);
        let ruled = |aside: &&SetAside| {
            matches!(aside.ruling, Ruling::Refused { .. }) || awaited(aside).is_some()
        };
        let mut known: HashMap<_, _> = unit
            .asides
            .iter()
            .filter(ruled)
            .map(|aside| (aside.sealed.envelope.event_id, Earlier::from(aside)))
            .collect();
        known.extend(unit.stream.iter().zip(1..).map(|(sealed, position)| {
            let ruling = Ruling::Accepted { position };
            (
                sealed.envelope.event_id,
                Earlier {
                    hash: sealed.hash,
                    ruling,
                },
            )
        }));
        known.retain(|event, _| events.contains(event));
        Ok(known)
    }

    async fn dossiers(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
        codes: &[LocalCode],
    ) -> Result<HashMap<DossierId, Dossier>, StorageError> {
        let wanted = |dossier: &&Dossier| {
            ids.contains(&dossier.id) || codes.contains(&dossier.received.code)
        };
        let found = self.unit(unit).dossiers.values().filter(wanted);
        Ok(found.map(|dossier| (dossier.id, dossier.clone())).collect())
    }

    async fn append(
        &mut self,
        unit: &UnitId,
        head: Position,
        envelopes: &[Sealed],
        _received_at: Instant,
    ) -> Result<(), StorageError> {
        let unit = self.unit(unit);
        if unit.stream.len() as u64 != head {
            return Err(StorageError::RowsAffected {
                table: "stream",
                rows: 0,
            });
        }
        unit.stream.extend_from_slice(envelopes);
        Ok(())
    }

    async fn put_dossiers(
        &mut self,
        unit: &UnitId,
        dossiers: &[Dossier],
    ) -> Result<(), StorageError> {
        let rows = dossiers.iter().map(|dossier| (dossier.id, dossier.clone()));
        self.unit(unit).dossiers.extend(rows);
        Ok(())
    }

    async fn set_aside(&mut self, unit: &UnitId, asides: &[SetAside]) -> Result<(), StorageError> {
        let kept = &mut self.unit(unit).asides;
        for aside in asides {
            if !kept
                .iter()
                .any(|known| known.sealed.hash == aside.sealed.hash)
            {
                kept.push(aside.clone());
            }
        }
        Ok(())
    }

    async fn held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<Option<Sealed>, StorageError> {
        let wanted = |aside: &&SetAside| {
            is_held_by(aside, device) && aside.sealed.envelope.sequence == sequence
        };
        Ok(self
            .unit(unit)
            .asides
            .iter()
            .find(wanted)
            .map(|aside| aside.sealed.clone()))
    }

    async fn release_held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<(), StorageError> {
        self.unit(unit).asides.retain(|aside| {
            !(is_held_by(aside, device) && aside.sealed.envelope.sequence <= sequence)
        });
        Ok(())
    }

    async fn unplaced(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<Unplaced, StorageError> {
        let AsideCounts {
            held, quarantined, ..
        } = count(&self.unit(unit).asides, device);
        Ok(Unplaced { held, quarantined })
    }

    async fn held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<Vec<Sealed>, StorageError> {
        let wanted =
            |aside: &&SetAside| awaited(aside).is_some_and(|dossier| dossiers.contains(&dossier));
        Ok(self
            .unit(unit)
            .asides
            .iter()
            .filter(wanted)
            .map(|aside| aside.sealed.clone())
            .collect())
    }

    async fn release_held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError> {
        self.unit(unit)
            .asides
            .retain(|aside| !awaited(aside).is_some_and(|dossier| dossiers.contains(&dossier)));
        Ok(())
    }

    async fn hash_at(
        &mut self,
        unit: &UnitId,
        position: Position,
    ) -> Result<Option<Hash>, StorageError> {
        let at = usize::try_from(position)
            .ok()
            .and_then(|at| at.checked_sub(1));
        let stream = &self.unit(unit).stream;
        Ok(at.and_then(|at| stream.get(at)).map(|sealed| sealed.hash))
    }

    async fn news(
        &mut self,
        unit: &UnitId,
        after: Position,
        limit: NewsLimit,
    ) -> Result<Vec<StreamItem>, StorageError> {
        let mut bytes = 0;
        let fits = |item: &StreamItem| {
            bytes += item.bytes.len();
            bytes <= limit.bytes
        };
        let items = self
            .unit(unit)
            .stream
            .iter()
            .zip(1..)
            .map(|(sealed, position)| StreamItem {
                position,
                event: sealed.envelope.event_id,
                bytes: sealed.bytes.clone(),
            });
        Ok(items
            .skip_while(|item| item.position <= after)
            .take(limit.envelopes)
            .take_while(fits)
            .collect())
    }
}

/// Whether a device's envelope is held for an earlier one of it.
fn is_held_by(aside: &SetAside, device: DeviceId) -> bool {
    aside.sealed.envelope.device == device
        && matches!(missing(&aside.ruling), Some(Missing::Sequence(_)))
}

/// The dossier that an envelope is held for.
fn awaited(aside: &SetAside) -> Option<DossierId> {
    match missing(&aside.ruling)? {
        Missing::Dossier(dossier) => Some(dossier),
        Missing::Sequence(_) => None,
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
impl Officers for MemoryTransaction {
    async fn units(&mut self) -> Result<Vec<UnitRecord>, StorageError> {
        let named = self
            .work
            .units
            .iter()
            .filter(|(_, unit)| !unit.name.is_empty());
        Ok(named
            .map(|(id, unit)| UnitRecord {
                id: id.clone(),
                name: unit.name.clone(),
            })
            .collect())
    }

    async fn put_unit(&mut self, unit: &UnitRecord) -> Result<(), StorageError> {
        self.unit(&unit.id).name.clone_from(&unit.name);
        Ok(())
    }

    async fn officers(&mut self, unit: &UnitId) -> Result<Vec<OfficerRecord>, StorageError> {
        Ok(self.unit(unit).officers.values().cloned().collect())
    }

    async fn put_officer(
        &mut self,
        unit: &UnitId,
        officer: &OfficerRecord,
    ) -> Result<(), StorageError> {
        self.unit(unit)
            .officers
            .insert(officer.officer.id, officer.clone());
        Ok(())
    }

    async fn put_session(
        &mut self,
        unit: &UnitId,
        session: &SessionRecord,
    ) -> Result<(), StorageError> {
        self.unit(unit)
            .sessions
            .insert(session.token_hash, session.clone());
        Ok(())
    }

    async fn session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<Option<SessionRecord>, StorageError> {
        Ok(self.unit(unit).sessions.get(&token_hash).cloned())
    }

    async fn end_session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        self.unit(unit).sessions.remove(&token_hash);
        Ok(())
    }

    async fn end_expired_sessions(
        &mut self,
        unit: &UnitId,
        now: Instant,
    ) -> Result<(), StorageError> {
        let sessions = &mut self.unit(unit).sessions;
        sessions.retain(|_, session| session.expires_at > now);
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

fn count(asides: &[SetAside], device: DeviceId) -> AsideCounts {
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

#[async_trait]
impl CatalogueStore for MemoryTransaction {
    async fn layers(&mut self) -> Result<Vec<StoredLayer>, StorageError> {
        Ok(self.work.layers.clone())
    }

    async fn layers_stamp(&mut self) -> Result<u64, StorageError> {
        Ok(self.work.layers_written)
    }

    async fn put_layers(&mut self, layers: &[StoredLayer]) -> Result<(), StorageError> {
        self.work.layers_written += layers.len() as u64;
        for layer in layers {
            let same = |known: &StoredLayer| {
                known.code == layer.code
                    && known.kind == layer.kind
                    && known.version == layer.version
            };
            self.work.layers.retain(|known| !same(known));
            self.work.layers.push(layer.clone());
        }
        self.work
            .layers
            .sort_by(|a, b| (&a.code, a.kind, a.version).cmp(&(&b.code, b.kind, b.version)));
        Ok(())
    }
}

#[async_trait]
impl CalendarStore for MemoryTransaction {
    async fn calendar(&mut self) -> Result<Vec<CalendarRecord>, StorageError> {
        let record = |(slot, entry): (&String, &Entry)| CalendarRecord {
            slot: slot.clone(),
            entry: entry.clone(),
        };
        Ok(self.work.calendar.iter().map(record).collect())
    }

    async fn put_calendar(&mut self, records: &[CalendarRecord]) -> Result<(), StorageError> {
        for CalendarRecord { slot, entry } in records {
            self.work.calendar.insert(slot.clone(), entry.clone());
        }
        Ok(())
    }
}
