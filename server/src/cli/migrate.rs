//! `khongcho migrate`.

use super::database::open_or_make;
use super::print;
use crate::config::Config;

/// Brings the schema up to date and says so.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let database = open_or_make(config).await?;
    database.close().await;
    print(&format!("{database} is up to date\n"));
    Ok(())
}
