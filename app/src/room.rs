//! The room on the device: when to warn, when to refuse a new dossier.

/// Free room below which the officer is warned.
pub const ROOM_WARN_BYTES: u64 = 100_000_000;
/// Share of the room, in hundredths, beyond which the officer is warned.
pub const ROOM_WARN_PERCENT: u64 = 80;
/// Free room below which no new dossier is begun. What is left serves what has begun
/// already: its further steps, the server's receipts, drafts.
pub const ROOM_RESERVE_BYTES: u64 = 5_000_000;

/// What the device's storage looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StorageView {
    /// Bytes used by this site.
    pub used_bytes: Option<u64>,
    /// Bytes the browser allows.
    pub quota_bytes: Option<u64>,
    /// Whether the browser promised not to evict.
    pub persistent: Option<bool>,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// Enough, or not known.
    #[default]
    Enough,
    /// It will soon be short: time to send, and to make room.
    Short,
    /// A new dossier could perhaps not be saved.
    None,
}

impl StorageView {
    /// How much room the browser says there is.
    pub fn room(&self) -> Room {
        let (Some(used), Some(quota)) = (self.used_bytes, self.quota_bytes) else {
            return Room::Enough;
        };
        let free = quota.saturating_sub(used);
        let much_used = used.saturating_mul(100) >= quota.saturating_mul(ROOM_WARN_PERCENT);
        if free < ROOM_RESERVE_BYTES {
            Room::None
        } else if free < ROOM_WARN_BYTES || much_used {
            Room::Short
        } else {
            Room::Enough
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ROOM_RESERVE_BYTES, ROOM_WARN_BYTES, Room, StorageView};

    fn room(used: u64, quota: u64) -> Room {
        let view = StorageView {
            used_bytes: Some(used),
            quota_bytes: Some(quota),
            persistent: None,
        };
        view.room()
    }

    #[test]
    fn the_officer_is_warned_long_before_a_dossier_is_refused() {
        assert_eq!(room(0, 1_000_000_000), Room::Enough);
        assert_eq!(room(799_999_999, 1_000_000_000), Room::Enough);
        assert_eq!(room(800_000_000, 1_000_000_000), Room::Short);
        assert_eq!(room(0, ROOM_WARN_BYTES), Room::Enough);
        assert_eq!(room(1, ROOM_WARN_BYTES), Room::Short);
        assert_eq!(room(1_000, 1_000 + ROOM_RESERVE_BYTES), Room::Short);
        assert_eq!(room(1_001, 1_000 + ROOM_RESERVE_BYTES), Room::None);
        assert_eq!(room(2, 1), Room::None, "a quota can shrink");
    }

    #[test]
    fn what_the_browser_does_not_tell_refuses_nothing() {
        assert_eq!(StorageView::default().room(), Room::Enough);
    }
}
