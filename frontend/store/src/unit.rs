//! What belongs to one unit on this device.

use crate::db;
use crate::error::StoreError;
use crate::meta::{self, HEAD, PROGRESS};
use crate::outbox::OutboxEntry;
use crate::pack::PackIndex;
use crate::schema::{ATTENTION, DOSSIER, DOSSIERS, DRAFT, META, OUTBOX, UnitVersion};
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId, UnitId};
use domain::instant::Instant;
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::cell::RefCell;
use sync::chain::{Hash, Head};
use sync::clock::Clock;
use sync::codec::from_cbor;
use sync::envelope::Sealed;
use sync::ruling::{Position, Ruling};
use wasm_bindgen::JsValue;

/// The unit's database.
#[derive(Debug)]
pub struct UnitStore {
    pub(crate) db: Database,
    pub(crate) unit: UnitId,
    /// Where packed dossiers lie; a memory of what is stored.
    pub(crate) packs: RefCell<PackIndex>,
}

/// How far this device is with its unit's stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The cursor: everything up to here is in the store.
    pub after: Position,
    /// The stream's head as last heard.
    pub head: Position,
    /// The server's clock when last heard.
    pub server_seen: Option<Instant>,
    /// This device's clock at the last answer.
    pub contact: Option<Instant>,
    /// Hash of the envelope at the cursor.
    #[serde(default)]
    pub seen: Option<Hash>,
    /// The device's sense of time.
    #[serde(default)]
    pub clock: Clock,
    /// Facts that are no dossier's came with the whole ledger up to here (SPEC U3).
    #[serde(default)]
    pub(crate) ledger_at: Position,
    /// The whole ledger is still to come.
    #[serde(default)]
    pub ledger_awaited: bool,
    /// The highest number of a pack, given or reserved.
    #[serde(default)]
    pub(crate) packs: u32,
    /// How often packs were written or thrown away: tells a tab whether what it
    /// remembers of them still holds.
    #[serde(default)]
    pub(crate) repacked: u32,
}

impl Progress {
    /// Notes the server's clock; `own` is the device's (T2).
    pub(crate) fn hear(&mut self, server: Instant, own: Instant) {
        self.clock = self.clock.compared(own, server);
        self.server_seen = Some(server);
    }
}

/// A dossier's row: what the server confirmed, and what the screen shows where
/// events of this device wait on top of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DossierRow {
    pub(crate) confirmed: Option<Dossier>,
    pub(crate) shown: Option<Dossier>,
    /// Sequence numbers of its events that wait in the outbox, oldest first.
    pub(crate) pending: Vec<u64>,
    /// Envelopes of news whose dossier is not here (SPEC P7), in the order of the stream.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) parked: Vec<ByteBuf>,
    /// Its details were put away (SPEC P10): a summary is here, the dossier is not.
    #[serde(skip)]
    pub(crate) away: bool,
}

/// A dossier as it is found on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// As the screen shows it, with the number of its waiting events.
    Here(Box<Dossier>, u32),
    /// Its details are at the server only (SPEC P10), with the number of its waiting
    /// events.
    Away(u32),
    /// It is not known here.
    Unknown,
}

/// An envelope that a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The envelope.
    pub sealed: Sealed,
    /// Why.
    pub ruling: Ruling,
    /// Somebody has looked at it. It is kept all the same.
    pub seen: bool,
}

/// Its stored form.
#[derive(Serialize, Deserialize)]
pub(crate) struct AttentionRow {
    pub(crate) bytes: ByteBuf,
    pub(crate) ruling: Ruling,
    #[serde(default)]
    pub(crate) seen: bool,
}

impl Attention {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        let row: AttentionRow = from_cbor(bytes).map_err(StoreError::corrupt(ATTENTION))?;
        let sealed = Sealed::open(row.bytes.into_vec()).map_err(StoreError::unsealed(ATTENTION))?;
        Ok(Self {
            sealed,
            ruling: row.ruling,
            seen: row.seen,
        })
    }
}

impl DossierRow {
    /// What the screen shows.
    pub(crate) fn view(&self) -> Option<&Dossier> {
        self.shown.as_ref().or(self.confirmed.as_ref())
    }

    /// How many events wait.
    pub(crate) fn waiting(&self) -> u32 {
        u32::try_from(self.pending.len()).unwrap_or(u32::MAX)
    }
}

impl UnitStore {
    /// Opens a unit's database, making it when the unit is new here. `blocked` is
    /// called when a tab of an older build has to be closed first.
    ///
    /// # Errors
    /// [`StoreError`] when the browser has no IndexedDB or no room.
    pub async fn open(unit: UnitId, blocked: fn()) -> Result<Self, StoreError> {
        let name = format!("khongcho-unit-{unit}");
        let version = UnitVersion::CURRENT as u8;
        let db = db::open(&name, version, UnitVersion::upgrade, blocked).await?;
        Ok(Self {
            db,
            unit,
            packs: RefCell::default(),
        })
    }

