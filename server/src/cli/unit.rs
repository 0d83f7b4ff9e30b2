//! `khongcho unit`: a commune of one's own, and who works there.

use super::database::{look, open_or_make};
use super::print;
use crate::commune::{Change, Commune, Taken};
use crate::config::Config;
use crate::{clock, registers};
use anyhow::Context;
use clap::Subcommand;
use domain::id::UnitId;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use storage::{Access, OfficerRecord};

/// Largest file of a commune, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// What to do with units.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read a commune and its officers from a file (.toml), or what has changed of them
    ///
    /// `[unit]` has `id` (the unit's identification code), `name` and, while it is new, `books`:
    /// kinds of which no number is on paper this year. Each `[[officer]]` has `login`, `name`,
    /// `position` and, where wanted, `supervises = true` and `password`. Whoever is new and has
    /// none gets one, which is printed this once. An officer is known by `login`, or by `id`
    /// where the file gives it. Nobody is taken away.
    Import {
        /// The file
        file: PathBuf,
    },
    /// Show units and officers
    Show,
}

/// Runs one command.
pub(super) async fn run(config: &Config, command: Command) -> anyhow::Result<()> {
    let told = match command {
        Command::Import { file } => import(config, &file).await?,
        Command::Show => shown(config).await?,
    };
    print(&told);
    Ok(())
}

/// Takes a file in; returns what became of it.
pub(super) async fn import(config: &Config, file: &std::path::Path) -> anyhow::Result<String> {
    let read = || {
        let bytes = fs::metadata(file)?.len();
        anyhow::ensure!(bytes <= FILE_BYTES_MAX, "tệp quá lớn: {bytes} byte");
        Ok(fs::read_to_string(file)?)
    };
    let named = || format!("tệp {}", file.display());
    let commune = Commune::read(&read().with_context(named)?).with_context(named)?;
    let policies = registers::read(&config.data_dir)?.read();
    let database = open_or_make(config).await?;
    let storage = database.storage();
    let taken = commune.take_in(&*storage, &policies, clock::now()).await;
    Ok(report(&taken.with_context(named)?)?)
}

fn report(taken: &Taken) -> Result<String, std::fmt::Error> {
    let Taken {
        unit,
        is_new,
        officers,
    } = taken;
    let mut text = format!("{} {}", unit.id.0, unit.name);
    text += if *is_new {
        ": đã thêm\n"
    } else {
        ": đã có\n"
    };
    for (login, name, change) in officers {
        let became = match change {
            Change::Added(None) => "đã thêm".to_owned(),
            Change::Added(Some(password)) => {
                format!("đã thêm, mật khẩu {password} (chỉ hiện lần này)")
            }
            Change::Changed => "đã sửa".to_owned(),
            Change::Same => "như cũ".to_owned(),
            Change::NotNamed => "không có trong tệp, giữ nguyên".to_owned(),
        };
        writeln!(text, "  {login}: {name}: {became}")?;
    }
    Ok(text)
}

async fn shown(config: &Config) -> anyhow::Result<String> {
    let database = look(config).await?;
    let database = database.context("chưa có cơ sở dữ liệu; `khongcho unit import` tạo ra nó")?;
    let mut tx = database.storage().begin(Access::Read).await?;
    let mut text = String::new();
    for unit in tx.units().await? {
        let UnitId(id) = &unit.id;
        writeln!(text, "{id} {}", unit.name)?;
        for OfficerRecord { officer, login, .. } in tx.officers(&unit.id).await? {
            let flag = if officer.supervises {
                ", phụ trách"
            } else {
                ""
            };
            writeln!(
                text,
                "  {login}: {}, {}{flag}",
                officer.name, officer.position
            )?;
        }
    }
    Ok(text)
}
