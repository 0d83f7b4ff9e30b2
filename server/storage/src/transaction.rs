//! The traits of a backend.

use crate::attachments::Attachments;
use crate::baseline::Baselines;
use crate::calendar::CalendarStore;
use crate::error::StorageError;
use crate::ledger::Ledgers;
use crate::likenesses::Likenesses;
use crate::overview::Overview;
use crate::records::{
    Contact, DeviceRecord, NewDevice, NewsLimit, OfficerRecord, SessionRecord, SetAside,
    StreamItem, UnitRecord, Unplaced,
};
use crate::review::ReviewStore;
use async_trait::async_trait;
use domain::catalogue::StoredLayer;
use domain::dossier::{Dossier, LocalCode};
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use sync::admit::Earlier;
use sync::chain::{Hash, Head};
use sync::envelope::Sealed;
use sync::ruling::Position;

/// A database.
#[async_trait]
pub trait Storage: Send + Sync + 'static {
    /// Opens a transaction. Writing transactions follow one another; a reading
    /// one sees one moment.
    async fn begin(&self, access: Access) -> Result<Box<dyn Transaction>, StorageError>;

    /// Whether only one transaction can write at a time, whatever the unit: then it
    /// pays to commit several exchanges together.
    fn has_one_writer(&self) -> bool {
        false
    }

    /// The connections to the database, where there are some.
    fn connections(&self) -> Connections {
        Connections::default()
    }
}

/// Connections to a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// How many are open.
    pub open: usize,
    /// How many of them rest.
    pub idle: usize,
}

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only read.
    Read,
    /// Read and write; dropped without commit, it leaves nothing behind.
    Write,
}

/// One transaction. Dropping it rolls back.
#[async_trait]
pub trait Transaction:
    Streams
    + Ledgers
    + Likenesses
    + Baselines
    + Devices
    + Officers
    + CatalogueStore
    + CalendarStore
    + ReviewStore
    + Attachments
    + Overview
    + Send
{
    /// Makes everything durable, or nothing.
    async fn commit(self: Box<Self>) -> Result<(), StorageError>;
}

/// Streams of events, their projection, and what was set aside.
#[async_trait]
pub trait Streams {
    /// The stream's head, locked until the transaction ends when it writes (I3).
    async fn stream_head(&mut self, unit: &UnitId) -> Result<Position, StorageError>;

    /// Earlier rulings on these event ids: accepted, refused, or held for a dossier.
    async fn earlier(
        &mut self,
        unit: &UnitId,
        events: &[EventId],
    ) -> Result<HashMap<EventId, Earlier>, StorageError>;

    /// Dossiers of the projection with one of these ids or one of these local codes.
    async fn dossiers(
        &mut self,
        unit: &UnitId,
        ids: &[DossierId],
        codes: &[LocalCode],
    ) -> Result<HashMap<DossierId, Dossier>, StorageError>;

    /// Appends envelopes right after `head`, which moves by their number.
    async fn append(
        &mut self,
        unit: &UnitId,
        head: Position,
        envelopes: &[Sealed],
        received_at: Instant,
    ) -> Result<(), StorageError>;

    /// Writes dossiers of the projection.
    async fn put_dossiers(
        &mut self,
        unit: &UnitId,
        dossiers: &[Dossier],
    ) -> Result<(), StorageError>;

    /// Keeps envelopes that did not enter the stream; the same bytes once.
    async fn set_aside(&mut self, unit: &UnitId, asides: &[SetAside]) -> Result<(), StorageError>;

    /// The envelope of a device with this sequence number, held for an earlier one.
    async fn held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<Option<Sealed>, StorageError>;

    /// Forgets that a device's envelopes up to `sequence` were held for an earlier
    /// one: they have been ruled on.
    async fn release_held(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        sequence: u64,
    ) -> Result<(), StorageError>;

    /// How many envelopes of a device have no place in its chain yet, or ever.
    async fn unplaced(&mut self, unit: &UnitId, device: DeviceId)
    -> Result<Unplaced, StorageError>;

