//! `khongcho calendar`: days off, and importing calendar data.

use super::database::{open_if_there, open_or_make};
use super::{pretty, print};
use crate::config::Config;
use anyhow::{Context, bail};
use catalogue::calendar::{FILE_BYTES_MAX, calendar as builtin, import};
use clap::Subcommand;
use domain::calendar::{Calendar, DayKind, Mark};
use domain::id::UnitId;
use domain::instant::Day;
use serde::Serialize;
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use storage::{Access, CalendarRecord};

/// What to do with the calendar.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show a year's days off and exchanged days, each with how sure it is and its source
    Show {
        /// The year
        year: i32,
        /// As a unit keeps them, by its code [default: what holds for all]
        #[arg(
            long,
            value_name = "CODE",
            default_value = "",
            hide_default_value = true
        )]
        unit: String,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Read calendar data from a table (.csv): holidays, exchanged days, closures, hours of work
    ///
    /// The first line names the columns: `type`, `date`, `name_vi` and `status`, and where needed
    /// `to`, `unit`, `value`, `legal_basis`, `source`. Types: `statutory`, `compensatory`,
    /// `swap_off`, `swap_work` and `ordinary` are days; `closure` goes from date to the day in `to`; `hours`
    /// (value: mon-fri 07:30-11:30 13:30-17:00), `feast`, `in_lieu` and `policy` are in force
    /// from date. Status: official, computed, projected or memory.
    Import {
        /// The file
        file: PathBuf,
        /// Report as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs one command of the calendar.
pub(super) async fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Show { year, unit, json } => {
            print(&shown(config, year, &unit, json).await?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Import { file, json } => import_file(config, &file, json).await,
    }
}

/// A year's days as they are printed.
pub(super) async fn shown(
    config: &Config,
    year: i32,
    unit: &str,
    json: bool,
) -> anyhow::Result<String> {
    let days = days(&calendar(config, unit).await?, year, unit)?;
    if json {
        pretty(&days)
    } else {
        Ok(table(&days)?)
    }
}

/// The built-in calendar with what was imported on top, when there is a database; for a
/// unit, which has to be one that something is known of.
pub(super) async fn calendar(config: &Config, unit: &str) -> anyhow::Result<Calendar> {
    let unit = UnitId(unit.to_owned());
    let for_all = unit.0.is_empty();
    if !for_all && !unit.is_written_as_code() {
        bail!("--unit: “{unit}” không phải mã đơn vị; viết như H15.50.05.13");
    }
    let mut records = Vec::new();
    let mut known = Vec::new();
    if let Some(database) = open_if_there(config).await? {
        let mut tx = database.storage().begin(Access::Read).await?;
        records = tx.calendar().await?;
        known.extend(tx.units().await?.into_iter().map(|record| record.id));
    }
    // A database that serves no unit yet may be asked about any.
    if !known.is_empty() {
        let named = records.iter().map(|record| &record.entry.unit);
        known.extend(named.filter(|unit| !unit.is_empty()).cloned().map(UnitId));
    }
    if !for_all && !known.is_empty() && !known.iter().any(|known| unit.is_related_to(known)) {
        known.sort();
        known.dedup();
        let known: Vec<_> = known.iter().map(|known| known.0.as_str()).collect();
        bail!(
            "--unit: không có đơn vị {unit}; đã biết: {}",
            known.join(", ")
        );
    }
    together(&records)
}

fn together(imported: &[CalendarRecord]) -> anyhow::Result<Calendar> {
    let mut calendar = builtin()?;
    for record in imported {
        calendar
            .restore(&record.entry)
            .with_context(|| format!("dòng lịch đã lưu {} bị hỏng", record.slot))?;
    }
    Ok(calendar)
}

async fn import_file(config: &Config, path: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let bytes = read(path).with_context(|| format!("không đọc được tệp {}", path.display()))?;
    // A file that is none makes no database.
    import(&bytes, builtin()?)
        .with_context(|| format!("{} không phải tệp lịch", path.display()))?;
    let storage = open_or_make(config).await?.storage();
    let mut tx = storage.begin(Access::Write).await?;
    let outcome = import(&bytes, together(&tx.calendar().await?)?)?;
    let records: Vec<_> = outcome
        .entries
        .into_iter()
        .map(|(slot, entry)| CalendarRecord { slot, entry })
        .collect();
    tx.put_calendar(&records).await?;
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

/// No more of a file than is looked at anyway.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A marked day as it is shown.
#[derive(Serialize)]
struct Shown {
    date: Day,
    day_off: bool,
    #[serde(flatten)]
    mark: Mark,
}

fn days(calendar: &Calendar, year: i32, unit: &str) -> anyhow::Result<Vec<Shown>> {
    if !(1..=9999).contains(&year) {
        bail!("{year} không phải năm; viết bằng bốn chữ số, ví dụ 2026");
    }
    let marks = calendar.year(year, unit)?.into_iter();
    Ok(marks
        .filter(|(_, mark)| mark.kind != DayKind::Ordinary)
        .map(|(date, mark)| Shown {
            date,
            day_off: mark.kind.is_off(),
            mark,
        })
        .collect())
}

/// The days for a reader at a terminal.
fn table(days: &[Shown]) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for Shown { date, mark, .. } in days {
        let basis = if mark.legal_basis.is_empty() {
            &mark.source
        } else {
            &mark.legal_basis
        };
        writeln!(
            text,
            "{}\t{}\t{}\t{}\t{basis}",
            date.in_words(),
            mark.kind.in_words(),
            mark.name,
            mark.status.in_words(),
        )?;
    }
    Ok(text)
}
