//! SQLite keeps the contract of storage.

use domain::cash::{self, CashFact, CashKey};
use domain::dossier::Event;
use domain::fact::{Fact, UnitFact};
use domain::id::{OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::register::{
    self, Asking, BookFact, BookKind, Entered, Entry, LeaseSerial, Number, Subject,
};
use std::sync::Arc;
use storage::testing::{EVERYTHING, Pen, Told, death, dossier};
use storage::{Access, Storage, whole_ledger};
use storage_sqlite::Sqlite;
use sync::envelope::Sealed;
use sync::ledger::{Ledger, Whole};
use sync::ruling::Ruling;
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

/// A moment of the day on which the stories' books are kept.
fn at(seconds: i64) -> Instant {
    Instant(1_795_366_000_000 + 1_000 * seconds)
}

/// A fact of the unit's book of copies.
fn of_book(event: register::Event) -> Fact {
    Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 2026,
        event,
    }))
}

fn entered(number: u32) -> Result<Fact, Box<dyn std::error::Error + Send + Sync>> {
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let subject = Subject {
        dossier: dossier(u128::from(number)),
        document: 0,
    };
    Ok(of_book(register::Event::Entered(Box::new(Entered {
        lease: LeaseSerial(1),
        number: Number(number),
        entry: Entry::new(subject, day),
    }))))
}

fn took(
    officer: OfficerId,
    amount_dong: u64,
) -> Result<Fact, Box<dyn std::error::Error + Send + Sync>> {
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let took = cash::Took {
        amount_dong,
        what: "Bán ấn chỉ".into(),
    };
    let key = CashKey { day, officer };
    Ok(Fact::Unit(UnitFact::Cash(CashFact::new(
        key,
        cash::Event::Took(took),
    ))))
}

/// The ledger, after it was found to be the fold of the stream (U1).
async fn ledger(
    storage: &dyn Storage,
    unit: &UnitId,
) -> Result<Whole, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = storage.begin(Access::Read).await?;
    let whole = whole_ledger(&mut *tx, unit).await?;
    let mut folded = Ledger::default();
    for item in tx.news(unit, 0, EVERYTHING).await? {
        let rows = folded.fold_sealed(&Sealed::open(item.bytes)?)?;
        folded.write(rows);
    }
    let kept = whole.rows.iter();
    let kept: Vec<_> = kept
        .map(|(key, value)| (key.as_str(), value.as_slice()))
        .collect();
    assert_eq!(kept, folded.under("").collect::<Vec<_>>());
    Ok(whole)
}

#[tokio::test]
async fn u1_going_back_folds_the_ledger_anew() -> Told {
    let folder = tempfile::tempdir()?;
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await?;
    sqlite.migrate().await?;
    let storage: Arc<dyn Storage> = Arc::new(sqlite.clone());
    let (unit, other) = (UnitId("H15.50".into()), UnitId("H15.51".into()));
    let mut lan = Pen::register(&storage, &unit, 1).await?;
    let mut far = Pen::register(&storage, &other, 2).await?;
    let asked = of_book(register::Event::Asked(Asking::Numbers));
    let early = [
        lan.receive(1).await?,
        lan.seal_fact(asked.clone()),
        far.seal_fact(asked),
    ];
    let officer = early[0].envelope.officer;
    let drawer = lan.seal_fact(took(officer, 20_000)?);
    lan.send_at(at(10), 0, &[&early[0], &early[1], &drawer])
        .await?;
    far.send_at(at(10), 0, &[&early[2]]).await?;
    let first = lan.seal_fact(entered(1)?);
    lan.send_at(at(20), 0, &[&first]).await?;
    let (then, there) = (
        ledger(&*storage, &unit).await?,
        ledger(&*storage, &other).await?,
    );
    let keys: Vec<_> = then.rows.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys.len(), 4, "head, line, document, drawer: {keys:?}");

    // A number, with which the lease runs low and another is given; the drawer; a second
    // book by the same key in another unit stays as it is.
    let later = [
        lan.seal_fact(entered(2)?),
        lan.seal_fact(took(officer, 5_000)?),
        lan.seal_fact(entered(3)?),
    ];
    let outcome = lan
        .send_at(at(30), 0, &[&later[0], &later[1], &later[2]])
        .await?;
    let accepted = |ruling: &Ruling| matches!(ruling, Ruling::Accepted { .. });
    assert!(outcome.rulings.iter().all(accepted), "{outcome:?}");
    assert!(outcome.appended > 3, "the server has leased more");
    let now = ledger(&*storage, &unit).await?;
    assert_ne!(now.rows, then.rows);

    assert_eq!(sqlite.cut_after(at(20)).await?, outcome.appended);
    assert_eq!(ledger(&*storage, &unit).await?, then);
    assert_eq!(ledger(&*storage, &other).await?, there);

    // The server leases the same numbers again, in a chain that has no gap.
    lan.send_at(at(40), 0, &[&later[0], &later[1], &later[2]])
        .await?;
    assert_eq!(ledger(&*storage, &unit).await?.at, now.at);

    assert!(sqlite.cut_after(Instant(0)).await? > 0);
    assert_eq!(ledger(&*storage, &unit).await?.rows, []);
    Ok(())
}
