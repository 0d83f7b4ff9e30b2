//! The envelope: an event with its origin, in bytes that never change (SPEC §E).

use crate::chain::{Hash, Head};
use crate::codec::{CodecError, check, from_cbor, leading_uint, reader_at, to_cbor};
use crate::limits::ENVELOPE_BYTES_MAX;
use domain::civil::Civil;
use domain::dossier::{Channel, Event, FeeRecord, Move, Received};
use domain::fact::{Fact, UnitFact};
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use domain::officer::Origin;
use domain::register::{self, CivilStep};
use domain::service::Service;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use thiserror::Error;
use uuid::Uuid;

/// The envelope format that this build writes (E1).
pub const ENVELOPE_VERSION: u64 = 1;
/// The newest event schema that this build reads (E5).
pub const EVENT_SCHEMA: u64 = 7;
/// The dossier of a fact that speaks of none (E9).
const NO_DOSSIER: DossierId = DossierId(Uuid::nil());

/// The oldest schema that has all that a fact says: readers of that schema, and of
/// every later one, read it.
fn schema_of(fact: &Fact) -> u64 {
    match fact {
        Fact::Dossier(_, event) => schema_of_event(event),
        Fact::Unit(UnitFact::Book(fact)) => {
            let new = matches!(fact.event, register::Event::Reopened(_));
            if new { 5 } else { 3 }
        }
        Fact::Unit(UnitFact::Cash(_)) => 3,
        Fact::Unit(UnitFact::Visit(_)) => 6,
    }
}

fn schema_of_event(event: &Event) -> u64 {
    match event {
        Event::Received(received) => schema_of_reception(received),
        Event::Corrected(_)
        | Event::Settled(_)
        | Event::Resolved
        | Event::Returned(_)
        | Event::Attached(_) => 1,
        Event::Registered(received) => schema_of_reception(received).max(2),
        Event::Moved(moved) => {
            let new = moved.list.is_some() || matches!(moved.what, Move::Uncoded | Move::Waived);
            if new { 3 } else { 2 }
        }
        Event::Drafted(CivilStep::CheckedAs(_)) | Event::Redrafted(_) => 5,
        Event::Drafted(_) | Event::Judged(_) => 3,
        Event::Suspected(_) => 4,
        Event::Printed(_) | Event::NotPrinted(_) => 7,
    }
}

fn schema_of_reception(received: &Received) -> u64 {
    let Received {
        appointment,
        channel,
        delivery,
        service,
        fee,
        ..
    } = received;
    let read_aloud = matches!(service, Some(Service::Signature(it)) if it.read_aloud);
    if read_aloud {
        return 6;
    }
    // Helpers of an act of civil status; those of a signature were there before.
    let helped = |civil: &Civil| civil.interpreter.is_some() || civil.witness.is_some();
    if received.civil().is_some_and(helped) {
        return 5;
    }
    let pinned = |fee: &FeeRecord| fee.rule.is_some() || fee.exemption.is_some();
    if service.is_some() || fee.as_ref().is_some_and(pinned) {
        return 3;
    }
    let plain = appointment.is_none() && *channel == Channel::Direct && delivery.is_none();
    if plain { 1 } else { 2 }
}

/// An event with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Identity of the event.
    pub event_id: EventId,
    /// The unit whose stream it belongs to.
    pub unit: UnitId,
    /// The device that recorded it.
    pub device: DeviceId,
    /// Its place among the device's envelopes, from 1, without gaps.
    pub sequence: u64,
    /// The officer who acted.
    pub officer: OfficerId,
    /// When, comparable across devices.
    pub time: HybridTime,
    /// The device's own clock at that moment: evidence, not order.
    pub clock: Instant,
    /// The last time the server told, if it ever did.
    pub server_seen: Option<Instant>,
    /// Hash of the device's previous envelope.
    pub previous: Hash,
    /// What it says, and of which dossier, if of any.
    pub fact: Fact,
}

/// An envelope with the exact bytes that were recorded, hashed and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What the bytes say.
    pub envelope: Envelope,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Hash of the bytes.
    pub hash: Hash,
}

/// Why bytes are not an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// Larger than [`ENVELOPE_BYTES_MAX`].
    #[error("an envelope of {0} bytes is over the limit of {ENVELOPE_BYTES_MAX}")]
    TooLarge(usize),
    /// Not CBOR of the envelope's shape.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// An envelope format from a later build.
    #[error("envelope version {0} is not known here")]
    UnknownVersion(u64),
    /// An event schema from a later build.
    #[error("event schema {0} is not known here")]
    UnknownSchema(u64),
    /// The event says what readers of the schema that it names do not know (E8).
    #[error("the event needs schema {needed}, and names {named}")]
    SchemaTooOld {
        /// The oldest schema that has all of it.
        needed: u64,
        /// The one that it names.
        named: u64,
    },
    /// Sequence numbers start at 1 and stay below 2^63.
    #[error("a sequence number of {0} is out of range")]
    SequenceOutOfRange(u64),
}

