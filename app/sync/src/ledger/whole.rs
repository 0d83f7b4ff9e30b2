//! The whole ledger at one position, with which a device begins that did not read the
//! stream from its beginning (SPEC U3).

use crate::codec::{CodecError, from_cbor, leading_uint, to_cbor};
use crate::ruling::Position;
use domain::id::UnitId;
use serde_bytes::ByteBuf;
use thiserror::Error;

/// The format that this build speaks; another form of a value is another one.
const LEDGER_VERSION: u64 = 2;
/// What the server's signature covers besides the payload (S2).
pub const LEDGER_CONTEXT: &str = "khongcho/ledger";

/// A unit's ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The unit.
    pub unit: UnitId,
    /// What follows this position is not in it.
    pub at: Position,
    /// Its values by key.
    pub rows: Vec<(String, ByteBuf)>,
}

/// Why bytes are not a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WholeError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Of a later build.
    #[error("a ledger of version {0} is not known here")]
    UnknownVersion(u64),
}

impl Whole {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        to_cbor(&(LEDGER_VERSION, &self.unit, self.at, &self.rows))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`WholeError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WholeError> {
        let version = leading_uint(bytes)?;
        if version != LEDGER_VERSION {
            return Err(WholeError::UnknownVersion(version));
        }
        let (_, unit, at, rows): (u64, UnitId, Position, Vec<(String, ByteBuf)>) =
            from_cbor(bytes)?;
        Ok(Self { unit, at, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u3_a_whole_ledger_reads_what_it_wrote_and_names_what_it_does_not_know() {
        let whole = Whole {
            unit: UnitId("H15.50".into()),
            at: 41,
            rows: vec![("book/head/2026/SCT/BS".into(), ByteBuf::from([1, 2]))],
        };
        assert_eq!(Whole::from_bytes(&whole.to_bytes().unwrap()), Ok(whole));
        let later = to_cbor(&(9_u64, "later")).unwrap();
        assert_eq!(
            Whole::from_bytes(&later),
            Err(WholeError::UnknownVersion(9))
        );
    }
}
