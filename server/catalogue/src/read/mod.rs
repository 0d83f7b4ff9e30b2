//! Reading the sources: which format a file has, and what each line says.

mod bytes;
mod facts;
mod json;
mod list;
mod notes;
mod object;
mod parts;
mod record;

use std::collections::BTreeMap;

use domain::catalogue::Incoming;
use serde::Serialize;
use time::Date;

use crate::issue::{Issue, IssueKind};

pub use bytes::{FILE_BYTES_MAX, ReadError};

/// The formats that are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON: the portal's full records, rows of its list, or both.
    PortalJson,
    /// The table of facts.
    FactsCsv,
}

/// What a file says, before it is compared with what is stored.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The format that was recognised.
    pub format: Format,
    /// Lines or rows that were looked at.
    pub lines: usize,
    /// What they bring, each code once for each kind of layer.
    pub incoming: Vec<ReadLayer>,
    /// Fields for which the file has no place at all: they stay as they are stored.
    pub absent: Vec<&'static str>,
    /// What could not be understood.
    pub issues: Vec<Issue>,
}

/// What one line brings.
#[derive(Debug, Clone)]
pub struct ReadLayer {
    /// The line in the file, from 1.
    pub line: usize,
    /// What it brings.
    pub incoming: Incoming,
}

/// Where a file comes from.
#[derive(Debug, Clone)]
pub struct SourceNote {
    /// As a person would name it.
    pub name: String,
    /// The day for which it speaks.
    pub as_of: Option<Date>,
}

/// Reads a file of any known format, plain or gzipped.
///
/// # Errors
/// Only when the file as a whole cannot be read; a broken line is an [`Issue`].
pub fn read(file: &[u8], source: &SourceNote) -> Result<Reading, ReadError> {
    let text = bytes::text(file)?;
    let mut reading = match text.trim_start().chars().next() {
        None => return Err(ReadError::Empty),
        Some('{' | '[') => json::read(&text, source),
        Some(_) if facts::is_facts(&text) => facts::read(&text, source),
        Some(_) => return Err(ReadError::UnknownFormat),
    };
    keep_last(&mut reading);
    Ok(reading)
}

/// A code that comes twice would open a version at every import.
fn keep_last(reading: &mut Reading) {
    let mut last = BTreeMap::new();
    for (place, ReadLayer { incoming, .. }) in reading.incoming.iter().enumerate() {
        last.insert((incoming.code.clone(), incoming.kind), place);
    }
    let mut kept: Vec<ReadLayer> = Vec::with_capacity(last.len());
    for (place, read) in reading.incoming.drain(..).enumerate() {
        let ReadLayer { line, incoming } = &read;
        if last.get(&(incoming.code.clone(), incoming.kind)) == Some(&place) {
            kept.push(read);
        } else {
            reading.issues.push(Issue::new(
                *line,
                Some(incoming.code.as_str()),
                "",
                IssueKind::Duplicate,
                &incoming.raw,
            ));
        }
    }
    reading.incoming = kept;
}
