//! The outbox: events recorded here and not yet received by the server.

use crate::db;
use crate::error::StoreError;
use crate::meta::REFETCH;
use crate::schema::{CARRIED, META, OUTBOX};
use crate::unit::{Progress, UnitStore, outbox_key, progress};
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use sync::codec::{from_cbor, to_cbor};
use sync::envelope::Sealed;
use sync::exchange::Held;
use sync::limits::REQUEST_ENVELOPES_MAX;
use sync::ruling::{Position, Ruling};

/// An envelope has ids and hashes of more bytes than these.
const ENVELOPE_BYTES_LEAST: usize = 128;

/// One row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The envelope.
    pub sealed: Sealed,
    /// The server's last word on it, if it was sent and has to wait.
    pub ruling: Option<Ruling>,
}

/// Its stored form.
#[derive(Serialize, Deserialize)]
struct Row {
    bytes: ByteBuf,
    ruling: Option<Ruling>,
}

/// What one exchange takes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Envelopes, oldest first, within the limits (L1).
    pub envelopes: Vec<Sealed>,
    /// What is at hand, sent or not (X4).
    pub holds: Option<Held>,
    /// How many stay for the next exchange.
    pub left: usize,
    /// A bundle to carry for another device.
    pub carried: Option<ByteBuf>,
    /// Where the store stands.
    pub progress: Progress,
    /// Confirmed dossiers were damaged: they have to be fetched anew.
    pub refetch: bool,
}

impl Batch {
    /// The same exchange with nothing to send.
    #[must_use]
    pub fn sending_nothing(self) -> Self {
        Self {
            envelopes: vec![],
            left: 0,
            carried: None,
            ..self
        }
    }
}

impl OutboxEntry {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        let row: Row = from_cbor(bytes).map_err(StoreError::corrupt(OUTBOX))?;
        let sealed = Sealed::open(row.bytes.into_vec()).map_err(StoreError::unsealed(OUTBOX))?;
        Ok(Self {
            sealed,
            ruling: row.ruling,
        })
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let bytes = ByteBuf::from(self.sealed.bytes.as_slice());
        to_cbor(&Row {
            bytes,
            ruling: self.ruling.clone(),
        })
        .map_err(StoreError::corrupt(OUTBOX))
    }
}

impl UnitStore {
    /// The next batch to send, of about `bytes`; at least one envelope, unless the
    /// server is only to be asked (C8).
    ///
    /// # Errors
    /// [`StoreError`] when the outbox cannot be read.
    pub async fn batch(&self, bytes: usize) -> Result<Batch, StoreError> {
        let tx = db::read(&self.db, &[META, OUTBOX, CARRIED])?;
        let progress = progress(&tx).await?;
        let refetch = db::bytes(&tx, META, &REFETCH.into()).await?.is_some();
        let numbers = db::keys(&tx, OUTBOX).await?;
        if bytes == 0 && !numbers.is_empty() {
            return Ok(Batch {
                envelopes: vec![],
                holds: Held::of(numbers.iter().copied().map(number)),
                left: numbers.len(),
                carried: None,
                progress,
                refetch,
            });
        }
        let carried = db::first(&tx, CARRIED).await?.map(ByteBuf::from);
        let (envelopes, passed) = unsent(&tx, bytes, progress.after).await?;
        let left = numbers.len().saturating_sub(passed + envelopes.len());
        Ok(Batch {
            envelopes,
            holds: Held::of(numbers.into_iter().map(number)),
            left,
            carried,
            progress,
            refetch,
        })
    }
}

/// The first rows to send, of about `bytes`, and how many are passed over among them: the
/// server has these, and they stay until the news beyond the cursor brings them (R2).
async fn unsent(
    tx: &Transaction<'_>,
    bytes: usize,
    cursor: Position,
) -> Result<(Vec<Sealed>, usize), StoreError> {
    let most = (bytes / ENVELOPE_BYTES_LEAST + 1).min(REQUEST_ENVELOPES_MAX);
    let (mut envelopes, mut passed, mut taken) = (vec![], 0, 0);
    let mut last = None;
    loop {
        let page = db::page(tx, OUTBOX, last.take(), most).await?;
        for row in &page {
            let OutboxEntry { sealed, ruling } = OutboxEntry::read(row)?;
            last = Some(outbox_key(sealed.envelope.sequence));
            let place = ruling.and_then(|ruling| ruling.position());
            if place.is_some_and(|at| at > cursor) {
                passed += 1;
                continue;
            }
            taken += sealed.bytes.len();
            if !envelopes.is_empty() && (taken > bytes || envelopes.len() == most) {
                return Ok((envelopes, passed));
            }
            envelopes.push(sealed);
        }
        if page.len() < most {
            return Ok((envelopes, passed));
        }
    }
}

/// A key of the outbox is a sequence number; a whole one, far below 2^53.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "keys of the outbox are written from sequence numbers"
)]
fn number(key: f64) -> u64 {
    key as u64
}
