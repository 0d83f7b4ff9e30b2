//! Rows as the server knows them.

use domain::dossier::DeviceTag;
use domain::id::{DeviceId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use domain::officer::Officer;
use sync::admit::Earlier;
use sync::chain::Head;
use sync::envelope::Sealed;
use sync::ruling::{Position, Ruling};

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRecord {
    /// Identifier.
    pub id: UnitId,
    /// Name on headings.
    pub name: String,
}

/// An officer who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRecord {
    /// Who.
    pub officer: Officer,
    /// Sign-in name, unique in the unit.
    pub login: String,
    /// Argon2 hash in PHC string format.
    pub password_hash: String,
}

/// A device that asks to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDevice {
    /// Identity that the device chose.
    pub id: DeviceId,
    /// Public key: uncompressed P-256 point.
    pub public_key: Vec<u8>,
    /// When.
    pub registered_at: Instant,
}

/// A registered device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRecord {
    /// Identity.
    pub id: DeviceId,
    /// Short name within the unit.
    pub tag: DeviceTag,
    /// Public key: uncompressed P-256 point.
    pub public_key: Vec<u8>,
    /// End of its chain, as far as ruled on.
    pub head: Head,
    /// Officers who signed in on it.
    pub officers: Vec<OfficerId>,
    /// Its last exchange.
    pub last_contact: Option<Contact>,
}

impl DeviceRecord {
    /// How many envelopes waited on it, by its own word, when it was last heard of, and
    /// have not been ruled on since.
    pub fn backlog(&self) -> u64 {
        self.last_contact
            .map_or(0, |contact| contact.beyond(self.head.sequence))
    }
}

/// A device's exchange with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// When, by the server's clock.
    pub at: Instant,
    /// What the device's clock lacked of the server's, in milliseconds (T5).
    pub clock_lacks_ms: i64,
    /// The number of its last envelope that was at hand there, sent or not (X4); 0 when
    /// none was.
    pub at_hand: u64,
}

impl Contact {
    /// How many envelopes at hand there come after number `sequence`.
    pub fn beyond(&self, sequence: u64) -> u64 {
        self.at_hand.saturating_sub(sequence)
    }
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// SHA-256 of the cookie's token: the token itself is never stored.
    pub token_hash: [u8; 32],
    /// Whose.
    pub officer: OfficerId,
    /// Until when.
    pub expires_at: Instant,
}

/// An event in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamItem {
    /// Its place.
    pub position: Position,
    /// Its identity.
    pub event: EventId,
    /// The envelope's bytes.
    pub bytes: Vec<u8>,
}

/// How much of a stream is read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewsLimit {
    /// Most events.
    pub envelopes: usize,
    /// Most bytes of their envelopes.
    pub bytes: usize,
}

/// How many envelopes of a device wait for others or contradict its chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Held, for whatever.
    pub held: u64,
    /// Quarantined.
    pub quarantined: u64,
}

/// An envelope that has not entered the stream, kept with its ruling: held,
/// refused or quarantined. Nothing that arrived is ever thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The envelope.
    pub sealed: Sealed,
    /// Why it is here.
    pub ruling: Ruling,
    /// When it arrived.
    pub received_at: Instant,
}

/// Lets a refused envelope be found when it is sent again.
impl From<&SetAside> for Earlier {
    fn from(aside: &SetAside) -> Self {
        Self {
            hash: aside.sealed.hash,
            ruling: aside.ruling.clone(),
        }
    }
}
