//! `khongcho fees`: fee tables, and what a fee comes to.

mod answer;
#[cfg(test)]
mod tests;

use super::catalogue::rows;
use super::database::{layers, load_builtin_catalogue, open_or_make, today};
use super::{pretty, print};
use crate::config::Config;
use anyhow::{Context, bail};
use catalogue::builtin::{self, fee_layer};
use catalogue::command::Catalogue;
use catalogue::decode;
use catalogue::fees::{FILE_BYTES_MAX, import};
use clap::{Args, Subcommand};
use domain::catalogue::{Layer, LayerKind, ProcedureCard, ProcedureCode, StoredLayer, plan};
use domain::fee::{FeeItem, FeeTable, FeeTables};
use domain::instant::Day;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use storage::Access;

/// What to do with fee tables.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read fee tables from a file (.csv): rules, exemptions, what provinces and communes set
    ///
    /// The first line names the columns: `type`, `code`, `from`, `value` and `status`, and where
    /// needed `to`, `unit`, `key`, `who`, `proof`, `legal_basis`, `source`. A `fee` has a formula as
    /// its value: page 2000*2 1000 max 200000, case 10000, copy 8000, free or provincial. An
    /// `exemption` has full or a share such as 50%, and a key, who, and the paper that proves it.
    /// `unit` is a unit or all whose codes begin with it; the nearest unit's line counts, whole.
    /// Status: official, computed, projected or memory.
    Import {
        /// The file
        file: PathBuf,
        /// Report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show the lines on a procedure's fee, and those in force
    Show {
        #[command(flatten)]
        of: Of,
    },
    /// Compute a fee, with every step
    Compute {
        #[command(flatten)]
        of: Of,
        /// Pages and copies of an original, such as 5x2; more than one may be given
        #[arg(long = "item", value_name = "PAGESxCOPIES", value_parser = item, required = true)]
        items: Vec<FeeItem>,
        /// The key of the ground on which less is paid
        #[arg(long, value_name = "KEY")]
        exempt: Option<String>,
    },
}

/// Which fee.
#[derive(Debug, Args)]
pub(super) struct Of {
    /// The procedure's code
    code: String,
    /// For a unit, by its code [default: what holds for all]
    #[arg(
        long,
        value_name = "CODE",
        default_value = "",
        hide_default_value = true
    )]
    unit: String,
    /// As of this day, yyyy-mm-dd [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Day>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "expected yyyy-mm-dd".to_owned())
}

fn item(text: &str) -> Result<FeeItem, String> {
    let read = || {
        let (pages, copies) = text.split_once('x')?;
        let count = |text: &str| text.parse().ok().filter(|count: &u32| *count > 0);
        Some(FeeItem {
            pages: count(pages)?,
            copies: count(copies)?,
        })
    };
    read().ok_or_else(|| "expected pages and copies from 1 on, such as 5x2".to_owned())
}

/// Runs one command of the fee tables.
pub(super) async fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    if let Command::Import { file, json } = &command {
        return import_file(config, file, *json).await;
    }
    print(&answered(config, &command).await?);
    Ok(ExitCode::SUCCESS)
}

/// What a question is answered; nothing to an import.
async fn answered(config: &Config, command: &Command) -> anyhow::Result<String> {
    match command {
        Command::Import { .. } => Ok(String::new()),
        Command::Show { of } => {
            let table = table(config, of).await?;
            answer::shown(&table, &of.unit, on(of)?, of.json)
        }
        Command::Compute { of, items, exempt } => {
            let table = table(config, of).await?;
            let exempt = exempt.as_deref();
            answer::computed(&table, &of.unit, on(of)?, items, exempt, of.json)
        }
    }
}

fn on(of: &Of) -> anyhow::Result<Day> {
    of.on.map_or_else(|| Ok(Day(today()?)), Ok)
}

/// The table of a procedure; empty when nothing is known of its fee.
///
/// The lines say themselves when they hold: the newest version of the table is the one
/// to ask, whatever the day.
async fn table(config: &Config, of: &Of) -> anyhow::Result<FeeTable> {
    let catalogue = Catalogue::open(&layers(config).await?, builtin::aliases()?, today()?)?;
    let Some(procedure) = catalogue.procedure(&of.code) else {
        bail!("không có thủ tục mang mã {}", of.code);
    };
    let table = ProcedureCard::new(procedure).fees;
    Ok(table.unwrap_or_else(|| FeeTable::new(ProcedureCode::new(&of.code))))
}

async fn import_file(config: &Config, path: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let bytes = read(path).with_context(|| format!("cannot read {}", path.display()))?;
    // A file that is none makes no database.
    import(&bytes, FeeTables::default())
        .with_context(|| format!("{} is not a file of fee tables", path.display()))?;
    let storage = open_or_make(config).await?.storage();
    load_builtin_catalogue(&*storage).await?;
    let mut tx = storage.begin(Access::Write).await?;
    let stored = tx.layers().await?;
    let on = today()?;
    let outcome = import(&bytes, FeeTables::new(tables(&stored, on)?))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut changes = Vec::new();
    for (table, text) in outcome.tables {
        let incoming = fee_layer(table, text, name.clone().into_owned(), None)?;
        changes.push(plan(&stored, incoming, on));
    }
    tx.put_layers(&rows(changes, &stored)).await?;
    tx.commit().await?;
    let report = outcome.report;
    print(&if json {
        pretty(&report)?
    } else {
        report.to_string()
    });
    Ok(if report.refused == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// The tables in force, as they are stored.
fn tables(stored: &[StoredLayer], on: time::Date) -> anyhow::Result<Vec<FeeTable>> {
    let mut tables = Vec::new();
    let fees = |layer: &&StoredLayer| layer.kind == LayerKind::Fee && layer.in_force(on);
    for layer in stored.iter().filter(fees) {
        if let (_, Layer::Fee(table)) = decode(layer)? {
            tables.push(table);
        }
    }
    Ok(tables)
}

/// No more of a file than is looked at anyway.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
