//! Home visits in the ledger: a value for each that is still to be made.

use super::{FoldError, Ledger, Missing, Rows, put};
use crate::codec::{CodecError, from_cbor};
use crate::ruling::RefusalReason;
use domain::id::VisitId;
use domain::officer::Origin;
use domain::visit::{Visit, VisitFact, check_event};

/// Under which all lie.
pub(super) const PREFIX: &str = "visit/";

fn key(visit: VisitId) -> String {
    format!("{PREFIX}{}", visit.0.simple())
}

/// What has to be loaded to read the list of visits.
pub fn visits_wanted() -> Missing {
    Missing {
        prefixes: [PREFIX.to_owned()].into(),
        ..Missing::default()
    }
}

/// The visits that are still to be made, as far as they are loaded.
///
/// # Errors
/// [`CodecError`] when a value cannot be read.
pub fn visits(ledger: &Ledger) -> Result<Vec<Visit>, CodecError> {
    let values = ledger.under(PREFIX);
    values.map(|(_, bytes)| from_cbor(bytes)).collect()
}

/// What a fact of a visit is judged by.
pub(super) fn wanted(fact: &VisitFact) -> Missing {
    Missing {
        keys: [key(fact.visit)].into(),
        ..Missing::default()
    }
}

/// Folds a fact into its visit.
pub(super) fn fold(ledger: &Ledger, fact: &VisitFact, origin: Origin) -> Result<Rows, FoldError> {
    let key = key(fact.visit);
    let mut state: Option<Visit> = ledger.get(&key)?;
    Visit::fold(&mut state, fact, origin);
    let mut rows = Rows::new();
    put(ledger, &mut rows, key, state.as_ref())?;
    Ok(rows)
}

/// Whether the officer may write it now.
pub(super) fn decide(fact: &VisitFact) -> Result<(), FoldError> {
    check_event(&fact.event).map_err(|refusal| FoldError::Refused(RefusalReason::Visit(refusal)))
}
