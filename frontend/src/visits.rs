//! Home visits, as the pages ask for them.

use crate::browser;
use crate::engine::Engine;
use crate::facts;
use app::counter::{HostError, LocalFuture};
use domain::fact::UnitFact;
use domain::id::VisitId;
use domain::visit::{Event, Visit, VisitFact};
use std::rc::Rc;
use sync::ledger::{visits, visits_wanted};

/// Those still to be made, with this device's own facts that wait on top.
pub(crate) fn list(engine: &Rc<Engine>) -> LocalFuture<Result<Vec<Visit>, HostError>> {
    let engine = Rc::clone(engine);
    Box::pin(async move {
        let desk = engine.desk()?;
        let ledger = desk.store.ledger(visits_wanted()).await;
        let ledger = ledger.map_err(|error| engine.failed(error))?;
        visits(&ledger).map_err(|error| HostError::Store(error.to_string()))
    })
}

/// Writes a fact down; it is sent like any other.
pub(crate) fn write(
    engine: &Rc<Engine>,
    visit: Option<VisitId>,
    event: Event,
) -> LocalFuture<Result<(), HostError>> {
    let visit = visit.unwrap_or_else(|| VisitId(browser::fresh_id()));
    facts::write(engine, UnitFact::Visit(VisitFact { visit, event }))
}
