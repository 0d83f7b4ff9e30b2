//! Applying an answer: rulings, news, rebase and cursor in one transaction
//! (SPEC B2). What becomes of each row is planned by `sync::settle`.
//!
//! It reads the dossiers that the answer speaks of and their own waiting events,
//! never the whole outbox: the cost follows the answer, not the backlog.

use crate::baseline::awaited;
use crate::carried::bundle_key;
use crate::db;
use crate::error::StoreError;
use crate::ledger;
use crate::meta::{self, PROGRESS};
use crate::outbox::OutboxEntry;
use crate::pack::{Keep, PACK_DOSSIERS};
use crate::schema::{ATTENTION, CARRIED, DOSSIER, DOSSIERS, LEDGER, META, OUTBOX};
use crate::unit::{
    AttentionRow, DossierRow, Progress, UnitStore, attention_key, dossier_key, outbox_key, progress,
};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::Instant;
use indexed_db_futures::transaction::Transaction;
use serde_bytes::ByteBuf;
use std::collections::{BTreeSet, HashMap};
use sync::baseline::Known;
use sync::bundle::Carried;
use sync::clock::Clock;
use sync::envelope::Sealed;
use sync::exchange::Answer;
use sync::exchange::Held;
use sync::rebase::rebase;
use sync::settle::{NewsError, Settlement, Sorted, Word, numbers_named, sort_news};

/// What an answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Dossiers as they are now, with their waiting events.
    pub dossiers: Vec<(Dossier, u32)>,
    /// Dossiers that are no more: their reception was refused.
    pub gone: Vec<DossierId>,
    /// Dossiers with news whose details are not here, with their waiting events.
    pub parked: Vec<(DossierId, u32)>,
    /// Chunks are still to come, perhaps with these details.
    pub coming: bool,
    /// Among the news were facts that are no dossier's.
    pub unit_facts: bool,
    /// Where the store stands.
    pub progress: Progress,
    /// News that a newer build is needed for; all else was applied (SPEC B6).
    pub stopped: Option<NewsError>,
}

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The device's own envelopes.
    pub sent: &'a [Sealed],
    /// Its envelopes that were at hand, sent or not.
    pub holds: Option<Held>,
    /// The bundle carried.
    pub carried: Option<&'a ByteBuf>,
}

