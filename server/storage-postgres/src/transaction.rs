//! One PostgreSQL transaction.

use crate::announce::Announcer;
use crate::convert::failed;
use async_trait::async_trait;
use domain::id::UnitId;
use storage::{Access, StorageError, Transaction};

/// A transaction that knows whether it may lock.
#[derive(Debug)]
pub(crate) struct PostgresTransaction {
    pub(crate) inner: sqlx::Transaction<'static, sqlx::Postgres>,
    pub(crate) access: Access,
    /// The unit whose stream has grown, to be told once that is so.
    pub(crate) appended: Option<UnitId>,
    pub(crate) announcer: Announcer,
}

#[async_trait]
impl Transaction for PostgresTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        let Self {
            inner,
            appended,
            announcer,
            ..
        } = *self;
        inner.commit().await.map_err(failed)?;
        if let Some(unit) = appended {
            announcer.appended(unit);
        }
        Ok(())
    }
}
