//! The sync loop: performs what `sync::client::step` decides.

use crate::attachments;
use crate::baseline;
use crate::books;
use crate::browser::{self, log, note};
use crate::channel::Hint;
use crate::engine::Engine;
use crate::hints;
use crate::leader::{self, Standing};
use crate::round::{self, Turn};
use crate::session::{self, Pass};
use crate::storage;
use crate::word::Failure;
use app::counter::{Link, Trouble};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use store::StoreError;
use sync::client::{Client, Effect, Input, step};
use wasm_bindgen_futures::spawn_local;

/// Asks to lead the unit's synchronisation; the answer may come at once or when
/// another tab ends. A lock outlives signing out: a tab asks for each only once.
pub(crate) fn stand_for_leader(engine: &Rc<Engine>, unit: &str) {
    engine.client.set(Client::default());
    engine.begins.set(true);
    let standing = engine.standing.borrow().get(unit).cloned();
    match standing {
        Some(Standing::Leads(_)) => lead(engine, unit),
        Some(Standing::Waits(_)) => {}
        None => {
            let candidate = Rc::clone(engine);
            let wanted = unit.to_owned();
            let claim = leader::stand(unit, move |claim| {
                candidate
                    .standing
                    .borrow_mut()
                    .insert(wanted.clone(), Standing::Leads(claim));
                lead(&candidate, &wanted);
            });
            let mut standing = engine.standing.borrow_mut();
            standing
                .entry(unit.to_owned())
                .or_insert(Standing::Waits(claim));
        }
    }
}

/// The browser is about to freeze this tab: another may lead meanwhile.
pub(crate) fn resign(engine: &Rc<Engine>) {
    for (_, standing) in engine.standing.borrow_mut().drain() {
        standing.resign();
    }
    *engine.hints.borrow_mut() = None;
    engine.client.set(Client::default());
}

/// The tab is awake again, and does not know what the others did.
pub(crate) fn stand_again(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    stand_for_leader(engine, &desk.identity.unit.0);
    let engine = Rc::clone(engine);
    spawn_local(async move {
        if let Err(error) = engine.load().await {
            log("desk", &error);
        }
    });
}

/// Sends nothing from now on, or goes on. What is under way is not broken off: it
/// would only have to be sent again.
pub(crate) fn pause(engine: &Rc<Engine>, paused: bool) {
    engine.paused.set(paused);
    if paused {
        engine.backlog.set(None);
    }
    engine.show_sync();
    if !paused {
        feed(engine, Input::Awoke);
    }
}

/// Starts synchronising, if the unit is still the one at the desk.
fn lead(engine: &Rc<Engine>, unit: &str) {
    if engine.desk().is_ok_and(|desk| desk.identity.unit.0 == unit) {
        hints::listen(engine);
        feed(engine, Input::Led);
    }
}

/// Gives the machine an input and performs what it asks for.
pub(crate) fn feed(engine: &Rc<Engine>, input: Input) {
    let (client, effect) = step(engine.client.get(), input);
    engine.client.set(client);
    match effect {
        Some(Effect::Exchange) => {
            *engine.timer.borrow_mut() = None;
            let engine = Rc::clone(engine);
            spawn_local(async move { run(&engine).await });
        }
        Some(Effect::WakeAfter { ms }) => {
            let woken = Rc::clone(engine);
            let timer = Timeout::new(ms, move || {
                hints::listen_again(&woken);
                feed(&woken, Input::TimerFired);
            });
            *engine.timer.borrow_mut() = Some(timer);
        }
        None => {}
    }
}

async fn run(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else {
        feed(
            engine,
            Input::Failed {
                jitter: browser::chance(),
            },
        );
        return;
    };
    // A line that was dead stays dead on the screen until something has come over it.
    let to_send = !engine.paused.get() && engine.rows.borrow().waiting().0 > 0;
    if engine.link.get() == Link::InTouch && to_send {
        show_link(engine, Link::Exchanging);
    }
    match round::trip(engine, &desk).await {
        Ok(Turn { more, outdated }) => {
            if !more && engine.pass.get() == Pass::Over && session::renew(engine, &desk).await {
                hints::listen_again(engine);
            }
            let in_touch = if engine.pass.get() == Pass::Refused {
                Link::Refused(Trouble::SignInAgain)
            } else if outdated {
                Link::Refused(Trouble::UpdateNeeded)
            } else {
                Link::InTouch
            };
            show_link(engine, in_touch);
            baseline::fetch(engine);
            storage::look_if_full(engine);
            if !more {
                books::tend(engine).await;
                attachments::send(engine);
            }
            applied(engine, more);
        }
        // Another tab was faster; its state is ours now.
        Err(Failure::Store(StoreError::Overtaken)) => {
            applied(engine, true);
        }
        Err(Failure::Store(error)) if engine.mend(&error).await => {
            applied(engine, true);
        }
        Err(error) => {
            if error.is_ordinary() {
                note("exchange", &error);
                send_later(engine);
            } else {
                log("exchange", &error);
            }
            if let Failure::Store(error) = &error {
                engine.wrote(Some(error));
            }
            show_link(
                engine,
                error.trouble().map_or(Link::OutOfTouch, Link::Refused),
            );
            feed(
                engine,
                Input::Failed {
                    jitter: browser::chance(),
                },
            );
        }
    }
}

fn applied(engine: &Rc<Engine>, more: bool) {
    let after = engine.progress.get().after;
    feed(engine, Input::Applied { more, after });
}

fn show_link(engine: &Rc<Engine>, link: Link) {
    engine.link.set(link);
    engine.show_sync();
    if link != Link::Exchanging {
        engine.channel.tell(&Hint::Link(link == Link::InTouch));
        // For a tab that was opened since.
        if engine.paused.get() {
            engine.channel.tell(&Hint::Paused(true));
        }
    }
}

/// Asks for the service worker to be woken when the network is back (Background Sync,
/// where the browser has it): it wakes this tab. Where the browser has a network and
/// only the server is away, it would be woken at once, again and again.
fn send_later(engine: &Engine) {
    if !browser::has_network() && engine.rows.borrow().waiting().0 > 0 {
        browser::tell_window("khongcho:send-later");
    }
}
