//! Cash books, as the pages ask for them.

use crate::engine::Engine;
use crate::facts;
use app::counter::{HostError, LocalFuture};
use domain::cash::{CashBook, CashFact};
use domain::fact::UnitFact;
use domain::instant::Day;
use std::rc::Rc;
use sync::ledger::{cash_books, cash_day};

/// The books of a day, with this device's own facts that wait on top.
pub(crate) fn books(
    engine: &Rc<Engine>,
    day: Day,
) -> LocalFuture<Result<Vec<CashBook>, HostError>> {
    let engine = Rc::clone(engine);
    Box::pin(async move {
        let desk = engine.desk()?;
        let ledger = desk.store.ledger(cash_day(day)).await;
        let ledger = ledger.map_err(|error| engine.failed(error))?;
        cash_books(&ledger, day).map_err(|error| HostError::Store(error.to_string()))
    })
}

/// Writes a fact down; it is sent like any other.
pub(crate) fn write(engine: &Rc<Engine>, fact: CashFact) -> LocalFuture<Result<(), HostError>> {
    facts::write(engine, UnitFact::Cash(fact))
}
