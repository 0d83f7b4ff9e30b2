//! One round trip: the outbox up, the news down (SPEC §X).

use crate::bundle::Carried;
use crate::chain::Hash;
use crate::codec::{CodecError, array_length, check, from_cbor, leading_uint, to_cbor};
use crate::envelope::{Sealed, author};
use crate::limits::{BATCH_ENVELOPES_MAX, PART_BYTES};
use crate::ruling::{Position, Ruling, Rulings};
use core::fmt;
use domain::id::{DeviceId, UnitId};
use domain::instant::Instant;
use serde::de::{SeqAccess, Visitor};
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
    /// Its own envelopes that it has at hand: news need not bring their bytes (X4).
    pub holds: Option<Held>,
    /// Sealed envelopes, oldest first.
    pub envelopes: Vec<ByteBuf>,
    /// A bundle that it carries for another device, as that one signed it.
    pub carried: Option<ByteBuf>,
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Hash of the request's body, so that an answer fits one question only.
    pub request: Hash,
    /// The server's clock.
    pub now: Instant,
    /// A ruling for each envelope of its own that it sent, in the order sent.
    pub rulings: Vec<Ruling>,
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

/// Sequence numbers of a device's own envelopes, from the first to the last, without
/// gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held(
    /// The first.
    pub u64,
    /// The last.
    pub u64,
);

impl Held {
    /// The longest run without gaps that ends with the last of ascending numbers: those
    /// before a gap were settled, or wait longer than what followed them.
    pub fn of(numbers: impl IntoIterator<Item = u64>) -> Option<Self> {
        numbers.into_iter().fold(None, |held, number| match held {
            Some(Self(first, last)) if last + 1 == number => Some(Self(first, number)),
            _ => Some(Self(number, number)),
        })
    }

    /// Whether this one is among them.
    pub fn has(self, sequence: u64) -> bool {
        (self.0..=self.1).contains(&sequence)
    }
}

/// One item of news: one event, or a run of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Envelopes that the device has at hand, one after another.
    Yours(Run),
    /// Another's, or one that the device has no longer: the bytes.
    Sealed(Vec<u8>),
}

/// Envelopes of the asking device that follow one another in its chain and in the
/// stream. The last one's hash vouches for the bytes of all of them, by the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Sequence number of the first.
    pub first: u64,
    /// How many.
    pub count: u64,
    /// Hash of the last.
    pub last: Hash,
}

impl News {
    /// How many events it stands for.
    pub fn events(&self) -> u64 {
        match self {
            Self::Yours(run) => run.count,
            Self::Sealed(_) => 1,
        }
    }
}

/// Splits what a device sends into messages of about [`PART_BYTES`], each of one envelope
/// at least (C8): the first goes into the request, the others into bundles after it.
pub fn messages(envelopes: &[Sealed]) -> impl Iterator<Item = &[Sealed]> {
    let size = |sealed: &Sealed| sealed.bytes.len();
    let (mut bytes, mut count) = (envelopes.first().map_or(0, size), 1);
    envelopes.chunk_by(move |_, next| {
        (bytes, count) = (bytes + size(next), count + 1);
        let fits = bytes <= PART_BYTES && count <= BATCH_ENVELOPES_MAX;
        if !fits {
            (bytes, count) = (size(next), 1);
        }
        fits
    })
}

/// The news that the stream's next envelopes are to a device that `holds` some of its
/// own.
///
/// # Errors
/// [`CodecError`] when bytes are not an envelope's.
pub fn news_for(
    device: DeviceId,
    holds: Option<Held>,
    envelopes: Vec<Vec<u8>>,
) -> Result<Vec<News>, CodecError> {
    let Some(holds) = holds else {
        return Ok(envelopes.into_iter().map(News::Sealed).collect());
    };
    let mut news = Vec::new();
    let mut run: Option<(Run, Vec<u8>)> = None;
    for bytes in envelopes {
        let (author, sequence) = author(&bytes)?;
        if author != device || !holds.has(sequence) {
            news.extend(run.take().map(ended));
            news.push(News::Sealed(bytes));
            continue;
        }
        match &mut run {
            Some((run, last)) if run.first + run.count == sequence => {
                run.count += 1;
                *last = bytes;
            }
            other => {
                let begun = Run {
                    first: sequence,
                    count: 1,
                    last: Hash::default(),
                };
                news.extend(other.replace((begun, bytes)).map(ended));
            }
        }
    }
    news.extend(run.map(ended));
    Ok(news)
}

