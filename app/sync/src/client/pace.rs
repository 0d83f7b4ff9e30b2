//! How much a device sends at a time: as much as the line carries in a few
//! seconds, so that a cut costs little and a good line has few round trips (C6).

use crate::limits::{BATCH_BYTES_FIRST, BATCH_BYTES_MAX, BATCH_BYTES_MIN, BATCH_MS};

/// A batch below this tells nothing of the line. The smallest full batch is a little
/// under its own limit, and has to tell, or the pace would never rise again.
const TELLING_BYTES_MIN: usize = BATCH_BYTES_MIN / 2;

/// The size of the next batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Bytes of envelopes, before compression.
    pub bytes: usize,
    /// What the line carried last, in bytes of envelopes a second; `None` before a
    /// batch has told.
    pub per_second: Option<u32>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            bytes: BATCH_BYTES_FIRST,
            per_second: None,
        }
    }
}

impl Pace {
    /// After `sent` bytes of envelopes took `ms` milliseconds, answer included. A
    /// batch too small to tell anything changes nothing.
    #[must_use]
    pub fn carried(self, sent: usize, ms: u32) -> Self {
        if sent < TELLING_BYTES_MIN {
            return self;
        }
        let within = |span: u32| (sent as u64).saturating_mul(span.into()) / u64::from(ms.max(1));
        let fits = usize::try_from(within(BATCH_MS)).unwrap_or(BATCH_BYTES_MAX);
        Self {
            bytes: fits.clamp(BATCH_BYTES_MIN, BATCH_BYTES_MAX),
            per_second: u32::try_from(within(1_000)).ok(),
        }
    }

    /// After a failure: half as much.
    #[must_use]
    pub fn failed(self) -> Self {
        Self {
            bytes: (self.bytes / 2).max(BATCH_BYTES_MIN),
            ..self
        }
    }

    /// How long so many bytes take at the pace of the last batch, in milliseconds.
    pub fn ms_for(&self, bytes: u64) -> Option<u64> {
        let per_second = self.per_second.filter(|bytes| *bytes > 0)?;
        Some(bytes.saturating_mul(1_000) / u64::from(per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c6_a_good_line_is_filled_after_the_first_batch() {
        let pace = Pace::default();
        assert_eq!(pace.bytes, BATCH_BYTES_FIRST);
        assert_eq!(pace.carried(pace.bytes, 40).bytes, BATCH_BYTES_MAX);
    }

    #[test]
    fn c6_a_slow_line_gets_what_it_carries_in_time() {
        let slow = Pace::default().carried(64 << 10, 20_000);
        assert_eq!(slow.bytes, 32 << 10, "half the time, half the bytes");
        assert_eq!(slow.carried(100, 60_000), slow, "a heartbeat tells nothing");
        assert_eq!(
            slow.ms_for(32 << 10),
            Some(10_002),
            "what fits takes as long"
        );
        assert_eq!(Pace::default().ms_for(1), None);
    }

    #[test]
    fn c6_from_the_floor_a_good_line_is_filled_again() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace = pace.failed();
        }
        let just_under = pace.bytes - 1;
        assert_eq!(pace.carried(just_under, 40).bytes, BATCH_BYTES_MAX);
    }

    #[test]
    fn c6_a_failure_halves_down_to_a_floor() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace = pace.failed();
        }
        assert_eq!(pace.bytes, BATCH_BYTES_MIN);
    }
}
