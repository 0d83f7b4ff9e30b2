//! One round trip: the outbox up, the news down (SPEC §X).

use crate::bundle::Carried;
use crate::chain::Hash;
use crate::codec::{CodecError, array_length, from_cbor, leading_uint, to_cbor};
use crate::envelope::Sealed;
use crate::limits::BATCH_ENVELOPES_MAX;
use crate::ruling::{Position, Receipt};
use domain::id::{DeviceId, EventId, UnitId};
use domain::instant::Instant;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use thiserror::Error;

/// The exchange format that this build speaks (X1).
pub const EXCHANGE_VERSION: u64 = 1;
/// Media type of both directions.
pub const MEDIA_TYPE: &str = "application/cose";
/// What a device's signature covers besides the payload (S2).
pub const REQUEST_CONTEXT: &str = "khongcho/exchange/request";
/// What the server's signature covers besides the payload (S2).
pub const ANSWER_CONTEXT: &str = "khongcho/exchange/answer";

/// What a device sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The device's unit.
    pub unit: UnitId,
    /// The device.
    pub device: DeviceId,
    /// Its clock, so that the server knows how far off it is.
    pub clock: Instant,
    /// Its cursor: it has everything up to here.
    pub after: Position,
    /// Hash of the envelope at the cursor, so that the server knows it for its own
    /// history; `None` at the beginning.
    pub seen: Option<Hash>,
    /// Sealed envelopes, oldest first.
    pub envelopes: Vec<ByteBuf>,
    /// A bundle that it carries for another device, as that one signed it.
    pub carried: Option<ByteBuf>,
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Hash of the request's payload, so that an answer fits one question only.
    pub request: Hash,
    /// The server's clock.
    pub now: Instant,
    /// A ruling for each envelope of its own that it sent, in the order sent.
    pub receipts: Vec<Receipt>,
    /// What became of the bundle that it carried.
    pub carried: Option<Carried>,
    /// The cursor that the news starts after; the request's `after`.
    pub after: Position,
    /// The next events of the stream, without gaps.
    pub news: Vec<News>,
    /// The stream's head: more news waits when it lies beyond the last item.
    pub head: Position,
    /// Hash of the catalogue in force, so that a device knows when to fetch it.
    pub catalogue: Option<Hash>,
}

/// One item of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// An envelope of this very request: the device has the bytes.
    Yours(EventId),
    /// Someone else's, or an earlier one: the bytes.
    Sealed(Vec<u8>),
}

/// Why bytes are not a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExchangeError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A later format.
    #[error("exchange version {0} is not known here")]
    UnknownVersion(u64),
    /// More envelopes than a request carries (L1); none was read.
    #[error("{0} envelopes in a request, over the limit of {BATCH_ENVELOPES_MAX}")]
    TooManyEnvelopes(u64),
}

type RequestWire = (
    u64,
    UnitId,
    DeviceId,
    Instant,
    Position,
    Option<Hash>,
    Vec<ByteBuf>,
    Option<ByteBuf>,
);
/// The place of the envelopes among a request's elements.
const ENVELOPES_AT: usize = 6;
type AnswerWire = (
    u64,
    Hash,
    Instant,
    Vec<Receipt>,
    Option<Carried>,
    Position,
    Vec<News>,
    Position,
    Option<Hash>,
);

