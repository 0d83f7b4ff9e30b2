//! The in-memory backend and the contract that every backend passes.

mod contract;
mod memory;

pub use contract::*;
pub use memory::Memory;
