//! The API as a client meets it: the real router over a real SQLite file.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod assets;
mod connections;
mod exchange;
mod harness;
mod metrics;
mod openapi;
mod session;
