//! What the commands of `khongcho catalogue` answer.
//!
//! The host parses arguments, hands in the stored layers (or the built-in ones
//! when there is no database) and prints the answer.

use domain::catalogue::{CatalogueList, Procedure, ProcedureCard, ProcedureCode, StoredLayer};
use domain::search::{Aliases, Index};
use serde::Serialize;
use time::Date;

use crate::decode::DecodeError;
use crate::export::{ExportedProcedure, exported};
use crate::merged::merged;

/// A catalogue as of a day, ready to answer.
#[derive(Debug)]
pub struct Catalogue {
    procedures: Vec<Procedure>,
    aliases: Aliases,
    as_of: Date,
}

/// A line of the answer to `search`.
#[derive(Debug, Clone, Serialize)]
pub struct FoundLine {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The score, higher is better.
    pub score: f32,
    /// Close to what was asked; else only the nearest there is.
    pub close: bool,
    /// The field.
    pub field: String,
    /// The commune handles it.
    pub commune: bool,
    /// Done in one sitting.
    pub no_wait: bool,
    /// Bytes of the name to highlight, as `[start, end]`.
    pub spans: Vec<[usize; 2]>,
    /// The everyday name that was met.
    pub via: Option<String>,
}

impl Catalogue {
    /// Reads the stored layers together as of a day.
    ///
    /// # Errors
    /// When a stored layer cannot be read.
    pub fn open<'a>(
        stored: impl IntoIterator<Item = &'a StoredLayer>,
        aliases: Aliases,
        as_of: Date,
    ) -> Result<Self, DecodeError> {
        Ok(Self {
            procedures: merged(stored, as_of)?,
            aliases,
            as_of,
        })
    }

    /// All procedures, by code.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The procedure of a code; also of a case's code (`1.000894.02`).
    pub fn procedure(&self, code: &str) -> Option<&Procedure> {
        let find = |code: &ProcedureCode| {
            self.procedures
                .binary_search_by(|procedure| procedure.code.cmp(code))
                .ok()
        };
        let exact = find(&ProcedureCode::new(code));
        let trimmed = || find(&ProcedureCode::new(code.trim()));
        let base = || find(&ProcedureCode::new(code.trim().rsplit_once('.')?.0));
        self.procedures.get(exact.or_else(trimmed).or_else(base)?)
    }

    /// The list that a device searches.
    pub fn list(&self) -> CatalogueList {
        CatalogueList::new(&self.procedures, self.aliases.clone(), self.as_of)
    }

    /// The cards that a device carries: the commune's procedures.
    pub fn commune_cards(&self) -> Vec<ProcedureCard> {
        self.procedures
            .iter()
            .filter(|procedure| procedure.is_commune())
            .map(ProcedureCard::new)
            .collect()
    }

    /// The index over everything.
    pub fn index(&self) -> Index {
        Index::build(self.list().entries(), &self.aliases)
    }

    /// Answers `export`: every procedure, or those named.
    pub fn export(&self, codes: &[String]) -> Vec<ExportedProcedure> {
        if codes.is_empty() {
            return self.procedures.iter().map(exported).collect();
        }
        codes
            .iter()
            .filter_map(|code| self.procedure(code))
            .map(exported)
            .collect()
    }

    /// Answers `search`.
    pub fn search(&self, query: &str, limit: usize) -> Vec<FoundLine> {
        let index = self.index();
        index
            .search(query, limit)
            .into_iter()
            .filter_map(|hit| {
                let entry = index.entry(hit.ordinal)?;
                Some(FoundLine {
                    code: entry.code.to_string(),
                    name: entry.name.clone(),
                    score: hit.score,
                    close: hit.is_close(),
                    field: entry.field.clone(),
                    commune: entry.commune,
                    no_wait: entry.no_wait,
                    spans: hit
                        .spans
                        .iter()
                        .map(|span| [span.start, span.end])
                        .collect(),
                    via: hit.via,
                })
            })
            .collect()
    }
}