/// The array on the wire (E2).
type Wire = (
    u64,
    EventId,
    UnitId,
    DeviceId,
    u64,
    OfficerId,
    DossierId,
    HybridTime,
    Instant,
    Option<Instant>,
    Hash,
    u64,
    ByteBuf,
);

/// Whose an envelope is, and its sequence number, without reading the rest.
pub(crate) fn author(bytes: &[u8]) -> Result<(DeviceId, u64), CodecError> {
    let mut reader = reader_at(bytes, AUTHOR_AT)?;
    let mut read = || {
        Ok((
            DeviceId::deserialize(&mut reader)?,
            u64::deserialize(&mut reader)?,
        ))
    };
    read().map_err(|error: minicbor_serde::error::DecodeError| {
        CodecError::Malformed(error.to_string())
    })
}

/// The place of the device among an envelope's elements; the sequence number follows.
const AUTHOR_AT: usize = 3;

impl Envelope {
    /// Fixes the bytes.
    ///
    /// # Errors
    /// [`EnvelopeError::TooLarge`] when the event is too large to travel.
    pub fn seal(self) -> Result<Sealed, EnvelopeError> {
        let (dossier, event) = match &self.fact {
            Fact::Dossier(dossier, event) => (*dossier, to_cbor(event)?),
            Fact::Unit(fact) => (NO_DOSSIER, to_cbor(fact)?),
        };
        let event = ByteBuf::from(event);
        let wire = WireRef(
            ENVELOPE_VERSION,
            &self.event_id,
            &self.unit,
            &self.device,
            self.sequence,
            &self.officer,
            &dossier,
            self.time,
            self.clock,
            self.server_seen,
            &self.previous,
            schema_of(&self.fact),
            &event,
        );
        let bytes = to_cbor(&wire)?;
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(EnvelopeError::TooLarge(bytes.len()));
        }
        let hash = Hash::of(&bytes);
        Ok(Sealed {
            envelope: self,
            bytes,
            hash,
        })
    }

    /// The dossier that it speaks of, if of any.
    pub fn dossier(&self) -> Option<DossierId> {
        self.fact.dossier()
    }

    /// The origin, as the domain knows it.
    pub fn origin(&self) -> Origin {
        Origin {
            event: self.event_id,
            officer: self.officer,
            device: self.device,
            time: self.time,
        }
    }
}

impl Sealed {
    /// Reads bytes that someone sealed.
    ///
    /// # Errors
    /// [`EnvelopeError`] says what is wrong with them; nothing is guessed.
    pub fn open(bytes: Vec<u8>) -> Result<Self, EnvelopeError> {
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(EnvelopeError::TooLarge(bytes.len()));
        }
        let version = leading_uint(&bytes)?;
        if version != ENVELOPE_VERSION {
            return Err(EnvelopeError::UnknownVersion(version));
        }
        check(&bytes)?;
        let (
            _,
            event_id,
            unit,
            device,
            sequence,
            officer,
            dossier,
            time,
            clock,
            server_seen,
            previous,
            schema,
            event,
        ): Wire = from_cbor(&bytes)?;
        if !(1..=EVENT_SCHEMA).contains(&schema) {
            return Err(EnvelopeError::UnknownSchema(schema));
        }
        if sequence == 0 || i64::try_from(sequence).is_err() {
            return Err(EnvelopeError::SequenceOutOfRange(sequence));
        }
        check(&event)?;
        let fact = if dossier == NO_DOSSIER {
            Fact::Unit(from_cbor(&event)?)
        } else {
            Fact::Dossier(dossier, from_cbor(&event)?)
        };
        let needed = schema_of(&fact);
        if needed > schema {
            return Err(EnvelopeError::SchemaTooOld {
                needed,
                named: schema,
            });
        }
        let envelope = Envelope {
            event_id,
            unit,
            device,
            sequence,
            officer,
            time,
            clock,
            server_seen,
            previous,
            fact,
        };
        let hash = Hash::of(&bytes);
        Ok(Self {
            envelope,
            bytes,
            hash,
        })
    }

    /// The head of the device's chain after this envelope.
    pub fn head(&self) -> Head {
        Head {
            sequence: self.envelope.sequence,
            hash: self.hash,
        }
    }
}

