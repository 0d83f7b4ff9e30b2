//! What belongs to the browser profile: its key, who is signed in, the catalogue.

use crate::db;
use crate::error::StoreError;
use crate::schema::{BLOB, DeviceVersion, META};
use domain::dossier::DeviceTag;
use domain::id::{DeviceId, OfficerId, UnitId};
use domain::officer::Officer;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

const NAME: &str = "khongcho-device";
const ID: &str = "device-id";
const KEYS: &str = "key-pair";
const SESSION: &str = "session";

/// The browser profile's own database.
#[derive(Debug)]
pub struct Device {
    db: Database,
}

/// Who is signed in, on which device of which unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The device.
    pub device: DeviceId,
    /// Its short name in the unit.
    pub tag: DeviceTag,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The officer.
    pub officer: Officer,
    /// The unit's officers, for timelines.
    pub colleagues: Vec<Colleague>,
    /// The server's public key.
    #[serde(with = "serde_bytes")]
    pub server_key: Vec<u8>,
}

/// An officer of the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub id: OfficerId,
    /// Name.
    pub name: String,
}

impl Device {
    /// Opens the database, making it on the first visit. `blocked` is called when a
    /// tab of an older build has to be closed first.
    ///
    /// # Errors
    /// [`StoreError`] when the browser has no IndexedDB or no room.
    pub async fn open(blocked: fn()) -> Result<Self, StoreError> {
        let version = DeviceVersion::CURRENT as u8;
        Ok(Self {
            db: db::open(NAME, version, DeviceVersion::upgrade, blocked).await?,
        })
    }

    /// The device's id and key pair, once it has them.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn keys(&self) -> Result<Option<(DeviceId, JsValue)>, StoreError> {
        let tx = db::read(&self.db, &[META])?;
        let id = db::get(&tx, META, &ID.into()).await?;
        let keys: Option<JsValue> = tx
            .object_store(META)?
            .get(JsValue::from(KEYS))
            .primitive()?
            .await?;
        Ok(id.zip(keys))
    }

    /// Keeps the device's id and key pair, unless another tab was faster: then
    /// its are returned and these forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be written.
    pub async fn keep_keys(
        &self,
        id: DeviceId,
        keys: JsValue,
    ) -> Result<(DeviceId, JsValue), StoreError> {
        let tx = db::write(&self.db, &[META])?;
        if let Some(known) = db::get(&tx, META, &ID.into()).await? {
            let keys: Option<JsValue> = tx
                .object_store(META)?
                .get(JsValue::from(KEYS))
                .primitive()?
                .await?;
            if let Some(keys) = keys {
                return Ok((known, keys));
            }
        }
        db::put(&tx, META, &ID.into(), &id)?;
        db::put_value(&tx, META, &KEYS.into(), &keys)?;
        db::commit(tx).await?;
        Ok((id, keys))
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn session(&self) -> Result<Option<Identity>, StoreError> {
        let tx = db::read(&self.db, &[META])?;
        db::get(&tx, META, &SESSION.into()).await
    }

    /// Notes who is signed in, or that nobody is. What they recorded stays.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn keep_session(&self, session: Option<&Identity>) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[META])?;
        match session {
            Some(session) => db::put(&tx, META, &SESSION.into(), session)?,
            None => db::delete(&tx, META, &SESSION.into())?,
        }
        db::commit(tx).await?;
        Ok(())
    }

    /// A large value by its name.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn blob(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let tx = db::read(&self.db, &[BLOB])?;
        db::bytes(&tx, BLOB, &name.into()).await
    }

    /// Keeps large values under their names, all or none.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be written.
    pub async fn keep_blobs(&self, blobs: &[(&str, &[u8])]) -> Result<(), StoreError> {
        let tx = db::write_relaxed(&self.db, &[BLOB])?;
        for (name, bytes) in blobs {
            db::put_bytes(&tx, BLOB, &(*name).into(), bytes)?;
        }
        db::commit(tx).await?;
        Ok(())
    }
}
