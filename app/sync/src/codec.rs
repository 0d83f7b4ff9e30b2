//! Bytes: CBOR (RFC 8949), definite lengths, structs as text-keyed maps, tuples
//! as arrays, identities as byte strings.

use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

/// Bytes that are not what they should be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodecError {
    /// Not CBOR, or not of the expected shape.
    #[error("not the expected CBOR: {0}")]
    Malformed(String),
    /// Well-formed, with something after the end.
    #[error("{0} bytes after the end")]
    Trailing(usize),
    /// A value that CBOR cannot carry.
    #[error("cannot be written as CBOR: {0}")]
    Unwritable(String),
}

/// Writes a value.
///
/// # Errors
/// [`CodecError::Unwritable`], which no type of this crate provokes.
pub fn to_cbor<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    minicbor_serde::to_vec(value).map_err(|error| CodecError::Unwritable(error.to_string()))
}

/// Reads a value that fills `bytes` to the end.
///
/// # Errors
/// [`CodecError::Malformed`] or [`CodecError::Trailing`].
pub fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let mut reader = minicbor_serde::Deserializer::new(bytes);
    let value =
        T::deserialize(&mut reader).map_err(|error| CodecError::Malformed(error.to_string()))?;
    match bytes.len().saturating_sub(reader.decoder().position()) {
        0 => Ok(value),
        rest => Err(CodecError::Trailing(rest)),
    }
}

/// Reads the version, the first element of an array, whatever follows it.
pub(crate) fn leading_uint(bytes: &[u8]) -> Result<u64, CodecError> {
    let mut reader = minicbor_serde::Deserializer::new(bytes);
    let decoder = reader.decoder_mut();
    let version = decoder.array().and_then(|_| decoder.u64());
    version.map_err(|error| CodecError::Malformed(error.to_string()))
}

/// The length of the array that is element `at` of an array: what comes before is
/// passed over, what follows is not looked at.
pub(crate) fn array_length(bytes: &[u8], at: usize) -> Result<u64, CodecError> {
    let mut reader = minicbor_serde::Deserializer::new(bytes);
    let decoder = reader.decoder_mut();
    let mut length = || {
        decoder.array()?;
        for _ in 0..at {
            decoder.skip()?;
        }
        decoder.array()
    };
    match length() {
        Ok(Some(length)) => Ok(length),
        Ok(None) => Err(CodecError::Malformed("an array of no stated length".into())),
        Err(error) => Err(CodecError::Malformed(error.to_string())),
    }
}
