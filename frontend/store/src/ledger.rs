//! The ledger on this device: confirmed values, and the device's own facts that wait on
//! top of them whenever somebody looks (SPEC §U).

use crate::db;
use crate::error::StoreError;
use crate::meta::{self, PROGRESS};
use crate::outbox::OutboxEntry;
use crate::schema::{LEDGER, META, OUTBOX};
use crate::unit::{Progress, UnitStore, outbox_key, progress};
use domain::fact::{Fact, UnitFact};
use domain::id::UnitId;
use indexed_db_futures::transaction::Transaction;
use sync::envelope::Sealed;
use sync::ledger::{Ledger, Missing, Rows, Whole, end_of};
use sync::ruling::Position;
use sync::settle::NewsError;
use wasm_bindgen::JsValue;

/// Under which the numbers of own facts lie that wait in the outbox.
const PENDING: &str = "pending/";

/// Notes that a fact waits in the outbox.
pub(crate) fn note_pending(tx: &Transaction<'_>, sequence: u64) -> Result<(), StoreError> {
    db::put_bytes(tx, LEDGER, &pending_key(sequence), &[])
}

/// Forgets that it does.
pub(crate) fn forget_pending(tx: &Transaction<'_>, sequence: u64) -> Result<(), StoreError> {
    db::delete(tx, LEDGER, &pending_key(sequence))
}

/// Whether a key is that of such a note.
pub(crate) fn is_mark(key: &str) -> bool {
    key.starts_with(PENDING)
}

fn pending_key(sequence: u64) -> JsValue {
    format!("{PENDING}{sequence:012}").into()
}

async fn pending(tx: &Transaction<'_>) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    db::between(tx, LEDGER, PENDING, &end_of(PENDING)).await
}

/// Loads what is missing.
pub(crate) async fn load(
    tx: &Transaction<'_>,
    ledger: &mut Ledger,
    missing: Missing,
) -> Result<(), StoreError> {
    let keys: Vec<_> = missing.keys.iter().cloned().collect();
    let js: Vec<_> = keys.iter().map(JsValue::from).collect();
    let values = db::bytes_many(tx, LEDGER, &js).await?;
    let pairs = keys.into_iter().zip(values);
    let mut found: Vec<_> = pairs
        .filter_map(|(key, value)| Some((key, value?)))
        .collect();
    for prefix in &missing.prefixes {
        found.extend(db::between(tx, LEDGER, prefix, &end_of(prefix)).await?);
    }
    ledger.load(missing, found);
    Ok(())
}

/// Loads all that a fact is judged by.
pub(crate) async fn load_for(
    tx: &Transaction<'_>,
    ledger: &mut Ledger,
    unit: &UnitId,
    fact: &UnitFact,
) -> Result<(), StoreError> {
    loop {
        let missing = ledger.missing(unit, fact);
        let missing = missing.map_err(StoreError::corrupt(LEDGER))?;
        if missing.is_empty() {
            return Ok(());
        }
        load(tx, ledger, missing).await?;
    }
}

/// Folds news into the confirmed ledger. What the whole ledger brings, or brought, is
/// passed over (SPEC U3).
pub(crate) async fn fold_news(
    tx: &Transaction<'_>,
    unit: &UnitId,
    progress: &Progress,
    news: &[(Position, Sealed)],
) -> Result<(), StoreError> {
    if progress.ledger_awaited {
        return Ok(());
    }
    let (mut ledger, mut changed) = (Ledger::default(), Rows::new());
    for (position, sealed) in news {
        let Fact::Unit(fact) = &sealed.envelope.fact else {
            continue;
        };
        if *position <= progress.ledger_at {
            continue;
        }
        load_for(tx, &mut ledger, unit, fact).await?;
        let rows = ledger.fold_sealed(sealed);
        let rows = rows.map_err(|error| NewsError::NotOfLedger {
            event: sealed.envelope.event_id,
            error,
        })?;
        ledger.write(rows.clone());
        changed.extend(rows);
    }
    for (key, value) in changed {
        match value {
            Some(value) => db::put_bytes(tx, LEDGER, &key.into(), &value)?,
            None => db::delete(tx, LEDGER, &key.into())?,
        }
    }
    Ok(())
}

/// Throws the confirmed ledger away; what waits is still known to wait.
pub(crate) async fn forget_confirmed(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let waiting = pending(tx).await?;
    db::clear(tx, LEDGER)?;
    for (key, _) in waiting {
        db::put_bytes(tx, LEDGER, &key.into(), &[])?;
    }
    Ok(())
}

/// Puts the device's own facts that wait on top of what is loaded, loading what they
/// need. One that no longer follows is passed over: the server rules on it (B3).
pub(crate) async fn put_on_top(
    tx: &Transaction<'_>,
    unit: &UnitId,
    ledger: &mut Ledger,
) -> Result<Vec<Sealed>, StoreError> {
    let mut own = vec![];
    let sequence = |key: &str| key.strip_prefix(PENDING)?.parse().ok();
    let waiting = pending(tx).await?;
    let numbers = waiting.iter().filter_map(|(key, _)| sequence(key));
    let keys: Vec<_> = numbers.map(outbox_key).collect();
    let rows = db::bytes_many(tx, OUTBOX, &keys).await?;
    for bytes in rows.into_iter().flatten() {
        let sealed = OutboxEntry::read(&bytes)?.sealed;
        if let Fact::Unit(fact) = &sealed.envelope.fact {
            load_for(tx, ledger, unit, fact).await?;
            if let Ok(rows) = ledger.fold_sealed(&sealed) {
                ledger.write(rows);
            }
            own.push(sealed);
        }
    }
    Ok(own)
}

impl UnitStore {
    /// What lies under these keys and prefixes, with the device's own facts that wait on
    /// top.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn ledger(&self, wanted: Missing) -> Result<Ledger, StoreError> {
        let tx = db::read(&self.db, &[LEDGER, OUTBOX])?;
        let mut ledger = Ledger::default();
        load(&tx, &mut ledger, wanted).await?;
        put_on_top(&tx, &self.unit, &mut ledger).await?;
        Ok(ledger)
    }

    /// How many of the device's own facts that are no dossier's wait to be sent.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn unit_facts_waiting(&self) -> Result<u32, StoreError> {
        let tx = db::read(&self.db, &[LEDGER])?;
        let waiting = pending(&tx).await?.len();
        Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
    }

    /// Takes in the whole ledger, which is to come beside the chunks; says whether it
    /// is taken care of. One from before the cursor is not.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn take_ledger(&self, whole: &Whole) -> Result<bool, StoreError> {
        let tx = db::write_relaxed(&self.db, &[META, LEDGER])?;
        let mut progress = progress(&tx).await?;
        if !progress.ledger_awaited {
            return Ok(true);
        }
        if whole.at < progress.after {
            return Ok(false);
        }
        for (key, value) in &whole.rows {
            db::put_bytes(&tx, LEDGER, &key.into(), value)?;
        }
        progress.ledger_at = whole.at;
        progress.ledger_awaited = false;
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        Ok(true)
    }
}
