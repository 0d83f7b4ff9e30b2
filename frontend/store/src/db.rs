//! A thin layer over IndexedDB: bytes in, bytes out, one transaction at a time.

use crate::error::StoreError;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use sync::codec::{from_cbor, to_cbor};
use wasm_bindgen::{JsCast, JsValue};

/// Opens a database, upgrading it when needed. `blocked` is called when another tab
/// still has it open in an older version; the upgrade goes on once that tab has gone.
pub(crate) async fn open(
    name: &str,
    version: u8,
    upgrade: fn(f64, &Database) -> Result<(), Error>,
    blocked: fn(),
) -> Result<Database, StoreError> {
    let db = Database::open(name)
        .with_version(version)
        .with_on_blocked(move |_| {
            blocked();
            Ok(())
        })
        .with_on_upgrade_needed(move |event, db| upgrade(event.old_version(), &db))
        .await?;
    Ok(db)
}

/// A transaction that only reads.
pub(crate) fn read<'a>(db: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, StoreError> {
    Ok(db
        .transaction(stores)
        .with_mode(TransactionMode::Readonly)
        .build()?)
}

/// A transaction that is on the disk when its commit resolves, not merely on its
/// way there: browsers default to less.
pub(crate) fn write<'a>(db: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, StoreError> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    Ok(db
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(strict)
        .build()?)
}

/// A transaction for what can be fetched again: quicker, and a power cut may lose it.
pub(crate) fn write_relaxed<'a>(
    db: &'a Database,
    stores: &[&str],
) -> Result<Transaction<'a>, StoreError> {
    let relaxed = TransactionOptions::new().with_durability(TransactionDurability::Relaxed);
    Ok(db
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(relaxed)
        .build()?)
}

/// Waits until a transaction is on the disk. It ends by itself once its requests are
/// answered; only its own error then tells a full disk from any other abort.
pub(crate) async fn commit(tx: Transaction<'_>) -> Result<(), StoreError> {
    loop {
        match tx.on_done()?.await {
            TransactionFinishKind::Ok => return Ok(()),
            // A request failed; the abort that follows has the reason.
            TransactionFinishKind::Err => {}
            TransactionFinishKind::Abort => {
                let aborted = || StoreError::Database("the browser broke it off".into());
                return Err(tx.error().map_or_else(aborted, Into::into));
            }
        }
    }
}

/// What a request that failed means: where its transaction was broken off, that alone tells
/// a full disk from any other reason.
fn why<'a>(tx: &'a Transaction<'_>) -> impl Fn(Error) -> StoreError + 'a {
    move |error| tx.error().map_or_else(|| error.into(), Into::into)
}

/// Reads the bytes under a key.
pub(crate) async fn bytes(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
) -> Result<Option<Vec<u8>>, StoreError> {
    let value: Option<JsValue> = tx
        .object_store(store)?
        .get(key.clone())
        .primitive()?
        .await
        .map_err(why(tx))?;
    value.map(|value| to_bytes(store, &value)).transpose()
}

/// Reads the CBOR value under a key.
pub(crate) async fn get<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
) -> Result<Option<T>, StoreError> {
    let bytes = bytes(tx, store, key).await?;
    bytes
        .map(|bytes| from_cbor(&bytes).map_err(StoreError::corrupt(store)))
        .transpose()
}

/// Reads the CBOR values under many keys.
pub(crate) async fn get_many<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    store: &'static str,
    keys: &[JsValue],
) -> Result<Vec<Option<T>>, StoreError> {
    let read = |bytes: Vec<u8>| from_cbor(&bytes).map_err(StoreError::corrupt(store));
    let found = bytes_many(tx, store, keys).await?;
    found
        .into_iter()
        .map(|bytes| bytes.map(read).transpose())
        .collect()
}

/// Below this many keys a request for each will do.
const MANY_KEYS: usize = 32;

