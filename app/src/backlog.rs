//! A long push, in figures.

use serde::{Deserialize, Serialize};

/// What is left of a push that takes more than one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backlog {
    /// Events when it began; more may have been recorded since.
    pub events: usize,
    /// Events not yet received.
    pub events_left: usize,
    /// About how many bytes they are, by those of the latest batch.
    pub bytes_left: u64,
    /// About how long they take, once the line's pace is known.
    pub ms_left: Option<u64>,
}

/// One batch of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Events in it.
    pub events: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Events that stay for later batches.
    pub left: usize,
}

impl Backlog {
    /// The push as this batch leaves, if it is a long one.
    pub fn leaving(
        before: Option<Self>,
        part: Part,
        ms: impl Fn(u64) -> Option<u64>,
    ) -> Option<Self> {
        if part.events == 0 || (part.left == 0 && before.is_none()) {
            return None;
        }
        Some(Self::with(before, part, part.events + part.left, ms))
    }

    /// The push once this batch was received; `None` when it is over.
    pub fn arrived(
        before: Option<Self>,
        part: Part,
        ms: impl Fn(u64) -> Option<u64>,
    ) -> Option<Self> {
        let before = before.filter(|_| part.left > 0)?;
        Some(Self::with(Some(before), part, part.left, ms))
    }

    fn with(
        before: Option<Self>,
        part: Part,
        left: usize,
        ms: impl Fn(u64) -> Option<u64>,
    ) -> Self {
        let each = part.bytes.checked_div(part.events).unwrap_or_default();
        let bytes_left = (each as u64).saturating_mul(left as u64);
        Self {
            events: before.map_or(left, |before| before.events.max(left)),
            events_left: left,
            bytes_left,
            ms_left: ms(bytes_left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Backlog, Part};

    #[test]
    fn a_push_counts_down_and_ends() {
        let first = Part {
            events: 100,
            bytes: 50_000,
            left: 200,
        };
        let unknown = |_| None;
        let leaving = Backlog::leaving(None, first, unknown);
        let began = Backlog {
            events: 300,
            events_left: 300,
            bytes_left: 150_000,
            ms_left: None,
        };
        assert_eq!(leaving, Some(began));
        let pace = |bytes| Some(bytes / 10);
        let arrived = Backlog::arrived(leaving, first, pace);
        let later = Backlog {
            events_left: 200,
            bytes_left: 100_000,
            ms_left: Some(10_000),
            ..began
        };
        assert_eq!(arrived, Some(later));
        let last = Part {
            events: 200,
            bytes: 100_000,
            left: 0,
        };
        let leaving = Backlog::leaving(arrived, last, pace);
        assert_eq!(leaving, Some(later), "the last batch still counts");
        assert_eq!(Backlog::arrived(leaving, last, pace), None);
    }

    #[test]
    fn what_goes_at_once_is_no_long_push() {
        let all = Part {
            events: 3,
            bytes: 1_500,
            left: 0,
        };
        assert_eq!(Backlog::leaving(None, all, |_| None), None);
    }
}
