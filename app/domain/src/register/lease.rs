//! A lease: numbers that one device may give without asking.

use super::book::{BookKey, Number, Run, VolumeNumber};
use crate::id::DeviceId;
use serde::{Deserialize, Serialize};

/// Which lease of a book, counted by the server from 1 and never counted back: what a
/// device has seen once it knows for ever, whatever old answer comes again.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct LeaseSerial(pub u32);

/// A lease (dải số): numbers of one volume that one device may use offline.
///
/// All that the server signs is in it. It does not run out: a device may be away for
/// long, and numbers that it has put on paper stay its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Of which book.
    pub book: BookKey,
    /// Which lease of the book.
    pub serial: LeaseSerial,
    /// Whose.
    pub device: DeviceId,
    /// The volume that all its numbers lie in.
    pub volume: VolumeNumber,
    /// The numbers.
    pub run: Run,
    /// With so many numbers left or fewer the device asks for more.
    pub low_water: u32,
}

/// A lease as the server remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseRecord {
    /// What was leased.
    pub lease: Lease,
    /// How it ended, if it has. One whose numbers are all written needs no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<LeaseEnd>,
}

/// How a lease ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaseEnd {
    /// The device gave back the numbers from here on.
    GivenBack {
        /// The first that it had not used; one past the last when it used them all.
        from: Number,
    },
    /// A supervisor took it from a device that was given up for lost.
    Reclaimed {
        /// Whether the device has come back since and said what it had used: then
        /// no entry can come late any more.
        confirmed: bool,
    },
}

/// What the server tells a device of its leases, in the answer to every exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseNews {
    /// Leases of the device with numbers that are not written yet.
    pub out: Vec<Lease>,
    /// Leases that were reclaimed, until the device has said what it used of them.
    pub reclaimed: Vec<Lease>,
}
