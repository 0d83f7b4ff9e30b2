//! From bytes to text.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use thiserror::Error;

/// The most that a file may hold once unpacked.
pub const FILE_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither JSON nor a known table.
    #[error(
        "unknown format: it needs the national portal's JSON, or a CSV table with the columns code and name_vi (or title)"
    )]
    UnknownFormat,
    /// A damaged archive.
    #[error("the gzip archive is damaged: {0}")]
    Gzip(#[from] std::io::Error),
    /// Too much.
    #[error("the file is larger than {} MB once unpacked", FILE_BYTES_MAX / 1024 / 1024)]
    TooLarge,
}

/// Unpacks, drops the byte-order mark, and replaces bytes that are not UTF-8.
pub(super) fn text(file: &[u8]) -> Result<String, ReadError> {
    let unpacked = if file.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(file)
            .take(FILE_BYTES_MAX + 1)
            .read_to_end(&mut unpacked)?;
        unpacked
    } else {
        file.to_vec()
    };
    if u64::try_from(unpacked.len()).is_ok_and(|len| len > FILE_BYTES_MAX) {
        return Err(ReadError::TooLarge);
    }
    let text = match String::from_utf8(unpacked) {
        Ok(text) => text,
        // The line with the damage will not parse, and is reported with its number.
        Err(damaged) => String::from_utf8_lossy(damaged.as_bytes()).into_owned(),
    };
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}