/// Reads the bytes under keys that are given in the store's own order. Where they lie close
/// together, all from the first to the last come with two requests, because a long push is
/// thousands of them.
pub(crate) async fn bytes_in_order(
    tx: &Transaction<'_>,
    store: &'static str,
    keys: &[JsValue],
) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
    let (Some(range), true) = (span(keys), keys.len() >= MANY_KEYS) else {
        return bytes_many(tx, store, keys).await;
    };
    let here = keys_within(tx, store, range.clone()).await?;
    if here.len() > 2 * keys.len() {
        return bytes_many(tx, store, keys).await;
    }
    let object_store = tx.object_store(store)?;
    let values = object_store
        .get_all::<JsValue>()
        .with_query::<JsValue, _>(range);
    let values = values.primitive()?.await.map_err(why(tx))?;
    let mut found: BTreeMap<Key, JsValue> = BTreeMap::new();
    for (key, value) in here.iter().zip(values) {
        found.extend(Key::of(key).zip(Some(value?)));
    }
    let row = |key| found.remove(&Key::of(key)?);
    let rows = keys.iter().map(row);
    rows.map(|value| value.map(|value| to_bytes(store, &value)).transpose())
        .collect()
}

/// Deletes keys that are given in the store's own order, there or not: a request for each
/// run of them with no other key between.
pub(crate) async fn delete_in_order(
    tx: &Transaction<'_>,
    store: &'static str,
    keys: &[JsValue],
) -> Result<(), StoreError> {
    let (Some(range), true) = (span(keys), keys.len() >= MANY_KEYS) else {
        return keys.iter().try_for_each(|key| delete(tx, store, key));
    };
    let doomed: BTreeSet<_> = keys.iter().filter_map(Key::of).collect();
    let mut run: Option<(JsValue, JsValue)> = None;
    let object_store = tx.object_store(store)?;
    let end = |run: Option<(JsValue, JsValue)>| -> Result<(), StoreError> {
        if let Some((first, last)) = run {
            let run = KeyRange::Bound(first, false, last, false);
            drop(object_store.delete::<JsValue, _>(run).primitive()?);
        }
        Ok(())
    };
    for here in keys_within(tx, store, range).await? {
        if Key::of(&here).is_some_and(|key| doomed.contains(&key)) {
            let first = run.take().map_or_else(|| here.clone(), |(first, _)| first);
            run = Some((first, here));
        } else {
            end(run.take())?;
        }
    }
    end(run)
}

/// A key as it can be looked up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Text(String),
}

impl Key {
    fn of(key: &JsValue) -> Option<Self> {
        let number = key.as_f64().map(|number| Self::Number(number.to_bits()));
        number.or_else(|| key.as_string().map(Self::Text))
    }
}

/// From the first to the last of keys that are in order.
fn span(keys: &[JsValue]) -> Option<KeyRange<JsValue>> {
    let (first, last) = keys.first().zip(keys.last())?;
    Some(KeyRange::Bound(first.clone(), false, last.clone(), false))
}

/// The keys that a store has in a range.
async fn keys_within(
    tx: &Transaction<'_>,
    store: &'static str,
    range: KeyRange<JsValue>,
) -> Result<Vec<JsValue>, StoreError> {
    let object_store = tx.object_store(store)?;
    let keys = object_store
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(range);
    let keys = keys.primitive()?.await.map_err(why(tx))?;
    keys.map(|key| Ok(key?)).collect()
}

/// Reads the bytes under many keys; the requests go out together, which is several
/// times quicker than one after another.
pub(crate) async fn bytes_many(
    tx: &Transaction<'_>,
    store: &'static str,
    keys: &[JsValue],
) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
    let object_store = tx.object_store(store)?;
    let mut requests = Vec::with_capacity(keys.len());
    for key in keys {
        requests.push(object_store.get::<JsValue, _, _>(key.clone()).primitive()?);
    }
    let mut values = Vec::with_capacity(keys.len());
    for request in requests {
        let value = request.await.map_err(why(tx))?;
        let bytes = value.map(|value| to_bytes(store, &value));
        values.push(bytes.transpose()?);
    }
    Ok(values)
}

/// Reads all values of a store, in the order of their keys.
pub(crate) async fn all(
    tx: &Transaction<'_>,
    store: &'static str,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let values = tx
        .object_store(store)?
        .get_all::<JsValue>()
        .primitive()?
        .await
        .map_err(why(tx))?;
    let mut rows = Vec::new();
    for value in values {
        rows.push(to_bytes(store, &value?)?);
    }
    Ok(rows)
}