#[derive(Serialize)]
struct WireRef<'a>(
    u64,
    &'a EventId,
    &'a UnitId,
    &'a DeviceId,
    u64,
    &'a OfficerId,
    &'a DossierId,
    HybridTime,
    Instant,
    Option<Instant>,
    &'a Hash,
    u64,
    &'a ByteBuf,
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::tests::{copies, reception};
    use domain::dossier::{Appointment, Change, Field, Moved, ReturnMethod};
    use domain::instant::Day;
    use domain::register::{BookFact, BookKind, Entered, Entry, LeaseSerial, Number, Subject};
    use uuid::Uuid;

    fn envelope() -> Envelope {
        Envelope {
            event_id: EventId(Uuid::from_u128(1)),
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            sequence: 1,
            officer: OfficerId(Uuid::from_u128(3)),
            time: HybridTime::of(Instant(1_795_366_799_999)),
            clock: Instant(1_795_366_800_123),
            server_seen: None,
            previous: Hash::default(),
            fact: of_dossier(Event::Returned(ReturnMethod::Post)),
        }
    }

    fn of_dossier(event: Event) -> Fact {
        Fact::Dossier(DossierId(Uuid::from_u128(4)), event)
    }

    fn entered() -> UnitFact {
        let subject = Subject {
            dossier: DossierId(Uuid::from_u128(4)),
            document: 1,
        };
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        let entry = Entry {
            requester: "Phàn Mẩy, 008190000001".into(),
            title: "Giấy khai sinh".into(),
            signer: "Giàng A Pao, Phó Chủ tịch".into(),
            copies: 3,
            fee_dong: Some(6_000),
            note: "ghi chú".into(),
            ..Entry::new(subject, day)
        };
        UnitFact::Book(BookFact {
            kind: BookKind("SCT/BS".into()),
            year: 2026,
            event: register::Event::Entered(Box::new(Entered {
                lease: LeaseSerial(2),
                number: Number(41),
                entry,
            })),
        })
    }

    #[test]
    fn e9_a_fact_that_speaks_of_no_dossier_names_the_zero_one() {
        let fact = Envelope {
            fact: Fact::Unit(entered()),
            ..envelope()
        };
        let sealed = fact.seal().unwrap();
        assert_eq!(Sealed::open(sealed.bytes.clone()).unwrap(), sealed);
        assert_eq!(sealed.envelope.dossier(), None);
        // Element 6 alone tells: the same bytes with a dossier's id are another enum.
        let id = NO_DOSSIER.0.as_bytes().as_slice();
        let at = sealed.bytes.windows(16).position(|bytes| bytes == id);
        let mut other = sealed.bytes;
        other[at.unwrap()] = 1;
        assert!(Sealed::open(other).is_err());
    }

    #[test]
    fn e2_an_envelope_reads_what_it_sealed() {
        let sealed = envelope().seal().unwrap();
        assert_eq!(Sealed::open(sealed.bytes.clone()).unwrap(), sealed);
    }

    #[test]
    fn e1_an_unknown_version_is_named_even_when_the_rest_is_foreign() {
        // [9, "from a later build"]
        let bytes = b"\x82\x09\x72from a later build".to_vec();
        assert_eq!(Sealed::open(bytes), Err(EnvelopeError::UnknownVersion(9)));
    }

    #[test]
    fn e3_bytes_after_the_end_are_an_error() {
        let mut bytes = envelope().seal().unwrap().bytes;
        bytes.push(0);
        assert_eq!(
            Sealed::open(bytes),
            Err(EnvelopeError::Codec(CodecError::Trailing(1)))
        );
    }

    #[test]
    fn e4_an_envelope_over_the_limit_is_neither_sealed_nor_opened() {
        let change = Change {
            field: Field::Phone,
            base: String::new(),
            value: "0".repeat(ENVELOPE_BYTES_MAX),
        };
        let large = Envelope {
            fact: of_dossier(Event::Corrected(vec![change])),
            ..envelope()
        };
        assert!(matches!(large.seal(), Err(EnvelopeError::TooLarge(_))));
        let bytes = vec![0; ENVELOPE_BYTES_MAX + 1];
        assert_eq!(
            Sealed::open(bytes),
            Err(EnvelopeError::TooLarge(ENVELOPE_BYTES_MAX + 1))
        );
    }

    #[test]
    fn e2_a_sequence_number_out_of_range_is_refused() {
        for sequence in [0, u64::MAX] {
            let sealed = Envelope {
                sequence,
                ..envelope()
            };
            assert_eq!(
                Sealed::open(sealed.seal().unwrap().bytes),
                Err(EnvelopeError::SequenceOutOfRange(sequence))
            );
        }
    }

    #[test]
    fn e5_an_unknown_event_schema_is_named() {
        let mut bytes = envelope().seal().unwrap().bytes;
        // The schema is the last element but one: 0x01 before the event's byte string.
        let event = to_cbor(&Event::Returned(ReturnMethod::Post)).unwrap();
        let at = bytes.len() - event.len() - 2;
        assert_eq!(bytes[at], 1);
        let next = EVENT_SCHEMA + 1;
        bytes[at] = u8::try_from(next).unwrap();
        assert_eq!(Sealed::open(bytes), Err(EnvelopeError::UnknownSchema(next)));
    }

    #[test]
    fn e8_an_event_that_names_too_old_a_schema_is_refused() {
        let event = Event::Moved(Box::new(Moved::because(Move::TakenOver, "")));
        let written = to_cbor(&event).unwrap();
        let envelope = Envelope {
            fact: of_dossier(event),
            ..envelope()
        };
        let mut bytes = envelope.seal().unwrap().bytes;
        let at = bytes.len() - written.len() - 3;
        assert_eq!(bytes[at], 2);
        bytes[at] = 1;
        let (needed, named) = (2, 1);
        assert_eq!(
            Sealed::open(bytes),
            Err(EnvelopeError::SchemaTooOld { needed, named })
        );
    }

    #[test]
    fn e6_the_bytes_of_version_1_are_frozen() {
        let of_schema_2 = Envelope {
            fact: of_dossier(moved()),
            ..envelope()
        };
        let unit_fact = Envelope {
            fact: Fact::Unit(entered()),
            ..envelope()
        };
        let served = Envelope {
            fact: of_dossier(served()),
            ..envelope()
        };
        for (envelope, frozen) in [
            (envelope(), include_str!("../frozen/envelope-v1.hex")),
            (
                of_schema_2,
                include_str!("../frozen/envelope-v1-schema-2.hex"),
            ),
            (served, include_str!("../frozen/envelope-v1-schema-3.hex")),
            (
                unit_fact,
                include_str!("../frozen/envelope-v1-schema-3-unit.hex"),
            ),
        ] {
            let digits = frozen.trim().as_bytes().chunks(2);
            let digits = digits.map(|pair| str::from_utf8(pair).unwrap());
            let bytes: Vec<_> = digits
                .map(|pair| u8::from_str_radix(pair, 16).unwrap())
                .collect();
            assert_eq!(envelope.seal().unwrap().bytes, bytes);
        }
    }

    #[test]
    fn e8_an_event_names_the_oldest_schema_that_has_it() {
        assert_eq!(schema_of(&envelope().fact), 1);
        assert_eq!(schema_of_event(&moved()), 2);
        assert_eq!(schema_of(&Fact::Unit(entered())), 3);
        let step = |moved| schema_of_event(&Event::Moved(Box::new(moved)));
        assert_eq!(step(Moved::because(Move::Waived, "hộ nghèo")), 3);
        assert_eq!(step(Moved::because(Move::Uncoded, "nhầm hồ sơ")), 3);
        let list = Moved {
            list: Some(Instant(1_795_514_400_000)),
            ..Moved::plainly(Move::TakenOver)
        };
        assert_eq!(step(list), 3);
        let (plain, promised) = (reception(), {
            let mut promised = reception();
            let Event::Received(received) = &mut promised else {
                panic!("a reception");
            };
            received.delivery = Some(ReturnMethod::Post);
            promised
        });
        assert_eq!(
            (schema_of_event(&plain), schema_of_event(&promised)),
            (1, 2)
        );
        assert_eq!(schema_of_event(&served()), 3);
        for event in [plain, promised, moved(), served()] {
            let sealed = Envelope {
                fact: of_dossier(event),
                ..envelope()
            };
            let sealed = sealed.seal().unwrap();
            assert_eq!(Sealed::open(sealed.bytes.clone()).unwrap(), sealed);
        }
    }

    /// A reception with the details of a service.
    fn served() -> Event {
        let mut event = reception();
        let Event::Received(received) = &mut event else {
            panic!("a reception");
        };
        received.service = Some(copies());
        event
    }

    fn moved() -> Event {
        let items = vec!["Giấy xác nhận tình trạng hôn nhân".into()];
        Event::Moved(Box::new(Moved {
            appointment: Some(Appointment {
                at: Instant(1_795_514_400_000),
                limit: Some("3wd".parse().unwrap()),
                longer: None,
                trace: "nhận 15:20 thứ Hai 23/11/2026".into(),
                uncertain: true,
            }),
            ..Moved::because(Move::Asked(items), "thiếu")
        }))
    }
}
