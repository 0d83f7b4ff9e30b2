//! The judge: what the stream says, read beside the devices.

#![expect(
    clippy::indexing_slicing,
    reason = "a cursor is a place in the stream, which the judge has read"
)]

use crate::world::ledger::fold;
use crate::world::{Device, unit};
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId};
use std::collections::{BTreeMap, HashMap, HashSet};
use storage::testing::EVERYTHING;
use storage::{Access, Storage};
use sync::codec::{from_cbor, to_cbor};
use sync::envelope::Sealed;
use sync::rebase::apply;
use sync::ruling::Position;

/// What the stream says, read beside the devices: the judge of I1 to I4.
#[derive(Debug)]
pub(super) struct Witness {
    /// The state's bytes after each position.
    pub(super) states: Vec<Vec<u8>>,
    pub(super) state: BTreeMap<DossierId, Dossier>,
    /// The ledger after each position.
    ledgers: Vec<BTreeMap<String, Vec<u8>>>,
    pub(super) ledger: BTreeMap<String, Vec<u8>>,
    /// Where each event is.
    pub(super) events: HashMap<EventId, Position>,
}

impl Default for Witness {
    fn default() -> Self {
        Self {
            states: vec![bytes(&BTreeMap::new())],
            state: BTreeMap::new(),
            ledgers: vec![BTreeMap::new()],
            ledger: BTreeMap::new(),
            events: HashMap::new(),
        }
    }
}

impl Witness {
    /// Reads what the stream has gained.
    pub(super) async fn read(&mut self, storage: &dyn Storage) {
        let known = self.states.len() as u64 - 1;
        let mut tx = storage.begin(Access::Read).await.expect("a transaction");
        let items = tx.news(&unit(), known, EVERYTHING).await;
        for (item, position) in items.expect("the stream").into_iter().zip(known + 1..) {
            assert_eq!(item.position, position, "I3: positions are dense");
            let before = self.events.insert(item.event, position);
            assert_eq!(before, None, "I2: {:?} twice", item.event);
            let sealed = Sealed::open(item.bytes).expect("the stream holds envelopes");
            if let Some(id) = sealed.envelope.dossier() {
                let next = apply(self.state.get(&id), &sealed).expect("the stream follows");
                self.state.insert(id, next);
            } else {
                fold(&mut self.ledger, &sealed).expect("the stream follows");
            }
            self.states.push(bytes(&self.state));
            self.ledgers.push(self.ledger.clone());
        }
    }

    /// I1 and I4 for one device, at any moment.
    pub(super) fn check(&self, device: &Device, number: usize) {
        let at = usize::try_from(device.after).expect("a small stream");
        if !device.ledger_awaited {
            let at = at.max(device.ledger_at());
            assert!(
                device.ledger == self.ledgers[at],
                "I4: device {number} holds the ledger of its cursor"
            );
        }
        if device.awaited.is_empty() {
            assert!(
                bytes(&device.confirmed) == self.states[at],
                "I4: device {number} holds the state of its cursor"
            );
            assert!(device.parked.is_empty(), "P7: nothing is parked for ever");
        } else {
            let state: BTreeMap<DossierId, Dossier> =
                from_cbor(&self.states[at]).expect("a state reads back");
            for (id, dossier) in &device.confirmed {
                let same = state.get(id) == Some(dossier);
                assert!(same, "P5: device {number} shows nothing stale of {id:?}");
            }
        }
        let waits = device.outbox.iter().map(|sealed| sealed.envelope.event_id);
        let aside = device
            .attention
            .iter()
            .map(|(sealed, _)| sealed.envelope.event_id);
        let kept: HashSet<_> = waits.chain(aside).collect();
        let place = |event| self.events.get(event);
        let reached = |event| place(event).is_some_and(|at| *at <= device.furthest);
        for event in &device.recorded {
            assert!(
                kept.contains(event) || reached(event),
                "I1: {event:?} of device {number} is lost, or gone from its screen"
            );
        }
    }
}

fn bytes(state: &BTreeMap<DossierId, Dossier>) -> Vec<u8> {
    to_cbor(state).expect("dossiers have bytes")
}