    /// Envelopes of any device that are held for these dossiers.
    async fn held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<Vec<Sealed>, StorageError>;

    /// Forgets that envelopes were held for these dossiers: they have been ruled on.
    async fn release_held_for(
        &mut self,
        unit: &UnitId,
        dossiers: &[DossierId],
    ) -> Result<(), StorageError>;

    /// The last of a device's envelopes in the stream.
    async fn chain_end(&mut self, unit: &UnitId, device: DeviceId) -> Result<Head, StorageError>;

    /// The hash of the envelope at a position.
    async fn hash_at(
        &mut self,
        unit: &UnitId,
        position: Position,
    ) -> Result<Option<Hash>, StorageError>;

    /// Events after a cursor, in order: as many as fit in both limits. What does not
    /// fit is not read.
    async fn news(
        &mut self,
        unit: &UnitId,
        after: Position,
        limit: NewsLimit,
    ) -> Result<Vec<StreamItem>, StorageError>;
}

/// Devices and their chains.
#[async_trait]
pub trait Devices {
    /// Registers a device, or finds it again by id; its tag never changes.
    /// A known id with another key is left as it was.
    async fn register_device(
        &mut self,
        unit: &UnitId,
        device: &NewDevice,
    ) -> Result<DeviceRecord, StorageError>;

    /// Notes that an officer signed in on a device.
    async fn bind_officer(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        officer: OfficerId,
    ) -> Result<(), StorageError>;

    /// A device.
    async fn device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
    ) -> Result<Option<DeviceRecord>, StorageError>;

    /// Moves the chain's head.
    async fn advance_device(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        head: Head,
    ) -> Result<(), StorageError>;

    /// Notes an exchange with a device.
    async fn note_contact(
        &mut self,
        unit: &UnitId,
        device: DeviceId,
        contact: Contact,
    ) -> Result<(), StorageError>;
}

/// Units, officers and sessions.
#[async_trait]
pub trait Officers {
    /// All units.
    async fn units(&mut self) -> Result<Vec<UnitRecord>, StorageError>;

    /// Writes a unit; an existing one takes the new name.
    async fn put_unit(&mut self, unit: &UnitRecord) -> Result<(), StorageError>;

    /// Officers of a unit.
    async fn officers(&mut self, unit: &UnitId) -> Result<Vec<OfficerRecord>, StorageError>;

    /// Writes an officer; an existing one is replaced.
    async fn put_officer(
        &mut self,
        unit: &UnitId,
        officer: &OfficerRecord,
    ) -> Result<(), StorageError>;

    /// Whether an officer supervises; somebody without an account does not.
    async fn supervises(&mut self, unit: &UnitId, officer: OfficerId)
    -> Result<bool, StorageError>;

    /// Writes a session.
    async fn put_session(
        &mut self,
        unit: &UnitId,
        session: &SessionRecord,
    ) -> Result<(), StorageError>;

    /// A session by its token's hash.
    async fn session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<Option<SessionRecord>, StorageError>;

    /// Ends a session; ending one that is not there is no error.
    async fn end_session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<(), StorageError>;

    /// Forgets a unit's sessions that ended at `now` or before.
    async fn end_expired_sessions(
        &mut self,
        unit: &UnitId,
        now: Instant,
    ) -> Result<(), StorageError>;
}

/// The catalogue's layers, which belong to no unit.
#[async_trait]
pub trait CatalogueStore {
    /// Every layer ever stored, in order of code, kind and version.
    async fn layers(&mut self) -> Result<Vec<StoredLayer>, StorageError>;

    /// A number that changes whenever a layer, a line of the calendar or a confirmation is
    /// written.
    async fn layers_stamp(&mut self) -> Result<u64, StorageError>;

    /// Writes layers, replacing those with the same code, kind and version.
    async fn put_layers(&mut self, layers: &[StoredLayer]) -> Result<(), StorageError>;
}
