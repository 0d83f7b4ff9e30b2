//! PostgreSQL (15 or newer) through sqlx: for several servers on one database.
//!
//! The mirror of `storage-sqlite`, file for file, and beside it `address` (where
//! the database is), `announce` and `listen` (what other servers appended). Queries are
//! checked against the migrations when the crate is built; `.sqlx` holds what the
//! check needs without a database: `.make/prepare-queries` renews it.
//!
//! Writers wait for rows, not for the database: an exchange locks its device, then
//! its unit's stream, always in that order; registering a device locks the unit.
//! `DISTRIBUTED.md` says how to spread the tables over several machines.

#![forbid(unsafe_code)]

mod address;
mod announce;
mod attachments;
mod baselines;
mod calendar;
mod catalogue;
mod convert;
mod devices;
mod ledger;
mod likenesses;
mod listen;
mod officers;
mod overview;
mod review;
mod streams;
mod transaction;

pub use address::{Address, AddressError};

use announce::Announcer;
use async_trait::async_trait;
use convert::failed;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use std::time::Duration;
use storage::likenesses::make_indexes;
use storage::{Access, Connections, Storage, StorageError, Transaction};
use transaction::PostgresTransaction;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Connections of one server. An exchange holds one for a few milliseconds, so
/// that sixteen keep more cores busy than the database is likely to have; five
/// servers stay below the hundred that PostgreSQL admits unless told otherwise.
const CONNECTIONS_MAX: u32 = 16;
/// How long a request waits for a connection: the device is still there to hear
/// that the database is not.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements kept prepared on each connection; there are some forty in all.
const STATEMENTS_CACHED: usize = 64;
/// The oldest version that the tests run on.
const VERSION_MIN: u32 = 15_00_00;

/// What each connection asks for, whatever the database's defaults are.
const SETTINGS: [(&str, &str); 4] = [
    // An answered envelope survives a power cut.
    ("synchronous_commit", "on"),
    // A writer that waits longer stands behind something broken: the device tries
    // again.
    ("lock_timeout", "10s"),
    // A server that vanished without a goodbye does not keep its locks.
    ("idle_in_transaction_session_timeout", "60s"),
    // "Already exists, skipping" at every start is no news.
    ("client_min_messages", "warning"),
];

/// A PostgreSQL database.
#[derive(Clone)]
pub struct Postgres {
    pool: PgPool,
    /// Marks our own announcements, which we need not hear.
    name: String,
    announcer: Announcer,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The pool's options hold the password.
        f.debug_struct("Postgres")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Postgres {
    /// Connects to a database, which has to exist.
    ///
    /// # Errors
    /// [`StorageError::Database`] when there is none, it does not let us in, or it
    /// is too old.
    pub async fn open(address: &Address) -> Result<Self, StorageError> {
        Self::connect(options(address)).await
    }

    /// Connects only to read: nothing is migrated.
    ///
    /// # Errors
    /// [`StorageError::Database`] as with [`Postgres::open`].
    pub async fn open_to_look(address: &Address) -> Result<Self, StorageError> {
        const READ_ONLY: [(&str, &str); 1] = [("default_transaction_read_only", "on")];
        Self::connect(options(address).options(READ_ONLY)).await
    }

    async fn connect(options: PgConnectOptions) -> Result<Self, StorageError> {
        // Once without the pool, which would only say that it waited in vain.
        let mut connection = PgConnection::connect_with(&options)
            .await
            .map_err(StorageError::database)?;
        let version = connection.server_version_num();
        if version.is_some_and(|version| version < VERSION_MIN) {
            let error = sqlx::Error::Configuration("PostgreSQL 15 or newer is needed".into());
            return Err(StorageError::database(error));
        }
        let name: String = sqlx::query_scalar!(r#"select gen_random_uuid()::text as "name!""#)
            .fetch_one(&mut connection)
            .await
            .map_err(StorageError::database)?;
        connection.close().await.map_err(StorageError::database)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options);
        Ok(Self {
            announcer: Announcer::start(pool.clone(), name.clone()),
            pool,
            name,
        })
    }

    /// Brings the schema up to date; returns how many migrations ran. Servers that
    /// start together take turns.
    ///
    /// # Errors
    /// [`StorageError::Database`], also when the schema is from a later build.
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
    /// [`StorageError::Database`] when the database cannot be read.
    pub async fn migrations_missing(&self) -> Result<usize, StorageError> {
        let applied = self.migrations_applied().await?;
        Ok(MIGRATIONS.iter().count().saturating_sub(applied))
    }

    /// Settings that would lose an answered envelope in a power cut, and streams
    /// that do not end where their head says; empty when all is well.
    ///
    /// # Errors
    /// [`StorageError::Database`] when the check cannot run.
    pub async fn integrity_faults(&self) -> Result<Vec<String>, StorageError> {
        let settings: Vec<String> = sqlx::query_scalar(
            "select name || ' is off' from pg_settings
            where name in ('fsync', 'full_page_writes') and setting = 'off'
            order by name",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let streams: Vec<String> = sqlx::query_scalar(
            "select 'the stream of ' || unit_id || ' does not end at its head' from stream
            where head <> (
                select coalesce(max(position), 0) from envelope
                where envelope.unit_id = stream.unit_id
            )
            order by unit_id",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        Ok([settings, streams].concat())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn migrations_applied(&self) -> Result<usize, StorageError> {
        let there: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
            .fetch_one(&self.pool)
            .await
            .map_err(failed)?;
        if !there {
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
impl Storage for Postgres {
    async fn begin(&self, access: Access) -> Result<Box<dyn Transaction>, StorageError> {
        // A writer locks the rows that it decides on, then has to see what the one
        // before it committed: read committed does, and never asks to be tried
        // again. A reader sees one moment.
        let begin = match access {
            Access::Read => "begin isolation level repeatable read, read only",
            Access::Write => "begin isolation level read committed",
        };
        let inner = self.pool.begin_with(begin).await.map_err(failed)?;
        Ok(Box::new(PostgresTransaction {
            inner,
            access,
            appended: None,
            announcer: self.announcer.clone(),
        }))
    }

    fn connections(&self) -> Connections {
        Connections {
            open: usize::try_from(self.pool.size()).unwrap_or_default(),
            idle: self.pool.num_idle(),
        }
    }
}

fn options(address: &Address) -> PgConnectOptions {
    address
        .options()
        .application_name("khongcho")
        .statement_cache_capacity(STATEMENTS_CACHED)
        .options(SETTINGS)
}
