//! The clerk: exchanges that come in together are committed together.

use crate::harness::NOW;
use async_trait::async_trait;
use domain::id::UnitId;
use server::clerk::{Clerk, Writing};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use storage::exchange::{Cursor, ExchangeError, Outcome};
use storage::testing::{Pen, Told, registrar};
use storage::{Access, Contact, Storage, StorageError, Transaction};
use sync::chain::Hash;
use sync::ruling::Ruling;
use tokio::task::JoinHandle;

/// So many come in at the same moment.
const EXCHANGES: u32 = 40;

/// A database that counts writing transactions: there is no commit without one.
struct Counting {
    inner: Arc<dyn Storage>,
    writes: AtomicUsize,
}

#[async_trait]
impl Storage for Counting {
    async fn begin(&self, access: Access) -> Result<Box<dyn Transaction>, StorageError> {
        if access == Access::Write {
            self.writes.fetch_add(1, Ordering::Relaxed);
        }
        self.inner.begin(access).await
    }

    fn has_one_writer(&self) -> bool {
        self.inner.has_one_writer()
    }
}

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

/// Each device's first envelope, as an exchange of its own.
async fn writings(
    storage: &Arc<dyn Storage>,
) -> Result<Vec<Writing>, Box<dyn std::error::Error + Send + Sync>> {
    let mut writings = vec![];
    for number in 1..=EXCHANGES.into() {
        let mut pen = Pen::register(storage, &unit(), number).await?;
        let sealed = pen.receive(number).await?;
        writings.push(Writing {
            unit: unit(),
            cursor: Some(Cursor::default()),
            own: pen.delivery(&[&sealed]),
            carried: None,
            contact: Contact {
                at: NOW,
                clock_lacks_ms: 0,
                at_hand: 1,
            },
        });
    }
    Ok(writings)
}

/// Hands all of them in before the clerk looks: one thread works on what was spawned in
/// that order, and the clerk, who waits for the first, comes after the last.
async fn at_once(clerk: &Clerk, writings: Vec<Writing>) -> Vec<Result<Outcome, ExchangeError>> {
    let hand_in = |writing| {
        let clerk = clerk.clone();
        tokio::spawn(async move { clerk.write(writing).await })
    };
    let handed_in: Vec<JoinHandle<_>> = writings.into_iter().map(hand_in).collect();
    let mut outcomes = vec![];
    for answer in handed_in {
        outcomes.push(answer.await.unwrap());
    }
    outcomes
}

/// A clerk who has begun to wait, and the count of what he writes.
async fn clerk(storage: Arc<dyn Storage>) -> (Clerk, Arc<Counting>) {
    let counting = Arc::new(Counting {
        inner: storage,
        writes: AtomicUsize::new(0),
    });
    let clerk = Clerk::start(counting.clone(), Arc::new(registrar()));
    tokio::task::yield_now().await;
    (clerk, counting)
}

/// The one position that an exchange's only envelope was given.
fn position(outcome: &Outcome) -> u64 {
    match outcome.rulings[..] {
        [Ruling::Accepted { position }] => position,
        _ => panic!("{:?}", outcome.rulings),
    }
}

#[tokio::test]
async fn a9_what_comes_in_together_is_committed_together() -> Told {
    let (storage, _keep) = crate::open().await;
    let writings = writings(&storage).await?;
    let (clerk, counting) = clerk(Arc::clone(&storage)).await;
    let outcomes = at_once(&clerk, writings).await;
    let mut positions = BTreeSet::new();
    for outcome in outcomes {
        let outcome = outcome?;
        assert!(positions.insert(position(&outcome)), "each has its own");
        assert_eq!(outcome.news.len() as u64, outcome.head, "X5");
    }
    assert_eq!(positions, (1..=u64::from(EXCHANGES)).collect());
    let writes = counting.writes.load(Ordering::Relaxed);
    assert!(writes <= 2, "{writes} commits of {EXCHANGES} exchanges");
    let head = storage
        .begin(Access::Read)
        .await?
        .stream_head(&unit())
        .await?;
    assert_eq!(head, u64::from(EXCHANGES));
    Ok(())
}

#[tokio::test]
async fn x7_whoever_has_another_history_harms_none_of_those_beside_it() -> Told {
    let (storage, _keep) = crate::open().await;
    let mut writings = writings(&storage).await?;
    // In the first group and in the one after it.
    let strange = [3, 38];
    for at in strange {
        writings[at].cursor = Some(Cursor {
            after: 1 << 40,
            seen: Some(Hash::of(b"another")),
            holds: None,
        });
    }
    let (clerk, _) = clerk(Arc::clone(&storage)).await;
    let outcomes = at_once(&clerk, writings).await;
    let mut positions = vec![];
    for (at, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Ok(outcome) if !strange.contains(&at) => positions.push(position(outcome)),
            Err(ExchangeError::OtherHistory { after, .. }) if strange.contains(&at) => {
                assert_eq!(*after, 1 << 40);
            }
            _ => panic!("exchange {at}: {outcome:?}"),
        }
    }
    let accepted = u64::from(EXCHANGES) - strange.len() as u64;
    assert_eq!(positions, (1..=accepted).collect::<Vec<_>>());
    let head = storage
        .begin(Access::Read)
        .await?
        .stream_head(&unit())
        .await?;
    assert_eq!(
        head, accepted,
        "nothing of the strange ones, all of the others"
    );
    Ok(())
}
