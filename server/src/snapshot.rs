//! The catalogue, the calendar, the printed forms and how books are kept, as devices fetch
//! them: immutable files named by their hash.

use crate::review::{Local, Stored, Told};
use axum::body::Bytes;
use domain::instant::Instant;
use domain::review::Reviewed;
use serde::Serialize;
use std::io::Write;
use storage::{Access, Storage};
use sync::chain::Hash;
use sync::codec::to_cbor;

/// Good and quick: the best level takes seconds for a few kilobytes less.
const BROTLI_QUALITY: u32 = 9;
const BROTLI_WINDOW: u32 = 22;
const GZIP_LEVEL: u32 = 8;

/// One file of the snapshot.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// SHA-256 of the plain bytes.
    pub hash: Hash,
    /// CBOR.
    pub plain: Bytes,
    /// The same, brotli.
    pub brotli: Bytes,
    /// The same, gzip.
    pub gzip: Bytes,
}

/// The catalogue in force on a day.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Hash over the chunks' hashes: changes when anything does.
    pub hash: Hash,
    /// Every procedure of the country, to search.
    pub list: Chunk,
    /// Everything known of the commune's procedures.
    pub cards: Chunk,
    /// The lines of the calendar.
    pub calendar: Chunk,
    /// The templates of printed forms.
    pub forms: Chunk,
    /// How books are kept.
    pub registers: Chunk,
    /// What rests on memory of the law, and who has confirmed it.
    pub review: Chunk,
    /// The same, for whoever confirms.
    pub reviewed: Vec<Reviewed>,
    /// What of the data folder it was made with, for the next one.
    pub local: Local,
}

impl Snapshot {
    /// Makes the snapshot from what is stored, and the data folder, as of `now`.
    ///
    /// # Errors
    /// When the database fails or what is stored cannot be read.
    pub async fn make(storage: &dyn Storage, local: Local, now: Instant) -> anyhow::Result<Self> {
        let mut tx = storage.begin(Access::Read).await?;
        let stored = Stored::read(&mut *tx).await?;
        drop(tx);
        tokio::task::spawn_blocking(move || Self::of(stored, local, now)).await?
    }

    fn of(stored: Stored, local: Local, now: Instant) -> anyhow::Result<Self> {
        let told = Told::new(stored, local.clone(), now)?;
        let list = Chunk::of(&told.catalogue.list())?;
        let cards = Chunk::of(&told.cards)?;
        let calendar = Chunk::of(&told.calendar)?;
        let forms = Chunk::of(&told.forms)?;
        let registers = Chunk::of(&told.registers)?;
        let review = Chunk::of(&told.reviewed)?;
        let parts = [&list, &cards, &calendar, &forms, &registers, &review];
        let hash = Hash::of(&parts.map(|part| part.hash.0).concat());
        Ok(Self {
            hash,
            list,
            cards,
            calendar,
            forms,
            registers,
            review,
            reviewed: told.reviewed,
            local,
        })
    }

    /// A chunk by the hash that names it.
    pub fn chunk(&self, hash: &str) -> Option<&Chunk> {
        [
            &self.list,
            &self.cards,
            &self.calendar,
            &self.forms,
            &self.registers,
            &self.review,
        ]
        .into_iter()
        .find(|chunk| chunk.hash.to_string() == hash)
    }
}

impl Chunk {
    fn of<T: Serialize>(value: &T) -> anyhow::Result<Self> {
        let plain = to_cbor(value)?;
        let mut brotli = Vec::new();
        let window = plain.len().clamp(4096, 1 << BROTLI_WINDOW);
        brotli::CompressorWriter::new(&mut brotli, window, BROTLI_QUALITY, BROTLI_WINDOW)
            .write_all(&plain)?;
        let mut gzip =
            flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
        gzip.write_all(&plain)?;
        Ok(Self {
            hash: Hash::of(&plain),
            brotli: brotli.into(),
            gzip: gzip.finish()?.into(),
            plain: plain.into(),
        })
    }
}
