//! The server's ruling on one envelope (SPEC §R).

use crate::chain::Hash;
use domain::dossier::Refusal;
use domain::id::{DossierId, EventId};
use serde::{Deserialize, Serialize};

/// A place in a stream: 1 for the first event, dense, in commit order (I3).
/// As a cursor it says "everything up to here", 0 being nothing.
pub type Position = u64;

/// What the server says of one envelope. Only [`Ruling::Accepted`] and
/// [`Ruling::Duplicate`] let a row leave the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// Appended now.
    Accepted {
        /// Where.
        position: Position,
    },
    /// The same bytes were appended before.
    Duplicate {
        /// Where.
        position: Position,
    },
    /// Waits at the server, and is judged by itself when what it waits for arrives.
    Held {
        /// What that is.
        missing: Missing,
    },
    /// The domain, or authority, says no. Kept at the server, never applied.
    Refused {
        /// Why.
        reason: RefusalReason,
    },
    /// The bytes contradict what the server knows of the device.
    Quarantined {
        /// How.
        reason: QuarantineReason,
    },
}

/// What a held envelope waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// An earlier envelope of the same device, by its sequence number.
    Sequence(u64),
    /// The reception of the dossier that it speaks of.
    Dossier(DossierId),
}

/// Why an envelope was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// A rule of the domain.
    Domain(Refusal),
    /// The officer never signed in on that device.
    UnknownOfficer,
}

/// How an envelope contradicts its device's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineReason {
    /// The event id is known with other bytes.
    SameIdOtherBytes,
    /// The sequence number was used by another event.
    SequenceTaken,
    /// It does not name the hash of the envelope before it.
    BrokenChain,
}

/// The ruling on the envelope with this id and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which event.
    pub event: EventId,
    /// Which bytes.
    pub hash: Hash,
    /// What the server says.
    pub ruling: Ruling,
}

impl Ruling {
    /// Whether the outbox row may go (R2).
    pub fn is_received(&self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Duplicate { .. })
    }

    /// Whether a person must look at it (R3).
    pub fn needs_attention(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Quarantined { .. })
    }

    /// Whether the device's chain goes on after it: what came in its turn moves
    /// the head, what came early or contradicts does not (A6).
    pub fn advances_chain(&self) -> bool {
        match self {
            Self::Accepted { .. } | Self::Refused { .. } => true,
            Self::Held { missing } => matches!(missing, Missing::Dossier(_)),
            Self::Duplicate { .. } | Self::Quarantined { .. } => false,
        }
    }
}
