//! Everyday words: data, loaded with the catalogue.

use serde::{Deserialize, Serialize};

use crate::catalogue::ProcedureCode;

/// The words people use beside those of the law.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aliases {
    /// Words that add nothing to a query ("xin", "làm", "ở đâu").
    #[serde(default)]
    pub filler: Vec<String>,
    /// Abbreviations and everyday phrases with the words they stand for.
    #[serde(default)]
    pub word: Vec<WordAlias>,
    /// Special forms of a procedure, which come after the common one.
    #[serde(default)]
    pub variant: Vec<Variant>,
    /// Other names of one procedure.
    #[serde(default)]
    pub title: Vec<TitleAlias>,
}

/// Phrases that may be read as other phrases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordAlias {
    /// What is typed.
    pub from: Vec<String>,
    /// What it stands for; each is tried.
    pub to: Vec<String>,
}

/// A phrase in a name that marks a special form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The phrase.
    pub phrase: String,
    /// How far the special form stands back when it was not asked for, in hundredths.
    pub cost: u8,
}

/// Other names of one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TitleAlias {
    /// The procedure.
    pub code: ProcedureCode,
    /// What people call it.
    pub also: Vec<String>,
}
