//! Facts that are no dossier's, as they are written down.

use crate::browser;
use crate::engine::{Desk, Engine};
use crate::host::host_error;
use app::counter::{HostError, LocalFuture};
use domain::fact::UnitFact;
use std::rc::Rc;
use store::Recording;

/// What recording a fact needs from outside.
pub(crate) fn recording(desk: &Desk) -> Recording<'_> {
    Recording {
        identity: &desk.identity,
        now: browser::now(),
        draft: None,
        ids: &browser::fresh_id,
        entering: None,
    }
}

/// Writes a fact down; it is sent like any other.
pub(crate) fn write(engine: &Rc<Engine>, fact: UnitFact) -> LocalFuture<Result<(), HostError>> {
    let engine = Rc::clone(engine);
    Box::pin(async move {
        let desk = engine.desk()?;
        engine.tick();
        let written = desk.store.record_fact(fact, &recording(&desk)).await;
        written.map_err(host_error)?;
        engine.recorded_facts().await;
        Ok(())
    })
}
