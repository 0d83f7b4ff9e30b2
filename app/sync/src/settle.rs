//! What an answer means for a device's store, without touching it (SPEC §B). The
//! browser's store and the simulator both write down what is planned here.

use crate::chain::Hash;
use crate::envelope::{EnvelopeError, Sealed};
use crate::exchange::{Answer, Held, News, Run};
use crate::ledger::FoldError;
use crate::rebase::apply;
use crate::ruling::{Position, Ruling};
use domain::dossier::{Dossier, Refusal};
use domain::id::{DossierId, EventId};
use std::collections::{BTreeMap, HashMap};
use thiserror::Error;

/// Why news cannot be taken in. The cursor stays before it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NewsError {
    /// The bytes are not an envelope, or one of a later build (B6).
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The server speaks of envelopes of this device that are not at hand.
    #[error("number {0} of this device is not at hand")]
    NotAtHand(u64),
    /// The server has other bytes under these numbers than this device.
    #[error("the server has other bytes up to number {0} of this device")]
    OtherBytes(u64),
    /// The event does not follow from the state that all devices share.
    #[error("{event} does not follow from the confirmed state: {refusal}")]
    DoesNotFollow {
        /// Which event.
        event: EventId,
        /// Why.
        refusal: Refusal,
    },
    /// The same of a fact that is no dossier's.
    #[error("{event} does not follow from the ledger: {error}")]
    NotOfLedger {
        /// Which event.
        event: EventId,
        /// Why.
        error: FoldError,
    },
}

impl NewsError {
    /// Whether a newer build of this program would understand.
    pub fn needs_update(&self) -> bool {
        let later = |error: &EnvelopeError| {
            matches!(
                error,
                EnvelopeError::UnknownVersion(_) | EnvelopeError::UnknownSchema(_)
            )
        };
        matches!(self, Self::Envelope(error) if later(error))
    }
}

/// Sequence numbers of this device that the news of an answer speaks of without
/// bringing the bytes (X4), of those that it `holds`.
pub fn numbers_named(answer: &Answer, holds: Held) -> impl Iterator<Item = u64> {
    answer.news.iter().flat_map(move |item| match item {
        News::Yours(Run { first, count, .. }) => {
            let end = first.saturating_add(*count).min(holds.1.saturating_add(1));
            (*first).max(holds.0)..end
        }
        News::Sealed(_) => 0..0,
    })
}

/// News sorted by what it is about, each in the order of the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// By dossier.
    pub dossiers: BTreeMap<DossierId, Vec<Sealed>>,
    /// What speaks of no dossier, with its position.
    pub unit: Vec<(Position, Sealed)>,
    /// What a newer build is needed for (B6); the answer's news ends before it.
    pub stopped: Option<NewsError>,
}

impl Sorted {
    /// All of it, in no order that means anything.
    pub fn all(&self) -> impl Iterator<Item = &Sealed> {
        let unit = self.unit.iter().map(|(_, sealed)| sealed);
        self.dossiers.values().flatten().chain(unit)
    }

    fn put(&mut self, position: Position, sealed: Sealed) {
        match sealed.envelope.dossier() {
            Some(dossier) => self.dossiers.entry(dossier).or_default().push(sealed),
            None => self.unit.push((position, sealed)),
        }
    }
}

