//! Identities, each with its own type.
//!
//! Ids are values here; who makes them (a host with a source of chance) is not
//! this crate's business.

use core::fmt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.hyphenated())
            }
        }

        impl core::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

uuid_id!(
    /// An officer (cán bộ).
    OfficerId
);
uuid_id!(
    /// One browser profile on one machine (thiết bị).
    DeviceId
);
uuid_id!(
    /// A dossier (hồ sơ).
    DossierId
);
uuid_id!(
    /// A home visit.
    VisitId
);
uuid_id!(
    /// One recorded fact; the same on every device that will ever hold it.
    EventId
);

impl OfficerId {
    /// Who speaks where no officer does: the server.
    pub const NOBODY: Self = Self(Uuid::nil());
}

/// An administrative unit (đơn vị), by its agency identifier.
///
/// Opaque: identifiers follow QĐ 20/2020/QĐ-TTg but old ones stay in use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(pub String);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl UnitId {
    /// Whether it can be a code at all: letters and figures, in steps between points. Which
    /// units there are, nobody here knows.
    pub fn is_written_as_code(&self) -> bool {
        let step =
            |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_alphanumeric());
        self.0.split('.').all(step)
    }

    /// Whether it is the other, or above or below it.
    pub fn is_related_to(&self, other: &Self) -> bool {
        is_within(&self.0, &other.0) || is_within(&other.0, &self.0)
    }
}

/// Whether what is said for `above` (a unit, or empty for all) is said for a unit: its
/// own word, or one of a unit whose code begins its code.
pub(crate) fn is_within(unit: &str, above: &str) -> bool {
    let Some(rest) = unit.strip_prefix(above) else {
        return false;
    };
    above.is_empty() || rest.is_empty() || rest.starts_with('.')
}
