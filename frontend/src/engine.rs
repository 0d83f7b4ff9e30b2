//! What this tab knows and holds.

use crate::channel::{Channel, Hint};
use crate::hints::Hints;
use crate::leader::Standing;
use crate::rows::{Rows, outbox_row};
use crate::session::{Asked, Pass};
use crate::{browser, exchange, storage};
use app::backlog::Backlog;
use app::counter::{Counter, HostError, Link, OutboxRow, Session, StorageView, SyncView};
use domain::dossier::ContentHash;
use domain::id::{DeviceId, DossierId};
use domain::instant::{Day, Instant};
use domain::register::{BookKey, LeaseSerial};
use gloo_timers::callback::Timeout;
use leptos::prelude::{Set, Update};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;
use store::{Device, Found, Identity, Progress, StoreError, UnitStore, Unread};
use sync::client::{Client, Input, Pace};
use sync::limits::CLOCK_AHEAD_MAX_MS;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// The tab's state. One for each tab, shared by everything that runs in it.
pub(crate) struct Engine {
    /// The pages' signals.
    pub(crate) counter: Counter,
    /// The browser profile's database.
    pub(crate) device: Device,
    /// The device's id and key pair.
    pub(crate) device_id: DeviceId,
    pub(crate) keys: JsValue,
    /// The other tabs.
    pub(crate) channel: Channel,
    /// The desk of whoever is signed in.
    pub(crate) desk: RefCell<Option<Rc<Desk>>>,
    /// The units whose lock this tab holds or has asked for.
    pub(crate) standing: RefCell<HashMap<String, Standing>>,
    /// The sync machine of this tab.
    pub(crate) client: Cell<Client>,
    /// How much the line carries.
    pub(crate) pace: Cell<Pace>,
    pub(crate) timer: RefCell<Option<Timeout>>,
    pub(crate) rows: RefCell<Rows>,
    pub(crate) attention: Cell<u32>,
    pub(crate) link: Cell<Link>,
    pub(crate) progress: Cell<Progress>,
    pub(crate) hints: RefCell<Option<Hints>>,
    /// Hash of the catalogue at hand.
    pub(crate) catalogue: RefCell<Option<String>>,
    /// Attachments are being sent.
    pub(crate) uploading: Cell<bool>,
    /// Which one, and how far it is.
    pub(crate) sending: Cell<Option<(ContentHash, u64, u64)>>,
    /// A catalogue is being fetched.
    pub(crate) fetching: Cell<bool>,
    /// The next exchange of this tab is its first with the unit.
    pub(crate) begins: Cell<bool>,
    /// Dossiers of the baseline that have come, and how many there are in all, while
    /// chunks are still to come.
    pub(crate) coming: Cell<Option<(u64, u64)>>,
    /// What is known of the officer's session.
    pub(crate) pass: Cell<Pass>,
    /// When another was last asked for.
    pub(crate) asked: RefCell<Option<Asked>>,
    /// How many workers fetch chunks.
    pub(crate) chunks: Cell<usize>,
    /// The lists were shown a moment ago; what has come since is shown soon.
    pub(crate) arriving: Cell<Option<Shown>>,
    /// The officer has asked to send nothing; forgotten when the tabs have ended.
    pub(crate) paused: Cell<bool>,
    /// What is left of a long push.
    pub(crate) backlog: Cell<Option<Backlog>>,
    /// What the browser last said of the room.
    pub(crate) storage: Cell<StorageView>,
    /// It is being asked.
    pub(crate) looking: Cell<bool>,
    /// The last write found no room.
    pub(crate) full: Cell<bool>,
    /// Values that were set aside.
    pub(crate) damaged: Cell<u32>,
    /// Numbers are to be looked after: books have changed, or how they are kept.
    pub(crate) untended: Cell<bool>,
    /// The day on which they were looked after last.
    pub(crate) tended_on: Cell<Option<Day>>,
    /// Leases that the server has not signed as they came.
    pub(crate) unsigned: RefCell<Vec<(BookKey, LeaseSerial)>>,
}

/// How often the lists are shown anew while chunk after chunk comes.
const SHOWN_EVERY_MS: u32 = 250;
/// Packs read before the first screen: the newest dossiers are in them.
const PACKS_FIRST: usize = 1;
/// Packs read at a time after it.
const PACKS_AT_ONCE: usize = 8;

/// Whether what has come is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Fresh,
    Stale,
}

/// An officer's place: who, and the unit's store.
pub(crate) struct Desk {
    pub(crate) identity: Identity,
    pub(crate) store: UnitStore,
}

