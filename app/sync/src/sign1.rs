//! Signed bytes: `COSE_Sign1` (RFC 9052 §4.2) with ES256 (RFC 9053 §2.1).
//!
//! This module lays the bytes out; the host signs and verifies, in the browser
//! with a key that cannot leave it (SPEC §S).

use crate::codec::{CodecError, from_cbor, to_cbor};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteBuf, Bytes};
use thiserror::Error;

/// Bytes of an ES256 signature: r and s, 32 each.
pub const SIGNATURE_BYTES: usize = 64;
/// Bytes of an uncompressed P-256 public key (SEC 1 §2.3.3).
pub const PUBLIC_KEY_BYTES: usize = 65;
/// The protected header {1: -7}: algorithm ES256.
const PROTECTED_ES256: &[u8] = &[0xa1, 0x01, 0x26];

/// Why bytes are not a signed message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Sign1Error {
    /// Not the four elements of `COSE_Sign1`.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Another algorithm than ES256.
    #[error("only ES256 is spoken here")]
    Algorithm,
    /// A signature that is not 64 bytes long.
    #[error("a signature has {SIGNATURE_BYTES} bytes")]
    SignatureLength,
}

/// A payload with its signature; nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign1 {
    /// What was signed.
    pub payload: Vec<u8>,
    /// r and s.
    pub signature: Vec<u8>,
}

/// `[protected, unprotected, payload, signature]`; the unprotected map is empty.
#[derive(Serialize, Deserialize)]
struct Wire(ByteBuf, Empty, ByteBuf, ByteBuf);

#[derive(Serialize, Deserialize)]
struct Empty {}

/// The bytes to sign: `["Signature1", protected, external_aad, payload]`.
///
/// # Errors
/// [`CodecError`], which bytes never provoke.
pub fn to_be_signed(context: &str, payload: &[u8]) -> Result<Vec<u8>, CodecError> {
    let protected = Bytes::new(PROTECTED_ES256);
    to_cbor(&(
        "Signature1",
        protected,
        Bytes::new(context.as_bytes()),
        Bytes::new(payload),
    ))
}

impl Sign1 {
    /// Lays the message out.
    ///
    /// # Errors
    /// [`Sign1Error::SignatureLength`] when the host's signature is not ES256's.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Sign1Error> {
        if self.signature.len() != SIGNATURE_BYTES {
            return Err(Sign1Error::SignatureLength);
        }
        let protected = ByteBuf::from(PROTECTED_ES256);
        let payload = ByteBuf::from(self.payload.as_slice());
        let signature = ByteBuf::from(self.signature.as_slice());
        Ok(to_cbor(&Wire(protected, Empty {}, payload, signature))?)
    }

    /// Takes a message apart.
    ///
    /// # Errors
    /// [`Sign1Error`] when the bytes are not such a message.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Sign1Error> {
        let Wire(protected, Empty {}, payload, signature) = from_cbor(bytes)?;
        if protected.as_slice() != PROTECTED_ES256 {
            return Err(Sign1Error::Algorithm);
        }
        if signature.len() != SIGNATURE_BYTES {
            return Err(Sign1Error::SignatureLength);
        }
        Ok(Self {
            payload: payload.into_vec(),
            signature: signature.into_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_a_message_reads_what_it_laid_out() {
        let message = Sign1 {
            payload: b"hi".to_vec(),
            signature: vec![7; SIGNATURE_BYTES],
        };
        let bytes = message.to_bytes().unwrap();
        assert_eq!(bytes[..5], [0x84, 0x43, 0xa1, 0x01, 0x26]);
        assert_eq!(Sign1::from_bytes(&bytes), Ok(message));
    }

    #[test]
    fn s2_the_context_is_signed_with_the_payload() {
        let asked = to_be_signed("request", b"x").unwrap();
        assert_ne!(asked, to_be_signed("answer", b"x").unwrap());
        // ["Signature1", h'a10126', h'72657175657374', h'78']
        assert_eq!(asked, b"\x84\x6aSignature1\x43\xa1\x01\x26\x47request\x41x");
    }

    #[test]
    fn s3_other_algorithms_and_lengths_are_refused() {
        let short = Sign1 {
            payload: vec![],
            signature: vec![0; 63],
        };
        assert_eq!(short.to_bytes(), Err(Sign1Error::SignatureLength));
        let mut bytes = Sign1 {
            payload: vec![],
            signature: vec![0; 64],
        }
        .to_bytes()
        .unwrap();
        bytes[4] = 0x27;
        assert_eq!(Sign1::from_bytes(&bytes), Err(Sign1Error::Algorithm));
    }
}
