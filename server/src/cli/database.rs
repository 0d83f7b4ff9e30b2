//! Opening the database for a command.

use crate::clock;
use crate::config::Config;
use anyhow::Context;
use catalogue::builtin;
use domain::catalogue::{LayerVersion, StoredLayer};
use std::fs;
use std::path::Path;
use storage::{Access, Storage};
use storage_sqlite::Sqlite;

/// Opens the database, making the folder, file and schema when missing.
pub(super) async fn open_or_make(config: &Config) -> anyhow::Result<Sqlite> {
    make_folder(&config.data_dir)?;
    let path = config.database();
    let sqlite = Sqlite::open(&path)
        .await
        .with_context(|| format!("cannot open the database {}", path.display()))?;
    let ran = sqlite
        .migrate()
        .await
        .with_context(|| format!("cannot bring {} up to date", path.display()))?;
    if ran > 0 {
        tracing::info!(migrations = ran, "database.migrated");
    }
    Ok(sqlite)
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

/// Opens the database if it is there, only to look: it is not brought up to date.
pub(super) async fn look(config: &Config) -> anyhow::Result<Option<Sqlite>> {
    let path = config.database();
    if !path.exists() {
        return Ok(None);
    }
    let sqlite = Sqlite::open_to_look(&path)
        .await
        .with_context(|| format!("cannot open the database {}", path.display()))?;
    let missing = sqlite.migrations_missing().await?;
    anyhow::ensure!(
        missing == 0,
        "{} is of an older build ({missing} migrations to run); `khongcho migrate` brings it up to date",
        path.display()
    );
    Ok(Some(sqlite))
}

/// Opens the database if it is there.
pub(super) async fn open_if_there(config: &Config) -> anyhow::Result<Option<Sqlite>> {
    if config.database().exists() {
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
    if let Some(sqlite) = open_if_there(config).await? {
        let layers = sqlite.begin(Access::Read).await?.layers().await?;
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
