//! `khongcho status`: units and devices, when they were last heard of, what waits.

use super::database::look;
use super::print;
use crate::config::Config;
use anyhow::Context;
use domain::instant::Instant;
use serde::Serialize;
use std::fmt::Write;
use storage::overview::{self, UnitOverview};
use storage::{Access, Storage};

/// How to tell it.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Options {
    /// Tell it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
pub(super) struct Status {
    database_bytes: u64,
    units: Vec<Unit>,
}

#[derive(Serialize)]
struct Unit {
    id: String,
    name: String,
    stream_head: u64,
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Device {
    id: String,
    tag: String,
    /// Names of those who signed in on it.
    officers: Vec<String>,
    /// Milliseconds since 1970, as everywhere in the protocol.
    last_contact: Option<i64>,
    /// What its clock lacked then of the server's (T5).
    clock_lacks_ms: Option<i64>,
    head_sequence: u64,
    /// How many envelopes waited on it when it was last heard of.
    backlog: u64,
    /// The envelope that held ones wait for, those apart that wait for a dossier.
    missing_sequence: Option<u64>,
    held: u64,
    /// How many of these wait for their dossier.
    awaiting_dossier: u64,
    refused: u64,
    quarantined: u64,
}

/// Looks into the database, which a server may be using, and changes nothing.
pub(super) async fn run(config: &Config, Options { json }: Options) -> anyhow::Result<()> {
    let database = look(config)
        .await?
        .context("there is no database yet; `khongcho serve` makes it")?;
    let status = read(&*database.storage()).await;
    database.close().await;
    let status = status?;
    print(&if json {
        serde_json::to_string_pretty(&status)? + "\n"
    } else {
        in_words(&status)?
    });
    Ok(())
}

pub(super) async fn read(storage: &dyn Storage) -> anyhow::Result<Status> {
    let mut tx = storage.begin(Access::Read).await?;
    let mut units = vec![];
    for seen in overview::units(&mut *tx).await? {
        let officers = tx.officers(&seen.unit.id).await?;
        let name = |id| {
            let officer = officers.iter().find(|record| record.officer.id == id);
            officer.map_or_else(|| "?".to_owned(), |record| record.officer.name.clone())
        };
        units.push(unit(seen, name));
    }
    Ok(Status {
        database_bytes: tx.size_bytes().await?,
        units,
    })
}

fn unit(seen: UnitOverview, officer: impl Fn(domain::id::OfficerId) -> String) -> Unit {
    let device = |device: overview::DeviceOverview| {
        let overview::DeviceOverview { record, asides } = device;
        Device {
            backlog: record.backlog(),
            id: record.id.0.to_string(),
            tag: record.tag.0,
            officers: record.officers.into_iter().map(&officer).collect(),
            last_contact: record.last_contact.map(|contact| contact.at.0),
            clock_lacks_ms: record.last_contact.map(|contact| contact.clock_lacks_ms),
            head_sequence: record.head.sequence,
            missing_sequence: (asides.held > asides.awaiting).then_some(record.head.sequence + 1),
            held: asides.held,
            awaiting_dossier: asides.awaiting,
            refused: asides.refused,
            quarantined: asides.quarantined,
        }
    };
    Unit {
        id: seen.unit.id.0,
        name: seen.unit.name,
        stream_head: seen.head,
        devices: seen.devices.into_iter().map(device).collect(),
    }
}

pub(super) fn in_words(status: &Status) -> Result<String, std::fmt::Error> {
    let mut text = format!("database: {} KiB\n", status.database_bytes >> 10);
    for unit in &status.units {
        writeln!(
            text,
            "\n{} {}: {} events",
            unit.id, unit.name, unit.stream_head
        )?;
        for device in &unit.devices {
            let contact = device.last_contact.map(|at| Instant(at).clock_and_day());
            writeln!(
                text,
                "  {}: last contact {}, {} envelopes ruled on, {} waiting there, held {}, refused {}, quarantined {}; {}",
                device.tag,
                contact.as_deref().unwrap_or("never"),
                device.head_sequence,
                device.backlog,
                device.held,
                device.refused,
                device.quarantined,
                device.officers.join(", "),
            )?;
            if let Some(missing) = device.missing_sequence {
                writeln!(text, "     waits for its envelope {missing}")?;
            }
        }
    }
    Ok(text)
}
