//! Waiting between tries: exponential, capped, with full jitter.

use crate::limits::{BACKOFF_MAX_MS, BACKOFF_MIN_MS};

/// Milliseconds to wait after the `failures`-th failure in a row.
///
/// Between half and the whole of `BACKOFF_MIN_MS · 2^(failures-1)`, never above
/// [`BACKOFF_MAX_MS`]: a commune's devices come back from the same power cut.
pub fn backoff_ms(failures: u32, jitter: u32) -> u32 {
    let doublings = failures.saturating_sub(1).min(16);
    let whole = BACKOFF_MIN_MS
        .saturating_mul(1 << doublings)
        .min(BACKOFF_MAX_MS);
    let half = whole / 2;
    half + jitter % (whole - half + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn c4_the_wait_is_capped_and_never_shrinks_below_half(failures in 1_u32.., jitter: u32) {
            let wait = backoff_ms(failures, jitter);
            prop_assert!((BACKOFF_MIN_MS / 2..=BACKOFF_MAX_MS).contains(&wait));
            prop_assert!(wait >= backoff_ms(failures, 0));
        }
    }
}
