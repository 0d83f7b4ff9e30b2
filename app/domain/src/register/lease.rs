//! A lease: numbers that one device may give without asking.

use super::book::{BookKey, Number, Run, Volume, VolumeNumber};
use super::event::Event;
use crate::id::DeviceId;
use core::fmt;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// The server's signature on a lease: r and s of ES256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaseSeal(pub [u8; 64]);

/// A lease as the server gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leased {
    /// What is leased.
    pub lease: Lease,
    /// The server's word for it.
    pub seal: LeaseSeal,
}

/// What a renewal gives, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The next number begins a new volume.
    Volume(Volume),
    /// Numbers.
    Lease(Lease),
}

impl Grant {
    /// The fact that it is given, with the server's signature where one belongs.
    pub fn event(self, seal: impl FnOnce(&Lease) -> LeaseSeal) -> Event {
        match self {
            Self::Volume(volume) => Event::VolumeBegun(volume),
            Self::Lease(lease) => {
                let seal = seal(&lease);
                Event::Leased(Box::new(Leased { lease, seal }))
            }
        }
    }
}

impl Serialize for LeaseSeal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for LeaseSeal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = LeaseSeal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("64 bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<LeaseSeal, E> {
                let seal = bytes.try_into().map(LeaseSeal);
                seal.map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

/// A lease as the server remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseRecord {
    /// What was leased.
    pub lease: Lease,
    /// The server's word for it.
    pub seal: LeaseSeal,
    /// Its numbers of which nothing is known yet, in order.
    pub left: Vec<Run>,
    /// How it ended, if it has. One whose numbers are all written needs no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<LeaseEnd>,
}

impl LeaseRecord {
    /// Whether it has numbers of which only the device knows.
    pub fn is_out(&self) -> bool {
        self.end.is_none() && !self.left.is_empty()
    }

    /// How many numbers nothing is known of.
    pub fn unwritten(&self) -> u32 {
        self.left
            .iter()
            .fold(0, |sum, run| sum.saturating_add(run.count()))
    }

    /// Its highest number of which something is known.
    pub fn last_written(&self) -> Option<Number> {
        let left = |number: &Number| self.left.iter().any(|run| run.contains(*number));
        self.lease.run.numbers().rev().find(|number| !left(number))
    }

    /// Notes that something is known of a number.
    pub(super) fn write(&mut self, number: Number) {
        let Some(at) = self.left.iter().position(|run| run.contains(number)) else {
            return;
        };
        let run = self.left.remove(at);
        let above = Run::new(number.next(), run.last);
        let below = Run::new(run.first, number.before());
        self.left.splice(at..at, below.into_iter().chain(above));
    }
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