    /// The unit.
    pub fn unit(&self) -> &UnitId {
        &self.unit
    }

    /// How far this device is.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn progress(&self) -> Result<Progress, StoreError> {
        progress(&db::read(&self.db, &[META])?).await
    }

    /// Every dossier that is not packed, as the screen shows it, with the number of
    /// its waiting events.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn dossiers(&self) -> Result<Vec<(Dossier, u32)>, StoreError> {
        let tx = db::read(&self.db, &[DOSSIER])?;
        let rows = db::all(&tx, DOSSIER).await?;
        let mut dossiers = Vec::with_capacity(rows.len());
        for bytes in rows {
            let row: DossierRow = from_cbor(&bytes).map_err(StoreError::corrupt(DOSSIER))?;
            let waiting = row.waiting();
            // One whose state is elsewhere is in its pack's summary, if anywhere.
            let shown = row.shown.or(row.confirmed);
            dossiers.extend(shown.map(|dossier| (dossier, waiting)));
        }
        Ok(dossiers)
    }

    /// One dossier.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn dossier(&self, id: DossierId) -> Result<Found, StoreError> {
        let stores: Vec<_> = [META].into_iter().chain(DOSSIERS).collect();
        let tx = db::read(&self.db, &stores)?;
        let progress = progress(&tx).await?;
        let row = self.row(&tx, &progress, id).await?;
        let waiting = row.waiting();
        let away = row.away || !row.parked.is_empty();
        Ok(match row.shown.or(row.confirmed) {
            Some(dossier) => Found::Here(Box::new(dossier), waiting),
            None if away => Found::Away(waiting),
            None => Found::Unknown,
        })
    }

    /// The outbox, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let tx = db::read(&self.db, &[OUTBOX])?;
        outbox(&tx).await
    }

    /// What a person must look at, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn attention(&self) -> Result<Vec<Attention>, StoreError> {
        let tx = db::read(&self.db, &[ATTENTION])?;
        let mut items = Vec::new();
        for bytes in db::all(&tx, ATTENTION).await? {
            items.push(Attention::read(&bytes)?);
        }
        items.sort_by_key(|item| core::cmp::Reverse(item.sealed.envelope.sequence));
        Ok(items)
    }

    /// Notes that somebody has looked at an item of Attention.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn mark_seen(&self, event: EventId) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[ATTENTION])?;
        let key = attention_key(event);
        let row: Option<AttentionRow> = db::get(&tx, ATTENTION, &key).await?;
        if let Some(row) = row {
            db::put(&tx, ATTENTION, &key, &AttentionRow { seen: true, ..row })?;
        }
        db::commit(tx).await?;
        Ok(())
    }

    /// Keeps a draft, or throws it away.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn keep_draft(&self, key: &str, draft: Option<&[u8]>) -> Result<(), StoreError> {
        let tx = db::write_relaxed(&self.db, &[DRAFT])?;
        match draft {
            Some(draft) => db::put_bytes(&tx, DRAFT, &key.into(), draft)?,
            None => db::delete(&tx, DRAFT, &key.into())?,
        }
        db::commit(tx).await?;
        Ok(())
    }

    /// A draft.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn draft(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let tx = db::read(&self.db, &[DRAFT])?;
        db::bytes(&tx, DRAFT, &key.into()).await
    }
}

/// Reads the outbox, oldest first.
pub(crate) async fn outbox(tx: &Transaction<'_>) -> Result<Vec<OutboxEntry>, StoreError> {
    db::all(tx, OUTBOX)
        .await?
        .iter()
        .map(|bytes| OutboxEntry::read(bytes))
        .collect()
}

/// Reads how far this device is.
pub(crate) async fn progress(tx: &Transaction<'_>) -> Result<Progress, StoreError> {
    Ok(meta::get(tx, PROGRESS).await?.unwrap_or_default())
}

/// Reads the chain's head.
pub(crate) async fn chain_head(tx: &Transaction<'_>) -> Result<Head, StoreError> {
    Ok(meta::get(tx, HEAD).await?.unwrap_or_default())
}

/// The key of a dossier.
pub(crate) fn dossier_key(id: DossierId) -> JsValue {
    JsValue::from(id.0.simple().to_string())
}

/// The key of an item of Attention.
pub(crate) fn attention_key(event: EventId) -> JsValue {
    JsValue::from(event.0.simple().to_string())
}

/// The key of an outbox row: numbers sort as numbers.
#[expect(
    clippy::cast_precision_loss,
    reason = "a device does not record 2^53 events"
)]
pub(crate) fn outbox_key(sequence: u64) -> JsValue {
    JsValue::from_f64(sequence as f64)
}
