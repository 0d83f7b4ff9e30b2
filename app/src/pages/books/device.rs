//! What a device is called.

use crate::counter::Counter;
use crate::texts::Texts;
use domain::id::DeviceId;
use domain::register::BookState;
use std::collections::BTreeMap;

/// Letters of an identifier that tell devices apart.
const DEVICE_LETTERS: usize = 4;

/// The short names of devices, as far as they can be known here: from what entries were
/// called that waited for a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Devices {
    own: Option<DeviceId>,
    tags: BTreeMap<DeviceId, String>,
}

impl Devices {
    /// Those of a book.
    pub(super) fn of(counter: Counter, book: &BookState) -> Self {
        let host = counter.host();
        let entries = book.provisional();
        let tags =
            entries.map(|(reference, entry)| (entry.claim.origin.device, reference.tag.0.clone()));
        Self {
            own: host.and_then(|host| host.this_device()),
            tags: tags.collect(),
        }
    }

    /// Whether it is this device.
    pub(super) fn is_own(&self, device: DeviceId) -> bool {
        self.own == Some(device)
    }

    /// In words.
    pub(super) fn name(&self, device: DeviceId, texts: &Texts) -> String {
        if self.is_own(device) {
            return texts.books.page.this_device.to_owned();
        }
        if let Some(tag) = self.tags.get(&device) {
            return (texts.books.page.device)(tag);
        }
        let id = device.to_string();
        let tail = id.len().saturating_sub(DEVICE_LETTERS);
        (texts.dossier.other_device)(id.get(tail..).unwrap_or(&id))
    }
}
