//! One PostgreSQL transaction.

use crate::convert::failed;
use async_trait::async_trait;
use storage::{Access, StorageError, Transaction};

/// A transaction that knows whether it may lock.
#[derive(Debug)]
pub(crate) struct PostgresTransaction {
    pub(crate) inner: sqlx::Transaction<'static, sqlx::Postgres>,
    pub(crate) access: Access,
    /// Our name in announcements.
    pub(crate) name: String,
}

#[async_trait]
impl Transaction for PostgresTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.inner.commit().await.map_err(failed)
    }
}
