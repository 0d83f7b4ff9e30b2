//! Between values and columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use storage::StorageError;
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

/// A list of texts as one argument: `unhex(value ->> 0) from json_each($n)` reads it.
pub(crate) fn bytes_list<'a>(all: impl Iterator<Item = &'a [u8]>) -> String {
    let mut list = Rows::default();
    for bytes in all {
        list.begin();
        list.bytes(bytes);
    }
    list.end()
}

/// Requires that exactly one row changed.
pub(crate) fn one_row(table: &'static str, rows: u64) -> Result<(), StorageError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StorageError::RowsAffected { table, rows })
    }
}

/// Rows as one argument, which `json_each($n)` reads: a statement for a batch in
/// place of one for each row. Numbers as they are, bytes for `unhex`.
#[derive(Debug, Default)]
pub(crate) struct Rows(String);

impl Rows {
    /// Begins a row.
    pub(crate) fn begin(&mut self) {
        self.0
            .push_str(if self.0.is_empty() { "[[" } else { "],[" });
    }

    /// Adds a number to the row.
    pub(crate) fn number(&mut self, number: i64) {
        self.comma();
        self.0.push_str(&number.to_string());
    }

    /// Adds bytes to the row.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.comma();
        self.0.push('"');
        for byte in bytes {
            for half in [byte >> 4, byte & 15] {
                let digit = DIGITS.get(usize::from(half)).copied().unwrap_or_default();
                self.0.push(char::from(digit));
            }
        }
        self.0.push('"');
    }

    /// The argument.
    pub(crate) fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "[]" } else { "]]" });
        self.0
    }

    fn comma(&mut self) {
        if !self.0.ends_with('[') {
            self.0.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_are_json() {
        assert_eq!(Rows::default().end(), "[]");
        let mut rows = Rows::default();
        rows.begin();
        rows.number(-7);
        rows.bytes(&[0, 0xaf]);
        rows.begin();
        rows.bytes(&[]);
        assert_eq!(rows.end(), r#"[[-7,"00af"],[""]]"#);
    }
}