/// How many values a store holds.
pub(crate) async fn count(tx: &Transaction<'_>, store: &'static str) -> Result<usize, StoreError> {
    let count = tx.object_store(store)?.count().primitive()?;
    let count = count.await.map_err(why(tx))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// All keys of a store that are numbers, in order.
pub(crate) async fn keys(
    tx: &Transaction<'_>,
    store: &'static str,
) -> Result<Vec<f64>, StoreError> {
    let keys = tx
        .object_store(store)?
        .get_all_keys::<JsValue>()
        .primitive()?
        .await
        .map_err(why(tx))?;
    let mut numbers = Vec::new();
    for key in keys {
        numbers.extend(key?.as_f64());
    }
    Ok(numbers)
}

/// Every key and value of a store as they are, readable or not.
pub(crate) async fn entries(
    tx: &Transaction<'_>,
    store: &'static str,
) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
    let keys = tx
        .object_store(store)?
        .get_all_keys::<JsValue>()
        .primitive()?;
    let values = tx.object_store(store)?.get_all::<JsValue>().primitive()?;
    let mut entries = Vec::new();
    for (key, value) in keys
        .await
        .map_err(why(tx))?
        .zip(values.await.map_err(why(tx))?)
    {
        entries.push((key?, value?));
    }
    Ok(entries)
}

/// Takes everything out of a store.
pub(crate) fn clear(tx: &Transaction<'_>, store: &'static str) -> Result<(), StoreError> {
    drop(tx.object_store(store)?.clear()?);
    Ok(())
}

/// Reads the next values of a store after a key, in the order of their keys.
pub(crate) async fn page(
    tx: &Transaction<'_>,
    store: &'static str,
    after: Option<JsValue>,
    limit: usize,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let all = tx.object_store(store)?;
    let all = all.get_all::<JsValue>().with_limit(limit);
    let values = match after {
        Some(key) => {
            let beyond = KeyRange::LowerBound(key, true);
            all.with_query::<JsValue, _>(beyond).primitive()?.await
        }
        None => all.primitive()?.await,
    }
    .map_err(why(tx))?;
    let mut rows = Vec::new();
    for value in values {
        rows.push(to_bytes(store, &value?)?);
    }
    Ok(rows)
}

/// Keys and values of a store whose text keys lie from `begin` up to before `end`.
pub(crate) async fn between(
    tx: &Transaction<'_>,
    store: &'static str,
    begin: &str,
    end: &str,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let object_store = tx.object_store(store)?;
    let range = || begin.to_owned()..end.to_owned();
    let keys = object_store
        .get_all_keys::<String>()
        .with_query(range())
        .primitive()?;
    let values = object_store
        .get_all::<JsValue>()
        .with_query(range())
        .primitive()?;
    let mut found = vec![];
    for (key, value) in keys
        .await
        .map_err(why(tx))?
        .zip(values.await.map_err(why(tx))?)
    {
        found.push((key?, to_bytes(store, &value?)?));
    }
    Ok(found)
}

/// Reads the first value of a store.
pub(crate) async fn first(
    tx: &Transaction<'_>,
    store: &'static str,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(page(tx, store, None, 1).await?.pop())
}

/// Writes bytes under a key.
pub(crate) fn put_bytes(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
    bytes: &[u8],
) -> Result<(), StoreError> {
    put_value(tx, store, key, &Uint8Array::from(bytes).into())
}

/// Writes a CBOR value under a key.
pub(crate) fn put<T: Serialize>(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
    value: &T,
) -> Result<(), StoreError> {
    let bytes = to_cbor(value).map_err(StoreError::corrupt(store))?;
    put_bytes(tx, store, key, &bytes)
}

/// Writes any value that the browser can clone; keys stay inside it that way.
pub(crate) fn put_value(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
    value: &JsValue,
) -> Result<(), StoreError> {
    // Requests go out in order whether awaited or not; a failure fails the commit.
    drop(
        tx.object_store(store)?
            .put(value.clone())
            .with_key(key.clone())
            .without_key_type()
            .primitive()?,
    );
    Ok(())
}

/// Deletes a key, there or not.
pub(crate) fn delete(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
) -> Result<(), StoreError> {
    drop(tx.object_store(store)?.delete(key.clone()).primitive()?);
    Ok(())
}

/// The bytes that a value is.
pub(crate) fn to_bytes(store: &'static str, value: &JsValue) -> Result<Vec<u8>, StoreError> {
    let array = value.dyn_ref::<Uint8Array>();
    let reason = || "not a byte array".to_owned();
    Ok(array
        .ok_or_else(|| StoreError::Corrupt {
            store,
            reason: reason(),
        })?
        .to_vec())
}
