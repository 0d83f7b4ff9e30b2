//! One round trip: the outbox up, the news down, the answer into the store.

use crate::baseline;
use crate::browser::{self, log};
use crate::catalogue;
use crate::channel::Hint;
use crate::engine::{Desk, Engine};
use crate::keys;
use crate::session::{self, Pass};
use crate::storage;
use crate::transport::{self, Load};
use crate::word::{Failure, signed, unreadable};
use app::backlog::{Backlog, Part};
use serde_bytes::ByteBuf;
use std::rc::Rc;
use store::{Applied, Asked, Batch, StoreError};
use sync::bundle::{BUNDLE_CONTEXT, Bundle, Carried};
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{ANSWER_CONTEXT, Answer, REQUEST_CONTEXT, Request, messages};
use sync::limits::{PART_BYTES, SENDING_PLAIN_BYTES_MAX};
use sync::ruling::Ruling;
use wasm_bindgen_futures::spawn_local;

/// What a round trip came to.
pub(crate) struct Turn {
    /// There is more to do at once.
    pub(crate) more: bool,
    /// News needs a newer build; what waits here is sent all the same (B6).
    pub(crate) outdated: bool,
}

/// Shows how far a long push is, here and in the other tabs.
fn show_backlog(engine: &Engine, backlog: Option<Backlog>) {
    if engine.backlog.replace(backlog) != backlog {
        engine.channel.tell(&Hint::Backlog(backlog));
        engine.show_sync();
    }
}

