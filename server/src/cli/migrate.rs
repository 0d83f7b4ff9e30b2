//! `khongcho migrate`.

use super::database::open_or_make;
use super::print;
use crate::config::Config;

/// Brings the schema up to date and says so.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    open_or_make(config).await?.close().await;
    print(&format!("{} is up to date\n", config.database().display()));
    Ok(())
}
