//! One exchange: judge the outbox, append what is accepted, read the news.
//!
//! Written once, over the traits; a backend adds no rule to it.

use crate::error::StorageError;
use crate::failpoint;
use crate::records::{DeviceRecord, SetAside};
use crate::transaction::Transaction;
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId, UnitId};
use domain::instant::Instant;
use std::collections::{HashMap, HashSet};
use sync::admit::{Earlier, Judgement, Known, admit};
use sync::chain::Head;
use sync::envelope::Sealed;
use sync::exchange::News;
use sync::limits::{HELD_PER_DEVICE_MAX, NEWS_ENVELOPES_MAX};
use sync::ruling::{Position, Receipt, Ruling};
use thiserror::Error;

/// Why an exchange cannot take place. Nothing was written.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The device claims to have seen more than there is: it has met another
    /// server, or this one was restored from an older backup.
    #[error("the device is at {after}, the stream ends at {head}")]
    AheadOfStream {
        /// The device's cursor.
        after: Position,
        /// The stream's head.
        head: Position,
    },
    /// Too many envelopes wait for an earlier one.
    #[error("more than {HELD_PER_DEVICE_MAX} envelopes of this device wait for an earlier one")]
    TooManyHeld,
}

/// What came of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// A ruling for each envelope, in the order given.
    pub receipts: Vec<Receipt>,
    /// Events after the device's cursor.
    pub news: Vec<News>,
    /// The stream's head.
    pub head: Position,
    /// How many events entered the stream.
    pub appended: u64,
}

/// Judges `envelopes` of `device` and reads the news after `after`, all in `tx`;
/// the caller commits.
///
/// # Errors
/// [`ExchangeError`]; the caller drops the transaction.
pub async fn run(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    device: &DeviceRecord,
    after: Position,
    envelopes: Vec<Sealed>,
    now: Instant,
) -> Result<Outcome, ExchangeError> {
    let head = tx.stream_head(unit).await?;
    if after > head {
        return Err(ExchangeError::AheadOfStream { after, head });
    }
    let sent: HashSet<EventId> = envelopes
        .iter()
        .map(|sealed| sealed.envelope.event_id)
        .collect();
    let mut desk = Desk::open(tx, unit, device, head, &envelopes).await?;
    let mut receipts = Vec::with_capacity(envelopes.len());
    for sealed in envelopes {
        let (event, hash) = (sealed.envelope.event_id, sealed.hash);
        let ruling = desk.rule(tx, sealed, now).await?;
        receipts.push(Receipt {
            event,
            hash,
            ruling,
        });
    }
    failpoint::pass("judged");
    let appended = desk.close(tx, now).await?;
    failpoint::pass("appended");
    let items = tx.news(unit, after, NEWS_ENVELOPES_MAX).await?;
    let news = items
        .into_iter()
        .map(|item| {
            if sent.contains(&item.event) {
                News::Yours(item.event)
            } else {
                News::Sealed(item.bytes)
            }
        })
        .collect();
    Ok(Outcome {
        receipts,
        news,
        head: head + appended,
        appended,
    })
}

/// The working set of one exchange.
struct Desk<'a> {
    unit: &'a UnitId,
    device: &'a DeviceRecord,
    stream_head: Position,
    chain_head: Head,
    earlier: HashMap<EventId, Earlier>,
    dossiers: HashMap<DossierId, Dossier>,
    changed: HashSet<DossierId>,
    accepted: Vec<Sealed>,
    asides: Vec<SetAside>,
    held: u64,
}

impl<'a> Desk<'a> {
    async fn open(
        tx: &mut dyn Transaction,
        unit: &'a UnitId,
        device: &'a DeviceRecord,
        stream_head: Position,
        envelopes: &[Sealed],
    ) -> Result<Self, ExchangeError> {
        let events: Vec<_> = envelopes
            .iter()
            .map(|sealed| sealed.envelope.event_id)
            .collect();
        let ids: HashSet<_> = envelopes
            .iter()
            .map(|sealed| sealed.envelope.dossier)
            .collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let earlier = tx.earlier(unit, &events).await?;
        let dossiers = tx.dossiers(unit, &ids).await?;
        let held = tx.held_count(unit, device.id).await?;
        Ok(Self {
            unit,
            device,
            stream_head,
            chain_head: device.head,
            earlier,
            dossiers,
            changed: HashSet::new(),
            accepted: vec![],
            asides: vec![],
            held,
        })
    }