/// One round trip.
pub(crate) async fn trip(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Result<Turn, Failure> {
    if engine.begins.get() {
        baseline::begin(engine, desk).await?;
    }
    let mut ready = Ready::to_send(engine, desk, engine.pace.get().bytes).await?;
    if !ready.load.fits() {
        // It does not pack as texts do, or the browser cannot.
        ready = Ready::to_send(engine, desk, SENDING_PLAIN_BYTES_MAX).await?;
    }
    let Ready {
        batch,
        size,
        request,
        load,
    } = ready;
    let part = Part {
        events: batch.envelopes.len(),
        bytes: size,
        left: batch.left,
    };
    show_backlog(
        engine,
        Backlog::leaving(engine.backlog.get(), part, |bytes| time_for(engine, bytes)),
    );
    // Until its answer has been written down, it counts as failed.
    let pace = engine.pace.get();
    engine.pace.set(pace.failed(size));
    let start = browser::now();
    let reply = transport::exchange(load, size > PART_BYTES).await?;
    let took = u32::try_from(browser::now().0 - start.0).unwrap_or(1);
    let answer = read_answer(desk, &reply, request).await?;
    if batch.refetch {
        // The server is there to give everything again.
        engine.progress.set(desk.store.start_over().await?);
        engine.begins.set(true);
        engine.load().await?;
        return Ok(Turn {
            more: true,
            outdated: false,
        });
    }
    let fresh = batch.progress.after == 0 && engine.pass.get() == Pass::Over;
    if fresh && session::renew_at(engine, desk, answer.now).await {
        // Without the session this device would read the whole stream. Where it now
        // begins with a baseline, the answer is for another cursor (B5).
        baseline::begin(engine, desk).await?;
    }
    let turn = take_in(engine, desk, answer, &batch).await?;
    engine.pace.set(pace.carried(size, took));
    let backlog = Backlog::arrived(engine.backlog.get(), part, |bytes| time_for(engine, bytes));
    show_backlog(engine, backlog.filter(|_| !engine.paused.get()));
    Ok(turn)
}

/// What goes up next, ready for the line.
struct Ready {
    batch: Batch,
    /// Bytes of its envelopes.
    size: usize,
    /// What the answer has to be about.
    request: Hash,
    load: Load,
}

impl Ready {
    /// About `bytes` of what waits; nothing of it while the officer has paused sending.
    async fn to_send(engine: &Engine, desk: &Desk, bytes: usize) -> Result<Self, Failure> {
        let batch = desk.store.batch(bytes).await?;
        let batch = if engine.paused.get() {
            batch.sending_nothing()
        } else {
            batch
        };
        let body = body(engine, desk, &batch).await?;
        Ok(Self {
            size: batch
                .envelopes
                .iter()
                .map(|sealed| sealed.bytes.len())
                .sum(),
            batch,
            request: Hash::of(&body),
            load: Load::of(&body).await,
        })
    }
}

/// What goes up: a request, and what of the outbox it does not carry in bundles after
/// it (C8).
async fn body(engine: &Engine, desk: &Desk, batch: &Batch) -> Result<Vec<u8>, Failure> {
    let mut messages = messages(&batch.envelopes);
    let request = Request {
        unit: desk.identity.unit.clone(),
        device: engine.device_id,
        clock: browser::now(),
        after: batch.progress.after,
        seen: batch.progress.seen,
        holds: batch.holds,
        envelopes: bytes(messages.next().unwrap_or_default()),
        carried: batch.carried.clone(),
    };
    let payload = request.to_bytes().map_err(unreadable)?;
    let mut body = signed_message(engine, REQUEST_CONTEXT, payload).await?;
    for envelopes in messages {
        let bundle = Bundle {
            unit: desk.identity.unit.clone(),
            device: engine.device_id,
            envelopes: bytes(envelopes),
        };
        let payload = bundle.to_bytes().map_err(unreadable)?;
        body.extend(signed_message(engine, BUNDLE_CONTEXT, payload).await?);
    }
    Ok(body)
}

/// A message with this device's signature.
async fn signed_message(
    engine: &Engine,
    context: &str,
    payload: Vec<u8>,
) -> Result<Vec<u8>, Failure> {
    let message = keys::sign(&engine.keys, context, payload).await?;
    message.to_bytes().map_err(unreadable)
}

fn bytes(envelopes: &[Sealed]) -> Vec<ByteBuf> {
    let bytes = |sealed: &Sealed| ByteBuf::from(sealed.bytes.as_slice());
    envelopes.iter().map(bytes).collect()
}

/// How long so many bytes take, as far as the line is known.
fn time_for(engine: &Engine, bytes: u64) -> Option<u64> {
    engine.pace.get().ms_for(bytes)
}

/// Writes an answer down and shows it.
async fn take_in(
    engine: &Rc<Engine>,
    desk: &Rc<Desk>,
    answer: Answer,
    batch: &Batch,
) -> Result<Turn, Failure> {
    let asked = Asked {
        sent: &batch.envelopes,
        holds: batch.holds,
        carried: batch.carried.as_ref(),
    };
    let catalogue = answer.catalogue;
    let settles = |ruling: &Ruling| ruling.is_received() || ruling.needs_attention();
    // Whoever only asked what has come (C8) now sends the rest.
    let goes_on = asked.sent.is_empty() || answer.rulings.iter().any(settles);
    if let (Some(bundle), Some(refused)) = (asked.carried, answer.carried)
        && refused != Carried::Taken
    {
        // Whoever gave it still has it all.
        log("carried", &format!("{refused:?}"));
        desk.store.stop_carrying(bundle).await?;
    }
    let mut applied = desk.store.apply(answer, asked, browser::now()).await?;
    let stopped = applied.stopped.take();
    let more = (applied.progress.head > applied.progress.after && stopped.is_none())
        || (batch.left > 0 && goes_on)
        || asked.carried.is_some();
    show(engine, applied, asked.sent, more).await?;
    if !more && let Err(error) = tidy(engine, desk).await {
        log("tidy", &error);
    }
    if let Some(hash) = catalogue {
        check_catalogue(engine, hash);
    }
    Ok(Turn {
        more,
        outdated: stopped.is_some(),
    })
}

/// Keeps the store small, now that nothing is left to do.
async fn tidy(engine: &Engine, desk: &Desk) -> Result<(), StoreError> {
    desk.store.tidy().await?;
    let Some(today) = engine.tick().day() else {
        return Ok(());
    };
    let kept_since = baseline::kept_since(engine);
    desk.store.put_away(today, kept_since).await
}

/// Believes only what the unit's server signed, and only about this request.
async fn read_answer(desk: &Desk, reply: &[u8], asked: Hash) -> Result<Answer, Failure> {
    let payload = signed(desk, ANSWER_CONTEXT, reply).await?;
    let answer = Answer::from_bytes(&payload).map_err(unreadable)?;
    if answer.request == asked {
        Ok(answer)
    } else {
        Err(Failure::Forged)
    }
}

/// Shows what an answer changed; `more` when another exchange follows at once.
async fn show(
    engine: &Rc<Engine>,
    applied: Applied,
    sent: &[Sealed],
    more: bool,
) -> Result<(), Failure> {
    let Applied {
        dossiers,
        gone,
        parked,
        coming,
        unit_facts,
        progress,
        stopped: _,
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
        for (id, waiting) in &parked {
            rows.wait(*id, *waiting);
            changed.push(*id);
        }
    }
    // At its beginning a tab looks through all rows: not in the middle of a long push.
    let begun = !more && engine.begins.replace(false);
    if begun || !(parked.is_empty() || coming) {
        baseline::fetch_wanted(engine);
    }
    baseline::fetch_ledger(engine);
    if !sent.is_empty() {
        engine.count_attention().await?;
    }
    if unit_facts {
        engine.untended.set(true);
        engine.count_unit_facts().await?;
    }
    if changed.is_empty() {
        engine.show_sync();
        if unit_facts {
            engine.channel.tell(&Hint::Applied(vec![]));
        }
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
