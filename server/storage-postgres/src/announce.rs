//! Announcing by NOTIFY what was appended here.
//!
//! After the commit, not in it: transactions that notify commit one behind the other
//! in the whole database, each with a wait for the disk of its own. What is lost
//! between the two is heard of at the devices' next round (SPEC C5).

use domain::id::UnitId;
use sqlx::PgPool;
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// Where units whose stream has grown are announced: `NAME UNIT`, the server's
/// name first.
pub(crate) const CHANNEL: &str = "khongcho_news";

/// Announcements that may queue; more are left out, as when the database is away.
const QUEUE: usize = 1_024;

/// A handle on the announcer; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Announcer(mpsc::Sender<UnitId>);

impl Announcer {
    /// Starts one; it ends with its last handle.
    pub(crate) fn start(pool: PgPool, name: String) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        drop(tokio::spawn(announce(pool, name, waiting)));
        Self(queue)
    }

    /// Announces a unit in a moment; never waits.
    pub(crate) fn appended(&self, unit: UnitId) {
        drop(self.0.try_send(unit));
    }
}

/// What has queued up goes in one statement, each unit once.
async fn announce(pool: PgPool, name: String, mut waiting: mpsc::Receiver<UnitId>) {
    let mut units = Vec::new();
    while waiting.recv_many(&mut units, QUEUE).await > 0 {
        let once: BTreeSet<UnitId> = units.drain(..).collect();
        let payload = |unit: UnitId| format!("{name} {}", unit.0);
        let payloads: Vec<String> = once.into_iter().map(payload).collect();
        let done = sqlx::query!(
            "select pg_notify($1, payload) from unnest($2::text[]) as payload",
            CHANNEL,
            &payloads,
        )
        .execute(&pool)
        .await;
        if let Err(error) = done {
            tracing::warn!(%error, units = payloads.len(), "news.not_announced");
        }
    }
}
