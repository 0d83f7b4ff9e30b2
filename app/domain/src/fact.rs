//! What an envelope can say: something of a dossier, or a *unit fact*, which speaks of
//! none. Another kind of unit fact is another variant of [`UnitFact`]; facts are kept for
//! ever.

use crate::cash::CashFact;
use crate::dossier::{self, Received};
use crate::id::DossierId;
use crate::register::{self, BookFact};
use crate::visit::VisitFact;
use serde::{Deserialize, Serialize};

/// One immutable fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Of a dossier.
    Dossier(DossierId, dossier::Event),
    /// Of the unit, and of no dossier.
    Unit(UnitFact),
}

/// A fact that speaks of no dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitFact {
    /// Of a book.
    Book(BookFact),
    /// Of a cash book.
    Cash(CashFact),
    /// Of a home visit.
    Visit(VisitFact),
}

impl Fact {
    /// The dossier that it speaks of.
    pub fn dossier(&self) -> Option<DossierId> {
        match self {
            Self::Dossier(dossier, _) => Some(*dossier),
            Self::Unit(_) => None,
        }
    }

    /// The dossier's event, if it is one.
    pub fn event(&self) -> Option<&dossier::Event> {
        match self {
            Self::Dossier(_, event) => Some(event),
            Self::Unit(_) => None,
        }
    }

    /// The facts of a reception, when it opens a dossier.
    pub fn opening(&self) -> Option<&Received> {
        self.event().and_then(dossier::Event::opening)
    }

    /// Its kind, by the name that it has on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Dossier(_, event) => event.kind(),
            Self::Unit(UnitFact::Book(fact)) => fact.event.kind(),
            Self::Unit(UnitFact::Cash(fact)) => fact.event.kind(),
            Self::Unit(UnitFact::Visit(fact)) => fact.event.kind(),
        }
    }
}

impl From<BookFact> for UnitFact {
    fn from(fact: BookFact) -> Self {
        Self::Book(fact)
    }
}

impl BookFact {
    /// What happened to a book of the unit whose stream says it.
    pub fn new(book: &register::BookKey, event: register::Event) -> Self {
        Self {
            kind: book.kind.clone(),
            year: book.year,
            event,
        }
    }
}
