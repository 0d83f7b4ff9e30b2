//! `khongcho backup`: one moment of the database, the attachments and the server's key,
//! in a folder.

use super::database::make_folder;
use super::print;
use crate::config::Config;
use anyhow::{Context, ensure};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use storage_sqlite::Sqlite;

/// The database in a backup.
pub(super) const DATABASE: &str = "khongcho.db";
/// The server's key in a backup.
pub(super) const KEY: &str = "server.key";

/// The attachments in a backup, and in the data folder.
pub(super) const ATTACHMENTS: &str = "attachments";

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
    // After the database: whatever it knows as whole is in its place by then.
    let attachments = config.data_dir.join(ATTACHMENTS);
    let copied = copy_attachments(&attachments, &to.join(ATTACHMENTS))?;
    sync_folder(&to)?;
    let elsewhere = match &config.attachments_url {
        Some(url) => format!("; attachments stay in {url}, which has its own backup"),
        None => format!(", {copied} attachments"),
    };
    print(&format!(
        "{} holds the database and the server's key{elsewhere}: keep it as safe as the data folder\n",
        to.display()
    ));
    Ok(())
}

/// Copies the attachments that are not there yet, each unit's in its folder, and counts
/// them. They are named by their content and never change.
pub(super) fn copy_attachments(from: &Path, to: &Path) -> anyhow::Result<u64> {
    if !from.exists() {
        return Ok(0);
    }
    make_folder(to)?;
    let mut copied = 0;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copied += copy_attachments(&source, &target)?;
        } else if is_whole(&entry.file_name()) && !target.exists() {
            copy_whole(&source, &target)
                .with_context(|| format!("cannot copy {}", source.display()))?;
            copied += 1;
        }
    }
    sync_folder(to)?;
    Ok(copied)
}

/// Whether a file has the name of a content, a hash in hex; others are about to be written.
fn is_whole(name: &OsStr) -> bool {
    let is_hex = |name: &str| name.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.to_str()
        .is_some_and(|name| name.len() == 64 && is_hex(name))
}

/// Under its own name only when all of it is there.
fn copy_whole(source: &Path, target: &Path) -> io::Result<()> {
    let unfinished = target.with_extension("copying");
    fs::copy(source, &unfinished)?;
    File::open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, target)
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
