//! The protocol between a device and the server.
//!
//! `SPEC.md` beside this crate holds the numbered rules; a test that proves a
//! rule wears its number in its name. All of it is pure: a host performs the
//! effects, supplies time and chance, signs and verifies.

#![forbid(unsafe_code)]

pub mod admit;
pub mod baseline;
pub mod bundle;
pub mod chain;
pub mod client;
pub mod clock;
pub mod codec;
pub mod envelope;
pub mod exchange;
#[cfg(test)]
mod frozen;
pub mod history;
pub mod ledger;
pub mod limits;
pub mod rebase;
pub mod renewal;
pub mod ruling;
pub mod seal;
pub mod settle;
pub mod sign1;
#[cfg(test)]
mod spec;
pub mod upload;
