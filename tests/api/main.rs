//! The API as a client meets it: the real router over a real SQLite file.
//! `postgres.rs` is the same over PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod assets;
mod attachments;
mod baseline;
mod clerk;
mod connections;
mod exchange;
mod facts;
mod harness;
mod limits;
mod metrics;
mod openapi;
mod papers;
mod renewal;
mod review;
mod session;
mod standing;

use std::sync::Arc;
use storage::Storage;
use storage_sqlite::Sqlite;
use tempfile::TempDir;

/// A database for one test, and what must live as long.
async fn open() -> (Arc<dyn Storage>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Sqlite::open(&folder.path().join("test.db")).await.unwrap();
    sqlite.migrate().await.unwrap();
    (Arc::new(sqlite), folder)
}