impl UnitStore {
    /// News alone can be fetched again: cursor and dossiers go together, and a power cut
    /// may take both back. Rulings may not be lost.
    fn transaction_for(&self, asked: Asked<'_>) -> Result<Transaction<'_>, StoreError> {
        let stores = [&[META, OUTBOX, ATTENTION, CARRIED, LEDGER], &DOSSIERS[..]].concat();
        if asked.sent.is_empty() {
            db::write_relaxed(&self.db, &stores)
        } else {
            db::write(&self.db, &stores)
        }
    }

    /// Applies the answer to what was asked; `now` is the device's own clock.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] when the store has moved since the request,
    /// [`StoreError::News`] when the news cannot be taken in; nothing is written then.
    pub async fn apply(
        &self,
        mut answer: Answer,
        asked: Asked<'_>,
        now: Instant,
    ) -> Result<Applied, StoreError> {
        let tx = self.transaction_for(asked)?;
        let mut progress = progress(&tx).await?;
        if progress.after != answer.after {
            return Err(StoreError::Overtaken);
        }
        let at_hand = named_only(&tx, &answer, asked).await?;
        let news = sort_news(&mut answer, asked.sent.iter().chain(&at_hand))?;
        let word = Word::of(&answer, asked.sent, news.all());
        settle_unit_facts(&tx, &word, asked.sent.iter().chain(&at_hand), &news).await?;
        ledger::fold_news(&tx, &self.unit, &progress, &news.unit).await?;
        let ids: Vec<_> = news.dossiers.keys().copied().collect();
        let rows = self.rows(&tx, &progress, &ids).await?;
        let mut own = settle(&tx, &word, &rows).await?.into_iter();
        let coming = awaited(&tx).await?.is_some();

        let (mut dossiers, mut gone, mut quiet) = (vec![], vec![], vec![]);
        let mut apart = vec![];
        for ((id, row), events) in ids.into_iter().zip(rows).zip(news.dossiers.values()) {
            let waiting: Vec<_> = own.by_ref().take(row.pending.len()).flatten().collect();
            let elsewhere = coming || row.away;
            let kept = row.shown.clone().filter(|_| elsewhere);
            let known = row.known()?.hears(events, elsewhere)?;
            let row = DossierRow::rebased(known, &waiting, kept);
            match row.view().cloned() {
                _ if !row.parked.is_empty() => {
                    db::put(&tx, DOSSIER, &dossier_key(id), &row)?;
                    apart.push((id, row.waiting()));
                }
                Some(shown) if row.pending.is_empty() => {
                    quiet.push(shown.clone());
                    dossiers.push((shown, 0));
                }
                Some(shown) => {
                    db::put(&tx, DOSSIER, &dossier_key(id), &row)?;
                    dossiers.push((shown, row.waiting()));
                }
                None => {
                    // Its reception was refused: the facts are in Attention, whole.
                    db::delete(&tx, DOSSIER, &dossier_key(id))?;
                    gone.push(id);
                }
            }
        }
        if let (Some(Carried::Taken), Some(bundle)) = (answer.carried, asked.carried) {
            db::delete(&tx, CARRIED, &bundle_key(bundle))?;
        }
        progress = advanced(progress, &answer, &news, now);
        // Much news at once goes straight into packs.
        let packed = if quiet.len() >= PACK_DOSSIERS {
            Some(Self::put_packs(&tx, &mut progress, &quiet, Keep::Whole).await?)
        } else {
            put_rows(&tx, quiet)?;
            None
        };
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        if let Some(packed) = packed {
            self.note_packed(packed);
        }
        Ok(Applied {
            dossiers,
            gone,
            parked: apart,
            coming,
            unit_facts: !news.unit.is_empty(),
            progress,
            stopped: news.stopped,
        })
    }
}

/// Rows of the outbox that the news names and the request did not send: they went
/// earlier, and the answer to that was lost.
async fn named_only(
    tx: &Transaction<'_>,
    answer: &Answer,
    asked: Asked<'_>,
) -> Result<Vec<Sealed>, StoreError> {
    let Some(holds) = asked.holds else {
        return Ok(vec![]);
    };
    let was_sent = |number: &u64| {
        let of = |sealed: &Sealed| sealed.envelope.sequence;
        asked.sent.binary_search_by_key(number, of).is_ok()
    };
    let keys: Vec<_> = numbers_named(answer, holds)
        .filter(|number| !was_sent(number))
        .map(outbox_key)
        .collect();
    let found = db::bytes_many(tx, OUTBOX, &keys).await?;
    let row = |bytes: Option<Vec<u8>>| {
        // Another tab has settled it meanwhile.
        let bytes = bytes.ok_or(StoreError::Overtaken)?;
        OutboxEntry::read(&bytes).map(|entry| entry.sealed)
    };
    found.into_iter().map(row).collect()
}

/// Where the store stands after an answer.
fn advanced(mut before: Progress, answer: &Answer, news: &Sorted, now: Instant) -> Progress {
    before.hear(answer.now, now);
    let saw = |clock: Clock, sealed: &Sealed| clock.saw(sealed.envelope.time, answer.now);
    Progress {
        after: answer.reaches(),
        seen: answer.seen(before.seen),
        head: answer.head,
        contact: Some(now),
        clock: news.all().fold(before.clock, saw),
        ..before
    }
}

/// Writes what becomes of the waiting events of `rows`; returns those that still
/// wait, in the order of the rows, `None` where one does no longer.
async fn settle(
    tx: &Transaction<'_>,
    word: &Word<'_>,
    rows: &[DossierRow],
) -> Result<Vec<Option<Sealed>>, StoreError> {
    let pending = rows.iter().flat_map(|row| &row.pending);
    let pending: Vec<_> = pending.copied().collect();
    settle_rows(tx, word, &pending).await
}

/// The same for this device's own facts that are no dossier's, of which the answer
/// speaks.
async fn settle_unit_facts<'a>(
    tx: &Transaction<'_>,
    word: &Word<'_>,
    own: impl Iterator<Item = &'a Sealed>,
    news: &'a Sorted,
) -> Result<(), StoreError> {
    let told = news.unit.iter().map(|(_, sealed)| sealed);
    let facts = own
        .chain(told)
        .filter(|sealed| sealed.envelope.dossier().is_none());
    let numbers: BTreeSet<_> = facts
        .filter(|sealed| !matches!(word.settle(sealed), Settlement::Waiting(None)))
        .map(|sealed| sealed.envelope.sequence)
        .collect();
    let numbers: Vec<_> = numbers.into_iter().collect();
    let waiting = settle_rows(tx, word, &numbers).await?;
    for (number, _) in numbers.iter().zip(waiting).filter(|(_, row)| row.is_none()) {
        ledger::forget_pending(tx, *number)?;
    }
    Ok(())
}

