//! Going back to a moment before a backup.

use super::tests::{config, fill};
use super::{Cli, Command, backup, restore};
use crate::http::Problem;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use clap::Parser;
use domain::id::{DeviceId, UnitId};
use domain::instant::Instant;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use storage::exchange::{Cursor, Outcome, read};
use storage::testing::{Pen, Told};
use storage::{Access, Storage};
use storage_sqlite::Sqlite;
use sync::envelope::Sealed;
use sync::exchange::News;
use uuid::Uuid;

/// Half past nine in the morning, in Viet Nam.
const UNTIL: &str = "2026-11-22T09:30:00.250+07:00";
const UNTIL_MS: i64 = 1_795_314_600_250;

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

/// What the command line makes of these words.
fn asked(from: &Path, until: &str) -> Result<restore::Options, clap::Error> {
    let from = from.to_str().unwrap();
    let words = ["khongcho", "restore", from, "--force", "--until", until];
    let Command::Restore(options) = Cli::try_parse_from(words)?.command else {
        panic!("another command");
    };
    Ok(options)
}

/// What a device is answered that has seen so far.
async fn ask(sqlite: &Sqlite, last: Option<&Sealed>, after: u64) -> Result<Outcome, StatusCode> {
    let mut tx = sqlite.begin(Access::Read).await.unwrap();
    let cursor = Cursor {
        after,
        seen: last.map(|sealed| sealed.hash),
        holds: None,
    };
    let device = DeviceId(Uuid::from_u128(2));
    let answer = read(&mut *tx, &unit(), device, cursor).await;
    answer.map_err(|error| Problem::from(error).into_response().status())
}

#[tokio::test]
async fn x7_restored_until_a_moment_nothing_later_is_there_and_who_saw_it_is_told() -> Told {
    let folder = tempfile::tempdir()?;
    let here = config(&folder.path().join("a"));
    let to = folder.path().join("backup");
    let sqlite = fill(&here).await;
    let storage: Arc<dyn Storage> = Arc::new(sqlite.clone());
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let (first, second, third) = (
        pen.receive(1).await?,
        pen.receive(2).await?,
        pen.receive(3).await?,
    );
    // What comes in at that very moment stays.
    pen.send_at(Instant(UNTIL_MS), 0, &[&first]).await?;
    pen.send_at(Instant(UNTIL_MS + 1), 1, &[&second]).await?;
    backup::run(&here, backup::Options { to: to.clone() }).await?;
    pen.send_at(Instant(UNTIL_MS + 2), 2, &[&third]).await?;
    sqlite.close().await;

    restore::run(&here, asked(&to, UNTIL)?).await?;
    let restored = Sqlite::open(&here.sqlite()).await?;
    let all = ask(&restored, None, 0).await.unwrap();
    assert_eq!((all.news.len(), all.head), (1, 1), "nothing later is there");
    assert_eq!(all.news, [News::Sealed(first.bytes.clone())]);
    let same = ask(&restored, Some(&first), 1).await.unwrap();
    assert_eq!((same.news.len(), same.head), (0, 1), "it goes on");
    for (last, after) in [(&second, 2), (&third, 3)] {
        let told = ask(&restored, Some(last), after).await;
        assert_eq!(told, Err(StatusCode::CONFLICT), "at {after}");
    }
    let mut tx = restored.begin(Access::Read).await?;
    let ids = [first, second.clone(), third].map(|sealed| sealed.envelope.dossier().unwrap());
    let dossiers = tx.dossiers(&unit(), &ids, &[]).await?;
    assert_eq!(dossiers.into_keys().collect::<Vec<_>>(), ids[..1]);
    drop(tx);

    let aside = fs::read_dir(&here.data_dir)?
        .map(|entry| entry.unwrap().path())
        .find(|path| path.join("khongcho.db").exists())
        .unwrap();
    let kept = Sqlite::open_to_look(&aside.join("khongcho.db")).await?;
    let kept = kept.begin(Access::Read).await?.stream_head(&unit()).await?;
    assert_eq!(kept, 3, "what was there is kept whole");
    Ok(())
}

#[test]
fn until_is_a_moment_with_its_zone() {
    let from = Path::new("backup");
    let until = |text| asked(from, text).map(|options| options.until);
    assert_eq!(until(UNTIL).unwrap(), Some(Instant(UNTIL_MS)));
    let utc = "2026-11-22T02:30:00.250Z";
    assert_eq!(until(utc).unwrap(), Some(Instant(UNTIL_MS)));
    for text in ["2026-11-22", "2026-11-22T09:30:00", "09:30", ""] {
        assert!(until(text).is_err(), "{text}");
    }
}
