//! What stands in the fields of a service, as typed.

use serde::{Deserialize, Serialize};

/// Everything beside the documents. A field may be added with a default, never renamed:
/// drafts of older builds are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "a box to tick each")]
pub(crate) struct Details {
    /// The grounds for refusal were looked for, and there is none.
    pub(crate) ruled_out: bool,
    /// Who signs, by name; empty for the first of the list.
    pub(crate) signer: String,
    /// Empty for the usual one.
    pub(crate) identity_kind: String,
    pub(crate) identity_issued: String,
    pub(crate) identity_issuer: String,
    pub(crate) in_front: bool,
    pub(crate) fingerprint: bool,
    pub(crate) cannot_read: bool,
    pub(crate) read_aloud: bool,
    pub(crate) interpreted: bool,
    pub(crate) interpreter: String,
    pub(crate) interpreter_identity: String,
    pub(crate) language: String,
    pub(crate) witness: String,
    pub(crate) witness_identity: String,
    pub(crate) relation: String,
    /// Whether the fee was taken in the same sitting; none until the officer says so.
    pub(crate) taken: Option<bool>,
}
