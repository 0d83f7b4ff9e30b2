//! One exchange: judge what a device brought, append what is accepted, read the
//! news.
//!
//! Written once, over the traits; a backend adds no rule to it.

use crate::books::Registrar;
use crate::desk;
use crate::error::StorageError;
use crate::failpoint;
use crate::records::{Contact, NewsLimit};
use crate::transaction::Transaction;
use domain::id::{DeviceId, UnitId};
use domain::instant::Instant;
use sync::chain::Hash;
use sync::envelope::Sealed;
use sync::exchange::{Held, News, news_for};
use sync::limits::{
    HELD_PER_DEVICE_MAX, NEWS_BYTES_MAX, NEWS_ENVELOPES_MAX, QUARANTINED_PER_DEVICE_MAX,
};
use sync::ruling::{Position, Ruling};
use thiserror::Error;

/// Why an exchange cannot take place. Nothing was written.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The device is not registered in this unit.
    #[error("device {0} is not registered in this unit")]
    UnknownDevice(DeviceId),
    /// The device has seen another history: it has met another server, or this one
    /// was restored from an older backup.
    #[error("what the device has seen up to {after} is not this stream, which ends at {head}")]
    OtherHistory {
        /// The device's cursor.
        after: Position,
        /// The stream's head.
        head: Position,
    },
    /// Too many envelopes wait for an earlier one.
    #[error("more than {HELD_PER_DEVICE_MAX} envelopes of this device are held")]
    TooManyHeld,
    /// Too many envelopes contradict the device's chain.
    #[error("more than {QUARANTINED_PER_DEVICE_MAX} envelopes of this device are quarantined")]
    TooManyQuarantined,
}

/// Envelopes of one device, brought by itself or by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The device that recorded them.
    pub device: DeviceId,
    /// Its envelopes, in the order brought.
    pub envelopes: Vec<Sealed>,
}

/// Where a device stands in the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// It has everything up to here.
    pub after: Position,
    /// Hash of the envelope there; `None` at the beginning.
    pub seen: Option<Hash>,
    /// Its own envelopes that it has at hand (X4).
    pub holds: Option<Held>,
}

/// What came of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// A ruling for each of the device's own envelopes, in the order given.
    pub rulings: Vec<Ruling>,
    /// Events after the device's cursor, if it wanted them.
    pub news: Vec<News>,
    /// The stream's head.
    pub head: Position,
    /// How many events entered the stream.
    pub appended: u64,
}

/// Most news of one answer (L4); the others stay (X5).
const NEWS: NewsLimit = NewsLimit {
    envelopes: NEWS_ENVELOPES_MAX,
    bytes: NEWS_BYTES_MAX,
};

/// Judges a device's own envelopes and those that it carries for another, and
/// reads the news after the cursor, if there is one, all in `tx`; the caller commits.
///
/// # Errors
/// [`ExchangeError`]; the caller drops the transaction.
pub async fn run(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    cursor: Option<Cursor>,
    own: Delivery,
    carried: Option<Delivery>,
    contact: Contact,
    registrar: &Registrar,
) -> Result<Outcome, ExchangeError> {
    let before = match cursor {
        Some(cursor) => head_beyond(tx, unit, cursor).await?,
        None => tx.stream_head(unit).await?,
    };
    let device = own.device;
    let (rulings, mut appended) = deliver(tx, unit, own, before, contact.at, registrar).await?;
    if let Some(carried) = carried {
        let head = before + appended.len() as u64;
        let (_, more) = deliver(tx, unit, carried, head, contact.at, registrar).await?;
        appended.extend(more);
    }
    tx.note_contact(unit, device, contact).await?;
    failpoint::pass("appended");
    let (head, count) = (before + appended.len() as u64, appended.len() as u64);
    let news = match cursor {
        None => vec![],
        // Whoever was up to date need not be read what was written just now.
        Some(cursor) if cursor.after == before => for_device(device, cursor, fitting(appended))?,
        Some(cursor) => news(tx, unit, device, cursor).await?,
    };
    Ok(Outcome {
        rulings,
        news,
        head,
        appended: count,
    })
}

/// The exchange of a device that brings nothing: reads the news and writes nothing.
///
/// # Errors
/// [`ExchangeError`]; the caller drops the transaction.
pub async fn read(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    device: DeviceId,
    cursor: Cursor,
) -> Result<Outcome, ExchangeError> {
    let head = head_beyond(tx, unit, cursor).await?;
    Ok(Outcome {
        rulings: vec![],
        news: news(tx, unit, device, cursor).await?,
        head,
        appended: 0,
    })
}

/// The stream's head, when the cursor is a place in this very stream (X7).
///
/// # Errors
/// [`ExchangeError::OtherHistory`] when it is none.
pub async fn head_beyond(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    cursor: Cursor,
) -> Result<Position, ExchangeError> {
    let Cursor { after, seen, .. } = cursor;
    let head = tx.stream_head(unit).await?;
    let known = match (after, seen) {
        (0, seen) => seen.is_none(),
        (_, None) => false,
        // Nor is it in any database beyond what that can count to.
        (after, _) if after > head => false,
        (after, seen) => tx.hash_at(unit, after).await? == seen,
    };
    if known {
        Ok(head)
    } else {
        Err(ExchangeError::OtherHistory { after, head })
    }
}

/// Rules on a delivery; returns the rulings and what entered the stream.
async fn deliver(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    delivery: Delivery,
    head: Position,
    now: Instant,
    registrar: &Registrar,
) -> Result<(Vec<Ruling>, Vec<Sealed>), ExchangeError> {
    let Delivery { device, envelopes } = delivery;
    if envelopes.is_empty() {
        return Ok((vec![], vec![]));
    }
    let device = tx
        .device(unit, device)
        .await?
        .ok_or(ExchangeError::UnknownDevice(device))?;
    let mut desk = desk::Desk::open(tx, unit, &device, head, &envelopes, registrar).await?;
    let mut rulings = Vec::with_capacity(envelopes.len());
    for sealed in envelopes {
        rulings.push(desk.rule(tx, sealed, now).await?);
    }
    desk.renew(tx, now).await?;
    desk.screen(tx, now).await?;
    failpoint::pass("judged");
    let appended = desk.close(tx, now).await?;
    Ok((rulings, appended))
}

/// The bytes of what was appended, as far as they fit.
fn fitting(appended: Vec<Sealed>) -> Vec<Vec<u8>> {
    let mut size = 0_usize;
    let fits = |bytes: &Vec<u8>| {
        size = size.saturating_add(bytes.len());
        size <= NEWS.bytes
    };
    let bytes = appended.into_iter().map(|sealed| sealed.bytes);
    bytes.take(NEWS.envelopes).take_while(fits).collect()
}

/// What follows the cursor.
async fn news(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    device: DeviceId,
    cursor: Cursor,
) -> Result<Vec<News>, StorageError> {
    let items = tx.news(unit, cursor.after, NEWS).await?;
    let bytes = items.into_iter().map(|item| item.bytes).collect();
    for_device(device, cursor, bytes)
}

/// A device's own envelopes that it has at hand do not go back to it (X4).
fn for_device(
    device: DeviceId,
    cursor: Cursor,
    envelopes: Vec<Vec<u8>>,
) -> Result<Vec<News>, StorageError> {
    let news = news_for(device, cursor.holds, envelopes);
    news.map_err(|error| StorageError::corrupt("envelope", error))
}
