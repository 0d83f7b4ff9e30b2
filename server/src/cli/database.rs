//! Opening the database for a command.

use crate::clock;
use crate::config::Config;
use anyhow::Context;
use catalogue::builtin;
use domain::catalogue::{LayerVersion, StoredLayer};
use domain::id::UnitId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs};
use storage::{Access, Storage, StorageError};
use storage_postgres::Postgres;
use storage_sqlite::Sqlite;

/// The database in use.
#[derive(Clone, Debug)]
pub(super) enum Database {
    Sqlite { sqlite: Sqlite, path: PathBuf },
    Postgres { postgres: Postgres, at: String },
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { path, .. } => path.display().fmt(f),
            Self::Postgres { at, .. } => at.fmt(f),
        }
    }
}

impl Database {
    /// As the rest of the server knows it.
    pub(super) fn storage(&self) -> Arc<dyn Storage> {
        match self {
            Self::Sqlite { sqlite, .. } => Arc::new(sqlite.clone()),
            Self::Postgres { postgres, .. } => Arc::new(postgres.clone()),
        }
    }

    /// What is wrong with it, if anything, and what to do then.
    pub(super) async fn integrity_faults(
        &self,
    ) -> Result<(Vec<String>, &'static str), StorageError> {
        Ok(match self {
            Self::Sqlite { sqlite, .. } => (
                sqlite.integrity_faults().await?,
                "restore the last backup beside it and keep this file",
            ),
            Self::Postgres { postgres, .. } => (
                postgres.integrity_faults().await?,
                "switch on what is off; what is broken, restore from the last backup beside it",
            ),
        })
    }

    /// Tells of units whose stream another server appended to; ends when there can
    /// be no other.
    pub(super) async fn listen(&self, tell: impl Fn(UnitId) + Send + Sync) {
        match self {
            Self::Sqlite { .. } => {}
            Self::Postgres { postgres, .. } => postgres.listen(tell).await,
        }
    }

    /// Closes every connection.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { sqlite, .. } => sqlite.close().await,
            Self::Postgres { postgres, .. } => postgres.close().await,
        }
    }

    async fn migrations_missing(&self) -> Result<usize, StorageError> {
        match self {
            Self::Sqlite { sqlite, .. } => sqlite.migrations_missing().await,
            Self::Postgres { postgres, .. } => postgres.migrations_missing().await,
        }
    }

    async fn migrate(&self) -> Result<usize, StorageError> {
        match self {
            Self::Sqlite { sqlite, .. } => sqlite.migrate().await,
            Self::Postgres { postgres, .. } => postgres.migrate().await,
        }
    }
}

/// Opens the database and brings it up to date; SQLite's file and folder are made
/// when missing.
pub(super) async fn open_or_make(config: &Config) -> anyhow::Result<Database> {
    let database = if let Some(at) = &config.postgres {
        let postgres = Postgres::open(at).await;
        Database::Postgres {
            postgres: postgres.with_context(|| format!("cannot open the {at}"))?,
            at: at.to_string(),
        }
    } else {
        make_folder(&config.data_dir)?;
        let path = config.sqlite();
        let sqlite = Sqlite::open(&path).await;
        Database::Sqlite {
            sqlite: sqlite
                .with_context(|| format!("cannot open the database {}", path.display()))?,
            path,
        }
    };
    let ran = database
        .migrate()
        .await
        .with_context(|| format!("cannot bring {database} up to date"))?;
    if ran > 0 {
        tracing::info!(migrations = ran, "database.migrated");
    }
    Ok(database)
}

/// Makes a folder that only its owner can look into: it holds citizens' data and
/// the server's key. One that is there is left as it is.
pub(super) fn make_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Opens the database if there is one, only to look: it is not brought up to date.
pub(super) async fn look(config: &Config) -> anyhow::Result<Option<Database>> {
    let database = if let Some(at) = &config.postgres {
        let postgres = Postgres::open_to_look(at).await;
        Database::Postgres {
            postgres: postgres.with_context(|| format!("cannot open the {at}"))?,
            at: at.to_string(),
        }
    } else {
        let path = config.sqlite();
        if !path.exists() {
            return Ok(None);
        }
        let sqlite = Sqlite::open_to_look(&path).await;
        Database::Sqlite {
            sqlite: sqlite
                .with_context(|| format!("cannot open the database {}", path.display()))?,
            path,
        }
    };
    let missing = database.migrations_missing().await?;
    anyhow::ensure!(
        missing == 0,
        "{database} is of an older build ({missing} migrations to run); `khongcho migrate` brings it up to date",
    );
    Ok(Some(database))
}

/// Opens the database if there is one.
pub(super) async fn open_if_there(config: &Config) -> anyhow::Result<Option<Database>> {
    if config.postgres.is_some() || config.sqlite().exists() {
        open_or_make(config).await.map(Some)
    } else {
        Ok(None)
    }
}

/// Loads the built-in catalogue into a database that has none; says whether it did.
pub(super) async fn load_builtin_catalogue(storage: &dyn Storage) -> anyhow::Result<bool> {
    let mut tx = storage.begin(Access::Write).await?;
    if !tx.layers().await?.is_empty() {
        return Ok(false);
    }
    tx.put_layers(&builtin::layers()?).await?;
    tx.commit().await?;
    Ok(true)
}

/// The stored layers, or the built-in ones when there is no database.
pub(super) async fn layers(config: &Config) -> anyhow::Result<Vec<StoredLayer>> {
    if let Some(database) = open_if_there(config).await? {
        let layers = database
            .storage()
            .begin(Access::Read)
            .await?
            .layers()
            .await?;
        if !layers.is_empty() {
            return Ok(layers);
        }
    }
    Ok(builtin::layers()?)
}

/// Today in Viet Nam.
pub(super) fn today() -> anyhow::Result<time::Date> {
    let day = clock::now()
        .day()
        .context("the machine's clock shows no possible day")?;
    Ok(day.0)
}

/// A stored layer with its last day set.
pub(super) fn closed(layers: &[StoredLayer], version: &LayerVersion) -> Option<StoredLayer> {
    let same = |layer: &&StoredLayer| {
        layer.code == version.code && layer.kind == version.kind && layer.version == version.version
    };
    let layer = layers.iter().find(same)?;
    Some(StoredLayer {
        effective_to: Some(version.effective_to),
        ..layer.clone()
    })
}
