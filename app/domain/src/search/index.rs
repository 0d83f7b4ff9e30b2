//! The index.

use crate::catalogue::ProcedureCode;

use super::Aliases;

/// A procedure as the index takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: ProcedureCode,
    /// The name as displayed.
    pub name: String,
    /// The field.
    pub field: String,
    /// The commune handles it.
    pub commune: bool,
    /// Done in one sitting.
    pub no_wait: bool,
    /// Only one province, or only state agencies, use it.
    pub narrow: bool,
}

/// A part of a name, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A procedure that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Place of the entry in the index.
    pub ordinal: usize,
    /// Between 0 and about 1.2; higher is better.
    pub score: f32,
    /// Parts of the name to highlight, in order, not touching.
    pub spans: Vec<Span>,
    /// The everyday name that was met, when it was not the name itself.
    pub via: Option<String>,
}

/// The index.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    /// Builds the index.
    pub fn build(entries: impl IntoIterator<Item = Entry>, _aliases: &Aliases) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }

    /// The best hits, best first.
    pub fn search(&self, _query: &str, _limit: usize) -> Vec<Hit> {
        Vec::new()
    }

    /// The entry of a hit.
    pub fn entry(&self, ordinal: usize) -> Option<&Entry> {
        self.entries.get(ordinal)
    }
}
