//! The catalogue, the calendar and the printed forms as devices fetch them: immutable files named by their
//! hash.

use anyhow::Context;
use axum::body::Bytes;
use catalogue::command::Catalogue;
use catalogue::{builtin, calendar};
use domain::calendar::CalendarLines;
use domain::catalogue::StoredLayer;
use domain::form::FormSet;
use domain::instant::Instant;
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
}

impl Snapshot {
    /// Makes the snapshot from the stored layers and calendar, and the forms, as of `now`.
    ///
    /// # Errors
    /// When the database fails or a stored layer cannot be read.
    pub async fn make(storage: &dyn Storage, forms: FormSet, now: Instant) -> anyhow::Result<Self> {
        let mut tx = storage.begin(Access::Read).await?;
        let layers = tx.layers().await?;
        let imported = tx.calendar().await?;
        let lines = CalendarLines {
            built_in: calendar::entries()?,
            imported: imported.into_iter().map(|record| record.entry).collect(),
        };
        tokio::task::spawn_blocking(move || Self::of(&layers, &lines, &forms, now)).await?
    }

    fn of(
        layers: &[StoredLayer],
        lines: &CalendarLines,
        forms: &FormSet,
        now: Instant,
    ) -> anyhow::Result<Self> {
        let today = now
            .day()
            .context("the machine's clock shows no possible day")?;
        let catalogue = Catalogue::open(layers, builtin::aliases()?, today.0)?;
        let list = Chunk::of(&catalogue.list())?;
        let cards = Chunk::of(&catalogue.commune_cards())?;
        let calendar = Chunk::of(lines)?;
        let forms = Chunk::of(forms)?;
        let parts = [&list, &cards, &calendar, &forms];
        let hash = Hash::of(&parts.map(|part| part.hash.0).concat());
        Ok(Self {
            hash,
            list,
            cards,
            calendar,
            forms,
        })
    }

    /// A chunk by the hash that names it.
    pub fn chunk(&self, hash: &str) -> Option<&Chunk> {
        [&self.list, &self.cards, &self.calendar, &self.forms]
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
