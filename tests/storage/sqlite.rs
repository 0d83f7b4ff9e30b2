//! SQLite keeps the contract of storage.

use domain::dossier::Event;
use domain::id::UnitId;
use domain::instant::Instant;
use std::sync::Arc;
use storage::testing::{EVERYTHING, Pen, Told, death, dossier};
use storage::{Access, Storage};
use storage_sqlite::Sqlite;
use tempfile::TempDir;

async fn open() -> (Arc<dyn Storage>, TempDir) {
    let folder = tempfile::tempdir().expect("a folder for the database");
    let sqlite = Sqlite::open(&folder.path().join("test.db"))
        .await
        .expect("the file opens");
    sqlite.migrate().await.expect("the schema is made");
    (Arc::new(sqlite), folder)
}

storage::contract!(open());

/// Positions, dossiers and heads of chains, for two units to be compared.
async fn seen(storage: &dyn Storage, unit: &UnitId) -> String {
    let mut tx = storage.begin(Access::Read).await.expect("it begins");
    let head = tx.stream_head(unit).await.expect("a head");
    let news = tx.news(unit, 0, EVERYTHING).await.expect("news");
    let ids: Vec<_> = (0..10).map(dossier).collect();
    let found = tx.dossiers(unit, &ids, &[]).await.expect("dossiers");
    let dossiers: Vec<_> = ids.iter().map(|id| found.get(id)).collect();
    let devices = tx.devices(unit).await.expect("devices");
    let chains: Vec<_> = devices
        .iter()
        .map(|device| (&device.record.tag, device.record.head, device.asides))
        .collect();
    format!("{head} {news:?} {dossiers:?} {chains:?}")
}

/// An act that is cut off is looked for no longer, and comes again as if for the first time.
#[tokio::test]
async fn k7_going_back_takes_acts_out_of_the_index() -> Told {
    let folder = tempfile::tempdir()?;
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await?;
    sqlite.migrate().await?;
    let storage: Arc<dyn Storage> = Arc::new(sqlite.clone());
    let unit = UnitId("H15.50".into());
    let mut lan = Pen::register(&storage, &unit, 1).await?;
    let act = || death("Vừ A Páo", "002050001234");
    let first = lan.receive_act(1, act()).await?;
    let second = lan.receive_act(2, act()).await?;
    let third = lan.receive_act(3, act()).await?;
    lan.send_at(Instant(10), 0, &[&first]).await?;
    let all = [&second, &third];
    assert_eq!(lan.send_at(Instant(20), 0, &all).await?.appended, 5);
    assert_eq!(sqlite.cut_after(Instant(10)).await?, 5);
    assert_eq!(lan.send_at(Instant(30), 0, &[&second]).await?.appended, 2);
    assert_eq!(lan.send_at(Instant(40), 0, &[&third]).await?.appended, 3);
    Ok(())
}

#[tokio::test]
async fn going_back_leaves_what_was_there_then() -> Told {
    let folder = tempfile::tempdir()?;
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await?;
    sqlite.migrate().await?;
    let storage: Arc<dyn Storage> = Arc::new(sqlite.clone());
    let unit = UnitId("H15.50".into());
    let mut lan = Pen::register(&storage, &unit, 1).await?;
    let mut pao = Pen::register(&storage, &unit, 2).await?;
    let received = lan.receive(1).await?;
    let lost = lan.seal(dossier(8), Event::Resolved);
    lan.send_at(Instant(10), 0, &[&received, &lost]).await?;
    // Its chain goes on while it waits for a dossier that comes after that moment.
    let waiting = pao.seal(dossier(3), Event::Resolved);
    let other = pao.receive(2).await?;
    pao.send_at(Instant(20), 0, &[&waiting, &other]).await?;
    let then = seen(&*storage, &unit).await;

    let resolved = lan.seal(dossier(1), Event::Resolved);
    let lost_too = lan.seal(dossier(9), Event::Resolved);
    let new = lan.receive(3).await?;
    let waits = [lan.receive(4).await?, lan.receive(5).await?];
    let later = [&resolved, &lost_too, &new, &waits[1]];
    lan.send_at(Instant(30), 0, &later).await?;
    // The clock was set back; what follows goes all the same.
    let early = pao.receive(6).await?;
    pao.send_at(Instant(15), 0, &[&early]).await?;
    let now = seen(&*storage, &unit).await;

    assert_eq!(sqlite.cut_after(Instant(20)).await?, 4);
    assert_eq!(seen(&*storage, &unit).await, then);
    assert_eq!(sqlite.cut_after(Instant(20)).await?, 0, "once is enough");

    lan.send_at(Instant(30), 0, &later).await?;
    pao.send_at(Instant(40), 0, &[&early]).await?;
    assert_eq!(
        seen(&*storage, &unit).await,
        now,
        "sent again, it is as before"
    );
    Ok(())
}
