//! A redraft: the applicant read what was taken down, found an error, and it was put right
//! before the national software had it.

use super::Civil;
use crate::id::EventId;
use serde::{Deserialize, Serialize};

/// An act in place of the one that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redrafted {
    /// The event that made the act that the officer saw: the reception, or a redraft.
    pub base: EventId,
    /// The act as it is to be, whole. Whether it is found right is asked anew, whatever
    /// it says of that itself.
    pub civil: Civil,
}
