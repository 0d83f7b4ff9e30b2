//! One SQLite transaction.

use crate::convert::failed;
use async_trait::async_trait;
use storage::{StorageError, Transaction};
use tokio::sync::OwnedMutexGuard;

/// A transaction and, when it writes, its turn in the writers' queue.
#[derive(Debug)]
pub(crate) struct SqliteTransaction {
    pub(crate) inner: sqlx::Transaction<'static, sqlx::Sqlite>,
    pub(crate) _turn: Option<OwnedMutexGuard<()>>,
}

#[async_trait]
impl Transaction for SqliteTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.inner.commit().await.map_err(failed)
    }
}
