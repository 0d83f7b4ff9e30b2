//! What an answer means for a device's store, without touching it (SPEC §B). The
//! browser's store and the simulator both write down what is planned here.

use crate::chain::Hash;
use crate::envelope::{EnvelopeError, Sealed};
use crate::exchange::{Answer, News};
use crate::rebase::apply;
use crate::ruling::{Receipt, Ruling};
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
    /// The server speaks of an envelope that this request did not carry.
    #[error("{0} was not in this request")]
    NotSent(EventId),
    /// The event does not follow from the state that all devices share.
    #[error("{event} does not follow from the confirmed state: {refusal}")]
    DoesNotFollow {
        /// Which event.
        event: EventId,
        /// Why.
        refusal: Refusal,
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

/// The news, by dossier, each in the order of the stream.
///
/// # Errors
/// [`NewsError`] when an item cannot be read; nothing of the answer is applied then.
pub fn news_by_dossier(
    answer: &Answer,
    sent: &[Sealed],
) -> Result<BTreeMap<DossierId, Vec<Sealed>>, NewsError> {
    let by_id: HashMap<EventId, &Sealed> = sent
        .iter()
        .map(|sealed| (sealed.envelope.event_id, sealed))
        .collect();
    let mut news: BTreeMap<DossierId, Vec<Sealed>> = BTreeMap::new();
    // A dossier whose event was refused has no news, and changes all the same.
    for sealed in sent {
        news.entry(sealed.envelope.dossier).or_default();
    }
    for item in &answer.news {
        let sealed = match item {
            News::Sealed(bytes) => Sealed::open(bytes.clone())?,
            News::Yours(event) => by_id
                .get(event)
                .map(|sealed| (*sealed).clone())
                .ok_or(NewsError::NotSent(*event))?,
        };
        news.entry(sealed.envelope.dossier)
            .or_default()
            .push(sealed);
    }
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
    /// The server has it: the row goes (R2).
    Received,
    /// A person must look: the row moves, whole (R3).
    Attention(Ruling),
    /// It stays, with the server's word when there was one.
    Waiting(Option<Ruling>),
}

/// Settles rows of the outbox by receipts, each for the very bytes that were sent.
#[derive(Debug)]
pub struct Receipts<'a> {
    by_event: HashMap<EventId, &'a Receipt>,
    sent: HashMap<EventId, Hash>,
    in_news: HashMap<EventId, Hash>,
}

impl<'a> Receipts<'a> {
    /// The receipts of an answer to the request that carried `sent`.
    pub fn of(answer: &'a Answer, sent: &[Sealed]) -> Self {
        let by_event = answer
            .receipts
            .iter()
            .map(|receipt| (receipt.event, receipt))
            .collect();
        let sent = sent
            .iter()
            .map(|sealed| (sealed.envelope.event_id, sealed.hash))
            .collect();
        Self {
            by_event,
            sent,
            in_news: HashMap::new(),
        }
    }

    /// Also counts what the news brought: a courier was faster (R2).
    #[must_use]
    pub fn and_news<'b>(mut self, news: impl IntoIterator<Item = &'b Sealed>) -> Self {
        let brought = |sealed: &Sealed| (sealed.envelope.event_id, sealed.hash);
        self.in_news.extend(news.into_iter().map(brought));
        self
    }

    /// What becomes of a row.
    pub fn settle(&self, row: &Sealed) -> Settlement {
        let event = row.envelope.event_id;
        if self.in_news.get(&event) == Some(&row.hash) {
            return Settlement::Received;
        }
        let was_sent = self.sent.get(&event) == Some(&row.hash);
        let receipt = self
            .by_event
            .get(&event)
            .filter(|receipt| was_sent && receipt.hash == row.hash);
        match receipt.map(|receipt| &receipt.ruling) {
            Some(ruling) if ruling.is_received() => Settlement::Received,
            Some(ruling) if ruling.needs_attention() => Settlement::Attention(ruling.clone()),
            word => Settlement::Waiting(word.cloned()),
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
    use domain::hybrid::HybridTime;
    use domain::id::{DeviceId, OfficerId, UnitId};
    use domain::instant::{Day, Instant};
    use uuid::Uuid;

    /// A dossier as its reception leaves it; the fourth is that of [`sealed`].
    pub(crate) fn received(number: u128) -> Dossier {
        let mut sealed = sealed(1, reception());
        sealed.envelope.dossier = DossierId(Uuid::from_u128(number));
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

    pub(crate) fn sealed(number: u128, event: Event) -> Sealed {
        let envelope = Envelope {
            event_id: EventId(Uuid::from_u128(number)),
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            sequence: 1,
            officer: OfficerId(Uuid::from_u128(3)),
            dossier: DossierId(Uuid::from_u128(4)),
            time: HybridTime(0),
            clock: Instant(0),
            server_seen: None,
            previous: Hash::default(),
            event,
        };
        envelope.seal().unwrap()
    }

    fn answer(receipts: Vec<Receipt>, news: Vec<News>) -> Answer {
        let (request, now) = (Hash::default(), Instant(0));
        Answer {
            request,
            now,
            receipts,
            carried: None,
            after: 0,
            news,
            head: 0,
            catalogue: None,
        }
    }

    fn receipt(sealed: &Sealed, ruling: Ruling) -> Receipt {
        Receipt {
            event: sealed.envelope.event_id,
            hash: sealed.hash,
            ruling,
        }
    }

    #[test]
    fn r2_only_a_receipt_for_these_bytes_lets_a_row_go() {
        let row = sealed(1, Event::Resolved);
        let accepted = Ruling::Accepted { position: 1 };
        let for_row = answer(vec![receipt(&row, accepted.clone())], vec![]);
        let sent = [row.clone()];
        assert_eq!(
            Receipts::of(&for_row, &sent).settle(&row),
            Settlement::Received
        );
        assert_eq!(
            Receipts::of(&for_row, &[]).settle(&row),
            Settlement::Waiting(None)
        );
        let other = Receipt {
            hash: Hash::of(b"other"),
            ..receipt(&row, accepted)
        };
        let for_other = answer(vec![other], vec![]);
        assert_eq!(
            Receipts::of(&for_other, &sent).settle(&row),
            Settlement::Waiting(None)
        );
    }

    #[test]
    fn r2_a_row_that_a_courier_brought_goes_when_the_news_shows_its_bytes() {
        let row = sealed(1, Event::Resolved);
        let nothing = answer(vec![], vec![]);
        let settled = |news: &Sealed| Receipts::of(&nothing, &[]).and_news([news]).settle(&row);
        assert_eq!(settled(&row), Settlement::Received);
        let other = sealed(1, Event::Returned(domain::dossier::ReturnMethod::Post));
        assert_eq!(settled(&other), Settlement::Waiting(None));
    }

    #[test]
    fn r3_refused_and_quarantined_move_and_held_stays() {
        let row = sealed(1, Event::Resolved);
        let sent = [row.clone()];
        let settled = |ruling: Ruling| {
            Receipts::of(&answer(vec![receipt(&row, ruling)], vec![]), &sent).settle(&row)
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
    fn b3_a_pending_event_that_no_longer_follows_is_counted_not_lost() {
        let view = rebase(None, [&sealed(1, Event::Resolved)]);
        assert_eq!((view.dossier, view.unfit), (None, 1));
    }

    #[test]
    fn b6_news_from_a_later_build_asks_for_an_update() {
        let later = News::Sealed(b"\x82\x09\x78\x20................................".to_vec());
        let error = news_by_dossier(&answer(vec![], vec![later]), &[]).unwrap_err();
        assert!(error.needs_update(), "{error}");
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