/// Sorts the news of an answer. `own` are this device's envelopes: those sent, and
/// those that the news names. What is of a later build is taken out of the answer with
/// all that follows it, so that the cursor stays before it (B6).
///
/// # Errors
/// [`NewsError`] when an item is of no build; nothing of the answer is applied then.
pub fn sort_news<'a>(
    answer: &mut Answer,
    own: impl IntoIterator<Item = &'a Sealed>,
) -> Result<Sorted, NewsError> {
    let mut news = Sorted::default();
    let mut at_hand = HashMap::new();
    for sealed in own {
        // A dossier whose event was refused has no news, and changes all the same.
        if let Some(dossier) = sealed.envelope.dossier() {
            news.dossiers.entry(dossier).or_default();
        }
        at_hand.insert(sealed.envelope.sequence, sealed);
    }
    let mut position = answer.after;
    let mut readable = answer.news.len();
    for (item, place) in answer.news.iter().zip(0..) {
        match item {
            News::Sealed(bytes) => match Sealed::open(bytes.clone()).map_err(NewsError::from) {
                Ok(sealed) => {
                    position = position.saturating_add(1);
                    news.put(position, sealed);
                }
                Err(error) if error.needs_update() => {
                    news.stopped = Some(error);
                    readable = place;
                    break;
                }
                Err(error) => return Err(error),
            },
            News::Yours(Run { first, count, last }) => {
                let mut hash = None;
                for sequence in *first..first.saturating_add(*count) {
                    let sealed = at_hand.get(&sequence);
                    let sealed = *sealed.ok_or(NewsError::NotAtHand(sequence))?;
                    hash = Some((sequence, sealed.hash));
                    position = position.saturating_add(1);
                    news.put(position, sealed.clone());
                }
                // Each names the hash of the one before it, so the last one's says all.
                if let Some((sequence, hash)) = hash
                    && hash != *last
                {
                    return Err(NewsError::OtherBytes(sequence));
                }
            }
        }
    }
    answer.news.truncate(readable);
    Ok(news)
}

/// Folds news into a dossier's confirmed state.
///
/// # Errors
/// [`NewsError::DoesNotFollow`]: the server admitted it by the same rule on the
/// same state, so the store is damaged or the builds differ.
pub fn fold(confirmed: Option<Dossier>, news: &[Sealed]) -> Result<Option<Dossier>, NewsError> {
    news.iter().try_fold(confirmed, |state, sealed| {
        apply(state.as_ref(), sealed)
            .map(Some)
            .map_err(|refusal| NewsError::DoesNotFollow {
                event: sealed.envelope.event_id,
                refusal,
            })
    })
}

/// What becomes of one row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The server has it, and so has the confirmed state: the row goes (R2).
    Received,
    /// A person must look: the row moves, whole (R3).
    Attention(Ruling),
    /// It stays, with the server's word when there was one. What the server has and the
    /// news does not reach yet stays too, or the screen would lose it meanwhile.
    Waiting(Option<Ruling>),
}

/// The server's word on rows of the outbox, each for the very bytes that it has.
#[derive(Debug)]
pub struct Word<'a> {
    rulings: HashMap<EventId, (Hash, &'a Ruling)>,
    in_news: HashMap<EventId, Hash>,
    reaches: Position,
}

