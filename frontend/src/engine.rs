//! What this tab knows and holds.

use crate::channel::{Channel, Hint};
use crate::hints::Hints;
use crate::leader::Standing;
use crate::rows::{Rows, outbox_row};
use crate::{browser, exchange};
use app::counter::{Counter, HostError, Link, OutboxRow, Session, SyncView};
use domain::id::{DeviceId, DossierId};
use domain::instant::Instant;
use leptos::prelude::{Set, Update};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use store::{Device, Identity, Progress, StoreError, UnitStore};
use sync::client::{Client, Input};
use wasm_bindgen::JsValue;

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
    pub(crate) timer: RefCell<Option<gloo_timers::callback::Timeout>>,
    pub(crate) rows: RefCell<Rows>,
    pub(crate) attention: Cell<u32>,
    pub(crate) link: Cell<Link>,
    pub(crate) progress: Cell<Progress>,
    pub(crate) hints: RefCell<Option<Hints>>,
    /// Hash of the catalogue last heard of.
    pub(crate) catalogue: RefCell<Option<String>>,
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
        let store = UnitStore::open(identity.unit.clone()).await?;
        let session = Session::SignedIn {
            officer: identity.officer.clone(),
            unit_name: identity.unit_name.clone(),
            unit: identity.unit.0.clone(),
        };
        let unit = identity.unit.0.clone();
        *self.desk.borrow_mut() = Some(Rc::new(Desk { identity, store }));
        self.load().await?;
        self.counter.session.set(session);
        if !same_unit {
            exchange::stand_for_leader(self, &unit);
        }
        Ok(())
    }

    fn close_desk(&self) {
        *self.desk.borrow_mut() = None;
        *self.rows.borrow_mut() = Rows::default();
        *self.hints.borrow_mut() = None;
        self.counter.dossiers.set(None);
        self.counter.session.set(Session::SignedOut);
    }

    /// Reads everything that lists show from the store.
    async fn load(&self) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let (dossiers, damaged) = desk.store.dossiers().await?;
        if damaged > 0 {
            browser::log("store", &format!("{damaged} dossiers cannot be read"));
        }
        let mut rows = Rows::default();
        for (dossier, waiting) in &dossiers {
            rows.put(dossier, *waiting);
        }
        *self.rows.borrow_mut() = rows;
        self.progress.set(desk.store.progress().await?);
        self.count_attention().await?;
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
                Some((dossier, waiting)) => rows.put(&dossier, waiting),
                None => rows.remove(*id),
            }
        }
        self.progress.set(desk.store.progress().await?);
        self.count_attention().await?;
        self.show_rows();
        Ok(())
    }

    /// Counts what needs a person.
    pub(crate) async fn count_attention(&self) -> Result<(), StoreError> {
        let Ok(desk) = self.desk() else { return Ok(()) };
        let items = desk.store.attention().await?;
        self.attention
            .set(u32::try_from(items.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Shows the lists anew.
    pub(crate) fn show_rows(&self) {
        self.counter.dossiers.set(Some(self.rows.borrow().listed()));
        self.show_sync();
    }

    /// Shows the state of synchronisation anew.
    pub(crate) fn show_sync(&self) {
        let (waiting_events, waiting_dossiers) = self.rows.borrow().waiting();
        let Progress {
            after,
            head,
            contact,
            ..
        } = self.progress.get();
        let view = SyncView {
            link: self.link.get(),
            waiting_events,
            waiting_dossiers,
            attention: self.attention.get(),
            last_contact: contact,
            receiving: (head > after).then_some((after, head)),
        };
        self.counter.sync.set(view);
        self.tick();
    }

    /// Moves the pages' clock.
    pub(crate) fn tick(&self) -> Instant {
        let now = browser::now();
        self.counter.now.update(|shown| *shown = now);
        now
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
            .map(|entry| outbox_row(&entry.sealed, entry.ruling, &rows))
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
            .map(|item| outbox_row(&item.sealed, Some(item.ruling), &rows))
            .collect())
    }
}
