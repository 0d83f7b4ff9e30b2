//! The house checks itself: arrows, file lengths, rules against tests, forgotten
//! files.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod arrows;
mod house;
mod rules;
mod sharding;
