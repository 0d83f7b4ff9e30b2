//! The steps by which a deadline was found.

use super::limit::Limit;
use super::pause::PauseReason;
use crate::calendar::{Clock, Mark};
use crate::instant::{Day, Instant};
use serde::{Serialize, Serializer};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The dossier was received.
    Received {
        /// When.
        #[serde(serialize_with = "rfc3339")]
        at: Instant,
    },
    /// It was received when nobody works.
    Outside {
        /// When that was.
        when: Outside,
    },
    /// In time to be due the same day.
    WithinCutoff {
        /// The last minute for that.
        cutoff: Clock,
    },
    /// Too late to be due the same day.
    PastCutoff {
        /// The last minute for that.
        cutoff: Clock,
    },
    /// So many working hours equal so many working days.
    HoursAreDays {
        /// The limit as given.
        hours: u16,
        /// What it is counted as.
        days: u16,
    },
    /// Working time that was counted, breaks and nights left out.
    Worked {
        /// From when.
        #[serde(serialize_with = "rfc3339")]
        from: Instant,
        /// To when.
        #[serde(serialize_with = "rfc3339")]
        to: Instant,
        /// How much of it is working time, in milliseconds.
        ms: i64,
    },
    /// Working days that were counted.
    Counted {
        /// The first.
        from: Day,
        /// The last.
        to: Day,
        /// How many.
        days: u32,
    },
    /// Days of the calendar that were counted.
    Passed {
        /// The day before the first.
        after: Day,
        /// The last.
        to: Day,
        /// How many.
        days: u32,
    },
    /// Months that were counted.
    Months {
        /// The day before the first.
        after: Day,
        /// The last day.
        to: Day,
        /// How many.
        months: u16,
        /// Whether the month has no such day, so that its last one stands.
        clamped: bool,
    },
    /// Days that were passed over.
    Closed {
        /// The first.
        from: Day,
        /// The last.
        to: Day,
        /// Why.
        why: Closed,
    },
    /// A day worked in exchange for another: it counts.
    Exchanged {
        /// The day.
        day: Day,
        /// What data says of it.
        mark: Mark,
    },
    /// The last day is not worked; this one comes in its place.
    MovedTo {
        /// The day.
        day: Day,
    },
    /// Time that did not count.
    Paused {
        /// Since when.
        #[serde(serialize_with = "rfc3339")]
        from: Instant,
        /// Until when.
        #[serde(serialize_with = "rfc3339")]
        to: Instant,
        /// Why.
        reason: PauseReason,
        /// By how much that puts the end off.
        stopped: Stopped,
    },
    /// A pause that the policy in force lets count.
    NotPaused {
        /// Since when.
        #[serde(serialize_with = "rfc3339")]
        from: Instant,
        /// Why.
        reason: PauseReason,
    },
    /// A pause that has not ended: there is no due time yet.
    Waiting {
        /// Since when.
        #[serde(serialize_with = "rfc3339")]
        from: Instant,
        /// Why.
        reason: PauseReason,
    },
    /// Papers were asked for more than once, which national scoring takes for overdue.
    AskedAgain {
        /// How often.
        requests: u16,
    },
    /// The longer limit applies.
    Longer {
        /// The limit that would have applied.
        instead_of: Limit,
        /// When it would have ended, if that is known.
        #[serde(serialize_with = "rfc3339_option")]
        due: Option<Instant>,
        /// The limit that applies.
        limit: Limit,
        /// Why.
        reason: String,
    },
    /// The due time.
    Due {
        /// When.
        #[serde(serialize_with = "rfc3339")]
        at: Instant,
    },
}

impl Step {
    /// The days, from the first to the last, of which data says something in
    /// particular, where the step rests on it.
    pub fn marked(&self) -> Option<(Day, Day, &Mark)> {
        if let Self::Exchanged { day, mark } = self {
            return Some((*day, *day, mark));
        }
        if let Self::Closed {
            from,
            to,
            why: Closed::Marked(mark),
        } = self
        {
            return Some((*from, *to, mark));
        }
        None
    }
}

/// When nobody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// On a day that is not worked.
    ClosedDay,
    /// Before work begins.
    BeforeOpening,
    /// Between two sessions.
    Break,
    /// After work has ended.
    AfterClosing,
}

/// Why a day is not worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// It has no hours of work in its week.
    WeeklyRest,
    /// It is worked, but too short to count.
    ShortDay,
    /// Data says so.
    Marked(Mark),
}

/// By how much a pause puts the end off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stopped {
    /// Working days.
    WorkingDays(u32),
    /// Days of the calendar.
    Days(u32),
    /// Working time, in milliseconds.
    WorkingMs(i64),
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a field over by reference"
)]
/// Writes a moment as `2026-11-23T15:20:00+07:00`.
pub(super) fn rfc3339<S: Serializer>(at: &Instant, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.rfc3339())
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
/// The same for a moment that may be missing.
pub(super) fn rfc3339_option<S: Serializer>(
    at: &Option<Instant>,
    to: S,
) -> Result<S::Ok, S::Error> {
    at.map(Instant::rfc3339).serialize(to)
}
