//! Starting a tab: open the store, show what is there, then look for a network.

use crate::books;
use crate::browser::{self, log};
use crate::catalogue;
use crate::channel::{Channel, Hint};
use crate::engine::Engine;
use crate::host::{BrowserHost, host_error};
use crate::{exchange, keys, seals, transport};
use app::counter::{Counter, HostError, Link, Session};
use app::texts::Language;
use domain::id::DeviceId;
use leptos::prelude::{Effect, Get, Set};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use store::{Device, StoreError};
use sync::client::Input;
use wasm_bindgen_futures::spawn_local;

const LANGUAGE: &str = "khongcho-language";
/// How often the pages' clock moves by itself.
const TICK_MS: u32 = 30_000;

/// Starts everything that is not a page. Returns at once; signals fill later.
pub(crate) fn start(counter: Counter) {
    spawn_local(async move {
        remember_language(counter);
        watch_updates(counter);
        match open(counter).await {
            Ok(engine) => run(&engine).await,
            Err(error) => {
                log("boot", &error);
                counter.obstacle.set(Some(error));
                counter.session.set(Session::SignedOut);
            }
        }
    });
}

async fn open(counter: Counter) -> Result<Rc<Engine>, HostError> {
    watch_blocked(counter);
    let device = Device::open(browser::blocked).await.map_err(host_error)?;
    counter.obstacle.set(None);
    let known = device.keys().await.map_err(host_error)?;
    let (device_id, keys) = if let Some(known) = known {
        known
    } else {
        let keys = keys::generate().await;
        let keys = keys.map_err(|error| HostError::Store(error.to_string()))?;
        let id = DeviceId(browser::fresh_id());
        device.keep_keys(id, keys).await.map_err(host_error)?
    };
    Ok(Rc::new_cyclic(|engine: &Weak<Engine>| {
        let hearing = Weak::clone(engine);
        let channel = Channel::join(move |hint| {
            if let Some(engine) = hearing.upgrade() {
                spawn_local(async move { hear(&engine, hint).await });
            }
        });
        Engine {
            counter,
            device,
            device_id,
            keys,
            channel,
            desk: RefCell::default(),
            standing: RefCell::default(),
            client: Cell::default(),
            pace: Cell::default(),
            timer: RefCell::default(),
            rows: RefCell::default(),
            attention: Cell::default(),
            link: Cell::new(Link::Starting),
            progress: Cell::default(),
            hints: RefCell::default(),
            catalogue: RefCell::default(),
            uploading: Cell::default(),
            sending: Cell::default(),
            fetching: Cell::default(),
            begins: Cell::default(),
            coming: Cell::default(),
            pass: Cell::default(),
            asked: RefCell::default(),
            chunks: Cell::default(),
            paused: Cell::default(),
            backlog: Cell::default(),
            arriving: Cell::default(),
            storage: Cell::default(),
            looking: Cell::default(),
            full: Cell::default(),
            damaged: Cell::default(),
            untended: Cell::new(true),
            tended_on: Cell::default(),
            unsigned: RefCell::default(),
        }
    }))
}

async fn run(engine: &Rc<Engine>) {
    engine.tick();
    engine
        .counter
        .attach(Rc::new(BrowserHost(Rc::clone(engine))));
    let awake = Rc::clone(engine);
    browser::on_window("online", move || exchange::feed(&awake, Input::Awoke));
    let shown = Rc::clone(engine);
    browser::on_shown(move || {
        shown.tick();
        exchange::feed(&shown, Input::Awoke);
    });
    let ticking = Rc::clone(engine);
    gloo_timers::callback::Interval::new(TICK_MS, move || {
        ticking.tick();
    })
    .forget();

    let woken = Rc::clone(engine);
    browser::on_window("khongcho:send", move || {
        exchange::feed(&woken, Input::Awoke);
    });
    let freezing = Rc::clone(engine);
    browser::on_document("freeze", move || exchange::resign(&freezing));
    let thawed = Rc::clone(engine);
    browser::on_document("resume", move || exchange::stand_again(&thawed));

    if let Err(error) = engine.open_desk().await {
        log("desk", &error);
        engine.counter.obstacle.set(Some(host_error(error)));
        engine.counter.session.set(Session::SignedOut);
    }
    let at_hand = catalogue::show(engine).await;
    // Without a network too: leases that came before, and the end of a year.
    books::tend(engine).await;
    engine.catalogue.borrow_mut().clone_from(&at_hand);
    catalogue::refresh(engine, at_hand).await;
    if let Ok(desk) = engine.desk() {
        seals::refresh(engine, &desk).await;
    }
    if let Ok(entrance) = transport::entrance().await {
        engine.counter.demo_hint.set(entrance.demo_hint);
    }
}

/// Another tab said something: read the store again where it says so.
async fn hear(engine: &Rc<Engine>, hint: Hint) {
    let done: Result<(), StoreError> = match hint {
        Hint::Recorded(ids) => {
            let done = engine.reload(&ids).await;
            exchange::feed(engine, Input::Recorded);
            done
        }
        Hint::Applied(ids) => engine.reload(&ids).await,
        Hint::Arrived(pack, ids) => engine.arrived(pack, &ids).await,
        Hint::Papers => engine.learn_papers().await,
        Hint::Session => engine.open_desk().await,
        Hint::Link(in_touch) => {
            engine.link.set(if in_touch {
                Link::InTouch
            } else {
                Link::OutOfTouch
            });
            let done = engine.reload(&[]).await;
            engine.show_sync();
            done
        }
        Hint::Now => {
            exchange::feed(engine, Input::Awoke);
            Ok(())
        }
        Hint::Catalogue => {
            catalogue::show(engine).await;
            Ok(())
        }
        Hint::Paused(paused) => {
            exchange::pause(engine, paused);
            Ok(())
        }
        Hint::Backlog(backlog) => {
            engine.backlog.set(backlog);
            engine.show_sync();
            Ok(())
        }
    };
    if let Err(error) = done {
        log("channel", &error);
    }
}

/// The language chosen last, and every later choice.
fn remember_language(counter: Counter) {
    let storage = browser::local_storage();
    let known = storage
        .as_ref()
        .and_then(|storage| storage.get_item(LANGUAGE).ok().flatten());
    if let Some(language) = known.as_deref().and_then(Language::from_tag) {
        counter.language.set(language);
    }
    Effect::new(move |_| {
        let tag = counter.language.get().tag();
        if let Some(storage) = &storage {
            // A browser that keeps no settings speaks Vietnamese again next time.
            drop(storage.set_item(LANGUAGE, tag));
        }
    });
}

/// A tab of an older build that has to be closed before the store can be opened.
fn watch_blocked(counter: Counter) {
    browser::on_window(browser::BLOCKED, move || {
        counter.obstacle.set(Some(HostError::OlderTabOpen));
    });
}

/// A build that waits for consent, now or later.
fn watch_updates(counter: Counter) {
    let look = move || {
        if browser::page_attribute("data-update").is_some() {
            counter.update_ready.set(true);
        }
    };
    look();
    browser::on_window("khongcho:update-ready", look);
    browser::on_window("khongcho:update-applied-elsewhere", look);
}
