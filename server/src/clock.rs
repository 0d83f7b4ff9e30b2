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
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
