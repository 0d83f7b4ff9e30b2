//! The sync loop: performs what `sync::client::step` decides.

use crate::attachments;
use crate::browser::{self, log, note};
use crate::catalogue;
use crate::channel::Hint;
use crate::engine::{Desk, Engine};
use crate::hints;
use crate::keys::{self, KeyError};
use crate::leader::{self, Standing};
use crate::storage;
use crate::transport::{self, TransportError};
use app::backlog::{Backlog, Part};
use app::counter::{Link, Trouble};
use gloo_timers::callback::Timeout;
use serde_bytes::ByteBuf;
use std::rc::Rc;
use store::{Applied, Asked, Batch, StoreError};
use sync::bundle::Carried;
use sync::chain::Hash;
use sync::client::{Client, Effect, Input, step};
use sync::exchange::{ANSWER_CONTEXT, Answer, REQUEST_CONTEXT, Request};
use sync::sign1::Sign1;
use thiserror::Error;
use wasm_bindgen_futures::spawn_local;

/// Why an exchange came to nothing. Everything is still in the store.
#[derive(Debug, Error)]
enum ExchangeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the answer cannot be read: {0}")]
    Garbled(String),
    #[error("the answer is not this server's, or not to this question")]
    Forged,
}

impl ExchangeError {
    /// What time alone will not mend.
    fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Store(StoreError::News(news)) => Some(if news.needs_update() {
                Trouble::UpdateNeeded
            } else {
                Trouble::OtherHistory
            }),
            Self::Transport(TransportError::Refused { status, kind, .. }) => match *status {
                401 => Some(Trouble::SignInAgain),
                409 => Some(Trouble::OtherHistory),
                422 if kind == "unknown-version" => Some(Trouble::UpdateNeeded),
                400 | 413 | 415 | 422 => Some(Trouble::Refused),
                _ => None,
            },
            Self::Forged => Some(Trouble::OtherServer),
            Self::Store(StoreError::Full) => Some(Trouble::StorageFull),
            Self::Store(_) | Self::Transport(_) | Self::Key(_) | Self::Garbled(_) => None,
        }
    }

    /// A missing network is the ordinary case, and no error to whoever reads the log.
    fn is_ordinary(&self) -> bool {
        matches!(self, Self::Transport(TransportError::Unreachable(_)))
    }
}

