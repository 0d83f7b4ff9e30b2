//! Between values and columns.

use domain::id::EventId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::ErrorKind;
use storage::{StorageError, StreamItem};
use sync::chain::Hash;
use sync::codec::{from_cbor, to_cbor};
use uuid::Uuid;

/// Sorts a driver's error: whether the same call can succeed in a moment.
pub(crate) fn failed(error: sqlx::Error) -> StorageError {
    // Someone held a row for too long; a statement took too long; two waited for
    // each other; another was faster; no connection is left, or it is starting or stops.
    const BUSY: [&str; 7] = [
        "55P03", "57014", "40P01", "40001", "53300", "57P03", "57P01",
    ];
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    let locked = code.is_some_and(|code| BUSY.contains(&&*code));
    let away = matches!(&error, sqlx::Error::Io(error) if is_away(error.kind()));
    if locked || away || matches!(error, sqlx::Error::PoolTimedOut) {
        StorageError::busy(error)
    } else {
        StorageError::database(error)
    }
}

/// Whether nobody listens there, or no more: PostgreSQL has stopped, or is starting anew.
fn is_away(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof
    )
}

/// Reads an id of sixteen bytes.
pub(crate) fn uuid(table: &'static str, bytes: &[u8]) -> Result<Uuid, StorageError> {
    Uuid::from_slice(bytes).map_err(|error| StorageError::corrupt(table, error))
}

/// Reads a hash of thirty-two bytes.
pub(crate) fn hash(table: &'static str, bytes: &[u8]) -> Result<Hash, StorageError> {
    Hash::from_slice(bytes).ok_or_else(|| StorageError::corrupt(table, "a hash has 32 bytes"))
}

/// Reads an event of a stream.
pub(crate) fn item(
    position: i64,
    event: &[u8],
    bytes: Vec<u8>,
) -> Result<StreamItem, StorageError> {
    Ok(StreamItem {
        position: unsigned("envelope", position)?,
        event: EventId(uuid("envelope", event)?),
        bytes,
    })
}

/// Reads a count or position, which PostgreSQL keeps signed.
pub(crate) fn unsigned(table: &'static str, value: i64) -> Result<u64, StorageError> {
    u64::try_from(value).map_err(|error| StorageError::corrupt(table, error))
}

/// Writes a count or position.
pub(crate) fn signed(table: &'static str, value: u64) -> Result<i64, StorageError> {
    i64::try_from(value).map_err(|error| StorageError::corrupt(table, error))
}

/// Reads a CBOR column.
pub(crate) fn read<T: DeserializeOwned>(
    table: &'static str,
    bytes: &[u8],
) -> Result<T, StorageError> {
    from_cbor(bytes).map_err(|error| StorageError::corrupt(table, error))
}

/// Writes a CBOR column.
pub(crate) fn write<T: Serialize>(table: &'static str, value: &T) -> Result<Vec<u8>, StorageError> {
    to_cbor(value).map_err(|error| StorageError::corrupt(table, error))
}

/// A list of ids as one argument: `= any($n)` looks in it.
pub(crate) fn id_list(ids: impl Iterator<Item = Uuid>) -> Vec<Vec<u8>> {
    ids.map(|id| id.as_bytes().to_vec()).collect()
}

/// A list of texts in the same way, whatever bytes they hold.
pub(crate) fn text_list<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Vec<u8>> {
    texts.map(|text| text.as_bytes().to_vec()).collect()
}

/// A list of hashes in the same way.
pub(crate) fn hash_list<'a>(hashes: impl Iterator<Item = &'a Hash>) -> Vec<Vec<u8>> {
    hashes.map(|hash| hash.0.to_vec()).collect()
}

/// A column of ids or bytes, to be laid beside others by `unnest`.
pub(crate) fn column<T>(rows: &[T], bytes: impl Fn(&T) -> &[u8]) -> Vec<Vec<u8>> {
    rows.iter().map(|row| bytes(row).to_vec()).collect()
}

/// A value of the ledger under its key.
pub(crate) fn ledger_row(key: Vec<u8>, value: Vec<u8>) -> Result<(String, Vec<u8>), StorageError> {
    let key = String::from_utf8(key).map_err(|error| StorageError::corrupt("ledger", error))?;
    Ok((key, value))
}

/// Requires that exactly one row changed.
pub(crate) fn one_row(table: &'static str, rows: u64) -> Result<(), StorageError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StorageError::RowsAffected { table, rows })
    }
}
