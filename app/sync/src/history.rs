//! One dossier's events, for a device that has put its details away (SPEC P11).

use crate::baseline::Known;
use crate::codec::{CodecError, from_cbor, leading_uint, to_cbor};
use crate::envelope::{EnvelopeError, Sealed};
use crate::ruling::Position;
use crate::settle::{NewsError, fold};
use domain::id::{DossierId, EventId, UnitId};
use serde_bytes::ByteBuf;
use std::collections::HashSet;
use thiserror::Error;

/// The format that this build speaks.
pub const HISTORY_VERSION: u64 = 1;
/// What the server's signature covers besides the payload (S2).
pub const HISTORY_CONTEXT: &str = "khongcho/history";

/// A dossier's events, in the order of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The unit.
    pub unit: UnitId,
    /// The dossier.
    pub dossier: DossierId,
    /// The events: their positions and envelopes.
    pub events: Vec<(Position, ByteBuf)>,
}

type HistoryWire = (u64, UnitId, DossierId, Vec<(Position, ByteBuf)>);

/// Why bytes are not a history, or no dossier comes of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A later format.
    #[error("history version {0} is not known here")]
    UnknownVersion(u64),
    /// An event that cannot be read, or does not follow.
    #[error(transparent)]
    News(#[from] NewsError),
}

impl From<EnvelopeError> for HistoryError {
    fn from(error: EnvelopeError) -> Self {
        Self::News(error.into())
    }
}

impl History {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        to_cbor(&(HISTORY_VERSION, &self.unit, &self.dossier, &self.events))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`HistoryError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HistoryError> {
        let version = leading_uint(bytes)?;
        if version != HISTORY_VERSION {
            return Err(HistoryError::UnknownVersion(version));
        }
        let (_, unit, dossier, events): HistoryWire = from_cbor(bytes)?;
        Ok(Self {
            unit,
            dossier,
            events,
        })
    }

    /// The dossier as a device at this cursor knows it: what lies beyond comes as
    /// news, and what came as news in the meantime and is `parked` goes on top.
    ///
    /// # Errors
    /// [`HistoryError::News`] when an event cannot be read or does not follow.
    pub fn known(&self, cursor: Position, parked: &[Sealed]) -> Result<Known, HistoryError> {
        let within = self.events.iter().filter(|(at, _)| *at <= cursor);
        let mut events = within
            .map(|(_, bytes)| Sealed::open(bytes.to_vec()))
            .collect::<Result<Vec<_>, _>>()?;
        let told: HashSet<EventId> = events
            .iter()
            .map(|sealed| sealed.envelope.event_id)
            .collect();
        let since = parked
            .iter()
            .filter(|sealed| !told.contains(&sealed.envelope.event_id));
        events.extend(since.cloned());
        Ok(Known {
            confirmed: fold(None, &events)?,
            parked: vec![],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::to_cbor;
    use crate::settle::tests::{reception, sealed};
    use domain::dossier::{Event, ReturnMethod, Stage};
    use uuid::Uuid;

    fn history(events: &[(Position, &Sealed)]) -> History {
        let event = |(at, sealed): &(Position, &Sealed)| (*at, ByteBuf::from(sealed.bytes.clone()));
        History {
            unit: UnitId("H15.50".into()),
            dossier: DossierId(Uuid::from_u128(4)),
            events: events.iter().map(event).collect(),
        }
    }

    #[test]
    fn p11_a_history_reads_what_it_wrote() {
        let history = history(&[(7, &sealed(1, Event::Resolved))]);
        assert_eq!(
            History::from_bytes(&history.to_bytes().unwrap()),
            Ok(history)
        );
        let later = to_cbor(&(9_u64, "later")).unwrap();
        assert_eq!(
            History::from_bytes(&later),
            Err(HistoryError::UnknownVersion(9))
        );
    }

    #[test]
    fn p11_the_cursor_decides_what_of_a_history_is_known_yet() {
        let received = sealed(1, reception());
        let resolved = sealed(2, Event::Resolved);
        let returned = sealed(3, Event::Returned(ReturnMethod::Post));
        let whole = history(&[(3, &received), (5, &resolved), (9, &returned)]);
        let stage = |known: Known| known.confirmed.unwrap().stage;
        assert_eq!(stage(whole.known(4, &[]).unwrap()), Stage::Received);
        assert_eq!(stage(whole.known(9, &[]).unwrap()), Stage::Returned);
        // What was parked and is in the history counts once; what is not goes on top.
        let parked = [resolved];
        assert_eq!(stage(whole.known(5, &parked).unwrap()), Stage::Resolved);
        let short = history(&[(3, &received)]);
        assert_eq!(stage(short.known(5, &parked).unwrap()), Stage::Resolved);
    }
}
