//! Object stores and their versions. Each version is one upgrade, forward only,
//! that keeps what the one before it held.

use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;

/// Versions of a unit's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum UnitVersion {
    /// Outbox, dossiers and their packs, attention, drafts, bundles carried.
    First = 1,
    /// Photos and scans.
    Attachments = 2,
    /// Values that could not be read.
    Damaged = 3,
    /// What was printed.
    Printed = 4,
    /// Facts of the unit that are no dossier's, and leases of numbers.
    Ledger = 5,
}

/// Versions of the device's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum DeviceVersion {
    /// Keys, session, catalogue.
    First = 1,
}

/// Single values by name: chain head, cursor, clock, counters.
pub(crate) const META: &str = "meta";
/// Envelopes not yet received by the server, by sequence number.
pub(crate) const OUTBOX: &str = "outbox";
/// Dossiers that changed lately or have events waiting, by id.
pub(crate) const DOSSIER: &str = "dossier";
/// All other dossiers, many to a value, by pack number.
pub(crate) const PACK: &str = "pack";
/// What lists show of a pack's dossiers, by pack number.
pub(crate) const SUMMARY: &str = "summary";
/// Envelopes that a person must look at, by event id.
pub(crate) const ATTENTION: &str = "attention";
/// Half-filled forms, by key.
pub(crate) const DRAFT: &str = "draft";
/// Bundles carried for other devices, by hash.
pub(crate) const CARRIED: &str = "carried";
/// Photos and scans known here, with their thumbnails, by hash.
pub(crate) const ATTACHMENT: &str = "attachment";
/// Their bytes, by hash.
pub(crate) const CONTENT: &str = "content";
/// Values that could not be read, as they were found, by store, key and time.
pub(crate) const DAMAGED: &str = "damaged";
/// What was printed of dossiers on this device, by dossier; and what on, last.
pub(crate) const PRINTED: &str = "printed";
/// What the unit's facts that are no dossier's add up to, by text keys (`book/…`); and
/// under `pending/…` which of this device's own wait in the outbox.
pub(crate) const LEDGER: &str = "ledger";
/// Leases of this device and what waits for a number, by kind of book.
pub(crate) const LEASE: &str = "lease";
/// Large values by name: the parts of the catalogue.
pub(crate) const BLOB: &str = "blob";

/// Where a dossier may be: every transaction that reads one names these.
pub(crate) const DOSSIERS: [&str; 3] = [DOSSIER, PACK, SUMMARY];

impl UnitVersion {
    /// What this build opens.
    pub(crate) const CURRENT: Self = Self::Ledger;

    /// Upgrades from whatever was there.
    pub(crate) fn upgrade(from: f64, db: &Database) -> Result<(), Error> {
        if from < f64::from(Self::First as u8) {
            for store in [
                META, OUTBOX, DOSSIER, PACK, SUMMARY, ATTENTION, DRAFT, CARRIED,
            ] {
                db.create_object_store(store).build()?;
            }
        }
        if from < f64::from(Self::Attachments as u8) {
            for store in [ATTACHMENT, CONTENT] {
                db.create_object_store(store).build()?;
            }
        }
        if from < f64::from(Self::Damaged as u8) {
            db.create_object_store(DAMAGED).build()?;
        }
        if from < f64::from(Self::Printed as u8) {
            db.create_object_store(PRINTED).build()?;
        }
        if from < f64::from(Self::Ledger as u8) {
            for store in [LEDGER, LEASE] {
                db.create_object_store(store).build()?;
            }
        }
        Ok(())
    }
}

impl DeviceVersion {
    /// What this build opens.
    pub(crate) const CURRENT: Self = Self::First;

    /// Upgrades from whatever was there.
    pub(crate) fn upgrade(from: f64, db: &Database) -> Result<(), Error> {
        if from < f64::from(Self::First as u8) {
            for store in [META, BLOB] {
                db.create_object_store(store).build()?;
            }
        }
        Ok(())
    }
}
