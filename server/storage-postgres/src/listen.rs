//! News that other servers appended, by NOTIFY and LISTEN.

use crate::Postgres;
use crate::announce::CHANNEL;
use domain::id::UnitId;
use sqlx::postgres::{PgListener, PgPoolOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long a lost listener waits before it tries again.
const RETRY: Duration = Duration::from_secs(1);
/// After so much silence the connection is asked whether it is still there: a
/// broken line does not tell.
const QUIET: Duration = Duration::from_mins(1);
/// How long it may take to answer that.
const PATIENCE: Duration = Duration::from_secs(10);

impl Postgres {
    /// Tells of every unit whose stream another server appended to; never ends.
    /// Whatever was announced while the connection was lost went unheard, so every
    /// unit is told of when it is back.
    pub async fn listen(&self, tell: impl Fn(UnitId) + Send + Sync) {
        loop {
            if let Err(error) = self.hear(&tell).await {
                tracing::warn!(%error, retry.after_ms = RETRY.as_millis(), "news.listener_lost");
            }
            sleep(RETRY).await;
        }
    }

    async fn hear(&self, tell: &(impl Fn(UnitId) + Sync)) -> Result<(), sqlx::Error> {
        // A connection of its own, for good: it would be missing from the pool.
        let options = self.pool.connect_options();
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_with((*options).clone())
            .await?;
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        let units = sqlx::query_scalar!("select unit_id from unit order by unit_id")
            .fetch_all(&self.pool)
            .await?;
        units.into_iter().map(UnitId).for_each(tell);
        loop {
            match timeout(QUIET, listener.try_recv()).await {
                Ok(heard) => match heard? {
                    Some(notice) => self.elsewhere(notice.payload()).into_iter().for_each(tell),
                    None => return Ok(()),
                },
                Err(_) => still_there(&mut listener).await?,
            }
        }
    }

    /// The unit of an announcement that is not our own.
    fn elsewhere(&self, payload: &str) -> Option<UnitId> {
        let (name, unit) = payload.split_once(' ')?;
        (name != self.name).then(|| UnitId(unit.to_owned()))
    }
}

async fn still_there(listener: &mut PgListener) -> Result<(), sqlx::Error> {
    let asked = timeout(PATIENCE, sqlx::query("select 1").execute(listener)).await;
    asked.map_err(|_| sqlx::Error::PoolTimedOut)?.map(drop)
}
