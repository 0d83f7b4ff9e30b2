//! N devices, M servers on one database, a network that fails, one seed.

mod acts;
mod books;
mod cash;
mod chance;
mod deeds;
mod device;
mod ledger;
mod server;
mod story;
mod visits;
mod witness;

pub use chance::Chance;
pub use device::{Device, Sending};
pub use server::{Death, serve};
pub use story::{Faults, Story};

use domain::id::UnitId;

/// The unit of every story.
pub fn unit() -> UnitId {
    UnitId("H15.50".into())
}
