//! First sync, and dossiers whose details were put away (SPEC §P).

use crate::books;
use crate::browser::{self, log, note};
use crate::channel::Hint;
use crate::engine::{Desk, Engine};
use crate::session::{self, Pass};
use crate::transport::{self, TransportError};
use crate::word::{Failure, signed, unreadable};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::Instant;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use store::Arrived;
use sync::baseline::{BASELINE_CONTEXT, Baseline, Chunk};
use sync::history::{HISTORY_CONTEXT, History};
use sync::ledger::{LEDGER_CONTEXT, Whole};
use sync::limits::KEPT_WHOLE_MS;
use wasm_bindgen_futures::spawn_local;

/// Chunks on their way at a time: while one is taken in, others arrive.
const AT_A_TIME: usize = 3;

/// Begins with the server's baseline, when this device has nothing yet and the
/// server has one; without one the stream is read from its beginning.
pub(crate) async fn begin(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Result<(), Failure> {
    if desk.store.progress().await?.after > 0 {
        return Ok(());
    }
    match begin_after(engine, desk, 0).await {
        // There is none; or the session is over, and the device's key still opens the
        // exchange; or a server of another build. The stream is understood for ever,
        // and nothing that waits to be sent waits for a baseline.
        Err(
            error @ (Failure::Transport(TransportError::Refused { .. }) | Failure::Baseline(_)),
        ) => {
            note("baseline", &error);
            Ok(())
        }
        other => other,
    }
}

async fn begin_after(engine: &Rc<Engine>, desk: &Rc<Desk>, after: u64) -> Result<(), Failure> {
    let message = session::with(engine, desk, transport::baseline).await?;
    let baseline = Baseline::from_bytes(&signed(desk, BASELINE_CONTEXT, &message).await?)?;
    if baseline.unit != desk.identity.unit {
        return Err(Failure::Forged);
    }
    let progress = desk.store.begin(baseline, after, browser::now()).await?;
    engine.progress.set(progress);
    engine.coming.set(
        desk.store
            .awaited()
            .await?
            .map(|awaited| awaited.progress()),
    );
    fetch(engine);
    fetch_ledger(engine);
    Ok(())
}

/// Fetches the whole ledger when it is still to come (SPEC U3); when it does not come,
/// the next exchange that succeeds begins again.
pub(crate) fn fetch_ledger(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    if !engine.progress.get().ledger_awaited {
        return;
    }
    let engine = Rc::clone(engine);
    spawn_local(async move {
        let done = async {
            let message = session::with(&engine, &desk, transport::ledger).await?;
            let payload = signed(&desk, LEDGER_CONTEXT, &message).await?;
            let whole = Whole::from_bytes(&payload).map_err(unreadable)?;
            if whole.unit != desk.identity.unit {
                return Err(Failure::Forged);
            }
            desk.store.take_ledger(&whole).await?;
            engine.progress.set(desk.store.progress().await?);
            engine.untended.set(true);
            engine.show_sync();
            books::tend(&engine).await;
            Ok::<_, Failure>(())
        };
        if let Err(error) = done.await {
            log("ledger", &error);
            no_room(&engine, &error);
        }
    });
}

/// Fetches the chunks that are still to come, beside everything else; at most once
/// at a time, and none while the device has no room for it.
pub(crate) fn fetch(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    if engine.coming.get().is_none() || engine.chunks.get() > 0 || engine.full.get() {
        return;
    }
    let engine = Rc::clone(engine);
    engine.chunks.set(AT_A_TIME);
    spawn_local(async move {
        let awaited = desk.store.awaited().await.unwrap_or_else(|error| {
            log("baseline", &error);
            None
        });
        let chunks = awaited.iter().flat_map(store::Awaited::next).cloned();
        let queue: Rc<RefCell<VecDeque<Chunk>>> = Rc::new(RefCell::new(chunks.collect()));
        for _ in 0..AT_A_TIME {
            let (engine, desk, queue) = (Rc::clone(&engine), Rc::clone(&desk), Rc::clone(&queue));
            spawn_local(async move {
                work(&engine, &desk, &queue).await;
                engine.chunks.set(engine.chunks.get() - 1);
                if engine.chunks.get() > 0 {
                    return;
                }
                if engine.coming.get().is_none() {
                    fetch_wanted(&engine);
                } else if engine.pass.get() == Pass::Over && session::renew(&engine, &desk).await {
                    fetch(&engine);
                }
            });
        }
    });
}

/// Takes chunk after chunk until there is none, or one does not come: the next
/// exchange that succeeds begins again with what is missing.
async fn work(engine: &Rc<Engine>, desk: &Rc<Desk>, queue: &RefCell<VecDeque<Chunk>>) {
    loop {
        let next = queue.borrow_mut().pop_front();
        let Some(chunk) = next else { return };
        if !engine.desk().is_ok_and(|now| Rc::ptr_eq(&now, desk)) {
            return;
        }
        if let Err(error) = take(engine, desk, &chunk).await {
            queue.borrow_mut().clear();
            let again = error.is_gone();
            if error.wants_session() {
                // The last worker that stops asks for another, once for all.
                engine.pass.set(engine.pass.get().lost());
                note("baseline", &error);
            } else {
                log("baseline", &error);
            }
            no_room(engine, &error);
            if again && let Err(error) = begin_again(engine, desk).await {
                log("baseline", &error);
            }
            return;
        }
    }
}

/// Tells when what came could not be kept.
fn no_room(engine: &Engine, error: &Failure) {
    if let Failure::Store(error) = error {
        engine.wrote(Some(error));
        engine.show_sync();
    }
}

async fn take(engine: &Rc<Engine>, desk: &Rc<Desk>, chunk: &Chunk) -> Result<(), Failure> {
    let bytes = transport::baseline_chunk(&chunk.hash.to_string()).await?;
    let kept_since = kept_since(engine);
    let arrived = desk.store.take_chunk(chunk, bytes, kept_since).await?;
    let Arrived {
        summaries,
        dossiers,
        pack,
        awaited,
    } = arrived;
    engine.coming.set(awaited.map(|awaited| awaited.progress()));
    {
        let mut rows = engine.rows.borrow_mut();
        for (dossier, waiting) in &dossiers {
            rows.put(dossier, *waiting);
        }
        for summary in summaries {
            rows.put_packed(summary);
        }
    }
    if engine.coming.get().is_some() {
        engine.show_arriving();
    } else {
        engine.show_rows();
    }
    if let Some(pack) = pack {
        let waited = dossiers.iter().map(|(dossier, _)| dossier.id).collect();
        engine.channel.tell(&Hint::Arrived(pack, waited));
    }
    Ok(())
}

/// The server no longer has what was begun with (P8).
async fn begin_again(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Result<(), Failure> {
    let after = desk.store.progress().await?.after;
    begin_after(engine, desk, after).await?;
    engine.load().await?;
    Ok(())
}

/// Fetches the details of dossiers that have news and are not here.
pub(crate) fn fetch_wanted(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    let engine = Rc::clone(engine);
    spawn_local(async move {
        let done = async {
            for id in desk.store.wanted().await? {
                match details(&engine, id).await {
                    // One that the server cannot give holds up no other.
                    Err(error) if error.is_too_long() => log("history", &error),
                    other => drop(other?),
                }
            }
            Ok::<_, Failure>(())
        };
        if let Err(error) = done.await {
            log("history", &error);
        }
    });
}

/// Fetches one dossier's details from the server; they stay.
pub(crate) async fn details(
    engine: &Rc<Engine>,
    id: DossierId,
) -> Result<Option<Dossier>, Failure> {
    let Ok(desk) = engine.desk() else {
        return Ok(None);
    };
    let message = match session::with(engine, &desk, async || transport::history(id).await).await {
        Err(TransportError::Refused { status: 404, .. }) => return Ok(None),
        other => other?,
    };
    let payload = signed(&desk, HISTORY_CONTEXT, &message).await?;
    let history = History::from_bytes(&payload).map_err(unreadable)?;
    if history.unit != desk.identity.unit || history.dossier != id {
        return Err(Failure::Forged);
    }
    let Some((dossier, waiting)) = desk.store.take_history(&history).await? else {
        return Ok(None);
    };
    engine.rows.borrow_mut().put(&dossier, waiting);
    engine.show_rows();
    engine.channel.tell(&Hint::Applied(vec![id]));
    Ok(Some(dossier))
}

/// When dossiers that were received before this moment and returned are put away.
pub(crate) fn kept_since(engine: &Engine) -> Instant {
    Instant(engine.tick().0.saturating_sub(KEPT_WHOLE_MS))
}
