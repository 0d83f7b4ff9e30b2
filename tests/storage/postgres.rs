//! PostgreSQL keeps the contract of storage, and what only several servers on one
//! database can break.

mod recovery;

use domain::id::{DeviceId, UnitId};
use domain::instant::Instant;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use storage::testing::{EVERYTHING, Pen, Told};
use storage::{Access, NewDevice, Storage, StorageError, overview};
use storage_postgres::Postgres;
use sync::exchange::News;
use sync::ruling::Ruling;
use tests::postgres::Database;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// Long enough for whatever is not blocked.
const SHORT: Duration = Duration::from_millis(300);
/// Longer than anything here may take.
const LONG: Duration = Duration::from_secs(20);

async fn open() -> (Arc<dyn Storage>, Database) {
    let database = Database::make().await;
    (Arc::new(database.open().await), database)
}

storage::contract!(open());

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

/// Two servers on one database.
async fn two() -> (Database, Arc<dyn Storage>, Arc<dyn Storage>) {
    let database = Database::make().await;
    let (here, there) = (database.open().await, database.open().await);
    (database, Arc::new(here), Arc::new(there))
}

#[tokio::test]
async fn a9_a_units_first_events_at_two_servers_share_one_order() -> Told {
    let (_database, here, there) = two().await;
    let mut ours = Pen::register(&here, &unit(), 1).await?;
    let mut theirs = Pen::register(&there, &unit(), 2).await?;
    let (first, second) = (ours.receive(1).await?, theirs.receive(2).await?);
    let mut tx = here.begin(Access::Write).await?;
    assert_eq!(tx.stream_head(&unit()).await?, 0);
    let waiting = tokio::spawn(async move { theirs.send(0, &[&second]).await });
    sleep(SHORT).await;
    assert!(
        !waiting.is_finished(),
        "the head is locked before there is an event"
    );
    tx.append(
        &unit(),
        0,
        std::slice::from_ref(&first),
        first.envelope.clock,
    )
    .await?;
    tx.commit().await?;
    let outcome = timeout(LONG, waiting).await???;
    assert_eq!(outcome.rulings[0], Ruling::Accepted { position: 2 });
    assert_eq!(outcome.head, 2);
    assert_eq!(outcome.news[0], News::Sealed(first.bytes));
    Ok(())
}

#[tokio::test]
async fn a1_one_device_at_two_servers_at_once_counts_once() -> Told {
    for _ in 0..5 {
        let (_database, here, there) = two().await;
        let mut pen = Pen::register(&here, &unit(), 1).await?;
        let (a, b) = (pen.receive(1).await?, pen.receive(2).await?);
        let c = pen.receive(3).await?;
        let again = Pen::register(&there, &unit(), 1).await?;
        let both = [&a, &b];
        let (one, other) = tokio::join!(pen.send(0, &both), again.send(0, &both));
        assert_eq!(one?.appended + other?.appended, 2);
        let outcome = pen.send(2, &[&c]).await?;
        assert_eq!(outcome.rulings[0], Ruling::Accepted { position: 3 });
    }
    Ok(())
}

#[tokio::test]
async fn units_do_not_wait_for_each_other() -> Told {
    let (_database, here, there) = two().await;
    Pen::register(&here, &unit(), 1).await?;
    let mut pen = Pen::register(&there, &UnitId("H15.51".into()), 2).await?;
    let sealed = pen.receive(1).await?;
    let mut tx = here.begin(Access::Write).await?;
    tx.stream_head(&unit()).await?;
    let outcome = timeout(LONG, pen.send(0, &[&sealed])).await??;
    assert_eq!(outcome.appended, 1);
    tx.commit().await?;
    Ok(())
}

