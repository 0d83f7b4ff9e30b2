//! What lists show of a dossier about an act of civil status.

use super::case::Suspicion;
use super::likeness::{LikenessKey, filed, sought};
use super::rule::ActKind;
use crate::dossier::Dossier;
use crate::id::DossierId;
use serde::{Deserialize, Serialize};

/// An act as a line: of which kind, about whom, and whether the national software has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivilLine {
    /// Which act.
    pub act: ActKind,
    /// The people it is about.
    pub people: String,
    /// The keys under which it is found when another is alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filed: Vec<LikenessKey>,
    /// The keys under which an earlier one alike would be filed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sought: Vec<LikenessKey>,
    /// Earlier ones alike that a person has looked at, with a reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looked_at: Vec<DossierId>,
    /// Earlier ones alike that the server found, and nobody has looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspected: Vec<Suspicion>,
    /// The number in the national register; none while it is not entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<String>,
}

impl CivilLine {
    /// The line of a dossier; `None` where it is about nothing of the kind.
    pub fn of(dossier: &Dossier) -> Option<Self> {
        let civil = dossier.received.civil()?;
        let people: Vec<&str> = civil.people().iter().map(|it| it.name.as_str()).collect();
        let official = dossier.draft.as_ref().and_then(|it| it.official.as_ref());
        let open = |it: &&Suspicion| !dossier.has_looked_at(it.earlier);
        Some(Self {
            act: civil.kind(),
            people: people.join(" – "),
            filed: filed(civil).into_iter().collect(),
            sought: sought(civil).into_iter().collect(),
            looked_at: dossier.looked_at().collect(),
            suspected: dossier.suspected.iter().filter(open).copied().collect(),
            official: official.map(|official| official.number.clone()),
        })
    }
}
