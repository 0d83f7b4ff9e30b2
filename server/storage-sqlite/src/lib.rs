//! SQLite through sqlx: the embedded default.
//!
//! Write-ahead log, `synchronous = full` (an answered envelope survives a power
//! cut), one writer at a time. Queries are checked against the migrations when
//! the crate is built; `.sqlx` holds what the check needs without a database:
//! `make prepare-queries` renews it.

#![forbid(unsafe_code)]

mod attachments;
mod backup;
mod baselines;
mod calendar;
mod catalogue;
mod convert;
mod devices;
mod ledger;
mod likenesses;
mod officers;
mod overview;
mod review;
mod streams;
mod transaction;

use async_trait::async_trait;
use convert::failed;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqlitePool};
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use storage::likenesses::make_indexes;
use storage::{Access, Connections, Storage, StorageError, Transaction};
use tokio::sync::Mutex;
use transaction::SqliteTransaction;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Connections: one that writes and a few that read beside it. More would only
/// queue for the same file.
const CONNECTIONS_MAX: u32 = 5;
/// How long another process (a backup, the command line) may hold the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Statements kept prepared on each connection; there are some forty in all.
const STATEMENTS_CACHED: usize = 64;

/// An SQLite database.
#[derive(Clone, Debug)]
pub struct Sqlite {
    pool: SqlitePool,
    /// Writers queue here in the order they came, not in SQLite's busy loop.
    writer: Arc<Mutex<()>>,
}

impl Sqlite {
    /// Opens the database file, making it when there is none.
    ///
    /// # Errors
    /// [`StorageError::Database`] when the file cannot be opened.
    pub async fn open(path: &Path) -> Result<Self, StorageError> {
        make_private(path).map_err(StorageError::database)?;
        let options = options(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        Self::connect(options).await
    }

    /// Opens the database file only to read it: nothing is made or migrated.
    ///
    /// # Errors
    /// [`StorageError::Database`] when the file cannot be opened.
    pub async fn open_to_look(path: &Path) -> Result<Self, StorageError> {
        Self::connect(options(path).read_only(true)).await
    }

    async fn connect(options: SqliteConnectOptions) -> Result<Self, StorageError> {
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            // SQLite itself ends a transaction when the disk is full. The driver
            // goes on counting it and would never begin another on this
            // connection: it is closed and another takes its place.
            .before_acquire(|connection, _| {
                Box::pin(async move { Ok(!connection.is_in_transaction()) })
            })
            .connect_with(options)
            .await
            .map_err(failed)?;
        Ok(Self {
            pool,
            writer: Arc::new(Mutex::new(())),
        })
    }

    /// Brings the schema up to date; returns how many migrations ran.
    ///
    /// # Errors
    /// [`StorageError::Database`], also when the file is from a later build.
    pub async fn migrate(&self) -> Result<usize, StorageError> {
        let missing = self.migrations_missing().await?;
        MIGRATIONS
            .run(&self.pool)
            .await
            .map_err(StorageError::database)?;
        make_indexes(self).await?;
        Ok(missing)
    }

    /// How many migrations have still to run.
    ///
    /// # Errors
    /// [`StorageError::Database`] when the file cannot be read.
    pub async fn migrations_missing(&self) -> Result<usize, StorageError> {
        let applied = self.migrations_applied().await?;
        Ok(MIGRATIONS.iter().count().saturating_sub(applied))
    }

    /// SQLite's own check of the whole file; empty when it is sound.
    ///
    /// # Errors
    /// [`StorageError::Database`] when the check cannot run.
    pub async fn integrity_faults(&self) -> Result<Vec<String>, StorageError> {
        let rows: Vec<String> = sqlx::query_scalar("pragma integrity_check")
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().filter(|row| row != "ok").collect())
    }

    /// Closes every connection and folds the log into the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn migrations_applied(&self) -> Result<usize, StorageError> {
        let tables: i64 = sqlx::query_scalar(
            "select count(*) from sqlite_master where name = '_sqlx_migrations'",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        if tables == 0 {
            return Ok(0);
        }
        let rows: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations")
            .fetch_one(&self.pool)
            .await
            .map_err(failed)?;
        usize::try_from(rows).map_err(|error| StorageError::corrupt("_sqlx_migrations", error))
    }
}

#[async_trait]
impl Storage for Sqlite {
    async fn begin(&self, access: Access) -> Result<Box<dyn Transaction>, StorageError> {
        let (turn, begin) = match access {
            Access::Read => (None, "begin deferred"),
            Access::Write => (
                Some(Arc::clone(&self.writer).lock_owned().await),
                "begin immediate",
            ),
        };
        let inner = self.pool.begin_with(begin).await.map_err(failed)?;
        Ok(Box::new(SqliteTransaction { inner, _turn: turn }))
    }

    fn has_one_writer(&self) -> bool {
        true
    }

    fn connections(&self) -> Connections {
        Connections {
            open: usize::try_from(self.pool.size()).unwrap_or_default(),
            idle: self.pool.num_idle(),
        }
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS_CACHED)
        .busy_timeout(BUSY_TIMEOUT)
}

/// Makes the file, when there is none, so that only its owner can read it: it
/// holds citizens' data. SQLite gives its log the same mode.
fn make_private(path: &Path) -> io::Result<()> {
    match make_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        outcome => outcome,
    }
}

/// The same, and there must be none.
fn make_new(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}

#[cfg(test)]
mod tests;
