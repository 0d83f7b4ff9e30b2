//! Cash books in the ledger: a value for each officer's day.

use super::{FoldError, Ledger, Missing, Rows, put};
use crate::codec::{CodecError, from_cbor};
use crate::ruling::RefusalReason;
use domain::cash::{self, CashBook, CashFact, CashKey};
use domain::instant::Day;
use domain::officer::Origin;

/// Under which all books of a day lie.
fn prefix(day: Day) -> String {
    format!("cash/{}/", day.iso())
}

fn book(key: CashKey) -> String {
    format!("{}{}", prefix(key.day), key.officer.0.simple())
}

/// What has to be loaded to read the books of a day.
pub fn cash_day(day: Day) -> Missing {
    Missing {
        prefixes: [prefix(day)].into(),
        ..Missing::default()
    }
}

/// The books of a day that are loaded.
///
/// # Errors
/// [`CodecError`] when a value cannot be read.
pub fn cash_books(ledger: &Ledger, day: Day) -> Result<Vec<CashBook>, CodecError> {
    let prefix = prefix(day);
    ledger
        .under(&prefix)
        .map(|(_, bytes)| from_cbor(bytes))
        .collect()
}

/// What a fact of a cash book is judged by.
pub(super) fn wanted(fact: &CashFact) -> Missing {
    Missing {
        keys: [book(fact.key())].into(),
        ..Missing::default()
    }
}

/// Folds a fact into its book.
pub(super) fn fold(ledger: &Ledger, fact: &CashFact, origin: Origin) -> Result<Rows, FoldError> {
    let mut state: Option<CashBook> = ledger.get(&book(fact.key()))?;
    CashBook::fold(&mut state, fact, origin).map_err(refused)?;
    let mut rows = Rows::new();
    put(ledger, &mut rows, book(fact.key()), state.as_ref())?;
    Ok(rows)
}

/// Whether the officer may write it now, as this device knows the book.
pub(super) fn decide(ledger: &Ledger, fact: &CashFact, origin: Origin) -> Result<(), FoldError> {
    let state: Option<CashBook> = ledger.get(&book(fact.key()))?;
    cash::decide(state.as_ref(), fact, origin).map_err(refused)?;
    Ok(())
}

fn refused(refusal: cash::Refusal) -> FoldError {
    FoldError::Refused(RefusalReason::Cash(refusal))
}
