//! How much of an attachment to send at once (SPEC F5, F9).

use crate::limits::PART_BYTES_MAX;

/// The first part, and the smallest a bad line makes it.
const PART_BYTES_FIRST: usize = 64 << 10;
const PART_BYTES_MIN: usize = 16 << 10;
/// A part that went up quicker than this may grow; one that took this many times
/// longer shrinks. What a broken line costs at most is what is on its way.
const QUICK_MS: i64 = 2_000;
const SLOW_TIMES: i64 = 5;

/// The size of the next part; it follows the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartSize(usize);

impl Default for PartSize {
    fn default() -> Self {
        Self(PART_BYTES_FIRST)
    }
}

impl PartSize {
    /// After a part that went up in so many milliseconds.
    #[must_use]
    pub fn went(self, took_ms: i64) -> Self {
        if took_ms < QUICK_MS {
            Self((self.0 * 2).min(PART_BYTES_MAX))
        } else if took_ms > QUICK_MS * SLOW_TIMES {
            self.broke()
        } else {
            self
        }
    }

    /// After a part that broke off.
    #[must_use]
    pub fn broke(self) -> Self {
        Self((self.0 / 2).max(PART_BYTES_MIN))
    }

    /// The next part of `content`, which the server has up to `offset`.
    pub fn of(self, content: &[u8], offset: u64) -> &[u8] {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = content.get(start..).unwrap_or_default();
        rest.get(..self.0).unwrap_or(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn f5_parts_cover_everything_once_whatever_the_line_does(
            size in 1_usize..3_000_000,
            line in prop::collection::vec((any::<bool>(), 0_i64..20_000, 0_usize..2_000_000), 1..50),
        ) {
            let content = vec![0; size];
            let (mut offset, mut part) = (0, PartSize::default());
            for (breaks, took_ms, through) in line.iter().cycle().take(100_000) {
                let sent = part.of(&content, offset as u64);
                prop_assert!(sent.len() <= PART_BYTES_MAX);
                prop_assert_eq!(sent.is_empty(), offset == size);
                if sent.is_empty() {
                    break;
                }
                if *breaks {
                    // The server has kept what came, and says so.
                    offset += sent.len().min(*through);
                    part = part.broke();
                } else {
                    offset += sent.len();
                    part = part.went(*took_ms);
                }
                prop_assert!(offset <= size);
            }
            prop_assert!(offset == size || line.iter().all(|(breaks, _, through)| *breaks && *through < 64));
        }
    }

    #[test]
    fn f9_parts_follow_the_line() {
        let content = vec![0; 4 << 20];
        let bytes = |part: PartSize| part.of(&content, 0).len();
        let first = PartSize::default();
        assert_eq!(bytes(first), 64 << 10);
        assert_eq!(bytes(first.went(100)), 128 << 10);
        assert_eq!(bytes(first.went(5_000)), 64 << 10);
        assert_eq!(bytes(first.went(60_000)), 32 << 10);
        let fast = (0..9).fold(first, |part, _| part.went(1));
        assert_eq!(bytes(fast), PART_BYTES_MAX);
        let bad = (0..9).fold(first, |part, _| part.broke());
        assert_eq!(bytes(bad), PART_BYTES_MIN);
    }
}
