//! The in-memory backend keeps the contract of storage.

use std::sync::Arc;
use storage::Storage;
use storage::testing::Memory;

async fn open() -> (Arc<dyn Storage>, ()) {
    (Arc::new(Memory::default()), ())
}

storage::contract!(open());
