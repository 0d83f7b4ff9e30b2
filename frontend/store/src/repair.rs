//! Values that cannot be read: set aside whole, told to a person, and made good from
//! what else is known. Readers stay strict; whoever meets damage calls
//! [`UnitStore::repair`] and tries again.
//!
//! - A value kept twice ([`crate::meta`]) comes back from its copy.
//! - A list of a pack is made anew from the pack.
//! - Confirmed dossiers come again from the server, once it answers
//!   ([`UnitStore::start_over`]); until then what can be read stays.
//! - An envelope has no second copy. Those after it wait at the server (A3).

use crate::attachments::AttachmentRow;
use crate::baseline::{AWAITED, Awaited};
use crate::books;
use crate::db;
use crate::error::StoreError;
use crate::ledger;
use crate::meta::{self, COUNTER, HEAD, PROGRESS, REFETCH, TWICE};
use crate::outbox::OutboxEntry;
use crate::pack::PackIndex;
use crate::printed;
use crate::record::CodeCounter;
use crate::schema::{
    ATTACHMENT, ATTENTION, CARRIED, DAMAGED, DOSSIER, DOSSIERS, LEASE, LEDGER, META, OUTBOX, PACK,
    PRINTED, SUMMARY,
};
use crate::summary::{Summary, SummaryPack};
use crate::unit::{Attention, DossierRow, Progress, UnitStore, dossier_key, outbox, progress};
use domain::dossier::Dossier;
use domain::id::DossierId;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use std::collections::BTreeMap;
use sync::chain::Head;
use sync::codec::from_cbor;
use sync::envelope::Sealed;
use sync::rebase::rebase;
use sync::sign1::Sign1;
use wasm_bindgen::JsValue;

/// What repairing looks through. Contents of attachments are large and are met one by
/// one; drafts that cannot be read harm nothing.
const LOOKED_THROUGH: [&str; 11] = [
    META, OUTBOX, DOSSIER, PACK, SUMMARY, LEDGER, LEASE, ATTENTION, ATTACHMENT, CARRIED, PRINTED,
];

/// A value that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The object store that it was found in.
    pub store: String,
    /// Its key there.
    pub key: String,
}

impl UnitStore {
    /// Sets aside every value that cannot be read and makes good what it can;
    /// returns how many there were.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written; nothing has changed then.
    pub async fn repair(&self) -> Result<usize, StoreError> {
        let stores: Vec<_> = LOOKED_THROUGH.into_iter().chain([DAMAGED]).collect();
        let tx = db::write(&self.db, &stores)?;
        let mut found = vec![];
        for store in LOOKED_THROUGH {
            for (key, value) in db::entries(&tx, store).await? {
                if !is_readable(store, &key, &value) {
                    found.push((store, key));
                }
            }
        }
        for (store, key) in &found {
            set_aside(&tx, store, key).await?;
        }
        for (store, key) in &found {
            make_good(&tx, store, key).await?;
        }
        db::commit(tx).await?;
        *self.packs.borrow_mut() = PackIndex::default();
        Ok(found.len())
    }

    /// Looks at what is kept twice.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one of the two places cannot be read.
    pub async fn check_copies(&self) -> Result<(), StoreError> {
        let tx = db::read(&self.db, &[META])?;
        let entries = db::entries(&tx, META).await?;
        let damaged = |(key, value): &(JsValue, JsValue)| !is_readable(META, key, value);
        if entries.iter().any(damaged) {
            return Err(StoreError::Corrupt {
                store: META,
                reason: "one of two copies".into(),
            });
        }
        Ok(())
    }

