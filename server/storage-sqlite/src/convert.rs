//! Between values and columns.

use domain::id::EventId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use storage::{StorageError, StreamItem};
use sync::chain::Hash;
use sync::codec::{from_cbor, to_cbor};
use uuid::Uuid;

/// Sorts a driver's error: whether the same call can succeed in a moment.
pub(crate) fn failed(error: sqlx::Error) -> StorageError {
    // The low byte of SQLite's extended codes: SQLITE_BUSY and SQLITE_LOCKED.
    const BUSY: [i32; 2] = [5, 6];
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    let code = code.and_then(|code| code.parse::<i32>().ok());
    let locked = code.is_some_and(|code| BUSY.contains(&(code & 0xff)));
    if locked || matches!(error, sqlx::Error::PoolTimedOut) {
        StorageError::busy(error)
    } else {
        StorageError::database(error)
    }
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

/// Reads a count or position, which SQLite keeps signed.
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

/// A list of ids as one argument: `unhex(value) from json_each($n)` reads it.
pub(crate) fn id_list(ids: impl Iterator<Item = Uuid>) -> String {
    let quoted: Vec<String> = ids.map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", quoted.join(","))
}

/// A list of texts in the same way, whatever bytes they hold.
pub(crate) fn text_list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let hex = |text: &str| -> Vec<String> {
        let bytes = text.bytes();
        bytes.map(|byte| format!("{byte:02x}")).collect()
    };
    let quoted: Vec<String> = texts
        .map(|text| format!("\"{}\"", hex(text).concat()))
        .collect();
    format!("[{}]", quoted.join(","))
}

/// A list of hashes in the same way.
pub(crate) fn hash_list<'a>(hashes: impl Iterator<Item = &'a Hash>) -> String {
    let quoted: Vec<String> = hashes.map(|hash| format!("\"{hash}\"")).collect();
    format!("[{}]", quoted.join(","))
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

/// Rows as two arguments: a statement for a batch in place of one for each row.
/// `json_each` reads the rows; a number is one column of it, bytes are two, start and
/// length for `substr` in the other argument, where all bytes lie behind each other.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    columns: String,
    bytes: Vec<u8>,
}

impl Rows {
    /// Begins a row.
    pub(crate) fn begin(&mut self) {
        let first = self.columns.is_empty();
        self.columns.push_str(if first { "[[" } else { "],[" });
    }

    /// Adds a number to the row.
    pub(crate) fn number(&mut self, number: i64) {
        if !self.columns.ends_with('[') {
            self.columns.push(',');
        }
        self.columns.push_str(&number.to_string());
    }

    /// Adds bytes to the row.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let place =
            |size: usize| i64::try_from(size).map_err(|error| StorageError::corrupt("rows", error));
        // SQL counts from one.
        self.number(place(self.bytes.len() + 1)?);
        self.number(place(bytes.len())?);
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// The two arguments.
    pub(crate) fn end(mut self) -> (String, Vec<u8>) {
        let none = self.columns.is_empty();
        self.columns.push_str(if none { "[]" } else { "]]" });
        (self.columns, self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, text_list};

    #[test]
    fn rows_are_json_beside_bytes() {
        assert_eq!(Rows::default().end(), ("[]".into(), vec![]));
        let mut rows = Rows::default();
        rows.begin();
        rows.number(-7);
        rows.bytes(&[0, 0xaf]).unwrap();
        rows.begin();
        rows.bytes(&[]).unwrap();
        rows.bytes(&[1]).unwrap();
        let columns = "[[-7,1,2],[3,0,3,1]]".into();
        assert_eq!(rows.end(), (columns, vec![0, 0xaf, 1]));
    }

    #[test]
    fn texts_are_hex() {
        assert_eq!(text_list(["A-\0", ""].into_iter()), r#"["412d00",""]"#);
    }
}
