//! Who uses the data folder: servers share it, a restore wants it alone.

use anyhow::Context;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held until dropped, or until the process ends in whatever way.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not read")] File);

/// Uses the folder beside other servers.
pub(super) fn share(folder: &Path) -> anyhow::Result<Lock> {
    let file = open(folder)?;
    taken(file.try_lock_shared(), folder, "a restore is under way in")?;
    Ok(Lock(file))
}

/// Uses the folder alone.
pub(super) fn alone(folder: &Path) -> anyhow::Result<Lock> {
    let file = open(folder)?;
    taken(file.try_lock(), folder, "stop the server first: it uses")?;
    Ok(Lock(file))
}

fn open(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join(".lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    file.with_context(|| format!("cannot open {}", path.display()))
}

fn taken(outcome: Result<(), TryLockError>, folder: &Path, why: &str) -> anyhow::Result<()> {
    match outcome {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => anyhow::bail!("{why} {}", folder.display()),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", folder.display()))
        }
    }
}