    /// What was set aside, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn damaged(&self) -> Result<Vec<Damaged>, StoreError> {
        let tx = db::read(&self.db, &[DAMAGED])?;
        let keys = tx
            .object_store(DAMAGED)?
            .get_all_keys::<JsValue>()
            .primitive()?
            .await?;
        let mut damaged = vec![];
        for key in keys {
            let key = key?.as_string().unwrap_or_default();
            let mut parts = key.splitn(3, '/').skip(1);
            damaged.push(Damaged {
                store: parts.next().unwrap_or_default().into(),
                key: parts.next().unwrap_or_default().into(),
            });
        }
        Ok(damaged)
    }

    /// Forgets every confirmed dossier and goes back to the beginning of the stream.
    /// Only for when the server answers: it gives them all again. What waits stays.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written; nothing has changed then.
    pub async fn start_over(&self) -> Result<Progress, StoreError> {
        let stores: Vec<_> = [META, OUTBOX, LEDGER].into_iter().chain(DOSSIERS).collect();
        let tx = db::write(&self.db, &stores)?;
        let mut own: BTreeMap<DossierId, Vec<Sealed>> = BTreeMap::new();
        for OutboxEntry { sealed, .. } in outbox(&tx).await? {
            if let Some(dossier) = sealed.envelope.dossier() {
                own.entry(dossier).or_default().push(sealed);
            }
        }
        ledger::forget_confirmed(&tx).await?;
        let mut kept = vec![];
        for (id, events) in own {
            let key = dossier_key(id);
            let before: Option<DossierRow> = db::get(&tx, DOSSIER, &key).await?;
            let shown = before.and_then(|row| row.shown.or(row.confirmed));
            let row = DossierRow {
                confirmed: None,
                shown: shown.or_else(|| rebase(None, &events).dossier),
                pending: events
                    .iter()
                    .map(|sealed| sealed.envelope.sequence)
                    .collect(),
                ..DossierRow::default()
            };
            kept.push((key, row));
        }
        for store in DOSSIERS {
            db::clear(&tx, store)?;
        }
        for (key, row) in kept {
            db::put(&tx, DOSSIER, &key, &row)?;
        }
        let progress = Progress {
            after: 0,
            seen: None,
            ledger_at: 0,
            ledger_awaited: false,
            ..progress(&tx).await?
        };
        meta::put(&tx, PROGRESS, &progress)?;
        db::delete(&tx, META, &REFETCH.into())?;
        db::delete(&tx, META, &AWAITED.into())?;
        db::commit(tx).await?;
        *self.packs.borrow_mut() = PackIndex::default();
        Ok(progress)
    }
}

/// Moves a value, as it is, among the damaged ones.
pub(crate) async fn set_aside(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
) -> Result<(), StoreError> {
    let value: Option<JsValue> = tx
        .object_store(store)?
        .get(key.clone())
        .primitive()?
        .await?;
    // In the order in which they were found.
    let number = db::count(tx, DAMAGED).await?;
    let place = format!("{number:06}/{store}/{}", key_in_words(key));
    if let Some(value) = value {
        db::put_value(tx, DAMAGED, &place.into(), &value)?;
    }
    db::delete(tx, store, key)
}

fn key_in_words(key: &JsValue) -> String {
    let number = || key.as_f64().map(|number| number.to_string());
    key.as_string().or_else(number).unwrap_or_default()
}

fn is_readable(store: &'static str, key: &JsValue, value: &JsValue) -> bool {
    let Ok(bytes) = db::to_bytes(store, value) else {
        return false;
    };
    match store {
        META => is_readable_meta(&key_in_words(key), &bytes),
        OUTBOX => OutboxEntry::read(&bytes).is_ok(),
        DOSSIER => from_cbor::<DossierRow>(&bytes).is_ok(),
        PACK => from_cbor::<Vec<Dossier>>(&bytes).is_ok(),
        SUMMARY => from_cbor::<SummaryPack>(&bytes).is_ok(),
        LEASE => books::is_readable(&bytes),
        LEDGER => is_of_ledger(&key_in_words(key), &bytes),
        ATTENTION => Attention::read(&bytes).is_ok(),
        ATTACHMENT => from_cbor::<AttachmentRow>(&bytes).is_ok(),
        CARRIED => Sign1::from_bytes(&bytes).is_ok(),
        PRINTED => printed::is_readable(&key_in_words(key), &bytes),
        _ => true,
    }
}

