//! The device's own store: IndexedDB behind the sync engine's rules.
//!
//! Two kinds of database: [`Device`] holds what belongs to the browser profile
//! (its key, who is signed in, the catalogue), [`UnitStore`] what belongs to one
//! unit (outbox, dossiers, attention, drafts). Everything that must happen
//! together happens in one transaction here; what is decided is decided by
//! `domain` and `sync`.
//!
//! Values are bytes (CBOR), so that they can be encrypted as they are.

#![forbid(unsafe_code)]

mod apply;
mod attachments;
mod baseline;
mod books;
mod carried;
mod db;
mod device;
mod error;
mod ledger;
mod meta;
mod outbox;
mod pack;
mod printed;
mod record;
mod repair;
mod room;
mod schema;
mod summary;
mod unit;

pub use apply::{Applied, Asked};
pub use attachments::{AttachmentRow, Paper, Presence};
pub use baseline::{Arrived, Awaited};
pub use books::{Entering, NumberWish};
pub use carried::Rescue;
pub use device::{Colleague, Device, Identity};
pub use error::StoreError;
pub use outbox::{Batch, OutboxEntry};
pub use pack::Unread;
pub use record::{Recorded, Recording, Wish};
pub use repair::Damaged;
pub use room::PROBE_BYTES;
pub use summary::Summary;
pub use unit::{Attention, Found, Progress, UnitStore};
