//! `khongcho restore`: back to a backup, or to a moment before it.

use super::backup::{
    ATTACHMENTS, DATABASE, KEY, check, copy_attachments, copy_key, not_postgres, sync_folder,
};
use super::database::make_folder;
use super::{lock, print};
use crate::clock;
use crate::config::Config;
use anyhow::{Context, ensure};
use domain::instant::Instant;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use storage_sqlite::Sqlite;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What to go back to.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Options {
    /// The folder that `khongcho backup` made
    pub(super) from: PathBuf,
    /// Replace the data that is there; it is kept aside in the data folder
    #[arg(long)]
    pub(super) force: bool,
    /// Leave out what the server received after this time, such as 2026-11-22T09:30:00+07:00
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(super) until: Option<Instant>,
}

fn instant(text: &str) -> Result<Instant, String> {
    let time = OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|_| "expected a time such as 2026-11-22T09:30:00+07:00".to_owned())?;
    let ms = time.unix_timestamp_nanos() / 1_000_000;
    let ms = i64::try_from(ms).map_err(|error| error.to_string())?;
    Ok(Instant(ms))
}

/// Prepares the new database beside the old one, and changes them when it is sound.
pub(super) async fn run(config: &Config, options: Options) -> anyhow::Result<()> {
    let Options { from, force, until } = options;
    not_postgres(config)?;
    let backup = from.join(DATABASE);
    ensure!(
        backup.exists(),
        "{} is no backup: it has no {DATABASE}",
        from.display()
    );
    make_folder(&config.data_dir)?;
    let _alone = lock::alone(&config.data_dir)?;
    let database = config.sqlite();
    ensure!(
        force || !database.exists(),
        "there is data in {}; --force replaces it and keeps it aside",
        config.data_dir.display()
    );
    let fresh = beside(&database, ".restoring");
    let gone = prepare(&backup, &fresh, until).await?;

    let aside = set_aside(config, from.join(KEY).exists())?;
    fs::rename(&fresh, &database)
        .with_context(|| format!("cannot put {} in place", database.display()))?;
    if let Some(folder) = config.key_file.parent() {
        make_folder(folder)?;
    }
    copy_key(&from.join(KEY), &config.key_file)?;
    copy_attachments(&from.join(ATTACHMENTS), &config.data_dir.join(ATTACHMENTS))?;
    sync_folder(&config.data_dir)?;
    let cut = until.map_or_else(String::new, |_| format!(", without {gone} later events"));
    let kept = aside.map_or_else(String::new, |aside| {
        format!("; what was there is in {}", aside.display())
    });
    let (now, then) = (database.display(), from.display());
    print(&format!("{now} is as in {then}{cut}{kept}\n"));
    Ok(())
}

/// Copies the backup, brings it up to date, cuts it and checks it.
async fn prepare(backup: &Path, fresh: &Path, until: Option<Instant>) -> anyhow::Result<u64> {
    check(backup).await?;
    for leftover in with_logs(fresh) {
        drop(fs::remove_file(leftover));
    }
    let source = Sqlite::open_to_look(backup).await?;
    let copied = source.copy_to(fresh).await;
    source.close().await;
    copied.with_context(|| format!("cannot copy to {}", fresh.display()))?;
    let sqlite = Sqlite::open(fresh).await?;
    let changed = change(&sqlite, until).await;
    sqlite.close().await;
    let gone = changed.with_context(|| format!("cannot prepare {}", fresh.display()))?;
    check(fresh).await?;
    for leftover in with_logs(fresh).into_iter().skip(1) {
        // Closing has folded them into the file.
        drop(fs::remove_file(leftover));
    }
    File::open(fresh)
        .and_then(|file| file.sync_all())
        .with_context(|| format!("cannot sync {}", fresh.display()))?;
    Ok(gone)
}

async fn change(sqlite: &Sqlite, until: Option<Instant>) -> Result<u64, storage::StorageError> {
    sqlite.migrate().await?;
    match until {
        Some(until) => sqlite.cut_after(until).await,
        None => Ok(0),
    }
}

/// Moves what is there into a folder named by the time; `None` when there is nothing.
fn set_aside(config: &Config, key_too: bool) -> anyhow::Result<Option<PathBuf>> {
    let mut files = with_logs(&config.sqlite());
    files.extend(key_too.then(|| config.key_file.clone()));
    files.retain(|file| file.exists());
    if files.is_empty() {
        return Ok(None);
    }
    let aside = config.data_dir.join(format!("replaced-{}", clock::now().0));
    make_folder(&aside)?;
    for file in files {
        let name = file.file_name().context("a file has a name")?;
        move_to(&file, &aside.join(name))
            .with_context(|| format!("cannot move {} aside", file.display()))?;
    }
    sync_folder(&aside)?;
    Ok(Some(aside))
}

/// Moves a file, also to another file system: the key may be on one of its own.
fn move_to(file: &Path, to: &Path) -> io::Result<()> {
    fs::rename(file, to).or_else(|_| {
        fs::copy(file, to)?;
        File::open(to)?.sync_all()?;
        fs::remove_file(file)
    })
}

/// The database's file and those that SQLite keeps beside it.
fn with_logs(database: &Path) -> Vec<PathBuf> {
    ["", "-wal", "-shm"]
        .map(|ending| beside(database, ending))
        .into()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}
