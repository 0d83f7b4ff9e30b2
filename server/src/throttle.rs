//! How often someone may try to sign in, or a device to renew a session.
//!
//! Tries are counted for each name, and apart for a device on which that officer
//! has signed in before: a stranger who guesses does not lock the officer out.
//! Counts are kept in memory; a restart forgives.

use domain::id::{DeviceId, UnitId};
use domain::instant::Instant;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Tries in a row that cost nothing: everybody mistypes.
const FREE_TRIES: u32 = 5;
/// The wait after the last free try; each further one doubles it.
const WAIT_MIN_MS: i64 = 1_000;
/// The longest wait: some hundred guesses a day.
const WAIT_MAX_MS: i64 = 15 * 60 * 1_000;
/// A count that nobody has added to for so long is forgotten.
const FORGET_MS: i64 = 60 * 60 * 1_000;
/// Counts kept; past it the longest untouched goes.
const COUNTS_MAX: usize = 10_000;

/// Whose tries are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Who {
    /// The unit, when the name is known in one.
    pub unit: Option<UnitId>,
    /// The name that was typed.
    pub login: String,
    /// The device, when the officer has signed in on it before.
    pub device: Option<DeviceId>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: Instant,
}

impl Count {
    /// When the next try is allowed.
    fn until(&self) -> i64 {
        let Some(over) = self.tries.checked_sub(FREE_TRIES) else {
            return self.last.0;
        };
        let doubled = WAIT_MIN_MS.saturating_mul(1_i64.checked_shl(over.min(32)).unwrap_or(1));
        self.last.0.saturating_add(doubled.min(WAIT_MAX_MS))
    }

    fn is_forgotten(&self, now: Instant) -> bool {
        // A clock that was set back must not keep anyone out.
        now.0.saturating_sub(self.last.0) > FORGET_MS || self.last > now
    }
}

/// Counts of tries; `K` says which are counted together.
#[derive(Debug)]
pub struct Throttle<K = Who>(Mutex<HashMap<K, Count>>);

impl<K> Default for Throttle<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + Eq + Hash> Throttle<K> {
    /// Counts a try, before its outcome is known: guesses side by side are guesses.
    ///
    /// # Errors
    /// The seconds to wait, when it is too early; such a try is not counted.
    pub fn enter(&self, who: &K, now: Instant) -> Result<(), u64> {
        let mut counts = self.counts();
        let known = counts.get(who).filter(|count| !count.is_forgotten(now));
        let wait_ms = known.map_or(0, |count| count.until().saturating_sub(now.0));
        if wait_ms > 0 {
            return Err(u64::try_from(wait_ms).unwrap_or(0).div_ceil(1_000));
        }
        let tries = known.map_or(0, |count| count.tries).saturating_add(1);
        if counts.len() >= COUNTS_MAX && !counts.contains_key(who) {
            make_room(&mut counts, now);
        }
        counts.insert(who.clone(), Count { tries, last: now });
        Ok(())
    }

    /// Forgets the tries: the password was right.
    pub fn forgive(&self, who: &K) {
        self.counts().remove(who);
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<K, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room<K: Clone + Eq + Hash>(counts: &mut HashMap<K, Count>, now: Instant) {
    counts.retain(|_, count| !count.is_forgotten(now));
    if counts.len() >= COUNTS_MAX {
        let oldest = counts.iter().min_by_key(|(_, count)| count.last);
        if let Some(who) = oldest.map(|(who, _)| who.clone()) {
            counts.remove(&who);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(login: &str) -> Who {
        Who {
            unit: None,
            login: login.into(),
            device: None,
        }
    }

    #[test]
    fn five_tries_are_free_then_the_wait_doubles() {
        let throttle = Throttle::default();
        let mut now = Instant(1_000_000);
        for _ in 0..FREE_TRIES {
            assert_eq!(throttle.enter(&who("lan"), now), Ok(()));
        }
        for seconds in [1, 2, 4, 8] {
            assert_eq!(throttle.enter(&who("lan"), now), Err(seconds));
            now.0 += i64::try_from(seconds).unwrap() * 1_000;
            assert_eq!(throttle.enter(&who("lan"), now), Ok(()));
        }
        assert_eq!(throttle.enter(&who("pao"), now), Ok(()), "another name");
        throttle.forgive(&who("lan"));
        assert_eq!(throttle.enter(&who("lan"), now), Ok(()));
    }

    #[test]
    fn the_wait_has_an_end_and_a_clock_set_back_is_no_prison() {
        let throttle = Throttle::default();
        let mut now = Instant(1_000_000);
        for _ in 0..60 {
            if let Err(seconds) = throttle.enter(&who("lan"), now) {
                assert!(seconds <= 900, "{seconds}");
                now.0 += i64::try_from(seconds).unwrap() * 1_000;
            }
        }
        assert_eq!(throttle.enter(&who("lan"), Instant(5)), Ok(()));
    }

    #[test]
    fn names_without_number_take_no_memory_without_end() {
        let throttle = Throttle::default();
        for number in 0..COUNTS_MAX + 100 {
            let now = Instant(i64::try_from(number).unwrap());
            assert_eq!(throttle.enter(&who(&number.to_string()), now), Ok(()));
        }
        assert_eq!(throttle.counts().len(), COUNTS_MAX);
    }
}
