//! SQLite keeps the contract of storage.

use std::sync::Arc;
use storage::Storage;
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
