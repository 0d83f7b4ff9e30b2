//! The in-memory backend keeps the contract of storage.

use std::future::{Ready, ready};
use std::sync::Arc;
use storage::Storage;
use storage::testing::Memory;

fn open() -> Ready<(Arc<dyn Storage>, ())> {
    ready((Arc::new(Memory::default()), ()))
}

storage::contract!(open());
