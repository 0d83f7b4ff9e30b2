//! Commands on a data folder of their own.

use super::database::Database;
use super::{backup, database, lock, restore, status};
use crate::config::{Config, Options, ServeOptions};
use crate::demo;
use crate::keys::ServerKey;
use domain::id::DeviceId;
use domain::instant::Instant;
use std::fs;
use std::path::Path;
use storage::overview::{self, UnitOverview};
use storage::{Access, NewDevice, Storage};
use storage_sqlite::Sqlite;
use uuid::Uuid;

pub(super) fn config(data_dir: &Path) -> Config {
    let options = Options {
        data_dir: Some(data_dir.into()),
        ..Options::default()
    };
    Config::settle(&options, &ServeOptions::default()).unwrap()
}

pub(super) async fn fill(config: &Config) -> Sqlite {
    let database = database::open_or_make(config).await.unwrap();
    let Database::Sqlite { sqlite, .. } = database else {
        panic!("no URL was given");
    };
    demo::load_into_empty(&sqlite).await.unwrap();
    ServerKey::load(&config.key_file).unwrap();
    sqlite
}

async fn register(sqlite: &Sqlite, number: u128) {
    let mut tx = sqlite.begin(Access::Write).await.unwrap();
    let unit = tx.units().await.unwrap().remove(0);
    let device = NewDevice {
        id: DeviceId(Uuid::from_u128(number)),
        public_key: vec![4; 65],
        registered_at: Instant(1),
    };
    tx.register_device(&unit.id, &device).await.unwrap();
    tx.commit().await.unwrap();
}

async fn seen(config: &Config) -> Vec<UnitOverview> {
    let database = database::look(config).await.unwrap().unwrap();
    let mut tx = database.storage().begin(Access::Read).await.unwrap();
    overview::units(&mut *tx).await.unwrap()
}

fn restoring(from: &Path, force: bool) -> restore::Options {
    restore::Options {
        from: from.into(),
        force,
        until: None,
    }
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (
        config(&folder.path().join("a")),
        config(&folder.path().join("b")),
    );
    let to = folder.path().join("backup");
    let sqlite = fill(&here).await;
    let _serving = lock::share(&here.data_dir).unwrap();
    register(&sqlite, 1).await;
    let photo = format!("attachments/H99.99.01/{}", "ab".repeat(32));
    let (kept, unfinished) = (
        here.data_dir.join(&photo),
        here.data_dir.join(format!("{photo}#1")),
    );
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::write(&kept, "a photo").unwrap();
    fs::write(&unfinished, "half").unwrap();
    let at_backup = seen(&here).await;
    backup::run(&here, backup::Options { to: to.clone() })
        .await
        .unwrap();
    register(&sqlite, 2).await;

    restore::run(&there, restoring(&to, false)).await.unwrap();
    assert_eq!(seen(&there).await, at_backup);
    assert_eq!(
        fs::read(&there.key_file).unwrap(),
        fs::read(&here.key_file).unwrap()
    );
    assert_eq!(fs::read(there.data_dir.join(&photo)).unwrap(), b"a photo");
    assert!(!there.data_dir.join(format!("{photo}#1")).exists());
    let again = backup::run(&here, backup::Options { to }).await;
    assert!(
        again
            .unwrap_err()
            .to_string()
            .contains("overwrites nothing")
    );
}

#[tokio::test]
async fn a_restore_spares_what_is_there_and_who_uses_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("a"));
    let to = folder.path().join("backup");
    let sqlite = fill(&here).await;
    backup::run(&here, backup::Options { to: to.clone() })
        .await
        .unwrap();
    register(&sqlite, 1).await;
    sqlite.close().await;
    let serving = lock::share(&here.data_dir).unwrap();
    let refused = restore::run(&here, restoring(&to, true)).await;
    assert!(refused.unwrap_err().to_string().contains("stop the server"));
    drop(serving);
    let refused = restore::run(&here, restoring(&to, false)).await;
    assert!(refused.unwrap_err().to_string().contains("--force"));
    assert_eq!(seen(&here).await[0].devices.len(), 1, "nothing happened");

    restore::run(&here, restoring(&to, true)).await.unwrap();
    assert_eq!(seen(&here).await[0].devices.len(), 0);
    let entries = fs::read_dir(&here.data_dir).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let aside: Vec<_> = names.filter(|name| name.starts_with("replaced-")).collect();
    let kept = here.data_dir.join(&aside[0]).join("khongcho.db");
    let kept = Sqlite::open_to_look(&kept).await.unwrap();
    let mut tx = kept.begin(Access::Read).await.unwrap();
    let units = overview::units(&mut *tx).await.unwrap();
    assert_eq!(units[0].devices.len(), 1, "what was there is kept");
}

#[tokio::test]
async fn a_damaged_backup_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("a"));
    let to = folder.path().join("backup");
    fill(&here).await.close().await;
    backup::run(&here, backup::Options { to: to.clone() })
        .await
        .unwrap();
    let mut bytes = fs::read(to.join(backup::DATABASE)).unwrap();
    for byte in bytes.iter_mut().skip(8192).step_by(7) {
        *byte ^= 0x5a;
    }
    fs::write(to.join(backup::DATABASE), bytes).unwrap();
    let before = seen(&here).await;
    assert!(restore::run(&here, restoring(&to, true)).await.is_err());
    assert_eq!(seen(&here).await, before);
}

#[tokio::test]
async fn looking_migrates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(folder.path());
    Sqlite::open(&here.sqlite()).await.unwrap().close().await;
    let error = database::look(&here).await.unwrap_err().to_string();
    assert!(error.contains("khongcho migrate"), "{error}");
    let sqlite = Sqlite::open_to_look(&here.sqlite()).await.unwrap();
    assert!(sqlite.migrations_missing().await.unwrap() > 0);
}

#[tokio::test]
async fn status_names_units_and_devices() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(folder.path());
    let sqlite = fill(&here).await;
    register(&sqlite, 1).await;
    let seen = status::read(&sqlite).await.unwrap();
    let json = serde_json::to_value(&seen).unwrap();
    assert_eq!(json["units"][0]["devices"][0]["tag"], "A");
    assert_eq!(json["units"][0]["stream_head"], 0);
    assert!(json["database_bytes"].as_u64().unwrap() > 0);
    let words = status::in_words(&seen).unwrap();
    assert!(words.contains("A: last contact never"), "{words}");
}

#[tokio::test]
async fn backup_and_restore_leave_postgresql_to_its_own_tools() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = config(folder.path());
    here.postgres = Some("postgres://a:bi-mat@db/xa".parse().unwrap());
    let to = folder.path().join("backup");
    let backup = backup::run(&here, backup::Options { to: to.clone() }).await;
    let restore = restore::run(&here, restoring(&to, true)).await;
    for outcome in [backup, restore] {
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains("pg_basebackup"), "{error}");
        assert!(error.contains("server.key"), "{error}");
        assert!(!error.contains("bi-mat"), "{error}");
    }
    assert!(!to.exists());
}
