//! Photos and scans on this device: a small row with a thumbnail for each, and
//! apart from it the bytes, which may go again once the server has them.

use crate::db;
use crate::error::StoreError;
use crate::repair;
use crate::schema::{ATTACHMENT, CONTENT, DAMAGED};
use crate::unit::UnitStore;
use domain::dossier::{Attachment, ContentHash};
use domain::instant::Instant;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::cmp::Reverse;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

/// Bytes of attachments kept here that the server has too; beyond that the oldest
/// go, and their thumbnails stay.
const KEPT_BYTES_MAX: u64 = 64 << 20;

/// A photo or scan, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What the event will say of it.
    pub attachment: Attachment,
    /// Its bytes.
    pub content: Vec<u8>,
    /// A small picture of it; empty where there is none.
    pub thumbnail: Vec<u8>,
}

/// What this device has of an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRow {
    /// Which one.
    pub attachment: Attachment,
    /// A small picture of it; empty where there is none.
    pub thumbnail: ByteBuf,
    /// Whether its bytes are here.
    pub here: bool,
    /// Since when the server has it; `None` while it has to be sent.
    pub sent_at: Option<Instant>,
}

/// How far an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Its bytes are here.
    pub here: bool,
    /// The server has it.
    pub sent: bool,
}

impl UnitStore {
    /// What is here of these attachments, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn attachment_rows(
        &self,
        hashes: &[ContentHash],
    ) -> Result<Vec<Option<AttachmentRow>>, StoreError> {
        let tx = db::read(&self.db, &[ATTACHMENT])?;
        let keys: Vec<_> = hashes.iter().map(|hash| key(*hash)).collect();
        db::get_many(&tx, ATTACHMENT, &keys).await
    }

    /// What has to be sent, smallest first (F9).
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn to_send(&self) -> Result<Vec<Attachment>, StoreError> {
        let tx = db::read(&self.db, &[ATTACHMENT])?;
        let rows = rows(&tx).await?;
        let unsent = rows
            .into_iter()
            .filter(|row| row.here && row.sent_at.is_none());
        let mut unsent: Vec<_> = unsent.map(|row| row.attachment).collect();
        unsent.sort_by_key(|attachment| (attachment.size_bytes, attachment.hash));
        Ok(unsent)
    }

    /// Which attachments this device knows, and how far each is.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn presence(&self) -> Result<HashMap<ContentHash, Presence>, StoreError> {
        let tx = db::read(&self.db, &[ATTACHMENT])?;
        let presence = |row: AttachmentRow| {
            let presence = Presence {
                here: row.here,
                sent: row.sent_at.is_some(),
            };
            (row.attachment.hash, presence)
        };
        Ok(rows(&tx).await?.into_iter().map(presence).collect())
    }

    /// The bytes of an attachment, when they are here and can be read.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn content(&self, hash: ContentHash) -> Result<Option<Vec<u8>>, StoreError> {
        let tx = db::read(&self.db, &[CONTENT])?;
        match db::get::<ByteBuf>(&tx, CONTENT, &key(hash)).await {
            Err(StoreError::Corrupt { .. }) => {
                drop(tx);
                self.set_content_aside(hash).await?;
                Ok(None)
            }
            read => Ok(read?.map(ByteBuf::into_vec)),
        }
    }

    /// Puts bytes that cannot be read among the damaged values: they are not here.
    async fn set_content_aside(&self, hash: ContentHash) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[ATTACHMENT, CONTENT, DAMAGED])?;
        let key = key(hash);
        repair::set_aside(&tx, CONTENT, &key).await?;
        if let Some(row) = db::get::<AttachmentRow>(&tx, ATTACHMENT, &key).await? {
            db::put(&tx, ATTACHMENT, &key, &AttachmentRow { here: false, ..row })?;
        }
        db::commit(tx).await
    }

    /// Notes that the server has an attachment, and makes room if need be.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn attachment_sent(&self, hash: ContentHash, at: Instant) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[ATTACHMENT, CONTENT])?;
        if let Some(row) = db::get::<AttachmentRow>(&tx, ATTACHMENT, &key(hash)).await? {
            put_newest(&tx, row, at).await?;
        }
        db::commit(tx).await?;
        Ok(())
    }

    /// Keeps an attachment that came from the server.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn attachment_fetched(&self, paper: Paper, at: Instant) -> Result<(), StoreError> {
        let tx = db::write_relaxed(&self.db, &[ATTACHMENT, CONTENT])?;
        let row = put(&tx, paper)?;
        put_newest(&tx, row, at).await?;
        db::commit(tx).await?;
        Ok(())
    }
}

/// Writes a paper's row, as not sent, and its bytes.
pub(crate) fn put(tx: &Transaction<'_>, paper: Paper) -> Result<AttachmentRow, StoreError> {
    let key = key(paper.attachment.hash);
    db::put(tx, CONTENT, &key, &ByteBuf::from(paper.content))?;
    let row = AttachmentRow {
        attachment: paper.attachment,
        thumbnail: ByteBuf::from(paper.thumbnail),
        here: true,
        sent_at: None,
    };
    db::put(tx, ATTACHMENT, &key, &row)?;
    Ok(row)
}

/// Notes that the server has this one, which is now the newest of those, and lets the
/// oldest bytes go as far as they are too many. A clock that was ahead when another was
/// written makes none older than that one.
async fn put_newest(
    tx: &Transaction<'_>,
    row: AttachmentRow,
    now: Instant,
) -> Result<(), StoreError> {
    let mut others = rows(tx).await?;
    others.retain(|other| other.attachment.hash != row.attachment.hash);
    let newest = others.iter().filter_map(|other| other.sent_at).max();
    let sent_at = Some(newest.map_or(now, |at| now.max(Instant(at.0.saturating_add(1)))));
    let mut bytes = row.attachment.size_bytes;
    db::put(
        tx,
        ATTACHMENT,
        &key(row.attachment.hash),
        &AttachmentRow { sent_at, ..row },
    )?;

    others.retain(|other| other.here && other.sent_at.is_some());
    others.sort_by_key(|other| Reverse(other.sent_at));
    for other in others {
        bytes += other.attachment.size_bytes;
        if bytes > KEPT_BYTES_MAX {
            let key = key(other.attachment.hash);
            db::delete(tx, CONTENT, &key)?;
            db::put(
                tx,
                ATTACHMENT,
                &key,
                &AttachmentRow {
                    here: false,
                    ..other
                },
            )?;
        }
    }
    Ok(())
}

async fn rows(tx: &Transaction<'_>) -> Result<Vec<AttachmentRow>, StoreError> {
    let rows = db::all(tx, ATTACHMENT).await?;
    let read =
        |bytes: &Vec<u8>| sync::codec::from_cbor(bytes).map_err(StoreError::corrupt(ATTACHMENT));
    rows.iter().map(read).collect()
}

fn key(hash: ContentHash) -> JsValue {
    JsValue::from(hash.to_string())
}
