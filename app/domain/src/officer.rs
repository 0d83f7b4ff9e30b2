//! Who acts.

use crate::hybrid::HybridTime;
use crate::id::{DeviceId, EventId, OfficerId};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// An officer as screens and paper name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Identity, the same on every device.
    pub id: OfficerId,
    /// Full name (họ và tên).
    pub name: String,
    /// Position (chức danh), empty when not stated.
    pub position: String,
    /// Whether they supervise (người phụ trách): what is done about other people's numbers
    /// is theirs alone. Before anybody said so, everybody did.
    #[serde(default = "everybody")]
    pub supervises: bool,
}

fn everybody() -> bool {
    true
}

/// The origin of one event: who recorded it, where and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The event itself.
    pub event: EventId,
    /// The officer who acted.
    pub officer: OfficerId,
    /// The device it was recorded on.
    pub device: DeviceId,
    /// When, comparable across devices.
    pub time: HybridTime,
}

impl Origin {
    /// When, as people read it.
    pub fn at(&self) -> Instant {
        self.time.instant()
    }
}