impl<'a> Word<'a> {
    /// What an answer says of the envelopes that its request carried, and of those that
    /// its news brings: a courier was faster, or an earlier answer was lost (R2).
    pub fn of<'b>(
        answer: &'a Answer,
        sent: &[Sealed],
        news: impl IntoIterator<Item = &'b Sealed>,
    ) -> Self {
        let sent = sent.iter().zip(&answer.rulings);
        Self {
            rulings: sent
                .map(|(sealed, ruling)| (sealed.envelope.event_id, (sealed.hash, ruling)))
                .collect(),
            in_news: news
                .into_iter()
                .map(|sealed| (sealed.envelope.event_id, sealed.hash))
                .collect(),
            reaches: answer.reaches(),
        }
    }

    /// What becomes of a row.
    pub fn settle(&self, row: &Sealed) -> Settlement {
        let event = row.envelope.event_id;
        if self.in_news.get(&event) == Some(&row.hash) {
            return Settlement::Received;
        }
        let ruling = self.rulings.get(&event);
        match ruling.filter(|(hash, _)| *hash == row.hash) {
            Some((_, ruling)) if ruling.position().is_some_and(|at| at <= self.reaches) => {
                Settlement::Received
            }
            Some((_, ruling)) if ruling.needs_attention() => {
                Settlement::Attention((*ruling).clone())
            }
            word => Settlement::Waiting(word.map(|(_, ruling)| (*ruling).clone())),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::envelope::Envelope;
    use crate::rebase::rebase;
    use crate::ruling::{Missing, QuarantineReason};
    use domain::dossier::{
        Applicant, Change, DeviceTag, Event, Field, LocalCode, ProcedurePin, Reception,
    };
    use domain::fact::Fact;
    use domain::hybrid::HybridTime;
    use domain::id::{DeviceId, OfficerId, UnitId};
    use domain::instant::{Day, Instant};
    use domain::service::{Copies, Original, Service, Signer};
    use uuid::Uuid;

    /// A dossier as its reception leaves it; the fourth is that of [`sealed`].
    pub(crate) fn received(number: u128) -> Dossier {
        let mut sealed = sealed(1, reception());
        sealed.envelope.fact = Fact::Dossier(DossierId(Uuid::from_u128(number)), reception());
        apply(None, &sealed).unwrap()
    }

    pub(crate) fn reception() -> Event {
        let applicant = Applicant {
            name: "Phàn Mẩy".into(),
            ..Applicant::default()
        };
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        let procedure = ProcedurePin {
            code: "2.000815".into(),
            name: "Chứng thực bản sao từ bản chính".into(),
            effective_from: None,
        };
        let code = LocalCode::new(&UnitId("H15.50".into()), day, &DeviceTag("A".into()), 1);
        let received = Reception::new(procedure, applicant).with_code(code);
        Event::Received(Box::new(received))
    }

    /// The details of a service.
    pub(crate) fn copies() -> Service {
        Service::Copies(Copies {
            originals: vec![Original {
                title: "Bằng tốt nghiệp trung học phổ thông".into(),
                issuer: "Sở Giáo dục và Đào tạo".into(),
                number: "B 123456".into(),
                pages: 2,
                copies: 3,
            }],
            ruled_out: vec!["altered".into()],
            signer: Some(Signer {
                name: "Vàng A Sính".into(),
                position: "Phó Chủ tịch".into(),
            }),
        })
    }

    pub(crate) fn sealed(number: u128, event: Event) -> Sealed {
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(number)),
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            sequence: 1,
            officer: OfficerId(Uuid::from_u128(3)),
            time: HybridTime(0),
            clock: Instant(0),
            server_seen: None,
            previous: Hash::default(),
            fact: Fact::Dossier(DossierId(Uuid::from_u128(4)), event),
        };
        envelope.seal().unwrap()
    }

    fn answer(rulings: Vec<Ruling>, news: Vec<News>) -> Answer {
        let (request, now) = (Hash::default(), Instant(0));
        Answer {
            request,
            now,
            rulings,
            carried: None,
            after: 0,
            news,
            head: 0,
            catalogue: None,
        }
    }

    #[test]
    fn r2_only_a_word_on_these_bytes_lets_a_row_go() {
        let row = sealed(1, Event::Resolved);
        let accepted = Answer {
            after: 1,
            ..answer(vec![Ruling::Duplicate { position: 1 }], vec![])
        };
        let settled = |sent: &[Sealed]| Word::of(&accepted, sent, []).settle(&row);
        assert_eq!(settled(core::slice::from_ref(&row)), Settlement::Received);
        assert_eq!(settled(&[]), Settlement::Waiting(None), "it was not sent");
        let other = sealed(1, Event::Returned(domain::dossier::ReturnMethod::Post));
        assert_eq!(settled(&[other]), Settlement::Waiting(None), "other bytes");
    }

    #[test]
    fn r2_what_the_news_does_not_reach_yet_stays_with_the_servers_word() {
        let row = sealed(1, Event::Resolved);
        let ruling = Ruling::Accepted { position: 1 };
        let accepted = answer(vec![ruling.clone()], vec![]);
        let word = Word::of(&accepted, core::slice::from_ref(&row), []);
        assert_eq!(word.settle(&row), Settlement::Waiting(Some(ruling)));
    }

    #[test]
    fn r2_a_row_that_a_courier_brought_goes_when_the_news_shows_its_bytes() {
        let row = sealed(1, Event::Resolved);
        let nothing = answer(vec![], vec![]);
        let settled = |news: &Sealed| Word::of(&nothing, &[], [news]).settle(&row);
        assert_eq!(settled(&row), Settlement::Received);
        let other = sealed(1, Event::Returned(domain::dossier::ReturnMethod::Post));
        assert_eq!(settled(&other), Settlement::Waiting(None));
    }

    #[test]
    fn r3_refused_and_quarantined_move_and_held_stays() {
        let row = sealed(1, Event::Resolved);
        let settled = |ruling: Ruling| {
            let answer = answer(vec![ruling], vec![]);
            Word::of(&answer, core::slice::from_ref(&row), []).settle(&row)
        };
        let quarantined = Ruling::Quarantined {
            reason: QuarantineReason::BrokenChain,
        };
        assert_eq!(
            settled(quarantined.clone()),
            Settlement::Attention(quarantined)
        );
        let held = Ruling::Held {
            missing: Missing::Sequence(1),
        };
        assert_eq!(settled(held.clone()), Settlement::Waiting(Some(held)));
    }

    #[test]
    fn x4_a_run_stands_for_the_bytes_that_its_last_hash_vouches_for() {
        let row = sealed(1, Event::Resolved);
        let read = |first, last| {
            let run = News::Yours(Run {
                first,
                count: 1,
                last,
            });
            sort_news(&mut answer(vec![], vec![run]), [&row])
        };
        let news = read(1, row.hash).unwrap().dossiers;
        assert_eq!(
            news[&row.envelope.dossier().unwrap()],
            core::slice::from_ref(&row)
        );
        assert_eq!(
            read(1, Hash::of(b"another past")),
            Err(NewsError::OtherBytes(1))
        );
        assert_eq!(read(2, row.hash), Err(NewsError::NotAtHand(2)));
        let endless = Run {
            first: 7,
            count: u64::MAX,
            last: row.hash,
        };
        let named = answer(vec![], vec![News::Yours(endless)]);
        assert!(numbers_named(&named, Held(1, 9)).eq(7..=9));
    }

    #[test]
    fn b3_a_pending_event_that_no_longer_follows_is_counted_not_lost() {
        let view = rebase(None, [&sealed(1, Event::Resolved)]);
        assert_eq!((view.dossier, view.unfit), (None, 1));
    }

    #[test]
    fn b6_news_from_a_later_build_stops_the_cursor_before_it_and_nothing_else() {
        let (early, late) = (sealed(1, reception()), sealed(2, Event::Resolved));
        let later = News::Sealed(b"\x82\x09\x78\x20................................".to_vec());
        let news = |sealed: &Sealed| News::Sealed(sealed.bytes.clone());
        let rulings = vec![Ruling::Accepted { position: 3 }];
        let mut answer = answer(rulings.clone(), vec![news(&early), later, news(&late)]);
        let read = sort_news(&mut answer, []).unwrap();
        assert!(read.stopped.unwrap().needs_update());
        assert_eq!(answer.reaches(), 1, "the cursor stays before it");
        let dossier = early.envelope.dossier().unwrap();
        assert_eq!(read.dossiers, BTreeMap::from([(dossier, vec![early])]));
        let word = Word::of(&answer, core::slice::from_ref(&late), []);
        let kept = Settlement::Waiting(rulings.into_iter().next());
        assert_eq!(word.settle(&late), kept, "the screen goes on showing it");
    }

    #[test]
    fn b6_bytes_of_no_build_are_no_reason_for_an_update() {
        let broken = News::Sealed(vec![0xff]);
        let error = sort_news(&mut answer(vec![], vec![broken]), []).unwrap_err();
        assert!(!error.needs_update(), "{error}");
        let change = Change {
            field: Field::Phone,
            base: String::new(),
            value: "1".into(),
        };
        let lost = sealed(7, Event::Corrected(vec![change]));
        let error = fold(None, &[lost]).unwrap_err();
        assert!(!error.needs_update(), "{error}");
    }
}
