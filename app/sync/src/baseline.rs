//! First sync: the state of a unit's dossiers at one position, in chunks (SPEC §P).

use crate::chain::Hash;
use crate::codec::{CodecError, from_cbor, leading_uint, to_cbor};
use crate::envelope::Sealed;
use crate::ruling::Position;
use crate::settle::{NewsError, fold};
use domain::dossier::{Dossier, STATE_VERSION};
use domain::id::UnitId;
use domain::instant::Instant;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use thiserror::Error;

/// The format of the list of chunks (P2).
pub const BASELINE_VERSION: u64 = 1;
/// What the server's signature covers besides the payload (S2).
pub const BASELINE_CONTEXT: &str = "khongcho/baseline";

/// The state of a unit's dossiers at one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The unit.
    pub unit: UnitId,
    /// Which form the dossiers have ([`STATE_VERSION`]).
    pub state: u64,
    /// The server's clock when it gave the list (T2).
    pub now: Instant,
    /// What follows this position is not in it.
    pub at: Position,
    /// Hash of the envelope there.
    pub seen: Hash,
    /// The chunks, in the order in which they are useful (P3).
    pub chunks: Vec<Chunk>,
}

/// A chunk: dossiers as one value that never changes, named by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "ChunkWire", from = "ChunkWire")]
pub struct Chunk {
    /// Hash of its bytes, unpacked.
    pub hash: Hash,
    /// How many bytes it has, packed.
    pub size_bytes: u64,
    /// How many dossiers are in it.
    pub dossiers: u32,
    /// Its dossiers were not returned yet when it was made.
    pub open: bool,
    /// Places in it that no longer count: a newer chunk has the dossier (P4).
    pub dead: Vec<u32>,
}

type ChunkWire = (Hash, u64, u32, bool, Vec<u32>);
type BaselineWire = (u64, u64, UnitId, Instant, Position, Hash, Vec<Chunk>);

/// Why bytes are not a baseline or a chunk of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BaselineError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A later list, or dossiers of another form: the stream itself is to be read.
    #[error("a baseline of version {0} is not known here")]
    UnknownVersion(u64),
    /// Other bytes than were named.
    #[error("the chunk is not the one that was named")]
    OtherBytes,
}

impl From<Chunk> for ChunkWire {
    fn from(chunk: Chunk) -> Self {
        let Chunk {
            hash,
            size_bytes,
            dossiers,
            open,
            dead,
        } = chunk;
        (hash, size_bytes, dossiers, open, dead)
    }
}

impl From<ChunkWire> for Chunk {
    fn from((hash, size_bytes, dossiers, open, dead): ChunkWire) -> Self {
        Self {
            hash,
            size_bytes,
            dossiers,
            open,
            dead,
        }
    }
}

impl Baseline {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        let Self {
            unit,
            state,
            now,
            at,
            seen,
            chunks,
        } = self;
        to_cbor(&(BASELINE_VERSION, state, unit, now, at, seen, chunks))
    }

    /// Reads a payload whose dossiers this build understands.
    ///
    /// # Errors
    /// [`BaselineError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BaselineError> {
        let version = leading_uint(bytes)?;
        if version != BASELINE_VERSION {
            return Err(BaselineError::UnknownVersion(version));
        }
        let (_, state, unit, now, at, seen, chunks): BaselineWire = from_cbor(bytes)?;
        if state != STATE_VERSION {
            return Err(BaselineError::UnknownVersion(state));
        }
        Ok(Self {
            unit,
            state,
            now,
            at,
            seen,
            chunks,
        })
    }
}

impl Chunk {
    /// The bytes of a chunk, unpacked (P1).
    ///
    /// # Errors
    /// [`CodecError`], which dossiers never provoke.
    pub fn pack(dossiers: &[Dossier]) -> Result<Vec<u8>, CodecError> {
        to_cbor(&dossiers)
    }

