//! What stands in the fields of a service, as typed.

use serde::{Deserialize, Serialize};

/// Everything beside the documents. A field may be added with a default, never renamed:
/// drafts of older builds are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub(crate) interpreted: bool,
    pub(crate) interpreter: String,
    pub(crate) interpreter_identity: String,
    pub(crate) language: String,
    pub(crate) witness: String,
    pub(crate) witness_identity: String,
    pub(crate) relation: String,
    /// The fee is paid in the same sitting.
    pub(crate) paid: bool,
}

impl Default for Details {
    fn default() -> Self {
        Self {
            ruled_out: false,
            signer: String::new(),
            identity_kind: String::new(),
            identity_issued: String::new(),
            identity_issuer: String::new(),
            in_front: false,
            fingerprint: false,
            cannot_read: false,
            interpreted: false,
            interpreter: String::new(),
            interpreter_identity: String::new(),
            language: String::new(),
            witness: String::new(),
            witness_identity: String::new(),
            relation: String::new(),
            paid: true,
        }
    }
}
