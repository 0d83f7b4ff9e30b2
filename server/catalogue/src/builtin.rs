//! The catalogue of a fresh start, in the program itself.
//!
//! Titles, figures and codes with their sources; see `data/` beside `src/`.
//! What is not known is empty there and stays empty here.

use domain::catalogue::{Change, Checklist, Incoming, Layer, StoredLayer, parse_day, plan};
use domain::civil::CivilRule;
use domain::fee::FeeTable;
use domain::search::Aliases;
use domain::service::ServiceRule;
use serde::Deserialize;
use thiserror::Error;
use time::Date;

use crate::decode::encode;
use crate::fees;
use crate::read::{ReadError, SourceNote, read};

const FACTS: &[u8] = include_bytes!("../data/commune-procedures.csv");
const LIST: &[u8] = include_bytes!("../data/national-list.jsonl.gz");
const CHECKLISTS: &str = include_str!("../data/checklists.toml");
const SERVICES: &str = include_str!("../data/services.toml");
const CIVIL: &str = include_str!("../data/civil.toml");
const ALIASES: &str = include_str!("../data/aliases.toml");

const LIST_SOURCE: &str = "Danh mục thủ tục hành chính trên Cổng dịch vụ công quốc gia";
const FEES_SOURCE: &str = "Bảng phí kèm phần mềm";
const FACTS_SOURCE: &str = "Dữ kiện cấp xã, chưa có nguồn";

/// The built-in data is damaged; a test keeps this from happening.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "the message says it")]
pub enum BuiltinError {
    #[error("the built-in data cannot be read: {0}")]
    Read(#[from] ReadError),
    #[error("the built-in data cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("the built-in data cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Fees(#[from] fees::FileError),
    #[error("the built-in data has a day that is none")]
    Day,
}

/// The day for which the built-in catalogue speaks, and from which it is in force.
pub const AS_OF: &str = "2026-07-18";

#[derive(Deserialize)]
struct ChecklistFile {
    checklist: Vec<Checklist>,
}

#[derive(Deserialize)]
struct ServiceFile {
    service: Vec<ServiceRule>,
}

#[derive(Deserialize)]
struct CivilFile {
    civil: Vec<CivilRule>,
}

/// The layers of the built-in catalogue, each as its first version.
///
/// # Errors
/// When the data in the program is damaged.
pub fn layers() -> Result<Vec<StoredLayer>, BuiltinError> {
    let day = parse_day(AS_OF).ok_or(BuiltinError::Day)?;
    let list = read(
        LIST,
        &SourceNote {
            name: LIST_SOURCE.to_owned(),
            as_of: Some(day),
        },
    )?;
    let facts = read(
        FACTS,
        &SourceNote {
            name: FACTS_SOURCE.to_owned(),
            as_of: None,
        },
    )?;
    let mut stored = Vec::with_capacity(list.incoming.len() + facts.incoming.len());
    for read in list.incoming.into_iter().chain(facts.incoming) {
        stored.extend(first(read.incoming, day));
    }
    for checklist in toml::from_str::<ChecklistFile>(CHECKLISTS)?.checklist {
        let source = checklist.source.clone();
        stored.extend(layer(&Layer::Checklist(checklist), source, day, day)?);
    }
    for (table, text) in fees::built_in()? {
        let incoming = fee_layer(table, text, FEES_SOURCE.to_owned(), Some(day))?;
        stored.extend(first(incoming, day));
    }
    for rule in toml::from_str::<ServiceFile>(SERVICES)?.service {
        let (source, from) = (rule.source.clone(), rule.effective_from);
        stored.extend(layer(&Layer::Service(rule), source, day, from)?);
    }
    for rule in toml::from_str::<CivilFile>(CIVIL)?.civil {
        let (source, from) = (rule.source.clone(), rule.effective_from.0);
        stored.extend(layer(&Layer::Civil(rule), source, day, from)?);
    }
    Ok(stored)
}

/// The everyday words of the search.
///
/// # Errors
/// When the data in the program is damaged.
pub fn aliases() -> Result<Aliases, BuiltinError> {
    Ok(toml::from_str(ALIASES)?)
}

/// A fee table as a layer of the catalogue; `text` is what was read.
///
/// # Errors
/// The serializer's own; none is known to occur.
pub fn fee_layer(
    table: FeeTable,
    text: String,
    source: String,
    as_of: Option<Date>,
) -> Result<Incoming, serde_json::Error> {
    let layer = Layer::Fee(table);
    Ok(Incoming {
        code: layer.code().clone(),
        kind: layer.kind(),
        source,
        as_of,
        content: encode(&layer)?,
        raw: text,
    })
}

fn layer(
    layer: &Layer,
    source: String,
    as_of: Date,
    from: Date,
) -> Result<Option<StoredLayer>, BuiltinError> {
    let content = encode(layer)?;
    let incoming = Incoming {
        code: layer.code().clone(),
        kind: layer.kind(),
        source,
        as_of: Some(as_of),
        raw: content.clone(),
        content,
    };
    Ok(first(incoming, from))
}

fn first(incoming: Incoming, from: Date) -> Option<StoredLayer> {
    match plan(&[], incoming, from) {
        Change::New(opened) | Change::Changed { opened, .. } => Some(opened),
        Change::Unchanged => None,
    }
}
