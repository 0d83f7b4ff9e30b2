//! One round trip: the outbox up, the news down, the answer into the store.

use crate::baseline;
use crate::browser::{self, log};
use crate::catalogue;
use crate::channel::Hint;
use crate::engine::{Desk, Engine};
use crate::keys;
use crate::session::{self, Pass};
use crate::storage;
use crate::transport;
use crate::word::{Failure, signed, unreadable};
use app::backlog::{Backlog, Part};
use serde_bytes::ByteBuf;
use std::rc::Rc;
use store::{Applied, Asked, Batch};
use sync::bundle::Carried;
use sync::chain::Hash;
use sync::exchange::{ANSWER_CONTEXT, Answer, REQUEST_CONTEXT, Request};
use wasm_bindgen_futures::spawn_local;

/// Shows how far a long push is, here and in the other tabs.
fn show_backlog(engine: &Engine, backlog: Option<Backlog>) {
    if engine.backlog.replace(backlog) != backlog {
        engine.channel.tell(&Hint::Backlog(backlog));
        engine.show_sync();
    }
}

/// One round trip; says whether there is more to do at once.
pub(crate) async fn trip(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Result<bool, Failure> {
    if engine.begins.get() {
        baseline::begin(engine, desk).await?;
    }
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
    let payload = request.to_bytes().map_err(unreadable)?;
    let asked = Hash::of(&payload);
    let message = keys::sign(&engine.keys, REQUEST_CONTEXT, payload).await?;
    let size = sent.iter().map(|sealed| sealed.bytes.len()).sum();
    let part = Part {
        events: sent.len(),
        bytes: size,
        left,
    };
    show_backlog(
        engine,
        Backlog::leaving(engine.backlog.get(), part, |bytes| time_for(engine, bytes)),
    );
    let start = browser::now();
    let reply = transport::exchange(&message.to_bytes().map_err(unreadable)?).await?;
    let took = u32::try_from(browser::now().0 - start.0).unwrap_or(1);
    engine.pace.set(engine.pace.get().carried(size, took));
    let answer = read_answer(desk, &reply, asked).await?;
    if refetch {
        // The server is there to give everything again.
        engine.progress.set(desk.store.start_over().await?);
        engine.begins.set(true);
        engine.load().await?;
        return Ok(true);
    }
    let fresh = progress.after == 0 && engine.pass.get() == Pass::Over;
    if fresh && session::renew_at(engine, desk, answer.now).await {
        // Without the session this device would read the whole stream. Where it now
        // begins with a baseline, the answer is for another cursor (B5).
        baseline::begin(engine, desk).await?;
    }
    let asked = Asked {
        sent: &sent,
        carried: carried.as_ref(),
    };
    let more = take_in(engine, desk, answer, asked, left).await?;
    let backlog = Backlog::arrived(engine.backlog.get(), part, |bytes| time_for(engine, bytes));
    show_backlog(engine, backlog.filter(|_| !engine.paused.get()));
    Ok(more)
}

/// How long so many bytes take, as far as the line is known.
fn time_for(engine: &Engine, bytes: u64) -> Option<u64> {
    engine.pace.get().ms_for(bytes)
}

/// Writes an answer down and shows it; says whether there is more to do at once.
async fn take_in(
    engine: &Rc<Engine>,
    desk: &Rc<Desk>,
    answer: Answer,
    asked: Asked<'_>,
    left: usize,
) -> Result<bool, Failure> {
    let catalogue = answer.catalogue;
    let settled = answer
        .receipts
        .iter()
        .any(|receipt| receipt.ruling.is_received() || receipt.ruling.needs_attention());
    if let (Some(bundle), Some(refused)) = (asked.carried, answer.carried)
        && refused != Carried::Taken
    {
        // Whoever gave it still has it all.
        log("carried", &format!("{refused:?}"));
        desk.store.stop_carrying(bundle).await?;
    }
    let applied = desk.store.apply(answer, asked, browser::now()).await?;
    let more = applied.progress.head > applied.progress.after
        || (left > 0 && settled)
        || asked.carried.is_some();
    show(engine, applied, asked.sent).await?;
    if !more && let Err(error) = desk.store.tidy().await {
        log("tidy", &error);
    }
    if let Some(hash) = catalogue {
        check_catalogue(engine, hash);
    }
    Ok(more)
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

async fn show(
    engine: &Rc<Engine>,
    applied: Applied,
    sent: &[sync::envelope::Sealed],
) -> Result<(), Failure> {
    let Applied {
        dossiers,
        gone,
        parked,
        coming,
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
        for (id, waiting) in &parked {
            rows.wait(*id, *waiting);
            changed.push(*id);
        }
    }
    if engine.begins.replace(false) || !(parked.is_empty() || coming) {
        baseline::fetch_wanted(engine);
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
