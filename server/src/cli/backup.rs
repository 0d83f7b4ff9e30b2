//! `khongcho backup`: one moment of the database and the server's key, in a folder.

use super::database::make_folder;
use super::print;
use crate::config::Config;
use anyhow::{Context, ensure};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use storage_sqlite::Sqlite;

/// The database in a backup.
pub(super) const DATABASE: &str = "khongcho.db";
/// The server's key in a backup.
pub(super) const KEY: &str = "server.key";

/// Where the backup goes.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Options {
    /// A folder that is not there yet, or is empty
    pub(super) to: PathBuf,
}

/// Copies, checks the copy, and only then says that it is one. The server may run.
pub(super) async fn run(config: &Config, Options { to }: Options) -> anyhow::Result<()> {
    not_postgres(config)?;
    let from = config.sqlite();
    ensure!(from.exists(), "there is no database at {}", from.display());
    make_folder(&to)?;
    let mut inside = fs::read_dir(&to).with_context(|| format!("cannot read {}", to.display()))?;
    ensure!(
        inside.next().is_none(),
        "{} is not empty; a backup overwrites nothing",
        to.display()
    );
    let copy = to.join(DATABASE);
    let outcome = copy_database(&from, &copy).await;
    let outcome = outcome.and_then(|()| copy_key(&config.key_file, &to.join(KEY)));
    if let Err(error) = outcome {
        // Half a backup is none; the folder stays.
        for file in [&copy, &to.join(KEY)] {
            drop(fs::remove_file(file));
        }
        return Err(error);
    }
    sync_folder(&to)?;
    print(&format!(
        "{} holds the database and the server's key: keep it as safe as the data folder\n",
        to.display()
    ));
    Ok(())
}

/// Fails when the data is not in a file: copying is PostgreSQL's own business.
pub(super) fn not_postgres(config: &Config) -> anyhow::Result<()> {
    if let Some(at) = &config.postgres {
        anyhow::bail!(
            "this is for SQLite; the data is in the {at}: use PostgreSQL's own tools (pg_basebackup and an archive of its log), and keep {} beside",
            config.key_file.display()
        );
    }
    Ok(())
}

async fn copy_database(from: &Path, to: &Path) -> anyhow::Result<()> {
    let sqlite = Sqlite::open_to_look(from)
        .await
        .with_context(|| format!("cannot open the database {}", from.display()))?;
    let copied = sqlite.copy_to(to).await;
    sqlite.close().await;
    copied.with_context(|| format!("cannot copy to {}", to.display()))?;
    check(to).await
}

/// Fails when the file is not a sound database.
pub(super) async fn check(path: &Path) -> anyhow::Result<()> {
    let sqlite = Sqlite::open_to_look(path)
        .await
        .with_context(|| format!("cannot open {}", path.display()))?;
    let faults = sqlite.integrity_faults().await;
    sqlite.close().await;
    let faults = faults.with_context(|| format!("{} cannot be checked", path.display()))?;
    ensure!(
        faults.is_empty(),
        "{} is damaged: {}",
        path.display(),
        faults.join("; ")
    );
    Ok(())
}

/// Copies the key, which only its owner may read; a server that never ran has none.
pub(super) fn copy_key(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    let copied = fs::copy(from, to).and_then(|_| File::open(to)?.sync_all());
    copied.with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("cannot sync {}", folder.display()))?;
    Ok(())
}