/// Asks to lead the unit's synchronisation; the answer may come at once or when
/// another tab ends. A lock outlives signing out: a tab asks for each only once.
pub(crate) fn stand_for_leader(engine: &Rc<Engine>, unit: &str) {
    engine.client.set(Client::default());
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
    match exchange(engine, &desk).await {
        Ok(more) => {
            show_link(engine, Link::InTouch);
            if !more {
                attachments::send(engine);
            }
            feed(engine, Input::Applied { more });
        }
        // Another tab was faster; its state is ours now.
        Err(ExchangeError::Store(StoreError::Overtaken)) => {
            feed(engine, Input::Applied { more: true });
        }
        Err(ExchangeError::Store(error)) if engine.mend(&error).await => {
            feed(engine, Input::Applied { more: true });
        }
        Err(error) => {
            engine.pace.set(engine.pace.get().failed());
            if error.is_ordinary() {
                note("exchange", &error);
                send_later(engine);
            } else {
                log("exchange", &error);
            }
            if let ExchangeError::Store(error) = &error {
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
/// where the browser has it): it wakes this tab.
fn send_later(engine: &Engine) {
    if engine.rows.borrow().waiting().0 > 0 {
        browser::tell_window("khongcho:send-later");
    }
}

/// Shows how far a long push is, here and in the other tabs.
fn show_backlog(engine: &Engine, backlog: Option<Backlog>) {
    if engine.backlog.replace(backlog) != backlog {
        engine.channel.tell(&Hint::Backlog(backlog));
        engine.show_sync();
    }
}

/// One round trip; says whether there is more to do at once.
async fn exchange(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Result<bool, ExchangeError> {
    let batch = desk.store.batch(engine.pace.get().bytes).await?;
    let Batch {
        envelopes: sent,
        left,
        carried,
        progress,
        refetch,
    } = if engine.paused.get() {
        batch.sending_nothing()
    } else {
        batch
    };
    let request = Request {
        unit: desk.identity.unit.clone(),
        device: engine.device_id,
        clock: browser::now(),
        after: progress.after,
        seen: progress.seen,
        envelopes: sent
            .iter()
            .map(|sealed| ByteBuf::from(sealed.bytes.as_slice()))
            .collect(),
        carried: carried.clone(),
    };
    let payload = request.to_bytes().map_err(garbled)?;
    let asked = Hash::of(&payload);
    let signed = keys::sign(&engine.keys, REQUEST_CONTEXT, payload).await?;
    let size = sent.iter().map(|sealed| sealed.bytes.len()).sum();
    let part = Part {
        events: sent.len(),
        bytes: size,
        left,
    };
    let ms_for = |bytes| engine.pace.get().ms_for(bytes);
    show_backlog(engine, Backlog::leaving(engine.backlog.get(), part, ms_for));
    let start = browser::now();
    let reply = transport::exchange(&signed.to_bytes().map_err(garbled)?).await?;
    let took = u32::try_from(browser::now().0 - start.0).unwrap_or(1);
    engine.pace.set(engine.pace.get().carried(size, took));
    let answer = read_answer(desk, &reply, asked).await?;
    if refetch {
        // The server is there to give everything again.
        engine.progress.set(desk.store.start_over().await?);
        engine.load().await?;
        return Ok(true);
    }
    let catalogue = answer.catalogue;
    let settled = answer
        .receipts
        .iter()
        .filter(|receipt| receipt.ruling.is_received() || receipt.ruling.needs_attention());
    let settled = settled.count();

    if let (Some(bundle), Some(refused)) = (&carried, answer.carried)
        && refused != Carried::Taken
    {
        // Whoever gave it still has it all.
        log("carried", &format!("{refused:?}"));
        desk.store.stop_carrying(bundle).await?;
    }
    let asked = Asked {
        sent: &sent,
        carried: carried.as_ref(),
    };
    let applied = desk.store.apply(answer, asked, browser::now()).await?;
    let more = applied.progress.head > applied.progress.after
        || (left > 0 && settled > 0)
        || carried.is_some();
    engine.wrote(None);
    let backlog = Backlog::arrived(engine.backlog.get(), part, ms_for);
    show_backlog(engine, backlog.filter(|_| !engine.paused.get()));
    show(engine, applied, &sent).await?;
    if !more && let Err(error) = desk.store.tidy().await {
        log("tidy", &error);
    }
    if let Some(hash) = catalogue {
        check_catalogue(engine, hash);
    }
    Ok(more)
}

/// Believes only what the unit's server signed, and only about this request.
async fn read_answer(desk: &Desk, reply: &[u8], asked: Hash) -> Result<Answer, ExchangeError> {
    let message = Sign1::from_bytes(reply).map_err(garbled)?;
    if !keys::is_signed_by(&desk.identity.server_key, ANSWER_CONTEXT, &message).await? {
        return Err(ExchangeError::Forged);
    }
    let answer = Answer::from_bytes(&message.payload).map_err(garbled)?;
    if answer.request == asked {
        Ok(answer)
    } else {
        Err(ExchangeError::Forged)
    }
}

async fn show(
    engine: &Rc<Engine>,
    applied: Applied,
    sent: &[sync::envelope::Sealed],
) -> Result<(), ExchangeError> {
    let Applied {
        dossiers,
        gone,
        progress,
    } = applied;
    engine.progress.set(progress);
    let mut changed: Vec<_> = gone.clone();
    {
        let mut rows = engine.rows.borrow_mut();
        for id in gone {
            rows.remove(id);
        }
        for (dossier, waiting) in &dossiers {
            rows.put(dossier, *waiting);
            changed.push(dossier.id);
        }
    }
    if !sent.is_empty() {
        engine.count_attention().await?;
    }
    if changed.is_empty() {
        engine.show_sync();
    } else {
        engine.show_rows();
        engine.channel.tell(&Hint::Applied(changed));
        storage::look(engine);
    }
    Ok(())
}

/// Fetches the catalogue when the server speaks of another one.
fn check_catalogue(engine: &Rc<Engine>, in_force: Hash) {
    let in_force = in_force.to_string();
    if engine.catalogue.borrow().as_deref() == Some(in_force.as_str()) {
        return;
    }
    let engine = Rc::clone(engine);
    spawn_local(async move {
        let at_hand = catalogue::at_hand(&engine).await;
        catalogue::refresh(&engine, at_hand).await;
    });
}

fn garbled(error: impl core::fmt::Display) -> ExchangeError {
    ExchangeError::Garbled(error.to_string())
}
