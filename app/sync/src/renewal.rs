//! A device asks for its officer's session anew (SPEC §N).

use crate::codec::{CodecError, from_cbor, leading_uint, to_cbor};
use crate::limits::{RENEWAL_AHEAD_MAX_MS, RENEWAL_HEARD_MAX_MS};
use domain::id::{DeviceId, OfficerId, UnitId};
use domain::instant::Instant;
use thiserror::Error;

/// The format that this build speaks (N2).
pub const RENEWAL_VERSION: u64 = 1;
/// What the device's signature covers besides the payload (S2).
pub const SESSION_CONTEXT: &str = "khongcho/session";

/// Whose session is asked for, where, and how lately the device heard the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The unit.
    pub unit: UnitId,
    /// The device.
    pub device: DeviceId,
    /// The officer who is signed in on it.
    pub officer: OfficerId,
    /// The server's clock, in milliseconds, as the device last heard it.
    pub heard: Instant,
}

type RenewalWire = (u64, UnitId, DeviceId, OfficerId, Instant);

/// Why bytes do not ask for a session.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RenewalError {
    /// Not the expected CBOR.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A later format.
    #[error("renewal version {0} is not known here")]
    UnknownVersion(u64),
}

impl Renewal {
    /// The payload to sign.
    ///
    /// # Errors
    /// [`CodecError`], which these types never provoke.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CodecError> {
        let Self {
            unit,
            device,
            officer,
            heard,
        } = self;
        to_cbor(&(RENEWAL_VERSION, unit, device, officer, heard))
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// [`RenewalError`] says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RenewalError> {
        let version = leading_uint(bytes)?;
        if version != RENEWAL_VERSION {
            return Err(RenewalError::UnknownVersion(version));
        }
        let (_, unit, device, officer, heard): RenewalWire = from_cbor(bytes)?;
        Ok(Self {
            unit,
            device,
            officer,
            heard,
        })
    }

    /// Whether the device heard the server lately, when its clock shows `now` (N4).
    pub fn is_fresh(&self, now: Instant) -> bool {
        let ago = now.0.saturating_sub(self.heard.0);
        (-RENEWAL_AHEAD_MAX_MS..=RENEWAL_HEARD_MAX_MS).contains(&ago)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const NOW: Instant = Instant(1_795_366_799_999);

    fn heard(ago_ms: i64) -> Renewal {
        Renewal {
            unit: UnitId("H15.50".into()),
            device: DeviceId(Uuid::from_u128(2)),
            officer: OfficerId(Uuid::from_u128(3)),
            heard: Instant(NOW.0 - ago_ms),
        }
    }

    #[test]
    fn n2_a_renewal_reads_what_it_wrote_and_names_a_later_version() {
        let bytes = heard(0).to_bytes().unwrap();
        assert_eq!(Renewal::from_bytes(&bytes), Ok(heard(0)));
        let later = to_cbor(&(9_u64, "later")).unwrap();
        assert_eq!(
            Renewal::from_bytes(&later),
            Err(RenewalError::UnknownVersion(9))
        );
        assert!(Renewal::from_bytes(b"").is_err());
    }

    #[test]
    fn n4_a_renewal_is_good_for_ten_minutes() {
        for ago in [0, RENEWAL_HEARD_MAX_MS, -RENEWAL_AHEAD_MAX_MS] {
            assert!(heard(ago).is_fresh(NOW), "{ago}");
        }
        for ago in [RENEWAL_HEARD_MAX_MS + 1, -RENEWAL_AHEAD_MAX_MS - 1] {
            assert!(!heard(ago).is_fresh(NOW), "{ago}");
        }
        let never = Renewal {
            heard: Instant(i64::MIN),
            ..heard(0)
        };
        assert!(!never.is_fresh(NOW));
    }
}
