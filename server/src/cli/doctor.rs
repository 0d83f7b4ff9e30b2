//! `khongcho doctor`: what is wrong, and what to do about it.

use super::database::look;
use super::print;
use crate::clock;
use crate::config::Config;
use crate::forms::Files;
use crate::keys::ServerKey;
use crate::site::Site;
use domain::instant::{Day, Instant};
use std::fs;
use std::process::ExitCode;
use storage::Access;

/// A clock before this day is certainly wrong: the program did not exist.
const BUILT_AFTER: (i32, u8, u8) = (2026, 11, 1);

/// Runs every check; fails when one does.
pub(super) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let checks = [
        ("clock", clock_is_possible(clock::now())),
        ("data folder", data_folder_is_writable(config)),
        ("server key", key_is_sound(config)),
        (
            "site",
            Site::load(&config.site).map(|site| format!("build {}", site.build)),
        ),
        ("forms", forms_are_sound(config)),
        ("database", database_is_sound(config).await),
    ];
    let mut sound = true;
    for (name, outcome) in checks {
        let line = match outcome {
            Ok(finding) => format!("ok     {name}: {finding}\n"),
            Err(error) => {
                sound = false;
                format!("WRONG  {name}: {error:#}\n")
            }
        };
        print(&line);
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn clock_is_possible(now: Instant) -> anyhow::Result<String> {
    let (year, month, day) = BUILT_AFTER;
    let earliest = Day::from_ymd(year, month, day);
    anyhow::ensure!(
        now.day() >= earliest,
        "it shows {}; set it",
        now.clock_and_day()
    );
    Ok(now.clock_and_day())
}

fn data_folder_is_writable(config: &Config) -> anyhow::Result<String> {
    let folder = &config.data_dir;
    if !folder.exists() {
        return Ok(format!(
            "{} does not exist yet; `khongcho serve` makes it",
            folder.display()
        ));
    }
    let probe = folder.join(".doctor");
    fs::write(&probe, b"x")
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|error| {
            anyhow::anyhow!(
                "cannot write to {}: {error}; give it to this user",
                folder.display()
            )
        })?;
    Ok(folder.display().to_string())
}

fn key_is_sound(config: &Config) -> anyhow::Result<String> {
    let path = &config.key_file;
    if !path.exists() {
        return Ok("none yet; `khongcho serve` makes it".into());
    }
    ServerKey::load(path)?;
    Ok(path.display().to_string())
}

fn forms_are_sound(config: &Config) -> anyhow::Result<String> {
    let files = Files::read(&config.data_dir)?;
    let forms = files.forms()?;
    let (all, own) = (forms.templates.len(), files.count());
    Ok(format!("{all} templates, {own} files of this server's own"))
}

async fn database_is_sound(config: &Config) -> anyhow::Result<String> {
    let Some(database) = look(config).await? else {
        return Ok("none yet; `khongcho serve` makes it".into());
    };
    let (faults, remedy) = database.integrity_faults().await?;
    anyhow::ensure!(faults.is_empty(), "{}; {remedy}", faults.join("; "));
    let mut tx = database.storage().begin(Access::Read).await?;
    let units = tx.units().await?.len();
    let layers = tx.layers().await?.len();
    drop(tx);
    database.close().await;
    Ok(format!(
        "{database} with {units} units, {layers} catalogue layers"
    ))
}