impl Request {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        to_cbor(&(
            EXCHANGE_VERSION,
            &self.unit,
            &self.device,
            self.clock,
            self.after,
            &self.seen,
            &self.envelopes,
            &self.carried,
        ))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`ExchangeError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ExchangeError> {
        let version = leading_uint(bytes)?;
        if version != EXCHANGE_VERSION {
            return Err(ExchangeError::UnknownVersion(version));
        }
        let count = array_length(bytes, ENVELOPES_AT)?;
        if count > BATCH_ENVELOPES_MAX as u64 {
            return Err(ExchangeError::TooManyEnvelopes(count));
        }
        let (_, unit, device, clock, after, seen, envelopes, carried): RequestWire =
            from_cbor(bytes)?;
        Ok(Self {
            unit,
            device,
            clock,
            after,
            seen,
            envelopes,
            carried,
        })
    }
}

impl Answer {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        let Self {
            request,
            now,
            receipts,
            carried,
            after,
            news,
            head,
            catalogue,
        } = self;
        to_cbor(&(
            EXCHANGE_VERSION,
            request,
            now,
            receipts,
            carried,
            after,
            news,
            head,
            catalogue,
        ))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`ExchangeError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ExchangeError> {
        let version = leading_uint(bytes)?;
        if version != EXCHANGE_VERSION {
            return Err(ExchangeError::UnknownVersion(version));
        }
        let (_, request, now, receipts, carried, after, news, head, catalogue): AnswerWire =
            from_cbor(bytes)?;
        Ok(Self {
            request,
            now,
            receipts,
            carried,
            after,
            news,
            head,
            catalogue,
        })
    }

    /// Hash of the envelope at [`Self::reaches`]; `before` when there is no news.
    pub fn seen(&self, before: Option<Hash>, sent: &[Sealed]) -> Option<Hash> {
        match self.news.last() {
            None => before,
            Some(News::Sealed(bytes)) => Some(Hash::of(bytes)),
            Some(News::Yours(event)) => sent
                .iter()
                .find(|sealed| sealed.envelope.event_id == *event)
                .map(|sealed| sealed.hash),
        }
    }

    /// The cursor after all its news.
    pub fn reaches(&self) -> Position {
        self.after.saturating_add(self.news.len() as u64)
    }
}

// On the wire an item is a byte string: sixteen bytes name an envelope of the
// request, anything longer is an envelope (none is as short as sixteen bytes).
impl Serialize for News {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Yours(event) => event.serialize(to),
            Self::Sealed(bytes) => to.serialize_bytes(bytes),
        }
    }
}

impl<'de> Deserialize<'de> for News {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes = ByteBuf::deserialize(from)?.into_vec();
        match uuid::Uuid::from_slice(&bytes) {
            Ok(id) => Ok(Self::Yours(EventId(id))),
            Err(_) => Ok(Self::Sealed(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruling::Ruling;
    use uuid::Uuid;

    #[test]
    fn x2_a_request_reads_what_it_wrote() {
        let request = Request {
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            clock: Instant(7),
            after: 41,
            seen: Some(Hash::of(b"the 41st")),
            envelopes: vec![ByteBuf::from(vec![1, 2, 3])],
            carried: Some(ByteBuf::from(vec![4])),
        };
        assert_eq!(
            Request::from_bytes(&request.to_bytes().unwrap()),
            Ok(request)
        );
    }

    #[test]
    fn x3_an_answer_reads_what_it_wrote() {
        let event = EventId(Uuid::from_u128(9));
        let ruling = Ruling::Accepted { position: 42 };
        let answer = Answer {
            request: Hash::of(b"request"),
            now: Instant(5),
            receipts: vec![Receipt {
                event,
                hash: Hash::of(b"bytes"),
                ruling,
            }],
            carried: Some(Carried::Taken),
            after: 41,
            news: vec![News::Yours(event), News::Sealed(vec![0; 40])],
            head: 99,
            catalogue: None,
        };
        assert_eq!(answer.reaches(), 43);
        assert_eq!(Answer::from_bytes(&answer.to_bytes().unwrap()), Ok(answer));
    }

    #[test]
    fn l1_too_many_envelopes_are_counted_before_they_are_read() {
        let request = Request {
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            clock: Instant(7),
            after: 0,
            seen: None,
            envelopes: vec![ByteBuf::new(); BATCH_ENVELOPES_MAX + 1],
            carried: None,
        };
        assert_eq!(
            Request::from_bytes(&request.to_bytes().unwrap()),
            Err(ExchangeError::TooManyEnvelopes(2_001))
        );
    }

    #[test]
    fn x1_a_later_format_is_named() {
        let later = to_cbor(&(2_u64, "whatever a later build says"));
        let error = Request::from_bytes(&later.unwrap());
        assert_eq!(error, Err(ExchangeError::UnknownVersion(2)));
    }
}
