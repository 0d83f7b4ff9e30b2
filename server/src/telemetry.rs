//! Logs: one line an event, fields with dots and units.

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error at `level`, or as `RUST_LOG` says.
pub fn start(level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // A second start, as tests do, keeps the first.
    drop(
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_target(false)
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .try_init(),
    );
}