    /// Rules on one envelope, then on held ones that waited for it.
    async fn rule(
        &mut self,
        tx: &mut dyn Transaction,
        sealed: Sealed,
        now: Instant,
    ) -> Result<Ruling, ExchangeError> {
        let ruling = self.judge(sealed, now)?;
        let mut moved = ruling.advances_chain();
        while moved && self.held > 0 {
            let next = self.chain_head.sequence + 1;
            let waiting = match self.take_aside(next) {
                Some(waiting) => Some(waiting),
                None => tx.held(self.unit, self.device.id, next).await?,
            };
            let Some(waiting) = waiting else { break };
            self.load(tx, &waiting).await?;
            moved = self.judge(waiting, now)?.advances_chain();
        }
        Ok(ruling)
    }

    /// One that was held a moment ago, in this very request.
    fn take_aside(&mut self, sequence: u64) -> Option<Sealed> {
        let waits = |aside: &SetAside| {
            aside.sealed.envelope.sequence == sequence
                && matches!(aside.ruling, Ruling::Held { .. })
        };
        let at = self.asides.iter().position(waits)?;
        Some(self.asides.swap_remove(at).sealed)
    }

    /// A held envelope may speak of a dossier that this request did not.
    async fn load(
        &mut self,
        tx: &mut dyn Transaction,
        sealed: &Sealed,
    ) -> Result<(), ExchangeError> {
        let id = sealed.envelope.dossier;
        if !self.dossiers.contains_key(&id) {
            self.dossiers.extend(tx.dossiers(self.unit, &[id]).await?);
        }
        Ok(())
    }

    fn judge(&mut self, sealed: Sealed, now: Instant) -> Result<Ruling, ExchangeError> {
        let known = Known {
            head: self.chain_head,
            tag: &self.device.tag,
            officers: &self.device.officers,
            earlier: self.earlier.get(&sealed.envelope.event_id).cloned(),
            dossier: self.dossiers.get(&sealed.envelope.dossier),
            next: self.stream_head + self.accepted.len() as u64 + 1,
        };
        let repeated = known.earlier.is_some();
        let Judgement { ruling, dossier } = admit(&sealed, &known);
        if ruling.advances_chain() && !repeated {
            self.chain_head = sealed.head();
            let earlier = Earlier {
                hash: sealed.hash,
                ruling: ruling.clone(),
            };
            self.earlier.insert(sealed.envelope.event_id, earlier);
        }
        if let Some(dossier) = dossier {
            self.changed.insert(dossier.id);
            self.dossiers.insert(dossier.id, dossier);
        }
        match &ruling {
            Ruling::Accepted { .. } => self.accepted.push(sealed),
            Ruling::Duplicate { .. } => {}
            Ruling::Refused { .. } if repeated => {}
            Ruling::Held { .. } | Ruling::Refused { .. } | Ruling::Quarantined { .. } => {
                if matches!(ruling, Ruling::Held { .. }) {
                    self.held += 1;
                    if self.held > HELD_PER_DEVICE_MAX as u64 {
                        return Err(ExchangeError::TooManyHeld);
                    }
                }
                self.asides.push(SetAside {
                    sealed,
                    ruling: ruling.clone(),
                    received_at: now,
                });
            }
        }
        Ok(ruling)
    }

    /// Writes what was ruled; returns how many events entered the stream.
    async fn close(self, tx: &mut dyn Transaction, now: Instant) -> Result<u64, ExchangeError> {
        let Self {
            unit,
            device,
            stream_head,
            chain_head,
            mut dossiers,
            changed,
            accepted,
            asides,
            ..
        } = self;
        if !accepted.is_empty() {
            tx.append(unit, stream_head, &accepted, now).await?;
            let changed: Vec<_> = changed
                .iter()
                .filter_map(|id| dossiers.remove(id))
                .collect();
            tx.put_dossiers(unit, &changed).await?;
        }
        if !asides.is_empty() {
            tx.set_aside(unit, &asides).await?;
        }
        if self.held > 0 && chain_head.sequence > device.head.sequence {
            tx.release_held(unit, device.id, chain_head.sequence)
                .await?;
        }
        tx.advance_device(unit, device.id, chain_head, now).await?;
        Ok(accepted.len() as u64)
    }
}
