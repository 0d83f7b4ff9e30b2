//! Dossiers that may be about the same people, as pages see them.

use domain::civil::Likeness;
use domain::dossier::{LocalCode, Stage};
use domain::id::DossierId;
use domain::instant::Instant;

/// An earlier dossier about people who may be those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub id: DossierId,
    /// By what.
    pub by: Likeness,
    /// Its code.
    pub code: LocalCode,
    /// The people it is about.
    pub people: String,
    /// The procedure.
    pub procedure_name: String,
    /// When it was received.
    pub received_at: Instant,
    /// Where it stands.
    pub stage: Stage,
}

/// Two dossiers that may be about the same people, and wait for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The earlier.
    pub earlier: DossierId,
    /// By what they are alike.
    pub by: Likeness,
    /// What lists show of the earlier; none where the server alone has it.
    pub known: Option<Alike>,
    /// The later, of which the judgement is a fact.
    pub later: Alike,
}
