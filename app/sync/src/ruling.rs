//! The server's ruling on one envelope (SPEC §R).

use crate::codec::CodecError;
use crate::limits::REQUEST_ENVELOPES_MAX;
use domain::cash;
use domain::dossier::Refusal;
use domain::id::DossierId;
use domain::register;
use domain::visit;
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
    /// A rule of dossiers.
    Domain(Refusal),
    /// A rule of books.
    Book(register::Refusal),
    /// A rule of cash books.
    Cash(cash::Refusal),
    /// A plan of a home visit that is none.
    Visit(visit::Refusal),
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

impl Ruling {
    /// Whether the server has it: it is not sent again (R2).
    pub fn is_received(&self) -> bool {
        self.position().is_some()
    }

    /// Its place in the stream, once it has one.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::Accepted { position } | Self::Duplicate { position } => Some(*position),
            Self::Held { .. } | Self::Refused { .. } | Self::Quarantined { .. } => None,
        }
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

/// Rulings on envelopes in the order sent, as they travel: `[count, ruling]` for as many
/// in a row as have the same. Where it names a position, the next one's is one more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulings(Vec<(u64, Ruling)>);

impl Rulings {
    /// Puts them together.
    pub fn of(rulings: &[Ruling]) -> Self {
        let mut runs: Vec<(u64, Ruling)> = Vec::new();
        for ruling in rulings {
            match runs.last_mut() {
                Some((count, first)) if first.after(*count).as_ref() == Some(ruling) => *count += 1,
                _ => runs.push((1, ruling.clone())),
            }
        }
        Self(runs)
    }

    /// Takes them apart.
    ///
    /// # Errors
    /// [`CodecError::Malformed`] when there are more than any request carries.
    pub fn each(&self) -> Result<Vec<Ruling>, CodecError> {
        let counts = self.0.iter().map(|(count, _)| *count);
        let count = counts.fold(0, u64::saturating_add);
        if count > REQUEST_ENVELOPES_MAX as u64 {
            return Err(CodecError::Malformed(format!("{count} rulings")));
        }
        let run = |(count, first): &(u64, Ruling)| {
            let first = first.clone();
            (0..*count).filter_map(move |at| first.after(at))
        };
        Ok(self.0.iter().flat_map(run).collect())
    }
}

impl Ruling {
    /// The ruling on the envelope `steps` further on in a run that begins with this one.
    fn after(&self, steps: u64) -> Option<Self> {
        let moved = |position: &Position| position.checked_add(steps);
        Some(match self {
            Self::Accepted { position } => Self::Accepted {
                position: moved(position)?,
            },
            Self::Duplicate { position } => Self::Duplicate {
                position: moved(position)?,
            },
            other @ (Self::Held { .. } | Self::Refused { .. } | Self::Quarantined { .. }) => {
                other.clone()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_ruling() -> impl Strategy<Value = Ruling> {
        prop_oneof![
            (1_u64..5).prop_map(|position| Ruling::Accepted { position }),
            (1_u64..5).prop_map(|position| Ruling::Duplicate { position }),
            (1_u64..3).prop_map(|sequence| Ruling::Held {
                missing: Missing::Sequence(sequence)
            }),
            Just(Ruling::Refused {
                reason: RefusalReason::UnknownOfficer
            }),
        ]
    }

    proptest! {
        #[test]
        fn x3_rulings_come_apart_as_they_were(rulings in prop::collection::vec(any_ruling(), 0..40)) {
            prop_assert_eq!(Rulings::of(&rulings).each(), Ok(rulings));
        }
    }

    #[test]
    fn x3_a_batch_without_trouble_has_one_run() {
        let rulings: Vec<_> = (41..2_041)
            .map(|position| Ruling::Accepted { position })
            .collect();
        let runs = Rulings::of(&rulings);
        assert_eq!(runs.0, [(2_000, Ruling::Accepted { position: 41 })]);
        let endless = Rulings(vec![(u64::MAX, Ruling::Accepted { position: 1 })]);
        assert!(endless.each().is_err());
    }
}
