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

/// A reader that stands before element `at` of an array; those before are passed over.
pub(crate) fn reader_at(
    bytes: &[u8],
    at: usize,
) -> Result<minicbor_serde::Deserializer<'_>, CodecError> {
    let mut reader = minicbor_serde::Deserializer::new(bytes);
    let decoder = reader.decoder_mut();
    let mut pass = || {
        decoder.array()?;
        (0..at).try_for_each(|_| decoder.skip())
    };
    match pass() {
        Ok(()) => Ok(reader),
        Err(error) => Err(CodecError::Malformed(error.to_string())),
    }
}

/// The length of the array that is element `at` of an array: what follows is not
/// looked at.
pub(crate) fn array_length(bytes: &[u8], at: usize) -> Result<u64, CodecError> {
    match reader_at(bytes, at)?.decoder_mut().array() {
        Ok(Some(length)) => Ok(length),
        Ok(None) => Err(CodecError::Malformed("an array of no stated length".into())),
        Err(error) => Err(CodecError::Malformed(error.to_string())),
    }
}

/// Deepest nesting of what others send: nothing in this protocol comes near it.
const DEPTH_MAX: usize = 16;

/// How many bytes the first item takes, of bytes that are still arriving; `None` when
/// it has not come whole.
///
/// # Errors
/// [`CodecError::Malformed`] when no bytes that could follow make it an item with
/// definite lengths, nested no deeper than 16.
pub fn first_item(bytes: &[u8]) -> Result<Option<usize>, CodecError> {
    let malformed = |what: &str| Err(CodecError::Malformed(what.into()));
    let mut at = 0_usize;
    // How many items each array or map that is open still wants.
    let mut open: Vec<u64> = Vec::new();
    loop {
        let Some(head) = bytes.get(at) else {
            return Ok(None);
        };
        let (major, info) = (head >> 5, head & 0x1f);
        let width = match info {
            0..24 => 0,
            24..28 => 1_usize << (info - 24),
            31 => return malformed("a length that is not stated"),
            _ => return malformed("not a head of an item"),
        };
        let Some(argument) = bytes.get(at + 1..at + 1 + width) else {
            return Ok(None);
        };
        let argument = argument
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let argument = if width == 0 { info.into() } else { argument };
        at += 1 + width;
        let inside = match major {
            2 | 3 => {
                let begin = at;
                at = usize::try_from(argument)
                    .map_or(usize::MAX, |length| at.saturating_add(length));
                let text = bytes.get(begin..at).filter(|_| major == 3);
                if text.is_some_and(|text| core::str::from_utf8(text).is_err()) {
                    return malformed("a text that is not UTF-8");
                }
                0
            }
            // RFC 8949 §3.3: a simple value below 32 has one byte.
            7 if width == 1 && argument < 32 => return malformed("a simple value in two bytes"),
            4 => argument,
            5 => argument.saturating_mul(2),
            6 => 1,
            _ => 0,
        };
        if inside > 0 {
            if open.len() == DEPTH_MAX {
                return malformed("nested too deep");
            }
            open.push(inside);
            continue;
        }
        loop {
            let Some(wanted) = open.last_mut() else {
                return Ok((at <= bytes.len()).then_some(at));
            };
            *wanted -= 1;
            if *wanted > 0 {
                break;
            }
            open.pop();
        }
    }
}

/// Refuses what a reader would pass over unread under keys that it does not know.
///
/// # Errors
/// [`CodecError`] unless the bytes are one item as [`first_item`] says.
pub(crate) fn check(bytes: &[u8]) -> Result<(), CodecError> {
    match first_item(bytes)? {
        Some(end) if end == bytes.len() => Ok(()),
        Some(end) => Err(CodecError::Trailing(bytes.len() - end)),
        None => Err(CodecError::Malformed("it ends too early".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x9_an_item_is_found_when_its_last_byte_has_come() {
        let first = to_cbor(&(1_u64, "xã", [0_u8; 9])).unwrap();
        let mut both = first.clone();
        both.extend(to_cbor(&"next").unwrap());
        for cut in 0..first.len() {
            assert_eq!(first_item(&first[..cut]), Ok(None), "at {cut}");
        }
        assert_eq!(first_item(&both), Ok(Some(first.len())));
        assert!(first_item(b"\xff").is_err(), "a break begins nothing");
        assert!(first_item(b"\x1c").is_err(), "no such head");
    }

    #[test]
    fn x6_lengths_are_stated_and_nesting_ends_somewhere() {
        assert!(check(b"\x82\x01\x9f\x01\xff").is_err());
        assert!(check(b"\xa1\x61x\x7f\x61a\xff").is_err());
        assert_eq!(check(b"\xa1\x61x\x82\x01\x62ab"), Ok(()));
        assert_eq!(check(b"\x01\x01"), Err(CodecError::Trailing(1)));
        let nested = |depth| [vec![0x81; depth], vec![1]].concat();
        assert_eq!(check(&nested(DEPTH_MAX)), Ok(()));
        assert!(check(&nested(DEPTH_MAX + 1)).is_err());
        assert!(check(b"\xf8\x10").is_err(), "RFC 8949, 3.3");
        assert_eq!(check(b"\xf8\xff"), Ok(()));
        assert!(check(b"\x62\xc3\x28").is_err(), "no UTF-8");
        assert!(check(b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff").is_err());
    }
}
