//! Named places at which a test can kill the process (feature `failpoints`).
//!
//! A place costs nothing in an ordinary build. With the feature, the variable
//! `KHONGCHO_FAILPOINT=name` or `name:n` aborts the process the `n`-th time it
//! comes by: nothing is flushed, closed or answered.

/// Dies here when the test asked for it.
#[cfg(not(feature = "failpoints"))]
pub fn pass(_name: &'static str) {}

/// Dies here when the test asked for it.
#[cfg(feature = "failpoints")]
pub fn pass(name: &'static str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static VISITS: AtomicU32 = AtomicU32::new(0);
    let Ok(wanted) = std::env::var("KHONGCHO_FAILPOINT") else {
        return;
    };
    let (place, visit) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if place == name && VISITS.fetch_add(1, Ordering::SeqCst) + 1 >= visit.parse().unwrap_or(1) {
        std::process::abort();
    }
}