    /// The dossiers that count, from the bytes that this chunk names (P4, P6).
    ///
    /// # Errors
    /// [`BaselineError::OtherBytes`] when they are others.
    pub fn open(&self, bytes: &[u8]) -> Result<Vec<Dossier>, BaselineError> {
        if Hash::of(bytes) != self.hash {
            return Err(BaselineError::OtherBytes);
        }
        let dossiers: Vec<Dossier> = from_cbor(bytes)?;
        if self.dead.is_empty() {
            return Ok(dossiers);
        }
        let dead: HashSet<u32> = self.dead.iter().copied().collect();
        let alive = dossiers.into_iter().zip(0_u32..);
        Ok(alive
            .filter(|(_, place)| !dead.contains(place))
            .map(|(dossier, _)| dossier)
            .collect())
    }
}

/// A dossier on a device that may not have its beginning: what is confirmed, or
/// what is known to follow a state that is still to come (P7).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The confirmed state.
    pub confirmed: Option<Dossier>,
    /// News of a dossier whose state is elsewhere, in the order of the stream.
    pub parked: Vec<Sealed>,
}

impl Known {
    /// Takes in news. `elsewhere` says that a dossier which is not here may be in a
    /// chunk to come, or was put away (P10).
    ///
    /// # Errors
    /// [`NewsError`] when it does not follow from a state that is here.
    pub fn hears(mut self, news: &[Sealed], elsewhere: bool) -> Result<Self, NewsError> {
        let begins = |sealed: &Sealed| sealed.envelope.fact.opening().is_some();
        let missing = self.confirmed.is_none() && !news.first().is_none_or(begins);
        if !self.parked.is_empty() || (elsewhere && missing) {
            self.parked.extend_from_slice(news);
        } else {
            self.confirmed = fold(self.confirmed, news)?;
        }
        Ok(self)
    }

