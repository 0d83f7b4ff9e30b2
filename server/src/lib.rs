//! The server: HTTP, command line, configuration.
//!
//! A handler reads as a story: look up, decide, save, answer. Rules live in
//! `domain` and `sync`, SQL in the storage crates.

#![forbid(unsafe_code)]
// A page is one deeply nested type.
#![recursion_limit = "512"]

pub mod attachments;
pub mod baseline;
pub mod clerk;
pub mod cli;
pub mod clock;
pub mod commune;
pub mod config;
pub mod connections;
pub mod demo;
pub mod forms;
pub mod http;
pub mod keys;
pub mod metrics;
pub mod papers;
pub mod password;
pub mod registers;
pub mod review;
pub mod site;
pub mod snapshot;
pub mod state;
pub mod telemetry;
pub mod throttle;