/// A run with the hash of its last envelope: one hash however long it is.
fn ended((run, last): (Run, Vec<u8>)) -> News {
    News::Yours(Run {
        last: Hash::of(&last),
        ..run
    })
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
    Option<Held>,
    Vec<ByteBuf>,
    Option<ByteBuf>,
);
/// The place of the envelopes among a request's elements.
const ENVELOPES_AT: usize = 7;
type AnswerWire = (
    u64,
    Hash,
    Instant,
    Rulings,
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
            self.holds,
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
        check(bytes)?;
        let count = array_length(bytes, ENVELOPES_AT)?;
        if count > BATCH_ENVELOPES_MAX as u64 {
            return Err(ExchangeError::TooManyEnvelopes(count));
        }
        let (_, unit, device, clock, after, seen, holds, envelopes, carried): RequestWire =
            from_cbor(bytes)?;
        Ok(Self {
            unit,
            device,
            clock,
            after,
            seen,
            holds,
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
            rulings,
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
            Rulings::of(rulings),
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
        let (_, request, now, rulings, carried, after, news, head, catalogue): AnswerWire =
            from_cbor(bytes)?;
        Ok(Self {
            request,
            now,
            rulings: rulings.each()?,
            carried,
            after,
            news,
            head,
            catalogue,
        })
    }

    /// Hash of the envelope at [`Self::reaches`]; `before` when there is no news.
    pub fn seen(&self, before: Option<Hash>) -> Option<Hash> {
        match self.news.last() {
            None => before,
            Some(News::Sealed(bytes)) => Some(Hash::of(bytes)),
            Some(News::Yours(run)) => Some(run.last),
        }
    }

    /// The cursor after all its news.
    pub fn reaches(&self) -> Position {
        let events = self.news.iter().map(News::events);
        events.fold(self.after, u64::saturating_add)
    }
}

// On the wire an item is a byte string, an envelope, or an array, a run.
impl Serialize for News {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Yours(Run { first, count, last }) => (first, count, last).serialize(to),
            Self::Sealed(bytes) => to.serialize_bytes(bytes),
        }
    }
}

impl<'de> Deserialize<'de> for News {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NewsVisitor)
    }
}

struct NewsVisitor;

impl<'de> Visitor<'de> for NewsVisitor {
    type Value = News;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope or a run")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<News, E> {
        Ok(News::Sealed(bytes.to_vec()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<News, A::Error> {
        let (first, count, last) =
            Deserialize::deserialize(serde::de::value::SeqAccessDeserializer::new(items))?;
        Ok(News::Yours(Run { first, count, last }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::tests::sealed;
    use domain::dossier::Event;
    use uuid::Uuid;

    #[test]
    fn x2_a_request_reads_what_it_wrote() {
        let request = Request {
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            clock: Instant(7),
            after: 41,
            seen: Some(Hash::of(b"the 41st")),
            holds: Some(Held(3, 9)),
            envelopes: vec![ByteBuf::from(vec![1, 2, 3])],
            carried: Some(ByteBuf::from(vec![4])),
        };
        assert_eq!(
            Request::from_bytes(&request.to_bytes().unwrap()),
            Ok(request)
        );
    }

    #[test]
    fn c8_messages_are_small_and_carry_everything_in_order() {
        let note = |bytes: usize| {
            let mut one = sealed(1, Event::Resolved);
            one.bytes = vec![0; bytes];
            one
        };
        assert_eq!(messages(&[]).count(), 0);
        let all = [
            note(PART_BYTES),
            note(1),
            note(PART_BYTES - 1),
            note(PART_BYTES + 9),
            note(2),
        ];
        let split: Vec<_> = messages(&all).map(<[_]>::len).collect();
        assert_eq!(split, [1, 2, 1, 1]);
        assert_eq!(messages(&all).collect::<Vec<_>>().concat(), all);
        let small = vec![note(1); BATCH_ENVELOPES_MAX + 1];
        assert_eq!(messages(&small).count(), 2);
    }

    #[test]
    fn x4_what_is_at_hand_ends_at_a_gap() {
        assert_eq!(Held::of([]), None);
        assert_eq!(Held::of([5, 9, 10, 11]), Some(Held(9, 11)));
        assert!(Held(9, 11).has(9) && !Held(9, 11).has(8) && !Held(9, 11).has(12));
    }

    #[test]
    fn x3_an_answer_reads_what_it_wrote() {
        let run = Run {
            first: 5,
            count: 3,
            last: Hash::of(b"the seventh"),
        };
        let answer = Answer {
            request: Hash::of(b"request"),
            now: Instant(5),
            rulings: vec![Ruling::Accepted { position: 42 }],
            carried: Some(Carried::Taken),
            after: 41,
            news: vec![News::Yours(run), News::Sealed(vec![0; 40])],
            head: 99,
            catalogue: None,
        };
        assert_eq!(answer.reaches(), 45);
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
            holds: None,
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
