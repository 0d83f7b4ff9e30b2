//! Which screen a procedure has, and what the law asks to be looked at: dated data.

use crate::catalogue::{ProcedureCode, serde_day};
use crate::register::BookKind;
use serde::{Deserialize, Serialize};
use time::Date;

/// A screen of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// [`super::Copies`].
    Copies,
    /// [`super::Signature`].
    Signature,
    /// [`super::OriginalCopy`].
    OriginalCopy,
}

/// A line of `services.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRule {
    /// For which procedure.
    pub code: ProcedureCode,
    /// The first day on which this application vouches for the line.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// Its screen.
    pub screen: Screen,
    /// The book in which each document is entered; none where no book is kept here.
    #[serde(default)]
    pub book: Option<BookKind>,
    /// Grounds on which the service is refused; the officer confirms that there is none.
    #[serde(default)]
    pub grounds: Vec<Ground>,
    /// Names of common documents, offered while one is typed.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Kinds of identity paper, the usual one first.
    #[serde(default)]
    pub identity_papers: Vec<String>,
    /// Languages that interpreters of the place speak.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The signature is given before the officer's eyes.
    #[serde(default)]
    pub in_front: bool,
    /// Somebody who cannot read or sign needs a witness.
    #[serde(default)]
    pub witness: bool,
    /// What the line rests on.
    pub source: String,
    /// An officer still has to check it ("cần kiểm tra").
    #[serde(default)]
    pub needs_check: bool,
}

/// A ground for refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// What a reception keeps of it.
    pub key: String,
    /// In the words of the law.
    pub text: String,
}