/// Whether a value of the ledger is what its key says; a mark of what waits is empty.
fn is_of_ledger(key: &str, bytes: &[u8]) -> bool {
    if ledger::is_mark(key) {
        bytes.is_empty()
    } else {
        sync::ledger::is_readable(key, bytes)
    }
}

fn is_readable_meta(key: &str, bytes: &[u8]) -> bool {
    // Empty: lost, and told before.
    if bytes.is_empty() {
        return true;
    }
    match key.strip_suffix("-copy").unwrap_or(key) {
        HEAD => from_cbor::<Head>(bytes).is_ok(),
        PROGRESS => from_cbor::<Progress>(bytes).is_ok(),
        COUNTER => from_cbor::<CodeCounter>(bytes).is_ok(),
        AWAITED => from_cbor::<Awaited>(bytes).is_ok(),
        _ => true,
    }
}

/// Makes good what was set aside at this place, as far as that can be done here.
async fn make_good(
    tx: &Transaction<'_>,
    store: &'static str,
    key: &JsValue,
) -> Result<(), StoreError> {
    match store {
        META => restore_meta(tx, &key_in_words(key)).await,
        SUMMARY => {
            let pack: Option<Vec<Dossier>> = db::get(tx, PACK, key).await?;
            match pack {
                Some(pack) => {
                    let list = SummaryPack::pack(pack.iter().map(Summary::from));
                    db::put(tx, SUMMARY, key, &list)
                }
                None => refetch(tx),
            }
        }
        DOSSIER | PACK | LEDGER => refetch(tx),
        // An envelope, an item of Attention, an attachment's row, another's bundle, a count
        // of prints: told to a person. Notes on leases are found again by whoever needs them.
        _ => Ok(()),
    }
}

fn refetch(tx: &Transaction<'_>) -> Result<(), StoreError> {
    db::put(tx, META, &REFETCH.into(), &true)
}

/// A value that is kept twice comes back from its other place. Where both are gone,
/// the outbox still tells the chain's head and the server everything confirmed.
async fn restore_meta(tx: &Transaction<'_>, damaged: &str) -> Result<(), StoreError> {
    let name = damaged.strip_suffix("-copy").unwrap_or(damaged);
    if name == AWAITED {
        return refetch(tx);
    }
    if !TWICE.contains(&name) {
        return Ok(());
    }
    let own = db::bytes(tx, META, &name.into()).await?;
    let copy = db::bytes(tx, META, &meta::copy_key(name)).await?;
    if let Some(bytes) = own.or(copy) {
        db::put_bytes(tx, META, &name.into(), &bytes)?;
        return db::put_bytes(tx, META, &meta::copy_key(name), &bytes);
    }
    match name {
        HEAD => match outbox(tx).await?.last() {
            Some(last) => meta::put(tx, HEAD, &last.sealed.head()),
            // Going on with a chain of which nothing is known would have every record
            // refused: better to say so before one is made.
            None => lost(tx, HEAD),
        },
        // Codes given twice would be worse than none given.
        COUNTER => lost(tx, COUNTER),
        _ => {
            let waiting = outbox(tx).await?;
            let last = waiting.iter().map(|entry| entry.sealed.envelope.time).max();
            let mut progress = Progress {
                packs: newest_pack(tx).await?,
                ..Progress::default()
            };
            progress.clock.last = last.unwrap_or_default();
            meta::put(tx, PROGRESS, &progress)?;
            refetch(tx)
        }
    }
}

/// Leaves nothing behind, which is never readable: whoever needs it says so.
fn lost(tx: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
    db::put_bytes(tx, META, &name.into(), &[])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pack number was written as a whole number"
)]
async fn newest_pack(tx: &Transaction<'_>) -> Result<u32, StoreError> {
    let numbers = db::keys(tx, PACK).await?;
    Ok(numbers.last().map_or(0, |number| *number as u32))
}
