//! Photos and scans: what was announced by events, and the parts that came in
//! (SPEC §F). Whole attachments lie elsewhere, in an object store.
//!
//! Parts lie in the database because several servers may share it: whichever a
//! device meets knows how far the upload is.

use crate::error::StorageError;
use async_trait::async_trait;
use domain::dossier::{Attachment, ContentHash, MediaType};
use domain::id::UnitId;
use domain::instant::Instant;

/// An attachment as the server knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentRecord {
    /// Names its bytes.
    pub hash: ContentHash,
    /// What it was announced as.
    pub kind: MediaType,
    /// How large it was announced.
    pub size_bytes: u64,
    /// How many of its bytes have come in, without a gap.
    pub offset: u64,
    /// Whether all of it was verified and put where it stays.
    pub stored: bool,
}

/// Attachments of a unit.
#[async_trait]
pub trait Attachments {
    /// Notes that accepted events speak of these; the first announcement keeps.
    async fn announce_attachments(
        &mut self,
        unit: &UnitId,
        attachments: &[Attachment],
    ) -> Result<(), StorageError>;

    /// One that was announced.
    async fn attachment(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
    ) -> Result<Option<AttachmentRecord>, StorageError>;

    /// Keeps a part that begins where the ones before it end; says whether it did.
    /// Of two writers at one place the second is told no.
    async fn append_part(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        start: u64,
        bytes: &[u8],
        at: Instant,
    ) -> Result<bool, StorageError>;

    /// All that has come in, in one piece.
    async fn parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<Vec<u8>, StorageError>;

    /// Forgets the parts of an attachment.
    async fn drop_parts(&mut self, unit: &UnitId, hash: ContentHash) -> Result<(), StorageError>;

    /// Forgets the parts of uploads that nobody has gone on with since `before`.
    async fn drop_stale_parts(
        &mut self,
        unit: &UnitId,
        before: Instant,
    ) -> Result<(), StorageError>;

    /// How many uploads have begun and not ended.
    async fn uploads_begun(&mut self, unit: &UnitId) -> Result<u64, StorageError>;

    /// Notes that an attachment is where it stays, and forgets its parts.
    async fn attachment_stored(
        &mut self,
        unit: &UnitId,
        hash: ContentHash,
        at: Instant,
    ) -> Result<(), StorageError>;
}
