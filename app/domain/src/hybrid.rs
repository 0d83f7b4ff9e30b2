//! Hybrid logical time: one order of events across devices whose clocks disagree.
//!
//! Kulkarni, Demirbas, Madappa, Avva, Leone: "Logical Physical Clocks" (2014).

use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// Bits of the counter; the milliseconds are above them.
const COUNTER_BITS: u32 = 16;

/// Milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
///
/// It never runs behind what its device has recorded or seen, so that an answer
/// to a fact is later than the fact, and it stays close to the clock.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct HybridTime(pub u64);

impl HybridTime {
    /// The clock alone, counter zero; before 1970 it is the beginning.
    pub fn of(now: Instant) -> Self {
        Self(u64::try_from(now.0).unwrap_or(0) << COUNTER_BITS)
    }

    /// The time of the next event of a device that has recorded or seen `self`.
    #[must_use]
    pub fn next(self, now: Instant) -> Self {
        Self(self.0.saturating_add(1)).max(Self::of(now))
    }

    /// The milliseconds, as people read them.
    pub fn instant(self) -> Instant {
        Instant(i64::try_from(self.0 >> COUNTER_BITS).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_the_clock_and_never_goes_back() {
        let noon = HybridTime::default().next(Instant(1_000));
        assert_eq!(noon.instant(), Instant(1_000));
        let set_back = noon.next(Instant(5));
        assert!(set_back > noon);
        assert_eq!(set_back.instant(), Instant(1_000));
        assert_eq!(set_back.next(Instant(1_001)).instant(), Instant(1_001));
    }

    #[test]
    fn a_clock_before_1970_is_the_beginning() {
        assert_eq!(HybridTime::of(Instant(-1)), HybridTime(0));
    }
}
