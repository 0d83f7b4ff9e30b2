//! Applying an answer: receipts, news, rebase and cursor in one transaction
//! (SPEC B2). What becomes of each row is planned by `sync::settle`.

use crate::db;
use crate::error::StoreError;
use crate::outbox::OutboxEntry;
use crate::schema::{ATTENTION, DOSSIER, META, OUTBOX};
use crate::unit::{
    AttentionRow, DossierRow, PROGRESS, Progress, UnitStore, dossier_key, outbox, outbox_key,
};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::Instant;
use indexed_db_futures::transaction::Transaction;
use serde_bytes::ByteBuf;
use std::collections::HashMap;
use sync::envelope::Sealed;
use sync::exchange::Answer;
use sync::rebase::rebase;
use sync::settle::{Receipts, Settlement, fold, news_by_dossier};
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
    /// [`StoreError::News`] when the news cannot be taken in; nothing is written then.
    pub async fn apply(
        &self,
        answer: Answer,
        sent: &[Sealed],
        now: Instant,
    ) -> Result<Applied, StoreError> {
        let news = news_by_dossier(&answer, sent)?;
        let tx = db::write(&self.db, &[META, OUTBOX, DOSSIER, ATTENTION])?;
        let before: Progress = db::get(&tx, META, &PROGRESS.into())
            .await?
            .unwrap_or_default();
        if before.after != answer.after {
            return Err(StoreError::Overtaken);
        }
        let mut pending = settle_outbox(&tx, &Receipts::of(&answer, sent)).await?;
        let (mut dossiers, mut gone) = (vec![], vec![]);
        let keys: Vec<_> = news.keys().map(|id| dossier_key(*id)).collect();
        let rows: Vec<Option<DossierRow>> = db::get_many(&tx, DOSSIER, &keys).await?;
        for ((id, events), row) in news.into_iter().zip(rows) {
            let own = pending.remove(&id).unwrap_or_default();
            match update(&tx, id, row.unwrap_or_default(), &events, &own)? {
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
        Ok(Applied {
            dossiers,
            gone,
            progress,
        })
    }
}

/// Writes what becomes of each row, and returns what still waits, by dossier.
async fn settle_outbox(
    tx: &Transaction<'_>,
    receipts: &Receipts<'_>,
) -> Result<HashMap<DossierId, Vec<Sealed>>, StoreError> {
    let mut pending: HashMap<DossierId, Vec<Sealed>> = HashMap::new();
    for OutboxEntry { sealed, .. } in outbox(tx).await? {
        let key = outbox_key(sealed.envelope.sequence);
        match receipts.settle(&sealed) {
            Settlement::Received => db::delete(tx, OUTBOX, &key)?,
            Settlement::Attention(ruling) => {
                let event = JsValue::from(sealed.envelope.event_id.0.simple().to_string());
                let row = AttentionRow {
                    bytes: ByteBuf::from(sealed.bytes),
                    ruling,
                };
                db::put(tx, ATTENTION, &event, &row)?;
                db::delete(tx, OUTBOX, &key)?;
            }
            Settlement::Waiting(ruling) => {
                if ruling.is_some() {
                    let entry = OutboxEntry {
                        sealed: sealed.clone(),
                        ruling,
                    };
                    db::put_bytes(tx, OUTBOX, &key, &entry.to_bytes()?)?;
                }
                pending
                    .entry(sealed.envelope.dossier)
                    .or_default()
                    .push(sealed);
            }
        }
    }
    Ok(pending)
}

/// Folds news into a dossier and puts its pending events back on top.
fn update(
    tx: &Transaction<'_>,
    id: DossierId,
    row: DossierRow,
    news: &[Sealed],
    own: &[Sealed],
) -> Result<Option<(Dossier, u32)>, StoreError> {
    let confirmed = fold(row.confirmed, news)?;
    let waiting = u32::try_from(own.len()).unwrap_or(u32::MAX);
    let shown = if own.is_empty() {
        None
    } else {
        rebase(confirmed.as_ref(), own).dossier
    };
    let row = DossierRow {
        confirmed,
        shown,
        waiting,
    };
    if let Some(view) = row.view().cloned() {
        db::put(tx, DOSSIER, &dossier_key(id), &row)?;
        Ok(Some((view, waiting)))
    } else {
        // Its reception was refused: the facts are in Attention, whole.
        db::delete(tx, DOSSIER, &dossier_key(id))?;
        Ok(None)
    }
}
