//! Confirmations of what rested on memory of the law.

use crate::error::StorageError;
use async_trait::async_trait;
use domain::review::Confirmation;

/// The confirmations, which belong to no unit: the data that they speak of is everybody's.
#[async_trait]
pub trait ReviewStore {
    /// Every word ever given, in the order in which they were given.
    async fn confirmations(&mut self) -> Result<Vec<Confirmation>, StorageError>;

    /// Adds a word behind all others.
    async fn confirm(&mut self, confirmation: &Confirmation) -> Result<(), StorageError>;
}
