//! The API as a client meets it: the real router over PostgreSQL, and what two
//! servers on one database owe each other.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod assets;
mod attachments;
mod baseline;
mod exchange;
mod facts;
mod harness;
mod metrics;
mod openapi;
mod papers;
mod readiness;
mod renewal;
mod review;
mod session;
mod two_servers;

use std::sync::Arc;
use storage::Storage;
use tests::postgres::Database;

/// A database for one test, and what must live as long.
async fn open() -> (Arc<dyn Storage>, Database) {
    let database = Database::make().await;
    (Arc::new(database.open().await), database)
}
