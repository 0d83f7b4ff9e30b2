//! Bundles: this device's outbox for another to carry, and others' that this one
//! carries (SPEC §D).

use crate::db;
use crate::error::StoreError;
use crate::outbox::OutboxEntry;
use crate::schema::{CARRIED, OUTBOX};
use crate::unit::UnitStore;
use domain::id::DeviceId;
use serde_bytes::ByteBuf;
use sync::bundle::Bundle;
use sync::chain::Hash;
use sync::limits::{BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX};
use wasm_bindgen::JsValue;

/// The outbox as bundles, not yet signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue {
    /// Bundles, in the order of the chain.
    pub bundles: Vec<Bundle>,
    /// Events in all.
    pub events: usize,
}

impl UnitStore {
    /// The whole outbox as bundles; nothing leaves it by that.
    ///
    /// # Errors
    /// [`StoreError`] when the outbox cannot be read.
    pub async fn rescue(&self, device: DeviceId) -> Result<Rescue, StoreError> {
        let tx = db::read(&self.db, &[OUTBOX])?;
        let mut bundles: Vec<Bundle> = Vec::new();
        let (mut events, mut bytes) = (0, 0);
        for row in db::all(&tx, OUTBOX).await? {
            let sealed = OutboxEntry::read(&row)?.sealed;
            bytes += sealed.bytes.len();
            let full = bundles.last().is_none_or(|bundle| {
                bundle.envelopes.len() >= BATCH_ENVELOPES_MAX || bytes > BATCH_BYTES_MAX
            });
            if full {
                bytes = sealed.bytes.len();
                bundles.push(Bundle {
                    unit: self.unit.clone(),
                    device,
                    envelopes: vec![],
                });
            }
            if let Some(bundle) = bundles.last_mut() {
                bundle.envelopes.push(ByteBuf::from(sealed.bytes));
            }
            events += 1;
        }
        Ok(Rescue { bundles, events })
    }

    /// Takes signed bundles to carry; one that is here already stays once.
    ///
    /// # Errors
    /// [`StoreError`] when there is no room; none is taken then.
    pub async fn carry(&self, bundles: &[ByteBuf]) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[CARRIED])?;
        for bundle in bundles {
            db::put_bytes(&tx, CARRIED, &bundle_key(bundle), bundle)?;
        }
        db::commit(tx).await?;
        Ok(())
    }

    /// Stops carrying a bundle that the server will not take.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn stop_carrying(&self, bundle: &ByteBuf) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[CARRIED])?;
        db::delete(&tx, CARRIED, &bundle_key(bundle))?;
        db::commit(tx).await?;
        Ok(())
    }
}

/// The key of a bundle.
pub(crate) fn bundle_key(bundle: &[u8]) -> JsValue {
    JsValue::from(Hash::of(bundle).to_string())
}
