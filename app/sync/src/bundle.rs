//! What one device gives another to carry: its outbox, signed by itself (SPEC §D).

use crate::codec::{CodecError, check, from_cbor, leading_uint, to_cbor};
use domain::id::{DeviceId, UnitId};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use thiserror::Error;

/// The bundle format that this build writes (D1).
pub const BUNDLE_VERSION: u64 = 1;
/// What the device's signature covers besides the payload (S2).
pub const BUNDLE_CONTEXT: &str = "khongcho/bundle";
/// The rescue file's ending.
pub const RESCUE_FILE_ENDING: &str = "khongcho";

/// Envelopes of one device, in the order of its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The unit.
    pub unit: UnitId,
    /// The device that recorded them.
    pub device: DeviceId,
    /// Sealed envelopes, oldest first.
    pub envelopes: Vec<ByteBuf>,
}

/// What the server says of a bundle that someone carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carried {
    /// The server has every envelope of it, each with its own ruling.
    Taken,
    /// Its device is not registered in this unit.
    UnknownDevice,
    /// It is not as its device signed it.
    BadSignature,
    /// Not a bundle of this version, or one with something unreadable in it.
    Unreadable,
}

/// Why bytes are not a bundle or a rescue file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BundleError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A later format.
    #[error("bundle version {0} is not known here")]
    UnknownVersion(u64),
}

impl Bundle {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        to_cbor(&(BUNDLE_VERSION, &self.unit, &self.device, &self.envelopes))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`BundleError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        known_version(bytes)?;
        check(bytes)?;
        let (_, unit, device, envelopes): (u64, UnitId, DeviceId, Vec<ByteBuf>) = from_cbor(bytes)?;
        Ok(Self {
            unit,
            device,
            envelopes,
        })
    }
}

/// Writes signed bundles as one file (D4).
///
/// # Errors
/// [`CodecError`], which bytes never provoke.
pub fn rescue_file(bundles: &[ByteBuf]) -> Result<Vec<u8>, CodecError> {
    to_cbor(&(BUNDLE_VERSION, bundles))
}

/// Reads the signed bundles of a file.
///
/// # Errors
/// [`BundleError`] says what is wrong with it.
pub fn read_rescue_file(bytes: &[u8]) -> Result<Vec<ByteBuf>, BundleError> {
    known_version(bytes)?;
    let (_, bundles): (u64, Vec<ByteBuf>) = from_cbor(bytes)?;
    Ok(bundles)
}

fn known_version(bytes: &[u8]) -> Result<(), BundleError> {
    match leading_uint(bytes)? {
        BUNDLE_VERSION => Ok(()),
        other => Err(BundleError::UnknownVersion(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn bundle() -> Bundle {
        Bundle {
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            envelopes: vec![ByteBuf::from(vec![1, 2, 3])],
        }
    }

    #[test]
    fn d1_a_bundle_reads_what_it_wrote_and_names_a_later_version() {
        let bytes = bundle().to_bytes().unwrap();
        assert_eq!(Bundle::from_bytes(&bytes), Ok(bundle()));
        let later = to_cbor(&(9_u64, "later")).unwrap();
        assert_eq!(
            Bundle::from_bytes(&later),
            Err(BundleError::UnknownVersion(9))
        );
    }

    #[test]
    fn d4_a_rescue_file_gives_back_its_bundles() {
        let signed = [ByteBuf::from(vec![1]), ByteBuf::from(vec![2, 3])];
        let file = rescue_file(&signed).unwrap();
        assert_eq!(read_rescue_file(&file).unwrap(), signed);
        assert!(read_rescue_file(b"%PDF-1.7").is_err());
    }
}
