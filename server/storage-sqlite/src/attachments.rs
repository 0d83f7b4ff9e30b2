//! Photos and scans: announcements and parts.

use crate::convert::{one_row, signed, unsigned};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::dossier::{Attachment, ContentHash, MediaType};
use domain::id::UnitId;
use domain::instant::Instant;
use storage::{AttachmentRecord, Attachments, StorageError};

#[async_trait]
impl Attachments for SqliteTransaction {
    async fn announce_attachments(
        &mut self,
        unit: &UnitId,
        attachments: &[Attachment],
    ) -> Result<(), StorageError> {
        for attachment in attachments {
            let hash = attachment.hash.0.as_slice();
            let kind = attachment.kind.name();
            let size = signed("attachment", attachment.size_bytes)?;
            sqlx::query!(
                "insert into attachment (unit_id, hash, media_type, size_bytes)
                values ($1, $2, $3, $4)
                on conflict (unit_id, hash) do nothing",
                unit.0,
                hash,
                kind,
                size,
            )
            .execute(&mut *self.inner)
            .await
            .map_err(StorageError::database)?;
        }
        Ok(())
    }

    async fn attachment(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
    ) -> Result<Option<AttachmentRecord>, StorageError> {
        let key = hash.0.as_slice();
        let row = sqlx::query!(
            "select media_type, size_bytes, stored_at from attachment
            where unit_id = $1 and hash = $2",
            unit.0,
            key,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        let Some(row) = row else { return Ok(None) };
        let offset = sqlx::query_scalar!(
            r#"select coalesce(max(start + size_bytes), 0) as "offset!: i64" from attachment_part
            where unit_id = $1 and hash = $2"#,
            unit.0,
            key,
        )
        .fetch_one(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        let kind = MediaType::parse(&row.media_type);
        let unknown = || StorageError::corrupt("attachment", "unknown media type");
        Ok(Some(AttachmentRecord {
            hash,
            kind: kind.ok_or_else(unknown)?,
            size_bytes: unsigned("attachment", row.size_bytes)?,
            offset: unsigned("attachment_part", offset)?,
            stored: row.stored_at.is_some(),
        }))
    }

    async fn append_part(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        start: u64,
        bytes: &[u8],
        at: Instant,
    ) -> Result<bool, StorageError> {
        let known = self.attachment(unit, hash).await?;
        if known.is_none_or(|record| record.offset != start) {
            return Ok(false);
        }
        let key = hash.0.as_slice();
        let (start, size) = (
            signed("attachment_part", start)?,
            signed("attachment_part", bytes.len() as u64)?,
        );
        // A writer who came to the same place first has the key.
        let done = sqlx::query!(
            "insert into attachment_part (unit_id, hash, start, size_bytes, received_at, bytes)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (unit_id, hash, start) do nothing",
            unit.0,
            key,
            start,
            size,
            at.0,
            bytes,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        Ok(done.rows_affected() == 1)
    }

    async fn parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<Vec<u8>, StorageError> {
        let key = hash.0.as_slice();
        let parts = sqlx::query_scalar!(
            "select bytes from attachment_part
            where unit_id = $1 and hash = $2
            order by start",
            unit.0,
            key,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        Ok(parts.concat())
    }

    async fn drop_parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<(), StorageError> {
        let key = hash.0.as_slice();
        sqlx::query!(
            "delete from attachment_part where unit_id = $1 and hash = $2",
            unit.0,
            key,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        Ok(())
    }

    async fn drop_stale_parts(
        &mut self,
        unit: &UnitId,
        before: Instant,
    ) -> Result<(), StorageError> {
        sqlx::query!(
            "delete from attachment_part where unit_id = $1 and hash in (
                select hash from attachment_part where unit_id = $1
                group by hash
                having max(received_at) < $2
            )",
            unit.0,
            before.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        Ok(())
    }

    async fn uploads_begun(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        let begun = sqlx::query_scalar!(
            r#"select count(distinct hash) as "begun!: i64" from attachment_part
            where unit_id = $1"#,
            unit.0,
        )
        .fetch_one(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        unsigned("attachment_part", begun)
    }

    async fn attachment_stored(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        at: Instant,
    ) -> Result<(), StorageError> {
        let key = hash.0.as_slice();
        let done = sqlx::query!(
            "update attachment set stored_at = $3 where unit_id = $1 and hash = $2",
            unit.0,
            key,
            at.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(StorageError::database)?;
        one_row("attachment", done.rows_affected())?;
        self.drop_parts(unit, hash).await
    }
}
