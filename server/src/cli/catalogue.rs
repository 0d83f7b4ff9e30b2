//! `khongcho catalogue`: arguments, database, printing; the work is `catalogue`'s.

use super::database::{closed, layers, load_builtin_catalogue, open_or_make, today};
use super::{pretty, print};
use crate::config::Config;
use anyhow::{Context, bail};
use catalogue::command::Catalogue;
use catalogue::read::{SourceNote, read};
use catalogue::{builtin, import};
use clap::Subcommand;
use domain::catalogue::{Change, ProcedureCard, StoredLayer, parse_day};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use storage::Access;
use time::Date;

/// What to do with the catalogue.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read the national portal's JSON (one answer or row a line, plain or .gz) or a facts table (.csv)
    Import {
        /// The file
        file: PathBuf,
        /// First day in force, yyyy-mm-dd [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        effective_from: Option<Date>,
        /// The day for which the file speaks, yyyy-mm-dd, when known
        #[arg(long, value_name = "DAY", value_parser = day)]
        as_of: Option<Date>,
        /// Report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Give procedures back as a JSON array
    Export {
        /// Codes; all when none is given
        codes: Vec<String>,
        /// As of this day, yyyy-mm-dd [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        on: Option<Date>,
        /// JSON, the only form there is
        #[arg(long)]
        json: bool,
    },
    /// Find procedures by what people type
    Search {
        /// The words
        query: String,
        /// At most so many
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// Answer as JSON: code, name, score
        #[arg(long)]
        json: bool,
    },
    /// Show one procedure
    Show {
        /// Its code
        code: String,
        /// As of this day, yyyy-mm-dd [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        on: Option<Date>,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

fn day(text: &str) -> Result<Date, String> {
    parse_day(text).ok_or_else(|| "expected yyyy-mm-dd".to_owned())
}

/// Runs one command of the catalogue.
pub(super) async fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import {
            file,
            effective_from,
            as_of,
            json,
        } => {
            let on = effective_from.map_or_else(today, Ok)?;
            return import_file(config, &file, on, as_of, json).await;
        }
        Command::Export { codes, on, json: _ } => {
            let catalogue = open(config, on).await?;
            if let Some(unknown) = codes
                .iter()
                .find(|code| catalogue.procedure(code).is_none())
            {
                bail!("không có thủ tục mang mã {unknown}");
            }
            print(&pretty(&catalogue.export(&codes))?);
        }
        Command::Search { query, limit, json } => search(config, &query, limit, json).await?,
        Command::Show { code, on, json } => {
            let catalogue = open(config, on).await?;
            let Some(procedure) = catalogue.procedure(&code) else {
                bail!("không có thủ tục mang mã {code}");
            };
            if json {
                print(&pretty(&catalogue.export(&[code]))?);
            } else {
                print(&described(&ProcedureCard::new(procedure))?);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn open(config: &Config, on: Option<Date>) -> anyhow::Result<Catalogue> {
    let on = on.map_or_else(today, Ok)?;
    Ok(Catalogue::open(
        &layers(config).await?,
        builtin::aliases()?,
        on,
    )?)
}

async fn import_file(
    config: &Config,
    path: &Path,
    on: Date,
    as_of: Option<Date>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let reading = read(&bytes, &SourceNote { name, as_of })
        .with_context(|| format!("{} is not a catalogue file", path.display()))?;
    let storage = open_or_make(config).await?.storage();
    load_builtin_catalogue(&*storage).await?;
    let mut tx = storage.begin(Access::Write).await?;
    let stored = tx.layers().await?;
    let outcome = import(reading, &stored, on);
    tx.put_layers(&rows(outcome.changes, &stored)).await?;
    tx.commit().await?;
    let report = outcome.report;
    print(&if json {
        pretty(&report)?
    } else {
        report.to_string()
    });
    Ok(if report.broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// The rows that the changes amount to.
pub(super) fn rows(
    changes: impl IntoIterator<Item = Change>,
    stored: &[StoredLayer],
) -> Vec<StoredLayer> {
    let mut rows = Vec::new();
    for change in changes {
        match change {
            Change::Unchanged => {}
            Change::New(opened) => rows.push(opened),
            Change::Changed {
                opened,
                closed: version,
            } => {
                rows.extend(closed(stored, &version));
                rows.push(opened);
            }
        }
    }
    rows
}

async fn search(config: &Config, query: &str, limit: usize, json: bool) -> anyhow::Result<()> {
    if query.trim().is_empty() {
        bail!("the query is empty: write some words, such as \"sao y\"");
    }
    let found = open(config, None).await?.search(query, limit);
    if json {
        print(&pretty(&found)?);
        return Ok(());
    }
    if !found.first().is_some_and(|line| line.close) {
        print("Không có kết quả gần đúng.\n");
    }
    for line in found {
        print(&format!("{}\t{}\n", line.code, line.name));
    }
    Ok(())
}

/// A procedure for a reader at a terminal.
fn described(card: &ProcedureCard) -> Result<String, std::fmt::Error> {
    const UNKNOWN: &str = "chưa có dữ liệu";
    let mut text = String::new();
    writeln!(text, "{}  {}", card.code, card.name)?;
    let field = if card.field.is_empty() {
        UNKNOWN
    } else {
        &card.field
    };
    writeln!(text, "Lĩnh vực: {field}")?;
    for limit in &card.limits {
        let of = if limit.of.is_empty() {
            String::new()
        } else {
            format!(" ({})", limit.of)
        };
        writeln!(text, "Thời hạn{of}: {}", limit.text)?;
    }
    if card.limits.is_empty() {
        writeln!(text, "Thời hạn: {UNKNOWN}")?;
    }
    writeln!(
        text,
        "Phí, lệ phí: {}",
        card.fee.as_deref().unwrap_or(UNKNOWN)
    )?;
    for paper in &card.papers {
        writeln!(
            text,
            "- {} (bản chính {}, bản sao {})",
            paper.name, paper.originals, paper.copies
        )?;
    }
    let basis = card.legal_basis.join("; ");
    writeln!(
        text,
        "Căn cứ pháp lý: {}",
        if basis.is_empty() { UNKNOWN } else { &basis }
    )?;
    Ok(text)
}
