//! A database in memory: the simplest thing that keeps the contract.
//!
//! A transaction works on a copy and a commit swaps it in, so that rollback and
//! isolation are beyond doubt; the simulator compares real backends with it.

mod attachments;
mod baselines;
mod devices;
mod ledger;
mod likenesses;
mod officers;
mod rules;
mod streams;

use crate::error::StorageError;
use crate::likenesses::Met;
use crate::records::{DeviceRecord, OfficerRecord, SessionRecord, SetAside};
use crate::transaction::{Access, Storage, Transaction};
use async_trait::async_trait;
use attachments::Kept;
use baselines::Packed;
use domain::calendar::Entry;
use domain::catalogue::StoredLayer;
use domain::dossier::Dossier;
use domain::id::{DeviceId, DossierId, OfficerId, UnitId};
use domain::review::Confirmation;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use sync::envelope::Sealed;
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
    confirmations: Vec<Confirmation>,
}

#[derive(Clone, Debug, Default)]
struct Unit {
    name: String,
    officers: BTreeMap<OfficerId, OfficerRecord>,
    sessions: HashMap<[u8; 32], SessionRecord>,
    devices: BTreeMap<DeviceId, DeviceRecord>,
    stream: Vec<Sealed>,
    asides: Vec<SetAside>,
    dossiers: BTreeMap<DossierId, Dossier>,
    ledger: BTreeMap<String, Vec<u8>>,
    acts: BTreeSet<Met>,
    acts_version: u64,
    attachments: Kept,
    baseline: Packed,
}

struct MemoryTransaction {
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
    fn unit(&mut self, unit: &UnitId) -> &mut Unit {
        self.work.units.entry(unit.clone()).or_default()
    }
}
