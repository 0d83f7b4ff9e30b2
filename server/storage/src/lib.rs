//! What the server asks of a database.
//!
//! A backend implements [`Storage`] and the parts of a [`Transaction`]; it holds
//! no rule. What happens in an exchange is written once, in [`exchange`], over
//! these traits. A new backend starts from the contract suite in `testing`: every
//! backend, the in-memory one included, passes it.
//!
//! Every call names the unit first: a unit's data never meets another's, and a
//! distributed database can shard by it.

#![forbid(unsafe_code)]

mod attachments;
pub mod baseline;
mod books;
mod calendar;
mod desk;
mod error;
pub mod exchange;
pub mod failpoint;
mod ledger;
pub mod likenesses;
pub mod overview;
mod records;
mod review;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;

pub use attachments::{AttachmentRecord, Attachments};
pub use baseline::{Baselines, ChunkRecord, Cut, NewChunk, Place};
pub use books::{Registrar, SERVER_DEVICE, open_books};
pub use calendar::{CalendarRecord, CalendarStore};
pub use error::StorageError;
pub use ledger::{Ledgers, whole_ledger};
pub use likenesses::{Filing, Likenesses, Met, Side};
pub use records::{
    Contact, DeviceRecord, NewDevice, NewsLimit, OfficerRecord, SessionRecord, SetAside,
    StreamItem, UnitRecord, Unplaced,
};
pub use review::ReviewStore;
pub use transaction::{
    Access, CatalogueStore, Connections, Devices, Officers, Storage, Streams, Transaction,
};
