//! What an administrator sees: units and devices at a glance. Only read.

use crate::error::StorageError;
use crate::records::{DeviceRecord, UnitRecord};
use crate::transaction::Transaction;
use async_trait::async_trait;
use domain::id::UnitId;
use sync::ruling::Position;

/// A unit at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOverview {
    /// The unit.
    pub unit: UnitRecord,
    /// The stream's last position.
    pub head: Position,
    /// Its devices, in the order of their tags.
    pub devices: Vec<DeviceOverview>,
}

/// A device at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceOverview {
    /// The device.
    pub record: DeviceRecord,
    /// What of it did not enter the stream.
    pub asides: AsideCounts,
}

/// How many envelopes are set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsideCounts {
    /// They wait for an earlier one or for their dossier.
    pub held: u64,
    /// How many of these wait for their dossier.
    pub awaiting: u64,
    /// They do not follow from the state.
    pub refused: u64,
    /// They contradict what is known.
    pub quarantined: u64,
}

impl AsideCounts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            held: self.held + other.held,
            awaiting: self.awaiting + other.awaiting,
            refused: self.refused + other.refused,
            quarantined: self.quarantined + other.quarantined,
        }
    }
}

/// What a backend tells of itself.
#[async_trait]
pub trait Overview {
    /// The devices of a unit, in the order of their tags.
    async fn devices(&mut self, unit: &UnitId) -> Result<Vec<DeviceOverview>, StorageError>;

    /// How much room the database takes.
    async fn size_bytes(&mut self) -> Result<u64, StorageError>;
}

/// Every unit at a glance.
///
/// # Errors
/// [`StorageError`] when the database fails.
pub async fn units(tx: &mut dyn Transaction) -> Result<Vec<UnitOverview>, StorageError> {
    let mut seen = vec![];
    for unit in tx.units().await? {
        let head = tx.stream_head(&unit.id).await?;
        let devices = tx.devices(&unit.id).await?;
        seen.push(UnitOverview {
            unit,
            head,
            devices,
        });
    }
    Ok(seen)
}
