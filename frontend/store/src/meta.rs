//! Single values that nothing else could replace, each kept twice: where one copy
//! cannot be read, the other serves until both are written again.

use crate::db;
use crate::error::StoreError;
use crate::schema::META;
use indexed_db_futures::transaction::Transaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// The chain's head.
pub(crate) const HEAD: &str = "chain-head";
/// How far the device is.
pub(crate) const PROGRESS: &str = "progress";
/// The day's counter of codes.
pub(crate) const COUNTER: &str = "code-counter";
/// There when the confirmed dossiers have to be fetched anew.
pub(crate) const REFETCH: &str = "refetch";

/// What is kept twice.
pub(crate) const TWICE: [&str; 3] = [HEAD, PROGRESS, COUNTER];

/// The key of a value's second copy.
pub(crate) fn copy_key(name: &str) -> JsValue {
    JsValue::from(format!("{name}-copy"))
}

/// Reads a value, from its copy if need be.
pub(crate) async fn get<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    name: &str,
) -> Result<Option<T>, StoreError> {
    match db::get(tx, META, &name.into()).await {
        Err(damaged @ StoreError::Corrupt { .. }) => {
            let copy = db::get(tx, META, &copy_key(name)).await.ok().flatten();
            copy.map(Some).ok_or(damaged)
        }
        read => read,
    }
}

/// Writes a value and its copy.
pub(crate) fn put<T: Serialize>(
    tx: &Transaction<'_>,
    name: &str,
    value: &T,
) -> Result<(), StoreError> {
    db::put(tx, META, &name.into(), value)?;
    db::put(tx, META, &copy_key(name), value)
}
