//! Streams in memory, their projection, and what was set aside.

use super::MemoryTransaction;
use super::devices::count;
use crate::desk::missing;
use crate::error::StorageError;
use crate::overview::AsideCounts;
use crate::records::{NewsLimit, SetAside, StreamItem, Unplaced};
use crate::transaction::Streams;
use async_trait::async_trait;
use domain::dossier::{Dossier, LocalCode};
use domain::id::{DeviceId, DossierId, EventId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use sync::admit::Earlier;
use sync::chain::{Hash, Head};
use sync::envelope::Sealed;
use sync::ruling::{Missing, Position, Ruling};

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

    async fn chain_end(&mut self, unit: &UnitId, device: DeviceId) -> Result<Head, StorageError> {
        let own = |sealed: &&Sealed| sealed.envelope.device == device;
        let last = self.unit(unit).stream.iter().rev().find(own);
        Ok(last.map(Sealed::head).unwrap_or_default())
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
        let items = self.unit(unit).stream.iter().zip(1..).map(item);
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
pub(super) fn awaited(aside: &SetAside) -> Option<DossierId> {
    match missing(&aside.ruling)? {
        Missing::Dossier(dossier) => Some(dossier),
        Missing::Sequence(_) => None,
    }
}

/// An event as it lies in the stream.
pub(super) fn item((sealed, position): (&Sealed, Position)) -> StreamItem {
    StreamItem {
        position,
        event: sealed.envelope.event_id,
        bytes: sealed.bytes.clone(),
    }
}
