//! Stories from seeds: devices act, the network loses and repeats, and in the end
//! everyone holds the same.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking"
)]

use std::collections::BTreeSet;
use storage::Storage;
use storage::testing::Memory;
use storage_sqlite::Sqlite;
use sync::codec::to_cbor;
use sync::envelope::Sealed;
use sync::exchange::{Answer, Request};
use tests::postgres::Database;
use tests::world::{Chance, Device, serve};

const SEEDS_IN_MEMORY: u64 = 400;
const SEEDS_ON_SQLITE: u64 = 25;
const SEEDS_ON_POSTGRESQL: u64 = 10;
const STEPS: usize = 60;
const DEVICES: u128 = 3;

/// What is on its way, or was and may come again.
struct Line {
    requests: Vec<(usize, Request, Vec<Sealed>)>,
    answers: Vec<(usize, Answer, Vec<Sealed>)>,
}

/// One step of a story.
async fn step(storage: &dyn Storage, devices: &mut [Device], line: &mut Line, chance: &mut Chance) {
    let who = chance.below(devices.len());
    match chance.below(6) {
        0..=2 => devices[who].act(chance),
        3 => {
            let (request, sent) = devices[who].request(1 + chance.below(4));
            line.requests.push((who, request, sent));
        }
        4 if !line.requests.is_empty() => {
            let at = chance.below(line.requests.len());
            let (who, request, sent) = line.requests[at].clone();
            if !chance.once_in(3) {
                line.requests.swap_remove(at); // else it will be delivered again
            }
            let answer = serve(storage, &request).await.unwrap();
            if !chance.once_in(3) {
                line.answers.push((who, answer, sent)); // else it is lost
            }
        }
        _ if !line.answers.is_empty() => {
            let at = chance.below(line.answers.len());
            let (who, answer, sent) = line.answers[at].clone();
            if !chance.once_in(3) {
                line.answers.swap_remove(at);
            }
            devices[who].apply(&answer, &sent);
        }
        _ => {}
    }
}

/// The network is good again: exchange until nothing waits.
async fn quiesce(storage: &dyn Storage, devices: &mut [Device]) {
    for _ in 0..2 {
        for device in devices.iter_mut() {
            loop {
                let (request, sent) = device.request(500);
                let answer = serve(storage, &request).await.unwrap();
                device.apply(&answer, &sent);
                if device.outbox.is_empty() && device.after == answer.head {
                    break;
                }
            }
        }
    }
}

/// I2, I3, I4: every recorded event is in the stream once or in Attention once,
/// and equal cursors mean equal bytes.
async fn check(storage: &dyn Storage, devices: &[Device], seed: u64) {
    let mut tx = storage.begin(storage::Access::Read).await.unwrap();
    let items = tx.news(&tests::world::unit(), 0, 100_000).await.unwrap();
    let positions: Vec<_> = items.iter().map(|item| item.position).collect();
    assert_eq!(
        positions,
        (1..=items.len() as u64).collect::<Vec<_>>(),
        "seed {seed}: dense"
    );
    let in_stream: BTreeSet<_> = items.iter().map(|item| item.event).collect();
    assert_eq!(in_stream.len(), items.len(), "seed {seed}: once");
    for device in devices {
        assert_eq!(
            device.after,
            items.len() as u64,
            "seed {seed}: all have everything"
        );
        let aside: BTreeSet<_> = device
            .attention
            .iter()
            .map(|(sealed, _)| sealed.envelope.event_id)
            .collect();
        for event in &device.recorded {
            let places =
                usize::from(in_stream.contains(event)) + usize::from(aside.contains(event));
            assert_eq!(places, 1, "seed {seed}: {event:?} is in one place");
        }
        let bytes = to_cbor(&device.confirmed).unwrap();
        assert_eq!(
            bytes,
            to_cbor(&devices[0].confirmed).unwrap(),
            "seed {seed}: the same bytes"
        );
    }
}

async fn story(storage: &dyn Storage, seed: u64) {
    let mut chance = Chance::new(seed);
    let mut devices = vec![];
    for number in 1..=DEVICES {
        devices.push(Device::register(storage, number).await);
    }
    let mut line = Line {
        requests: vec![],
        answers: vec![],
    };
    for _ in 0..STEPS {
        step(storage, &mut devices, &mut line, &mut chance).await;
    }
    quiesce(storage, &mut devices).await;
    check(storage, &devices, seed).await;
}

#[tokio::test]
async fn b2_b4_b5_everyone_ends_with_the_same_in_memory() {
    for seed in 0..SEEDS_IN_MEMORY {
        story(&Memory::default(), seed).await;
    }
}

#[tokio::test]
async fn b2_b4_b5_everyone_ends_with_the_same_on_sqlite() {
    for seed in 0..SEEDS_ON_SQLITE {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = Sqlite::open(&folder.path().join("test.db")).await.unwrap();
        sqlite.migrate().await.unwrap();
        story(&sqlite, seed).await;
        sqlite.close().await;
    }
}

#[tokio::test]
async fn b2_b4_b5_everyone_ends_with_the_same_on_postgresql() {
    for seed in 0..SEEDS_ON_POSTGRESQL {
        let database = Database::make().await;
        let postgres = database.open().await;
        story(&postgres, seed).await;
        postgres.close().await;
    }
}
