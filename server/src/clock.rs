//! The one place where the server asks what time it is.

use domain::instant::Instant;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, by the machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the host's clock, passed on as an argument"
)]
pub fn now() -> Instant {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    Instant(now.saturating_add(shift_ms()))
}

/// By how much tests move the clock, so that a story may be told in its own week.
#[cfg(feature = "failpoints")]
fn shift_ms() -> i64 {
    static SHIFT: std::sync::LazyLock<i64> = std::sync::LazyLock::new(|| {
        let told = std::env::var("KHONGCHO_CLOCK_SHIFT_MS").unwrap_or_default();
        told.parse().unwrap_or(0)
    });
    *SHIFT
}

#[cfg(not(feature = "failpoints"))]
const fn shift_ms() -> i64 {
    0
}
