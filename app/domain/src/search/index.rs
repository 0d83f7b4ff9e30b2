//! The index and what it answers with.

use std::collections::HashMap;

use super::query::Phrases;
use super::vocabulary::Vocabulary;
use crate::catalogue::ProcedureCode;

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

/// A word in a name: without marks, and with them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) word: u32,
    pub(super) toned: u32,
    /// How much of the name it stands for.
    pub(super) weight: f32,
}

/// A name under which an entry can be found.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) entry: u32,
    /// Place in [`Index::also`], unless it is the displayed name.
    pub(super) also: Option<u32>,
    pub(super) tokens: Vec<Token>,
    /// Sum of the tokens' weights.
    pub(super) weight: f32,
}

/// The index.
#[derive(Debug)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    pub(super) names: Vec<Name>,
    pub(super) also: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    /// Words with marks; `toned[i]` belongs to one word of the vocabulary.
    pub(super) toned: HashMap<String, u32>,
    /// For each word, the names that hold it.
    pub(super) postings: Vec<Vec<u32>>,
    /// For each word, how telling it is.
    pub(super) telling: Vec<f32>,
    /// For each entry, the words of its field.
    pub(super) fields: Vec<u32>,
    pub(super) field_words: Vec<Vec<u32>>,
    /// For each entry, the special forms its name has, as places in `variants`.
    pub(super) special: Vec<Vec<u16>>,
    /// Special forms: the words, and how far they stand back.
    pub(super) variants: Vec<(Vec<u32>, f32)>,
    pub(super) phrases: Phrases,
}

impl Index {
    /// The entry of a hit.
    pub fn entry(&self, ordinal: usize) -> Option<&Entry> {
        self.entries.get(ordinal)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