#[tokio::test]
async fn s4_devices_that_register_at_once_get_tags_of_their_own() -> Told {
    let (_database, here, there) = two().await;
    Pen::register(&here, &unit(), 1).await?;
    let mut tasks = vec![];
    for number in 2..10 {
        let storage = Arc::clone(if number % 2 == 0 { &here } else { &there });
        tasks.push(tokio::spawn(async move {
            let new = NewDevice {
                id: DeviceId(Uuid::from_u128(number)),
                public_key: vec![4; 65],
                registered_at: Instant(0),
            };
            let mut tx = storage.begin(Access::Write).await?;
            let device = tx.register_device(&unit(), &new).await?;
            tx.commit().await?;
            Ok::<_, StorageError>(device.tag.0)
        }));
    }
    let mut tags = BTreeSet::new();
    for task in tasks {
        assert!(tags.insert(task.await??), "given twice: {tags:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_reader_sees_one_moment() -> Told {
    let (_database, here, there) = two().await;
    let mut pen = Pen::register(&here, &unit(), 1).await?;
    let sealed = pen.receive(1).await?;
    let mut tx = there.begin(Access::Read).await?;
    assert_eq!(tx.stream_head(&unit()).await?, 0);
    pen.send(0, &[&sealed]).await?;
    assert_eq!(tx.stream_head(&unit()).await?, 0);
    assert!(tx.news(&unit(), 0, EVERYTHING).await?.is_empty());
    Ok(())
}

/// What a server hears of the others.
fn listening(postgres: &Postgres) -> UnboundedReceiver<UnitId> {
    let (tell, heard) = unbounded_channel();
    let postgres = postgres.clone();
    let tell = move |unit| tell.send(unit).expect("the test listens");
    drop(tokio::spawn(async move { postgres.listen(tell).await }));
    heard
}

#[tokio::test]
async fn news_is_heard_elsewhere_and_only_there() -> Told {
    let database = Database::make().await;
    let (ours, theirs) = (database.open().await, database.open().await);
    let here: Arc<dyn Storage> = Arc::new(ours.clone());
    let mut pen = Pen::register(&here, &unit(), 1).await?;
    let (a, b) = (pen.receive(1).await?, pen.receive(2).await?);
    let (mut at_ours, mut at_theirs) = (listening(&ours), listening(&theirs));
    for heard in [&mut at_ours, &mut at_theirs] {
        assert_eq!(
            timeout(LONG, heard.recv()).await?,
            Some(unit()),
            "listening"
        );
    }
    pen.send(0, &[&a]).await?;
    assert_eq!(timeout(LONG, at_theirs.recv()).await?, Some(unit()));
    pen.send(1, &[&a]).await?;
    assert!(
        timeout(SHORT, at_theirs.recv()).await.is_err(),
        "nothing was appended"
    );

    database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query ilike 'listen %'",
    );
    pen.send(1, &[&b]).await?;
    let heard = timeout(LONG, at_theirs.recv()).await?;
    assert_eq!(heard, Some(unit()), "what was missed is made good");
    assert_eq!(
        timeout(LONG, at_ours.recv()).await?,
        Some(unit()),
        "so it is here"
    );
    assert!(
        timeout(SHORT, at_ours.recv()).await.is_err(),
        "our own is no news"
    );
    Ok(())
}

#[tokio::test]
async fn the_doctor_sees_what_a_power_cut_would_lose() -> Told {
    let database = Database::make().await;
    let postgres = database.open().await;
    let faults = postgres.integrity_faults().await?;
    assert_eq!(faults, ["fsync is off", "full_page_writes is off"]);
    database.sql("insert into unit values ('H1', 'Xã'); insert into stream values ('H1', 3)");
    let faults = postgres.integrity_faults().await?;
    assert!(faults[2].contains("H1"), "{faults:?}");
    Ok(())
}

#[tokio::test]
async fn migrating_again_changes_nothing() -> Told {
    let database = Database::make().await;
    let (here, there) = (database.open().await, database.open().await);
    let (one, other) = tokio::join!(here.migrate(), there.migrate());
    assert_eq!((one?, other?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn looking_writes_nothing_and_waits_for_no_lock() -> Told {
    let database = Database::make().await;
    let here: Arc<dyn Storage> = Arc::new(database.open().await);
    Pen::register(&here, &unit(), 1).await?;
    let looking = database.open_to_look().await;
    assert_eq!(looking.migrations_missing().await?, 0);
    let mut writing = here.begin(Access::Write).await?;
    writing.stream_head(&unit()).await?;
    let mut tx = looking.begin(Access::Read).await?;
    let units = timeout(LONG, overview::units(&mut *tx)).await??;
    assert_eq!(units[0].devices.len(), 1);
    assert!(tx.size_bytes().await? > 0);
    drop(tx);
    let mut tx = looking.begin(Access::Write).await?;
    assert!(tx.end_expired_sessions(&unit(), Instant(1)).await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_row_that_another_server_holds_is_busy() -> Told {
    let (_database, here, there) = two().await;
    Pen::register(&here, &unit(), 1).await?;
    let mut holds = here.begin(Access::Write).await?;
    holds.stream_head(&unit()).await?;
    let mut waits = there.begin(Access::Write).await?;
    let error = timeout(LONG, waits.stream_head(&unit())).await?;
    assert!(matches!(error, Err(StorageError::Busy(_))), "{error:?}");
    Ok(())
}
