//! `khongcho review`: what rests on memory of the law, and confirming it.

use super::database::{open_if_there, open_or_make};
use super::{pretty, print};
use crate::config::Config;
use crate::forms::Files;
use crate::review::{Local, Stored, Told};
use crate::{clock, registers};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use domain::catalogue::ProcedureCode;
use domain::review::{Confirmation, Reviewed};
use domain::text::clean;
use serde::Serialize;
use std::fmt::Write;
use storage::Access;

/// What to do with the list.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    /// Also what somebody has confirmed
    #[arg(long)]
    all: bool,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    /// Confirm that an item is as the law has it: its mark goes, until its text changes
    Confirm(Word),
    /// Take a confirmation back: the item is marked again
    Doubt(Word),
}

#[derive(Args, Clone, Debug)]
struct Word {
    /// The item's key, as `khongcho review` prints it
    key: String,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What it was held against, or why the confirmation is taken back
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    note: String,
}

/// Lists what is to be checked, or keeps somebody's word on it.
pub(super) async fn run(config: &Config, options: Options) -> anyhow::Result<()> {
    let told = match &options.command {
        None => listed(config, options.all, options.json).await?,
        Some(Command::Confirm(word)) => confirm(config, word, true).await?,
        Some(Command::Doubt(word)) => confirm(config, word, false).await?,
    };
    print(&told);
    Ok(())
}

/// The list as it is printed.
pub(super) async fn listed(config: &Config, all: bool, json: bool) -> anyhow::Result<String> {
    let stored = stored(config).await?;
    let list = reviewed(config, stored)?;
    let wanted = list.iter().filter(|it| all || it.confirmed.is_none());
    if json {
        pretty(&wanted.map(Line::of).collect::<Vec<_>>())
    } else {
        Ok(table(wanted)?)
    }
}

/// What is stored; without a database, what comes with the program.
pub(super) async fn stored(config: &Config) -> anyhow::Result<Stored> {
    let Some(database) = open_if_there(config).await? else {
        return Stored::built_in();
    };
    let storage = database.storage();
    let mut tx = storage.begin(Access::Read).await?;
    Stored::read(&mut *tx).await?.or_built_in()
}

fn reviewed(config: &Config, stored: Stored) -> anyhow::Result<Vec<Reviewed>> {
    let local = Local {
        forms: Files::read(&config.data_dir)?.forms()?,
        registers: registers::read(&config.data_dir)?,
    };
    Ok(Told::new(stored, local, clock::now())?.reviewed)
}

/// An item as JSON has it.
#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    area: &'static str,
    title: &'a str,
    text: &'a str,
    legal_basis: &'a str,
    source: &'a str,
    used: &'a str,
    procedure: Option<&'a str>,
    digest: String,
    confirmed: Option<Said<'a>>,
}

/// A confirmation as JSON has it.
#[derive(Serialize)]
struct Said<'a> {
    by: &'a str,
    at: String,
    note: &'a str,
}

impl<'a> Line<'a> {
    fn of(reviewed: &'a Reviewed) -> Self {
        let item = &reviewed.item;
        Self {
            key: &item.key,
            area: item.area.in_words(),
            title: &item.title,
            text: &item.text,
            legal_basis: &item.legal_basis,
            source: &item.source,
            used: &item.used,
            procedure: item.procedure.as_ref().map(ProcedureCode::as_str),
            digest: item.digest(),
            confirmed: reviewed.confirmed.as_ref().map(|confirmed| Said {
                by: &confirmed.by,
                at: confirmed.at.rfc3339(),
                note: &confirmed.note,
            }),
        }
    }
}

/// For a reader at a terminal: an item a paragraph.
fn table<'a>(list: impl Iterator<Item = &'a Reviewed>) -> Result<String, std::fmt::Error> {
    /// Longest text that is worth printing whole.
    const TEXT_CHARS: usize = 200;
    let mut text = String::new();
    for Reviewed { item, confirmed } in list {
        let mark = match confirmed {
            None => "cần kiểm tra".to_owned(),
            Some(it) => format!("{} xác nhận lúc {}", it.by, it.at.clock_and_day()),
        };
        let says: String = item
            .text
            .replace('\n', "; ")
            .chars()
            .take(TEXT_CHARS)
            .collect();
        writeln!(
            text,
            "{}\n  {} · {} ({mark})",
            item.key,
            item.area.in_words(),
            item.title
        )?;
        writeln!(
            text,
            "  {says}\n  dùng ở: {}\n  nguồn: {}",
            item.used, item.source
        )?;
    }
    if text.is_empty() {
        text.push_str("Không còn mục nào cần kiểm tra.\n");
    }
    Ok(text)
}

/// Keeps a word on an item.
async fn confirm(config: &Config, word: &Word, stands: bool) -> anyhow::Result<String> {
    let storage = open_or_make(config).await?.storage();
    let mut tx = storage.begin(Access::Write).await?;
    let list = reviewed(config, Stored::read(&mut *tx).await?.or_built_in()?)?;
    let found = list.iter().find(|it| it.item.key == word.key);
    let Some(Reviewed { item, confirmed }) = found else {
        bail!(
            "không có mục {}; `khongcho review --all` in ra mọi mục",
            word.key
        );
    };
    if confirmed.is_none() && !stands {
        bail!("mục {} chưa có ai xác nhận", word.key);
    }
    let confirmation = Confirmation {
        key: item.key.clone(),
        digest: item.digest(),
        stands,
        by: clean(&word.by),
        at: clock::now(),
        note: clean(&word.note),
    };
    confirmation.check().context("không ghi được")?;
    tx.confirm(&confirmation).await?;
    tx.commit().await?;
    let did = if stands {
        "Đã xác nhận"
    } else {
        "Đã rút lời xác nhận"
    };
    Ok(format!("{did}: {} ({})\n", item.title, item.key))
}
