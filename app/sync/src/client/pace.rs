//! How much a device sends at a time: as much as the line carries in a few
//! seconds, so that a good line has few round trips and the screen moves (C6).

use crate::limits::{PART_BYTES, SENDING_BYTES_MAX, SENDING_MS};

/// A request below this tells nothing of the line. A full part is a little under its own
/// limit, and has to tell, or the pace would never rise.
const TELLING_BYTES_MIN: usize = PART_BYTES / 2;

/// The size of the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Bytes of envelopes, before compression; 0 asks, and sends nothing (C8).
    pub bytes: usize,
    /// What the line carried last, in bytes of envelopes a second; `None` before a
    /// request has told.
    pub per_second: Option<u32>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            bytes: PART_BYTES,
            per_second: None,
        }
    }
}

impl Pace {
    /// After `sent` bytes of envelopes took `ms` milliseconds, answer included. What is
    /// too small to tell anything changes nothing.
    #[must_use]
    pub fn carried(self, sent: usize, ms: u32) -> Self {
        if sent < TELLING_BYTES_MIN {
            return Self {
                bytes: self.bytes.max(PART_BYTES),
                ..self
            };
        }
        let within = |span: u32| (sent as u64).saturating_mul(span.into()) / u64::from(ms.max(1));
        let fits = usize::try_from(within(SENDING_MS)).unwrap_or(SENDING_BYTES_MAX);
        Self {
            bytes: fits.clamp(PART_BYTES, SENDING_BYTES_MAX),
            per_second: u32::try_from(within(1_000)).ok(),
        }
    }

    /// After a request with `sent` bytes of envelopes failed. Of more than one part the
    /// server may have some: it is asked before any is sent again.
    #[must_use]
    pub fn failed(self, sent: usize) -> Self {
        let asks = sent > PART_BYTES || self.bytes == 0;
        let bytes = if asks { 0 } else { PART_BYTES };
        Self { bytes, ..self }
    }

    /// How long so many bytes take at the pace of the last request, in milliseconds.
    pub fn ms_for(&self, bytes: u64) -> Option<u64> {
        let per_second = self.per_second.filter(|bytes| *bytes > 0)?;
        Some(bytes.saturating_mul(1_000) / u64::from(per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{
        BATCH_BYTES_MAX, REQUEST_BYTES_MAX, REQUEST_MESSAGES_MAX, REQUEST_UNPACKED_BYTES_MAX,
        SENDING_PLAIN_BYTES_MAX,
    };
    use crate::settle::tests::sealed;
    use domain::dossier::Event;

    /// A part ends before the envelope that would overfill it.
    const ENVELOPE_HEADROOM: usize = 4 << 10;

    #[test]
    fn c6_a_good_line_is_filled_after_the_first_part() {
        let pace = Pace::default();
        assert_eq!(pace.bytes, PART_BYTES);
        let just_under = pace.bytes - 1;
        assert_eq!(pace.carried(just_under, 40).bytes, SENDING_BYTES_MAX);
    }

    #[test]
    fn c6_l3_what_is_sent_at_once_fits_a_body_packed_or_not() {
        // The shortest event makes the most envelopes; each has a head of three bytes, and
        // each part is a message of its own with at most so much around it.
        const AROUND: usize = 512;
        let shortest = sealed(1, Event::Resolved).bytes.len();
        let most = |bytes: usize| {
            let heads = bytes / shortest * 3;
            let parts = bytes / (PART_BYTES - ENVELOPE_HEADROOM) + 1;
            assert!(parts <= REQUEST_MESSAGES_MAX);
            bytes + heads + parts * AROUND
        };
        assert!(most(SENDING_PLAIN_BYTES_MAX) <= REQUEST_BYTES_MAX);
        assert!(most(SENDING_BYTES_MAX) + BATCH_BYTES_MAX <= REQUEST_UNPACKED_BYTES_MAX);
    }

    #[test]
    fn c6_a_slow_line_gets_what_it_carries_in_time() {
        let slow = Pace::default().carried(128 << 10, 60_000);
        assert_eq!(slow.bytes, 64 << 10, "half the time, half the bytes");
        assert_eq!(slow.carried(100, 60_000), slow, "a heartbeat tells nothing");
        assert_eq!(
            slow.ms_for(64 << 10),
            Some(30_007),
            "what fits takes as long"
        );
        let slower = Pace::default().carried(PART_BYTES, 120_000);
        assert_eq!(slower.bytes, PART_BYTES, "never less than a part");
        assert_eq!(Pace::default().ms_for(1), None);
    }

    #[test]
    fn c8_after_a_failure_one_part_is_sent_and_after_a_large_one_the_server_is_asked() {
        let fast = Pace::default().carried(PART_BYTES, 40);
        let small = fast.failed(PART_BYTES);
        assert_eq!(small.bytes, PART_BYTES, "nothing more is at stake");
        let asks = fast.failed(PART_BYTES + 1);
        assert_eq!(asks.bytes, 0);
        assert_eq!(asks.failed(0), asks, "until it has answered");
        assert_eq!(asks.carried(0, 40).bytes, PART_BYTES, "the server has told");
    }
}
