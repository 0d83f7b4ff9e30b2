//! What a device shows: the confirmed state with its own pending events on top
//! (SPEC §B).

use crate::envelope::Sealed;
use domain::dossier::{Dossier, Refusal};
use domain::fact::Fact;

/// Folds one envelope into a dossier.
///
/// # Errors
/// [`Refusal`] when it does not follow from the state, or speaks of no dossier.
pub fn apply(state: Option<&Dossier>, sealed: &Sealed) -> Result<Dossier, Refusal> {
    let envelope = &sealed.envelope;
    match &envelope.fact {
        Fact::Dossier(dossier, event) => Dossier::apply(state, *dossier, event, envelope.origin()),
        Fact::Unit(_) => Err(Refusal::UnknownDossier),
    }
}

/// A dossier as the screen shows it, and the pending events that no longer fit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct View {
    /// Confirmed state with pending events on top; `None` before reception.
    pub dossier: Option<Dossier>,
    /// Pending events that the news made impossible. They stay in the outbox:
    /// the server rules on them, and a person reads why (B3).
    pub unfit: usize,
}

/// Re-applies pending events, oldest first, on a confirmed state.
pub fn rebase<'a>(
    confirmed: Option<&Dossier>,
    pending: impl IntoIterator<Item = &'a Sealed>,
) -> View {
    let start = View {
        dossier: confirmed.cloned(),
        unfit: 0,
    };
    pending.into_iter().fold(start, |view, sealed| {
        match apply(view.dossier.as_ref(), sealed) {
            Ok(dossier) => View {
                dossier: Some(dossier),
                ..view
            },
            Err(_) => View {
                unfit: view.unfit + 1,
                ..view
            },
        }
    })
}
