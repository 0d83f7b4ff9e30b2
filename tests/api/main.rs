//! The API as a client meets it: the real router over a real SQLite file.

mod assets;
mod exchange;
mod harness;
mod session;
