//! First sync: the unit's dossiers as the server packed them, chunk by chunk, and
//! what of them stays on this device (SPEC §P).

use crate::db;
use crate::error::StoreError;
use crate::ledger;
use crate::meta::{self, PROGRESS};
use crate::outbox::OutboxEntry;
use crate::pack::{Keep, PackNumber, Packed, is_old};
use crate::schema::{DOSSIER, DOSSIERS, LEDGER, META, OUTBOX, PACK, SUMMARY};
use crate::summary::Summary;
use crate::unit::{DossierRow, Progress, UnitStore, dossier_key, outbox_key, progress};
use domain::dossier::Dossier;
use domain::id::DossierId;
use domain::instant::Instant;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use sync::baseline::{Baseline, Chunk, Known};
use sync::codec::from_cbor;
use sync::envelope::Sealed;
use sync::history::History;

/// There while chunks are to come.
pub(crate) const AWAITED: &str = "baseline";

/// Chunks that are still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// How many dossiers there are in all.
    all: u64,
    /// Those that are missing, in the order in which they are useful, each with the
    /// number of the pack that it will be.
    missing: Vec<(PackNumber, Chunk)>,
}

impl Awaited {
    /// The next ones to fetch.
    pub fn next(&self) -> impl Iterator<Item = &Chunk> {
        self.missing.iter().map(|(_, chunk)| chunk)
    }

    /// Dossiers that have come, and how many there are in all.
    pub fn progress(&self) -> (u64, u64) {
        let missing: u64 = self.next().map(alive).sum();
        (self.all.saturating_sub(missing), self.all)
    }
}

fn alive(chunk: &Chunk) -> u64 {
    u64::from(chunk.dossiers).saturating_sub(chunk.dead.len() as u64)
}

/// What came with a chunk or a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// What lists show of the dossiers that came.
    pub summaries: Vec<Summary>,
    /// Dossiers on which something had waited, with the number of waiting events.
    pub dossiers: Vec<(Dossier, u32)>,
    /// The pack that it is now.
    pub pack: Option<u32>,
    /// Chunks that are still to come.
    pub awaited: Option<Awaited>,
}

impl UnitStore {
    /// The chunks that are still to come; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn awaited(&self) -> Result<Option<Awaited>, StoreError> {
        let tx = db::read(&self.db, &[META])?;
        awaited(&tx).await
    }

    /// Begins with a baseline: the cursor goes to where it was cut, its chunks are to
    /// come. What waits to be sent stays; all else that was confirmed goes. The
    /// server's clock is noted (T2): what is recorded on top of a chunk is later than it.
    /// `now` is the device's own clock.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] when the cursor is no longer at `after`: another tab
    /// was faster. Nothing is written then.
    pub async fn begin(
        &self,
        baseline: Baseline,
        after: u64,
        now: Instant,
    ) -> Result<Progress, StoreError> {
        let stores: Vec<_> = [META, LEDGER].into_iter().chain(DOSSIERS).collect();
        let tx = db::write_relaxed(&self.db, &stores)?;
        let mut progress = progress(&tx).await?;
        if progress.after != after {
            return Err(StoreError::Overtaken);
        }
        let rows = db::all(&tx, DOSSIER).await?;
        db::clear(&tx, DOSSIER)?;
        for bytes in rows {
            let row: DossierRow = from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER))?;
            let id = row.view().map(|dossier| dossier.id);
            if let (Some(id), false) = (id, row.pending.is_empty()) {
                let row = DossierRow {
                    confirmed: None,
                    parked: vec![],
                    ..row
                };
                db::put(&tx, DOSSIER, &dossier_key(id), &row)?;
            }
        }
        db::clear(&tx, PACK)?;
        db::clear(&tx, SUMMARY)?;
        ledger::forget_confirmed(&tx).await?;
        let count = u32::try_from(baseline.chunks.len()).unwrap_or(u32::MAX);
        // The most useful one becomes the newest pack, which is read first.
        let numbers = (progress.packs + 1..=progress.packs + count).rev();
        let all = baseline.chunks.iter().map(alive).sum();
        let missing: Vec<_> = numbers.zip(baseline.chunks).collect();
        progress.packs += count;
        progress.repacked += 1;
        progress.hear(baseline.now, now);
        progress.after = baseline.at;
        progress.seen = Some(baseline.seen);
        progress.head = baseline.at;
        progress.ledger_awaited = true;
        note_awaited(&tx, &Awaited { all, missing })?;
        meta::put(&tx, PROGRESS, &progress)?;
        db::commit(tx).await?;
        self.forget_packs(progress.repacked);
        Ok(progress)
    }

    /// Takes in a chunk, all of it or nothing: its dossiers become a pack, and what
    /// had waited for one of them goes on top. Of dossiers that were received before
    /// `kept_since` and returned, only the summaries stay.
    ///
    /// # Errors
    /// [`StoreError::Baseline`] when these are not the bytes that were named.
    pub async fn take_chunk(
        &self,
        chunk: &Chunk,
        bytes: Vec<u8>,
        kept_since: Instant,
    ) -> Result<Arrived, StoreError> {
        let dossiers = chunk.open(&bytes)?;
        let stores: Vec<_> = [META, OUTBOX].into_iter().chain(DOSSIERS).collect();
        let tx = db::write_relaxed(&self.db, &stores)?;
        let mut awaited = awaited(&tx).await?;
        let place = awaited.as_mut().and_then(|awaited| {
            let here = |(_, missing): &(PackNumber, Chunk)| missing.hash == chunk.hash;
            let at = awaited.missing.iter().position(here)?;
            Some(awaited.missing.remove(at).0)
        });
        let Some(number) = place else {
            // Another tab was faster.
            return Ok(Arrived {
                awaited,
                ..Arrived::default()
            });
        };
        let mut progress = progress(&tx).await?;
        let waited = put_on_top(&tx, &dossiers).await?;
        let keep = if dossiers.iter().all(|dossier| is_old(dossier, kept_since)) {
            Keep::Summary
        } else if chunk.dead.is_empty() {
            Keep::As(&bytes)
        } else {
            Keep::Whole
        };
        let mut packed = Packed::default();
        packed.add(&tx, number, &dossiers, keep)?;
        progress.repacked += 1;
        packed.repacked = progress.repacked;
        let times = dossiers.iter().flat_map(|dossier| &dossier.timeline);
        let latest = times.map(|entry| entry.origin.time).max();
        if let (Some(latest), Some(now)) = (latest, progress.server_seen) {
            progress.clock = progress.clock.saw(latest, now);
        }
        if let Some(awaited) = &awaited {
            note_awaited(&tx, awaited)?;
        }
        meta::put(&tx, PROGRESS, &progress)?;
        let summaries = dossiers.iter().map(Summary::from).collect();
        // Other chunks come while the disk works, and wasm's memory never shrinks.
        drop((dossiers, bytes));
        db::commit(tx).await?;
        self.note_packed(packed);
        Ok(Arrived {
            summaries,
            dossiers: waited,
            pack: Some(number),
            awaited: awaited.filter(|awaited| !awaited.missing.is_empty()),
        })
    }

    /// Takes in a dossier whose details were not here, from its history.
    ///
    /// # Errors
    /// [`StoreError::History`] when the dossier does not follow from it.
    pub async fn take_history(
        &self,
        history: &History,
    ) -> Result<Option<(Dossier, u32)>, StoreError> {
        let stores: Vec<_> = [META, OUTBOX].into_iter().chain(DOSSIERS).collect();
        let tx = db::write_relaxed(&self.db, &stores)?;
        let progress = progress(&tx).await?;
        let id = history.dossier;
        let row = self.row(&tx, &progress, id).await?;
        if row.confirmed.is_some() {
            let waiting = row.waiting();
            return Ok(row.view().cloned().map(|dossier| (dossier, waiting)));
        }
        let own = waiting_events(&tx, &row.pending).await?;
        let known = history.known(progress.after, &row.known()?.parked)?;
        let row = DossierRow::rebased(known, &own, None);
        db::put(&tx, DOSSIER, &dossier_key(id), &row)?;
        db::commit(tx).await?;
        let waiting = row.waiting();
        Ok(row.view().cloned().map(|dossier| (dossier, waiting)))
    }

    /// Dossiers with news whose details are not here and no chunk will bring.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn wanted(&self) -> Result<Vec<DossierId>, StoreError> {
        let tx = db::read(&self.db, &[META, DOSSIER])?;
        if awaited(&tx).await?.is_some() {
            return Ok(vec![]);
        }
        let mut wanted = vec![];
        for bytes in db::all(&tx, DOSSIER).await? {
            let row: DossierRow = from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER))?;
            if let Some(parked) = row.parked.first() {
                let sealed =
                    Sealed::open(parked.to_vec()).map_err(StoreError::unsealed(DOSSIER))?;
                wanted.extend(sealed.envelope.dossier());
            }
        }
        Ok(wanted)
    }

    /// The summaries of one pack: another tab has written it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn summaries(&self, pack: u32) -> Result<Vec<Summary>, StoreError> {
        let tx = db::read(&self.db, &[SUMMARY])?;
        crate::pack::summaries_of(&tx, pack).await
    }
}