    /// The state that was elsewhere has come: what was parked goes on top of it.
    ///
    /// # Errors
    /// [`NewsError`] when it does not follow.
    pub fn arrives(state: Dossier, parked: &[Sealed]) -> Result<Self, NewsError> {
        Ok(Self {
            confirmed: fold(Some(state), parked)?,
            parked: vec![],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::tests::{copies, received, sealed};
    use domain::civil::{Act, Civil, Death, Likeness, PartialDate, Person, Suspicion};
    use domain::dossier::{
        Appointment, Attachment, Change, ContentHash, Event, Field, Happening, MediaType, Move,
        Moved, ReturnMethod, TimelineEntry,
    };
    use domain::hybrid::HybridTime;
    use domain::id::{DeviceId, DossierId, EventId, OfficerId};
    use domain::instant::Instant;
    use domain::officer::Origin;
    use domain::print::{Form, Paper, Printout};
    use domain::service::Service;
    use uuid::Uuid;

    fn baseline() -> Baseline {
        let chunk = Chunk {
            hash: Hash::of(b"chunk"),
            size_bytes: 100,
            dossiers: 3,
            open: true,
            dead: vec![1],
        };
        Baseline {
            unit: UnitId("H15.50".into()),
            state: STATE_VERSION,
            now: Instant(1_795_366_799_999),
            at: 41,
            seen: Hash::of(b"the 41st"),
            chunks: vec![chunk],
        }
    }

    #[test]
    fn p2_a_baseline_reads_what_it_wrote_and_names_what_it_does_not_know() {
        let bytes = baseline().to_bytes().unwrap();
        assert_eq!(Baseline::from_bytes(&bytes), Ok(baseline()));
        let later = to_cbor(&(9_u64, "later")).unwrap();
        let unknown = |version| Err(BaselineError::UnknownVersion(version));
        assert_eq!(Baseline::from_bytes(&later), unknown(9));
        let other_state = Baseline {
            state: 77,
            ..baseline()
        };
        let bytes = other_state.to_bytes().unwrap();
        assert_eq!(Baseline::from_bytes(&bytes), unknown(77));
    }

    #[test]
    fn p4_p6_a_chunk_gives_the_dossiers_that_count_and_only_its_own_bytes() {
        let dossiers: Vec<_> = (1..=3).map(received).collect();
        let bytes = Chunk::pack(&dossiers).unwrap();
        let chunk = Chunk {
            hash: Hash::of(&bytes),
            size_bytes: 0,
            dossiers: 3,
            open: true,
            dead: vec![1],
        };
        let alive = chunk.open(&bytes).unwrap();
        assert_eq!(alive, [dossiers[0].clone(), dossiers[2].clone()]);
        let mut other = bytes;
        *other.last_mut().unwrap() ^= 1;
        assert_eq!(chunk.open(&other), Err(BaselineError::OtherBytes));
    }

    #[test]
    fn p7_news_of_a_dossier_that_is_to_come_waits_and_goes_on_top() {
        let resolved = sealed(9, Event::Resolved);
        let state = received(4);
        let known = Known::default().hears(core::slice::from_ref(&resolved), true);
        let known = known.unwrap();
        assert_eq!((&known.confirmed, known.parked.len()), (&None, 1));
        let arrived = Known::arrives(state.clone(), &known.parked).unwrap();
        let here = Known {
            confirmed: Some(state),
            parked: vec![],
        };
        assert_eq!(
            Ok(arrived),
            here.hears(core::slice::from_ref(&resolved), true)
        );
        // Nothing is to come: the store is damaged, and says so.
        assert!(Known::default().hears(&[resolved], false).is_err());
    }

    /// A dossier with something in every field.
    fn full() -> Dossier {
        let change = |field, base: &str, value: &str| Change {
            field,
            base: base.into(),
            value: value.into(),
        };
        let attachment = Attachment {
            hash: ContentHash([7; 32]),
            kind: MediaType::Webp,
            size_bytes: 300_000,
            name: "Giấy khai sinh".into(),
        };
        let events = [
            Event::Corrected(vec![
                change(Field::Phone, "", "0912345678"),
                change(Field::Name, "Phàn Mẩy", "Phàn Thị Mẩy"),
            ]),
            Event::Corrected(vec![change(Field::Name, "Phàn Mẩy", "Phàn Mảy")]),
            Event::Attached(vec![attachment]),
            step(Moved::plainly(Move::TakenOver)),
            step(Moved::because(Move::Asked(vec!["Tờ khai".into()]), "thiếu")),
            step(Moved {
                appointment: Some(Appointment {
                    at: Instant(1_795_514_400_000),
                    limit: Some("3wd".parse().unwrap()),
                    longer: Some("8wd".parse().unwrap()),
                    trace: "nhận 15:20 thứ Hai 23/11/2026".into(),
                    uncertain: true,
                }),
                ..Moved::plainly(Move::Supplemented)
            }),
            step(Moved::plainly(Move::Paid(8_000))),
            step(Moved::plainly(Move::Coded("H15.50-261123-0001".into()))),
            Event::Resolved,
            Event::Returned(ReturnMethod::Post),
        ];
        let news: Vec<_> = (2..)
            .zip(events)
            .map(|(number, event)| sealed(number, event))
            .collect();
        fold(Some(received(4)), &news).unwrap().unwrap()
    }

    fn step(moved: Moved) -> Event {
        Event::Moved(Box::new(moved))
    }

    /// What state 4 has beside: a case that the server opened.
    fn in_case() -> Dossier {
        let mut dossier = served();
        let suspicion = Suspicion {
            earlier: DossierId(Uuid::from_u128(9)),
            by: Likeness::NameAndBirth,
        };
        let (event, officer) = (EventId(Uuid::from_u128(12)), OfficerId::NOBODY);
        let device = DeviceId(Uuid::max());
        let time = HybridTime::of(Instant(1_795_366_799_999));
        dossier.suspected.push(suspicion);
        dossier.timeline.push(TimelineEntry {
            origin: Origin {
                event,
                officer,
                device,
                time,
            },
            what: Happening::Suspected(suspicion),
        });
        dossier
    }

    /// What state 5 has beside: an act that was put right.
    fn redrafted() -> Dossier {
        let mut dossier = in_case();
        let death = |name: &str| {
            let dead = Person {
                name: name.into(),
                born: PartialDate::year(1950),
                ..Person::default()
            };
            Civil::new(Act::Death(Death {
                dead,
                ..Death::default()
            }))
        };
        dossier.received.service = Some(Service::Civil(Box::new(death("Vừ A Phử"))));
        let before = Box::new(death("Vừ A Phừ"));
        let last = dossier.timeline.last().unwrap();
        dossier.timeline.push(TimelineEntry {
            origin: last.origin,
            what: Happening::Redrafted(before),
        });
        dossier
    }

    fn served() -> Dossier {
        let mut dossier = full();
        dossier.received.service = Some(copies());
        dossier
    }

    /// What state 6 has beside: prints.
    fn printed() -> Dossier {
        let mut dossier = redrafted();
        let origin = dossier.timeline.last().unwrap().origin;
        let printout = Printout {
            form: Form::Slip,
            copies: 2,
            paper: Paper::A5,
        };
        for what in [
            Happening::Printed(printout),
            Happening::NotPrinted(Form::Slip),
        ] {
            dossier.timeline.push(TimelineEntry { origin, what });
        }
        dossier
    }

    /// Whoever changes the form raises [`STATE_VERSION`] and freezes another sample.
    #[test]
    fn p1_the_form_of_state_6_is_frozen() {
        let dossier = printed();
        assert_eq!(dossier.conflicts.len(), 1);
        assert_eq!(dossier.pauses.len(), 1);
        let frozen = frozen(include_str!("../frozen/state-6.hex"));
        let packed = Chunk::pack(core::slice::from_ref(&dossier)).unwrap();
        assert_eq!(packed, frozen);
        let read: Vec<Dossier> = from_cbor(&frozen).unwrap();
        assert_eq!((read, STATE_VERSION), (vec![dossier], 6));
    }

    /// A device keeps dossiers in the form that they had when they came.
    #[test]
    fn p1_the_form_of_state_5_is_still_read() {
        let frozen = frozen(include_str!("../frozen/state-5.hex"));
        let read: Vec<Dossier> = from_cbor(&frozen).unwrap();
        assert_eq!(read, [redrafted()]);
    }

    /// A device keeps dossiers in the form that they had when they came.
    #[test]
    fn p1_the_form_of_state_4_is_still_read() {
        let frozen = frozen(include_str!("../frozen/state-4.hex"));
        let read: Vec<Dossier> = from_cbor(&frozen).unwrap();
        assert_eq!(read, [in_case()]);
    }

    /// A device keeps dossiers in the form that they had when they came.
    #[test]
    fn p1_the_form_of_state_3_is_still_read() {
        let frozen = frozen(include_str!("../frozen/state-3.hex"));
        let read: Vec<Dossier> = from_cbor(&frozen).unwrap();
        assert_eq!(read, [served()]);
    }

    /// A device keeps dossiers in the form that they had when they came.
    #[test]
    fn p1_the_form_of_state_2_is_still_read() {
        let frozen = frozen(include_str!("../frozen/state-2.hex"));
        let read: Vec<Dossier> = from_cbor(&frozen).unwrap();
        assert_eq!(read, [full()]);
    }

    fn frozen(hex: &str) -> Vec<u8> {
        let pairs = hex.trim().as_bytes().chunks(2);
        let pairs = pairs.map(|pair| str::from_utf8(pair).unwrap());
        pairs
            .map(|pair| u8::from_str_radix(pair, 16).unwrap())
            .collect()
    }
}
