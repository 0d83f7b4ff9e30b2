//! What can be wrong with the details of a service.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A fault in the details of a service. Screens turn it into the officer's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing to certify or to issue.
    #[error("no document is named")]
    NoDocument,
    /// More documents than one dossier takes.
    #[error("a dossier takes at most {max} documents")]
    TooManyDocuments {
        /// The limit broken.
        max: usize,
    },
    /// A document without a name.
    #[error("a document has no name")]
    TitleMissing,
    /// Zero pages, copies or papers, or more than a counter can make.
    #[error("a count must lie between 1 and {max}")]
    CountOutOfRange {
        /// The limit broken.
        max: u32,
    },
    /// A signature without the identity paper of who signed.
    #[error("the identity paper of the person who signs is missing")]
    IdentityPaperMissing,
    /// A signer, interpreter or witness without a name.
    #[error("a person has no name")]
    PersonUnnamed,
    /// An interpreter without a language.
    #[error("the interpreter's language is missing")]
    LanguageMissing,
    /// A register without the name of who stands in it.
    #[error("it is not told whose paper it is")]
    HolderMissing,
    /// An act of civil status lacks a detail, or has one that cannot be.
    #[error("the act of civil status is not whole")]
    ActNotWhole,
    /// Both spouses have to be present and willing; who cannot read has it read aloud.
    #[error("a condition of the act of civil status is not met")]
    ConditionUnmet,
    /// The officer did not confirm that each ground for refusal was looked for.
    #[error("a ground for refusal was not ruled out")]
    GroundsNotRuledOut,
    /// The paper was not signed before the officer's eyes.
    #[error("it was not signed in front of the officer")]
    NotInFront,
    /// Somebody who cannot read signed without a witness.
    #[error("a witness is missing")]
    WitnessMissing,
    /// A control character, or one without a shape.
    #[error("a text holds a character that cannot be seen")]
    UnseenCharacter,
    /// A text is longer than kept.
    #[error("a text is longer than {max} characters")]
    TextTooLong {
        /// The limit broken.
        max: usize,
    },
}