/// Puts what had waited for these dossiers on top of them.
async fn put_on_top(
    tx: &Transaction<'_>,
    dossiers: &[Dossier],
) -> Result<Vec<(Dossier, u32)>, StoreError> {
    if db::count(tx, DOSSIER).await? == 0 {
        return Ok(vec![]);
    }
    let keys: Vec<_> = dossiers
        .iter()
        .map(|dossier| dossier_key(dossier.id))
        .collect();
    let rows: Vec<Option<DossierRow>> = db::get_many(tx, DOSSIER, &keys).await?;
    let mut waited = vec![];
    for ((dossier, key), row) in dossiers.iter().zip(&keys).zip(rows) {
        let Some(row) = row else { continue };
        let own = waiting_events(tx, &row.pending).await?;
        let known = Known::arrives(dossier.clone(), &row.known()?.parked)?;
        let row = DossierRow::rebased(known, &own, None);
        db::put(tx, DOSSIER, key, &row)?;
        let waiting = row.waiting();
        waited.extend(row.view().cloned().map(|dossier| (dossier, waiting)));
    }
    Ok(waited)
}

async fn waiting_events(tx: &Transaction<'_>, pending: &[u64]) -> Result<Vec<Sealed>, StoreError> {
    let keys: Vec<_> = pending
        .iter()
        .map(|sequence| outbox_key(*sequence))
        .collect();
    let mut own = Vec::with_capacity(keys.len());
    for bytes in db::bytes_many(tx, OUTBOX, &keys)
        .await?
        .into_iter()
        .flatten()
    {
        own.push(OutboxEntry::read(&bytes)?.sealed);
    }
    Ok(own)
}

pub(crate) async fn awaited(tx: &Transaction<'_>) -> Result<Option<Awaited>, StoreError> {
    db::get(tx, META, &AWAITED.into()).await
}

/// Notes what is still to come; where that is nothing, an older note goes.
fn note_awaited(tx: &Transaction<'_>, awaited: &Awaited) -> Result<(), StoreError> {
    if awaited.missing.is_empty() {
        db::delete(tx, META, &AWAITED.into())
    } else {
        db::put(tx, META, &AWAITED.into(), awaited)
    }
}
