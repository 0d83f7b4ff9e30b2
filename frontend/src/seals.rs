//! Codes on printed papers: signing one's own, checking another device's (SPEC §Q).

use crate::browser::{log, note};
use crate::engine::{Desk, Engine};
use crate::keys;
use crate::session;
use crate::transport::{self, DeviceKey, TransportError};
use crate::word::{Failure, unreadable};
use app::counter::{DossierStanding, HostError, SealCheck};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::rc::Rc;
use sync::chain::Hash;
use sync::codec::{from_cbor, to_cbor};
use sync::seal::{KEY_CHARS, SEAL_CONTEXT, Seal, Sealed};
use sync::sign1::Sign1;

/// What the server is called among the devices.
const SERVER: &str = "máy chủ";

/// Signs what a paper says with this device's key.
pub(crate) async fn seal(engine: &Rc<Engine>, seal: Seal) -> Result<Sealed, Failure> {
    let payload = seal.to_bytes().map_err(unreadable)?;
    let message = keys::sign(&engine.keys, SEAL_CONTEXT, payload).await?;
    Ok(Sealed {
        seal,
        key: name(&keys::public(&engine.keys).await?),
        signature: URL_SAFE_NO_PAD.encode(message.signature),
    })
}

/// The name of a key (Q3).
fn name(public_key: &[u8]) -> String {
    let mut name = URL_SAFE_NO_PAD.encode(Hash::of(public_key).0);
    name.truncate(KEY_CHARS);
    name
}

/// Looks whether a device of the unit has signed a code. Keys that are not known here
/// are asked for, when the server answers.
pub(crate) async fn check(engine: &Rc<Engine>, text: &str) -> Result<SealCheck, Failure> {
    let Some(sealed) = Sealed::read(text) else {
        return Ok(SealCheck::Unreadable);
    };
    let signature = URL_SAFE_NO_PAD.decode(&sealed.signature);
    let message = Sign1 {
        payload: sealed.seal.to_bytes().map_err(unreadable)?,
        signature: signature.unwrap_or_default(),
    };
    let Ok(desk) = engine.desk() else {
        return Ok(SealCheck::UnknownKey);
    };
    let named = |known: Vec<DeviceKey>| {
        let mut known = known;
        known.retain(|known| name(&known.bytes()) == sealed.key);
        known
    };
    let mut candidates = named(known(engine, &desk).await);
    if candidates.is_empty() {
        refresh(engine, &desk).await;
        candidates = named(known(engine, &desk).await);
    }
    if candidates.is_empty() {
        return Ok(SealCheck::UnknownKey);
    }
    for candidate in candidates {
        if keys::is_signed_by(&candidate.bytes(), SEAL_CONTEXT, &message).await? {
            let seal = sealed.seal;
            return Ok(SealCheck::Genuine(Box::new(seal), candidate.tag));
        }
    }
    Ok(SealCheck::False)
}

/// Asks the server how the dossier of a paper stands (Q5).
pub(crate) async fn standing(text: String) -> Result<Option<DossierStanding>, HostError> {
    match transport::standing(&text).await {
        Ok(standing) => Ok(Some(standing)),
        Err(TransportError::Refused {
            status: 400 | 404, ..
        }) => Ok(None),
        Err(TransportError::Unreachable(_)) => Err(HostError::Unreachable),
        Err(other @ (TransportError::Refused { .. } | TransportError::Garbled(_))) => {
            Err(HostError::Server(other.to_string()))
        }
    }
}

fn blob(desk: &Desk) -> String {
    format!("device-keys/{}", desk.identity.unit.0)
}

/// The keys at hand, with this device's own and the server's.
async fn known(engine: &Rc<Engine>, desk: &Rc<Desk>) -> Vec<DeviceKey> {
    let kept = engine.device.blob(&blob(desk)).await.ok().flatten();
    let read = kept.map(|bytes| from_cbor::<Vec<DeviceKey>>(&bytes));
    let mut known = match read {
        Some(Ok(known)) => known,
        Some(Err(error)) => {
            log("device-keys", &error);
            vec![]
        }
        None => vec![],
    };
    if let Ok(own) = keys::public(&engine.keys).await {
        known.push(DeviceKey {
            tag: desk.identity.tag.0.clone(),
            public_key: URL_SAFE_NO_PAD.encode(own),
        });
    }
    // What was made on the server is signed by it.
    known.push(DeviceKey {
        tag: SERVER.into(),
        public_key: URL_SAFE_NO_PAD.encode(&desk.identity.server_key),
    });
    known
}

/// Fetches the keys of the unit's devices, where the server can be asked (Q4).
pub(crate) async fn refresh(engine: &Rc<Engine>, desk: &Rc<Desk>) {
    let fetched = session::with(engine, desk, transport::device_keys).await;
    let keys = match fetched {
        Ok(keys) => keys,
        Err(error) => {
            note("device-keys", &error);
            return;
        }
    };
    match to_cbor(&keys) {
        Ok(bytes) => {
            if let Err(error) = engine.device.keep_blobs(&[(&blob(desk), &bytes)]).await {
                log("device-keys", &error);
            }
        }
        Err(error) => log("device-keys", &error),
    }
}