impl Engine {
    /// The desk, when someone is signed in.
    pub(crate) fn desk(&self) -> Result<Rc<Desk>, HostError> {
        self.desk.borrow().clone().ok_or(HostError::SignedOut)
    }

    /// Opens the desk of whoever is signed in on this device, or closes it.
    pub(crate) async fn open_desk(self: &Rc<Self>) -> Result<(), StoreError> {
        self.pass.set(Pass::Good);
        let Some(identity) = self.device.session().await? else {
            self.close_desk();
            return Ok(());
        };
        let open = self
            .desk
            .borrow()
            .as_ref()
            .map(|desk| desk.identity.clone());
        if open.as_ref() == Some(&identity) {
            return Ok(());
        }
        let same_unit = open.is_some_and(|open| open.unit == identity.unit);
        let store = UnitStore::open(identity.unit.clone(), browser::blocked).await?;
        self.counter.obstacle.set(None);
        let session = Session::SignedIn {
            officer: identity.officer.clone(),
            unit_name: identity.unit_name.clone(),
            unit: identity.unit.0.clone(),
        };
        let unit = identity.unit.0.clone();
        *self.desk.borrow_mut() = Some(Rc::new(Desk { identity, store }));
        self.untended.set(true);
        self.load().await?;
        self.counter.session.set(session);
        if !same_unit {
            exchange::stand_for_leader(self, &unit);
        }
        storage::look(self);
        spawn_local(storage::ask_to_persist());
        Ok(())
    }

    fn close_desk(&self) {
        *self.desk.borrow_mut() = None;
        *self.rows.borrow_mut() = Rows::default();
        *self.hints.borrow_mut() = None;
        self.counter.dossiers.set(None);
        self.counter.session.set(Session::SignedOut);
    }

    /// Reads everything that lists show from the store, repairing it first where it
    /// cannot be read.
    pub(crate) async fn load(self: &Rc<Self>) -> Result<(), StoreError> {
        match self.read_desk().await {
            Err(error) if self.mend(&error).await => self.read_desk().await,
            read => read,
        }
    }

