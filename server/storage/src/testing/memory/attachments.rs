//! Attachments in memory.

use super::MemoryTransaction;
use crate::attachments::{AttachmentRecord, Attachments};
use crate::error::StorageError;
use async_trait::async_trait;
use domain::dossier::{Attachment, ContentHash};
use domain::id::UnitId;
use domain::instant::Instant;
use std::collections::BTreeMap;

/// What a unit has.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(BTreeMap<ContentHash, Row>);

#[derive(Clone, Debug)]
struct Row {
    announced: Attachment,
    stored: bool,
    parts: Vec<u8>,
    touched: Instant,
}

#[async_trait]
impl Attachments for MemoryTransaction {
    async fn announce_attachments(
        &mut self,
        unit: &UnitId,
        attachments: &[Attachment],
    ) -> Result<(), StorageError> {
        for announced in attachments {
            let row = || Row {
                announced: announced.clone(),
                stored: false,
                parts: vec![],
                touched: Instant(0),
            };
            let kept = &mut self.unit(unit).attachments;
            kept.0.entry(announced.hash).or_insert_with(row);
        }
        Ok(())
    }

    async fn attachment(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
    ) -> Result<Option<AttachmentRecord>, StorageError> {
        let record = |row: &Row| AttachmentRecord {
            hash,
            kind: row.announced.kind,
            size_bytes: row.announced.size_bytes,
            offset: row.parts.len() as u64,
            stored: row.stored,
        };
        Ok(self.unit(unit).attachments.0.get(&hash).map(record))
    }

    async fn append_part(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        start: u64,
        bytes: &[u8],
        at: Instant,
    ) -> Result<bool, StorageError> {
        let row = self.unit(unit).attachments.0.get_mut(&hash);
        let Some(row) = row.filter(|row| row.parts.len() as u64 == start) else {
            return Ok(false);
        };
        row.parts.extend_from_slice(bytes);
        row.touched = at;
        Ok(true)
    }

    async fn parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<Vec<u8>, StorageError> {
        let row = self.unit(unit).attachments.0.get(&hash);
        Ok(row.map(|row| row.parts.clone()).unwrap_or_default())
    }

    async fn drop_parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<(), StorageError> {
        if let Some(row) = self.unit(unit).attachments.0.get_mut(&hash) {
            row.parts.clear();
        }
        Ok(())
    }

    async fn drop_stale_parts(
        &mut self,
        unit: &UnitId,
        before: Instant,
    ) -> Result<(), StorageError> {
        let rows = self.unit(unit).attachments.0.values_mut();
        for row in rows.filter(|row| row.touched < before) {
            row.parts.clear();
        }
        Ok(())
    }

    async fn uploads_begun(&mut self, unit: &UnitId) -> Result<u64, StorageError> {
        let rows = self.unit(unit).attachments.0.values();
        Ok(rows.filter(|row| !row.parts.is_empty()).count() as u64)
    }

    async fn attachment_stored(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        _at: Instant,
    ) -> Result<(), StorageError> {
        let missing = StorageError::RowsAffected {
            table: "attachment",
            rows: 0,
        };
        let row = self
            .unit(unit)
            .attachments
            .0
            .get_mut(&hash)
            .ok_or(missing)?;
        row.stored = true;
        row.parts.clear();
        Ok(())
    }
}
