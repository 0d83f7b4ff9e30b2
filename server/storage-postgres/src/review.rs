//! Confirmations of what rested on memory of the law.

use crate::convert::failed;
use crate::transaction::PostgresTransaction;
use async_trait::async_trait;
use domain::instant::Instant;
use domain::review::Confirmation;
use storage::{ReviewStore, StorageError};

#[async_trait]
impl ReviewStore for PostgresTransaction {
    async fn confirmations(&mut self) -> Result<Vec<Confirmation>, StorageError> {
        let rows = sqlx::query!(
            "select item, digest, stands, said_by, said_at, note
            from confirmation
            order by number",
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let confirmations = rows.into_iter().map(|row| Confirmation {
            key: row.item,
            digest: row.digest,
            stands: row.stands,
            by: row.said_by,
            at: Instant(row.said_at),
            note: row.note,
        });
        Ok(confirmations.collect())
    }

    async fn confirm(&mut self, confirmation: &Confirmation) -> Result<(), StorageError> {
        let Confirmation {
            key,
            digest,
            stands,
            by,
            at,
            note,
        } = confirmation;
        sqlx::query!(
            "insert into confirmation (item, digest, stands, said_by, said_at, note)
            values ($1, $2, $3, $4, $5, $6)",
            key,
            digest,
            stands,
            by,
            at.0,
            note,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        self.note_written(1).await
    }
}