    async fn read_desk(self: &Rc<Self>) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        self.count_damaged().await;
        desk.store.check_copies().await?;
        let dossiers = desk.store.dossiers().await?;
        let mut rows = Rows::default();
        rows.learn(desk.store.presence().await?);
        for (dossier, waiting) in &dossiers {
            rows.put(dossier, *waiting);
        }
        let mut packed = desk.store.packed().await?;
        for summary in desk.store.next_packs(&mut packed, PACKS_FIRST).await? {
            rows.put_packed(summary);
        }
        *self.rows.borrow_mut() = rows;
        self.progress.set(desk.store.progress().await?);
        let awaited = desk.store.awaited().await?;
        self.coming.set(awaited.map(|awaited| awaited.progress()));
        self.count_attention().await?;
        self.count_unit_facts().await?;
        self.show_rows();
        let engine = Rc::clone(self);
        spawn_local(async move { engine.load_rest(&desk, packed).await });
        Ok(())
    }

    /// Reads the rest of a long list while the officer works already.
    async fn load_rest(self: &Rc<Self>, desk: &Rc<Desk>, packed: Unread) {
        match self.read_rest(desk, packed).await {
            Err(error) if self.mend(&error).await => {
                if let Err(error) = Box::pin(self.read_desk()).await {
                    browser::log("store", &error);
                }
            }
            Err(error) => browser::log("store", &error),
            Ok(()) => {}
        }
    }

    async fn read_rest(&self, desk: &Rc<Desk>, mut packed: Unread) -> Result<(), StoreError> {
        while !packed.is_read() {
            gloo_timers::future::sleep(Duration::ZERO).await;
            if !self.desk().is_ok_and(|now| Rc::ptr_eq(&now, desk)) {
                return Ok(());
            }
            let summaries = desk.store.next_packs(&mut packed, PACKS_AT_ONCE).await?;
            let mut rows = self.rows.borrow_mut();
            for summary in summaries {
                rows.put_packed(summary);
            }
        }
        desk.store.finish(packed);
        self.show_rows();
        Ok(())
    }

    /// Reads some dossiers again: another tab has changed them.
    pub(crate) async fn reload(&self, ids: &[DossierId]) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        for id in ids {
            let found = desk.store.dossier(*id).await?;
            let mut rows = self.rows.borrow_mut();
            match found {
                Found::Here(dossier, waiting) => rows.put(&dossier, waiting),
                Found::Away(waiting) => rows.wait(*id, waiting),
                Found::Unknown => rows.remove(*id),
            }
        }
        self.progress.set(desk.store.progress().await?);
        self.count_attention().await?;
        self.count_unit_facts().await?;
        self.show_rows();
        Ok(())
    }

    /// Reads what another tab has fetched of the baseline.
    pub(crate) async fn arrived(&self, pack: u32, ids: &[DossierId]) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let summaries = desk.store.summaries(pack).await?;
        for summary in summaries {
            self.rows.borrow_mut().put_packed(summary);
        }
        let awaited = desk.store.awaited().await?;
        self.coming.set(awaited.map(|awaited| awaited.progress()));
        self.reload(ids).await
    }

    /// Learns anew how far photos and scans are.
    pub(crate) async fn learn_papers(&self) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let presence = desk.store.presence().await?;
        self.rows.borrow_mut().learn(presence);
        self.show_rows();
        Ok(())
    }

    /// Counts what needs a person.
    pub(crate) async fn count_attention(&self) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let items = desk.store.attention().await?;
        let unseen = items.iter().filter(|item| !item.seen).count();
        self.attention
            .set(u32::try_from(unseen).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Counts what waits that is no dossier's.
    pub(crate) async fn count_unit_facts(&self) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let waiting = desk.store.unit_facts_waiting().await?;
        self.rows.borrow_mut().wait_for_unit(waiting);
        Ok(())
    }

    /// Shows the lists anew.
    pub(crate) fn show_rows(&self) {
        self.counter.dossiers.set(Some(self.rows.borrow().listed()));
        self.show_sync();
    }

    /// The same while much comes in pieces: at once, then every [`SHOWN_EVERY_MS`]. Each
    /// time takes as long as the lists are.
    pub(crate) fn show_arriving(self: &Rc<Self>) {
        if self.arriving.get().is_some() {
            self.arriving.set(Some(Shown::Stale));
            return;
        }
        self.show_rows();
        self.arriving.set(Some(Shown::Fresh));
        let engine = Rc::clone(self);
        Timeout::new(SHOWN_EVERY_MS, move || {
            if engine.arriving.take() == Some(Shown::Stale) {
                engine.show_arriving();
            }
        })
        .forget();
    }

    /// Shows the state of synchronisation anew.
    pub(crate) fn show_sync(&self) {
        let (waiting_events, waiting_dossiers) = self.rows.borrow().waiting();
        let Progress {
            after,
            head,
            contact,
            clock,
            ..
        } = self.progress.get();
        let lacks_ms = clock.lacks(browser::now());
        let far_off = lacks_ms.abs() > CLOCK_AHEAD_MAX_MS;
        let view = SyncView {
            link: self.link.get(),
            waiting_events,
            waiting_dossiers,
            attention: self.attention.get(),
            conflicts: self.rows.borrow().in_conflict(),
            cases: self.rows.borrow().case_count(),
            clock_lacks_ms: far_off.then_some(lacks_ms),
            last_contact: contact,
            receiving: self
                .coming
                .get()
                .or((head > after).then_some((after, head))),
            sending: self.sending.get(),
            backlog: self.backlog.get(),
            paused: self.paused.get(),
            room: self.room(),
            damaged: self.damaged.get(),
        };
        self.counter.sync.set(view);
        self.tick();
    }

    /// Moves the pages' clock.
    pub(crate) fn tick(&self) -> Instant {
        let now = self.progress.get().clock.right(browser::now());
        self.counter.now.update(|shown| *shown = now);
        now
    }

    /// Facts that are no dossier's were recorded in this tab.
    pub(crate) async fn recorded_facts(self: &Rc<Self>) {
        self.wrote(None);
        if let Err(error) = self.count_unit_facts().await {
            browser::log("store", &error);
        }
        self.show_sync();
        self.channel.tell(&Hint::Recorded(vec![]));
        exchange::feed(self, Input::Recorded);
    }

    /// Something was recorded in this tab.
    pub(crate) fn recorded(self: &Rc<Self>, dossier: DossierId) {
        self.channel.tell(&Hint::Recorded(vec![dossier]));
        exchange::feed(self, Input::Recorded);
    }

    /// The outbox for the sync page.
    pub(crate) async fn outbox_rows(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let Ok(desk) = self.desk() else {
            return Ok(vec![]);
        };
        let entries = desk.store.outbox().await?;
        let rows = self.rows.borrow();
        Ok(entries
            .into_iter()
            .map(|entry| outbox_row(&entry.sealed, entry.ruling, false, &rows))
            .collect())
    }

    /// Attention for the sync page.
    pub(crate) async fn attention_rows(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let Ok(desk) = self.desk() else {
            return Ok(vec![]);
        };
        let items = desk.store.attention().await?;
        let rows = self.rows.borrow();
        Ok(items
            .into_iter()
            .map(|item| outbox_row(&item.sealed, Some(item.ruling), item.seen, &rows))
            .collect())
    }
}
