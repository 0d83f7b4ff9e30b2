//! A device's sense of time: its own clock, put right by the server's, and never
//! behind what it has recorded or seen (SPEC §T).

use crate::limits::CLOCK_AHEAD_MAX_MS;
use domain::hybrid::HybridTime;
use domain::instant::Instant;
use serde::{Deserialize, Serialize};

/// What a device keeps between two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What the device's own clock lacked of the server's when last compared.
    pub lacks_ms: i64,
    /// The latest time recorded or seen.
    pub last: HybridTime,
    /// What the server's clock showed when last compared.
    #[serde(default = "never")]
    pub heard: Instant,
}

fn never() -> Instant {
    Instant(i64::MIN)
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            lacks_ms: 0,
            last: HybridTime::default(),
            heard: never(),
        }
    }
}

impl Clock {
    /// The device's clock, put right: also one that has since fallen back behind what
    /// the server had said, as without its battery.
    pub fn right(&self, own: Instant) -> Instant {
        Instant(own.0.saturating_add(self.lacks_ms)).max(self.heard)
    }

    /// What the device's clock lacks of that.
    pub fn lacks(&self, own: Instant) -> i64 {
        self.right(own).0.saturating_sub(own.0)
    }

    /// The time of a new event.
    #[must_use]
    pub fn tick(self, own: Instant) -> Self {
        Self {
            last: self.last.next(self.right(own)),
            ..self
        }
    }

    /// Compares with the server; a time that had run ahead with a wrong clock is
    /// taken back, so that it does not stay wrong for as long as the clock was.
    #[must_use]
    pub fn compared(self, own: Instant, server: Instant) -> Self {
        let lacks_ms = server.0.saturating_sub(own.0);
        Self {
            lacks_ms,
            last: self.last.min(latest(server)),
            heard: server,
        }
    }

    /// Takes in the time of someone else's event, as far as the server's clock
    /// makes it possible.
    #[must_use]
    pub fn saw(self, time: HybridTime, server: Instant) -> Self {
        Self {
            last: self.last.max(time.min(latest(server))),
            ..self
        }
    }
}

/// The latest believable time when the server's clock shows `server`.
fn latest(server: Instant) -> HybridTime {
    HybridTime::of(Instant(server.0.saturating_add(CLOCK_AHEAD_MAX_MS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR_MS: i64 = 365 * 86_400_000;
    const NOW: Instant = Instant(1_795_366_799_999);

    #[test]
    fn t1_time_never_goes_back_and_follows_the_clock() {
        let mut clock = Clock::default();
        let mut before = clock.last;
        for own in [NOW, NOW, Instant(5), Instant(NOW.0 + 1)] {
            clock = clock.tick(own);
            assert!(clock.last > before);
            before = clock.last;
        }
        assert_eq!(clock.last.instant(), Instant(NOW.0 + 1));
    }

    #[test]
    fn t2_a_clock_a_year_off_is_put_right_by_the_server() {
        let own = Instant(NOW.0 - YEAR_MS);
        let clock = Clock::default().compared(own, NOW);
        assert_eq!(clock.tick(own).last.instant(), NOW);
    }

    #[test]
    fn t2_a_clock_that_falls_back_stays_at_what_the_server_had_said() {
        let clock = Clock::default().compared(NOW, NOW);
        let fallen = Instant(NOW.0 - YEAR_MS);
        assert_eq!(clock.right(fallen), NOW);
        assert_eq!(clock.tick(fallen).last.instant(), NOW);
        assert_eq!(clock.lacks(fallen), YEAR_MS, "the officer is told");
        let later = Instant(NOW.0 + 1);
        assert_eq!(clock.right(later), later);
        assert_eq!(Clock::default().right(fallen), fallen, "nothing was heard");
    }

    #[test]
    fn t3_what_was_seen_is_earlier_than_what_follows_it() {
        let seen = HybridTime::of(Instant(NOW.0 + 2_000));
        let clock = Clock::default().saw(seen, NOW).tick(NOW);
        assert!(clock.last > seen);
    }

    #[test]
    fn t4_an_impossible_future_is_neither_learnt_nor_kept() {
        let future = HybridTime::of(Instant(NOW.0 + YEAR_MS));
        let near = |clock: Clock| clock.last.instant().0 - NOW.0 <= CLOCK_AHEAD_MAX_MS;
        assert!(near(Clock::default().saw(future, NOW)));
        let ran_ahead = Clock::default().tick(future.instant());
        assert!(near(ran_ahead.compared(NOW, NOW)));
    }
}