/// Writes what becomes of rows of the outbox; returns those that still wait.
async fn settle_rows(
    tx: &Transaction<'_>,
    word: &Word<'_>,
    numbers: &[u64],
) -> Result<Vec<Option<Sealed>>, StoreError> {
    let in_order: BTreeSet<_> = numbers.iter().copied().collect();
    let keys: Vec<_> = in_order.iter().copied().map(outbox_key).collect();
    let found = db::bytes_in_order(tx, OUTBOX, &keys).await?;
    let mut found: HashMap<_, _> = in_order.into_iter().zip(found).collect();
    let (mut waiting, mut settled) = (Vec::with_capacity(numbers.len()), BTreeSet::new());
    for number in numbers {
        let Some(bytes) = found.remove(number).flatten() else {
            waiting.push(None);
            continue;
        };
        let OutboxEntry { sealed, .. } = OutboxEntry::read(&bytes)?;
        match word.settle(&sealed) {
            Settlement::Received => {
                settled.insert(*number);
                waiting.push(None);
            }
            Settlement::Attention(ruling) => {
                let event = attention_key(sealed.envelope.event_id);
                let row = AttentionRow {
                    bytes: ByteBuf::from(sealed.bytes),
                    ruling,
                    seen: false,
                };
                db::put(tx, ATTENTION, &event, &row)?;
                settled.insert(*number);
                waiting.push(None);
            }
            Settlement::Waiting(ruling) => {
                if ruling.is_some() {
                    let entry = OutboxEntry {
                        sealed: sealed.clone(),
                        ruling,
                    };
                    db::put_bytes(tx, OUTBOX, &outbox_key(*number), &entry.to_bytes()?)?;
                }
                waiting.push(Some(sealed));
            }
        }
    }
    let settled: Vec<_> = settled.into_iter().map(outbox_key).collect();
    db::delete_in_order(tx, OUTBOX, &settled).await?;
    Ok(waiting)
}

impl DossierRow {
    /// What is known of it, without this device's own waiting events.
    pub(crate) fn known(self) -> Result<Known, StoreError> {
        let open =
            |bytes: ByteBuf| Sealed::open(bytes.into_vec()).map_err(StoreError::unsealed(DOSSIER));
        Ok(Known {
            confirmed: self.confirmed,
            parked: self
                .parked
                .into_iter()
                .map(open)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Its waiting events back on top; where the state that they follow is elsewhere,
    /// what the screen has shown is `kept`.
    pub(crate) fn rebased(known: Known, own: &[Sealed], kept: Option<Dossier>) -> Self {
        let Known { confirmed, parked } = known;
        let shown = if own.is_empty() {
            None
        } else {
            rebase(confirmed.as_ref(), own).dossier.or(kept)
        };
        let bytes = |sealed: Sealed| ByteBuf::from(sealed.bytes);
        Self {
            confirmed,
            shown,
            pending: own.iter().map(|sealed| sealed.envelope.sequence).collect(),
            parked: parked.into_iter().map(bytes).collect(),
            away: false,
        }
    }
}

fn put_rows(tx: &Transaction<'_>, dossiers: Vec<Dossier>) -> Result<(), StoreError> {
    for dossier in dossiers {
        let key = dossier_key(dossier.id);
        let row = DossierRow {
            confirmed: Some(dossier),
            ..DossierRow::default()
        };
        db::put(tx, DOSSIER, &key, &row)?;
    }
    Ok(())
}
