//! What only shows on the connections themselves.

use super::*;
use storage::UnitRecord;

async fn open() -> (Sqlite, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await.unwrap();
    sqlite.migrate().await.unwrap();
    (sqlite, folder)
}

async fn write(sqlite: &Sqlite, name: String) -> Result<(), StorageError> {
    let id = domain::id::UnitId("H15.50".into());
    let mut tx = sqlite.begin(Access::Write).await?;
    tx.put_unit(&UnitRecord { id, name }).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_full_disk_is_survived() {
    let (_, folder) = open().await;
    // No connection may make the file larger than it is.
    let cramped = options(&folder.path().join("test.db")).pragma("max_page_count", "1");
    let sqlite = Sqlite::connect(cramped).await.unwrap();
    let full = write(&sqlite, "x".repeat(1 << 20)).await.unwrap_err();
    assert!(full.to_string().contains("full"), "{full}");
    write(&sqlite, "Xã Thử".into()).await.unwrap();
    let mut tx = sqlite.begin(Access::Read).await.unwrap();
    assert_eq!(tx.units().await.unwrap()[0].name, "Xã Thử");
}

#[tokio::test]
async fn a_file_that_another_process_holds_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let sqlite = Sqlite::open(&path).await.unwrap();
    sqlite.migrate().await.unwrap();
    let hurried = options(&path).busy_timeout(Duration::from_millis(10));
    let hurried = Sqlite::connect(hurried).await.unwrap();
    let _held = sqlite.begin(Access::Write).await.unwrap();
    let error = write(&hurried, "Xã Thử".into()).await.unwrap_err();
    assert!(matches!(error, StorageError::Busy(_)), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_the_file_and_its_log() {
    use std::os::unix::fs::PermissionsExt;
    let (sqlite, folder) = open().await;
    write(&sqlite, "Xã Thử".into()).await.unwrap();
    for name in ["test.db", "test.db-wal"] {
        let mode = folder.path().join(name).metadata().unwrap().permissions();
        assert_eq!(mode.mode() & 0o077, 0, "{name}");
    }
}
