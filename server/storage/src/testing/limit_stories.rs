//! The contract's stories about limits and about what is given once.

use super::contract::Told;
use super::pen::{Pen, dossier, received};
use crate::exchange::{ExchangeError, Outcome};
use crate::records::NewsLimit;
use crate::transaction::{Access, Storage};
use domain::dossier::{DeviceTag, Event, LocalCode, Paper, Refusal};
use domain::id::{EventId, UnitId};
use domain::instant::Day;
use std::sync::Arc;
use sync::envelope::{Envelope, Sealed};
use sync::limits::{NEWS_BYTES_MAX, QUARANTINED_PER_DEVICE_MAX};
use sync::ruling::{RefusalReason, Ruling};
use uuid::Uuid;

/// So long is the name of one of its papers.
const NAME_BYTES: usize = 5_000;

/// Text of a large envelope: a few dozen of them are more than an answer carries.
const LARGE: usize = 60_000;

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

fn code(number: u32) -> LocalCode {
    let day = Day::from_ymd(2026, 11, 22).unwrap_or_else(|| unreachable!("a day"));
    LocalCode::new(&unit(), day, &DeviceTag("A".into()), number)
}

fn last(outcome: &Outcome) -> Option<Ruling> {
    outcome.rulings.last().cloned()
}

/// News stops at either limit, and never in the middle of an envelope.
pub async fn l4_news_keeps_both_limits(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let mut all = vec![];
    for number in 1..=4 {
        all.push(pen.receive(number).await?);
    }
    pen.send(0, &all.iter().collect::<Vec<_>>()).await?;
    let sizes: Vec<_> = all
        .iter()
        .map(|sealed: &Sealed| sealed.bytes.len())
        .collect();
    let size = |after, count| -> usize { sizes.iter().skip(after).take(count).sum() };
    let mut tx = storage.begin(Access::Read).await?;
    for (after, envelopes, bytes, expected) in [
        (0, 9, usize::MAX >> 1, vec![1, 2, 3, 4]),
        (0, 2, usize::MAX >> 1, vec![1, 2]),
        (0, 9, size(0, 2), vec![1, 2]),
        (0, 9, size(0, 2) - 1, vec![1]),
        (2, 9, size(2, 1), vec![3]),
        (2, 9, 0, vec![]),
        (4, 9, usize::MAX >> 1, vec![]),
    ] {
        let limit = NewsLimit { envelopes, bytes };
        let news = tx.news(&unit(), after, limit).await?;
        let positions: Vec<_> = news.iter().map(|item| item.position).collect();
        assert_eq!(positions, expected, "after {after}, {limit:?}");
    }
    Ok(())
}

/// What follows by itself can be more than an answer carries: the rest stays, for
/// whoever wrote it as for the others.
pub async fn l4_x5_what_does_not_fit_stays(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let gap = pen.receive(1).await?;
    let count = u32::try_from(NEWS_BYTES_MAX / LARGE + 2)?;
    let large: Vec<_> = (2..2 + count)
        .map(|number| {
            let mut received = received(code(number));
            let paper = Paper {
                name: "a".repeat(NAME_BYTES),
                originals: 1,
                copies: 0,
            };
            received.papers = vec![paper; LARGE / NAME_BYTES];
            pen.seal(
                dossier(u128::from(number)),
                Event::Received(Box::new(received)),
            )
        })
        .collect();
    for batch in large.chunks(16) {
        pen.send(0, &batch.iter().collect::<Vec<_>>()).await?;
    }
    let outcome = pen.send(0, &[&gap]).await?;
    assert_eq!(outcome.head, u64::from(count) + 1, "all of them followed");
    let reader = Pen::register(&storage, &unit(), 2).await?;
    let elsewhere = reader.send(0, &[]).await?;
    assert_eq!(outcome.news.len(), elsewhere.news.len());
    assert!(outcome.news.len() > 1, "something fits");
    assert!((outcome.news.len() as u64) < outcome.head, "the rest stays");
    let after = elsewhere.news.len() as u64;
    let rest = reader.send(after, &[]).await?;
    assert_eq!(after + rest.news.len() as u64, outcome.head);
    Ok(())
}

/// Quarantine has a limit; beyond it the exchange is refused and nothing is written.
pub async fn l6_quarantine_has_a_limit(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let first = pen.receive(1).await?;
    pen.send(0, &[&first]).await?;
    let forge = |number| {
        Envelope {
            event_id: EventId(Uuid::from_u128(number)),
            ..first.envelope.clone()
        }
        .seal()
    };
    let forged: Vec<_> = (0..=QUARANTINED_PER_DEVICE_MAX as u128)
        .map(|number| forge(0xbad_0000 + number))
        .collect::<Result<_, _>>()?;
    let mut all: Vec<_> = forged.iter().collect();
    let error = pen.send(1, &all).await.err().ok_or("it was answered")?;
    let error = error.downcast::<ExchangeError>()?;
    assert!(matches!(*error, ExchangeError::TooManyQuarantined));
    all.pop();
    let outcome = pen.send(1, &all).await?;
    assert!(matches!(last(&outcome), Some(Ruling::Quarantined { .. })));
    let one_more = forge(0xbad)?;
    let error = pen.send(1, &[&one_more]).await.err();
    let error = error
        .ok_or("it was answered")?
        .downcast::<ExchangeError>()?;
    assert!(matches!(*error, ExchangeError::TooManyQuarantined));
    let good = pen.receive(2).await?;
    let outcome = pen.send(1, &[&good]).await?;
    assert_eq!(last(&outcome), Some(Ruling::Accepted { position: 2 }));
    Ok(())
}

/// A local code is one dossier's, whether it was given a moment ago, in this very
/// delivery, or by an envelope that waited.
pub async fn a11_a_code_is_given_once(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let reception = |number| Event::Received(Box::new(received(code(number))));
    let taken = || {
        let reason = RefusalReason::Domain(Refusal::CodeTaken);
        Some(Ruling::Refused { reason })
    };
    let first = pen.seal(dossier(1), reception(1));
    let same = pen.seal(dossier(2), reception(1));
    assert_eq!(last(&pen.send(0, &[&first, &same]).await?), taken());
    let later = pen.seal(dossier(3), reception(1));
    assert_eq!(last(&pen.send(1, &[&later]).await?), taken());
    let second = pen.seal(dossier(2), reception(2));
    let waiting = pen.seal(dossier(4), reception(2));
    pen.send(1, &[&waiting]).await?;
    assert_eq!(
        last(&pen.send(1, &[&second]).await?),
        Some(Ruling::Accepted { position: 2 })
    );
    assert_eq!(last(&pen.send(2, &[&waiting]).await?), taken());
    Ok(())
}
