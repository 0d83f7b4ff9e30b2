//! Applying an answer: receipts, news, rebase and cursor in one transaction
//! (SPEC §B).

use crate::db;
use crate::error::StoreError;
use crate::outbox::OutboxEntry;
use crate::schema::{ATTENTION, DOSSIER, META, OUTBOX};
use crate::unit::{
    AttentionRow, DossierRow, PROGRESS, Progress, UnitStore, dossier_key, dossier_row, outbox,
    outbox_key,
};
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId};
use domain::instant::Instant;
use indexed_db_futures::transaction::Transaction;
use serde_bytes::ByteBuf;
use std::collections::{BTreeMap, HashMap};
use sync::envelope::{EnvelopeError, Sealed};
use sync::exchange::{Answer, News};
use sync::rebase::{apply, rebase};
use sync::ruling::Receipt;
use wasm_bindgen::JsValue;

/// What an answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Dossiers as they are now, with their waiting events.
    pub dossiers: Vec<(Dossier, u32)>,
    /// Dossiers that are no more: their reception was refused.
    pub gone: Vec<DossierId>,
    /// Where the store stands.
    pub progress: Progress,
}

impl UnitStore {
    /// Applies the answer to the request that carried `sent`.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] when the store has moved since the request,
    /// [`StoreError::LaterBuild`] when the news cannot be read by this build;
    /// nothing is written then.
    pub async fn apply(
        &self,
        answer: Answer,
        sent: &[Sealed],
        now: Instant,
    ) -> Result<Applied, StoreError> {
        let news = read_news(&answer, sent)?;
        let tx = db::write(&self.db, &[META, OUTBOX, DOSSIER, ATTENTION])?;
        let before: Progress = db::get(&tx, META, &PROGRESS.into()).await?.unwrap_or_default();
        if before.after != answer.after {
            return Err(StoreError::Overtaken);
        }
        let mut pending = settle_outbox(&tx, &answer.receipts, sent).await?;

        let mut touched: BTreeMap<DossierId, Vec<Sealed>> = BTreeMap::new();
        for sealed in sent {
            touched.entry(sealed.envelope.dossier).or_default();
        }
        for sealed in news {
            touched.entry(sealed.envelope.dossier).or_default().push(sealed);
        }
        let (mut dossiers, mut gone) = (vec![], vec![]);
        for (id, events) in touched {
            let own = pending.remove(&id).unwrap_or_default();
            match update(&tx, id, &events, &own).await? {
                Some(shown) => dossiers.push(shown),
                None => gone.push(id),
            }
        }
        let progress = Progress {
            after: answer.reaches(),
            head: answer.head,
            server_seen: Some(answer.now),
            contact: Some(now),
        };
        db::put(&tx, META, &PROGRESS.into(), &progress)?;
        tx.commit().await?;
        Ok(Applied { dossiers, gone, progress })
    }
}

/// The news as envelopes; those of this request are taken from what was sent.
fn read_news(answer: &Answer, sent: &[Sealed]) -> Result<Vec<Sealed>, StoreError> {
    let by_id: HashMap<EventId, &Sealed> =
        sent.iter().map(|sealed| (sealed.envelope.event_id, sealed)).collect();
    let read = |item: &News| match item {
        News::Sealed(bytes) => Sealed::open(bytes.clone()).map_err(|error| match error {
            EnvelopeError::UnknownVersion(_) | EnvelopeError::UnknownSchema(_) => {
                StoreError::LaterBuild(error)
            }
            EnvelopeError::TooLarge(_) | EnvelopeError::Codec(_) | EnvelopeError::SequenceZero => {
                StoreError::Envelope(error)
            }
        }),
        News::Yours(event) => by_id.get(event).map(|sealed| (*sealed).clone()).ok_or_else(|| {
            StoreError::Corrupt { store: OUTBOX, reason: format!("{event} was never sent") }
        }),
    };
    answer.news.iter().map(read).collect()
}

/// Lets rows go on the word of a receipt for their very bytes, moves what needs
/// attention, and returns what still waits, by dossier.
async fn settle_outbox(
    tx: &Transaction<'_>,
    receipts: &[Receipt],
    sent: &[Sealed],
) -> Result<HashMap<DossierId, Vec<Sealed>>, StoreError> {
    let by_id: HashMap<EventId, &Receipt> =
        receipts.iter().map(|receipt| (receipt.event, receipt)).collect();
    let was_sent: HashMap<EventId, &Sealed> =
        sent.iter().map(|sealed| (sealed.envelope.event_id, sealed)).collect();
    let mut pending: HashMap<DossierId, Vec<Sealed>> = HashMap::new();
    for entry in outbox(tx).await? {
        let event = entry.sealed.envelope.event_id;
        let receipt = by_id.get(&event).filter(|receipt| {
            was_sent.contains_key(&event) && receipt.hash == entry.sealed.hash
        });
        let key = outbox_key(entry.sealed.envelope.sequence);
        match receipt.map(|receipt| &receipt.ruling) {
            Some(ruling) if ruling.is_received() => db::delete(tx, OUTBOX, &key)?,
            Some(ruling) if ruling.needs_attention() => {
                let bytes = ByteBuf::from(entry.sealed.bytes);
                let row = AttentionRow { bytes, ruling: ruling.clone() };
                db::put(tx, ATTENTION, &JsValue::from(event.0.simple().to_string()), &row)?;
                db::delete(tx, OUTBOX, &key)?;
            }
            held => {
                if let Some(ruling) = held {
                    let entry = OutboxEntry { ruling: Some(ruling.clone()), ..entry.clone() };
                    db::put_bytes(tx, OUTBOX, &key, &entry.to_bytes()?)?;
                }
                pending.entry(entry.sealed.envelope.dossier).or_default().push(entry.sealed);
            }
        }
    }
    Ok(pending)
}

/// Folds news into a dossier and puts its pending events back on top.
async fn update(
    tx: &Transaction<'_>,
    id: DossierId,
    news: &[Sealed],
    own: &[Sealed],
) -> Result<Option<(Dossier, u32)>, StoreError> {
    let row = dossier_row(tx, id).await?;
    let mut confirmed = row.confirmed;
    for sealed in news {
        // The server admitted it by this very rule on this very state.
        confirmed = Some(apply(confirmed.as_ref(), sealed)?);
    }
    let waiting = u32::try_from(own.len()).unwrap_or(u32::MAX);
    let shown = if own.is_empty() { None } else { rebase(confirmed.as_ref(), own).dossier };
    let row = DossierRow { confirmed, shown, waiting };
    match row.view().cloned() {
        Some(view) => {
            db::put(tx, DOSSIER, &dossier_key(id), &row)?;
            Ok(Some((view, waiting)))
        }
        None => {
            // Its reception was refused: the facts are in Attention, whole.
            db::delete(tx, DOSSIER, &dossier_key(id))?;
            Ok(None)
        }
    }
}
