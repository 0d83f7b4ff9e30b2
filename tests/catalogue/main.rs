//! The catalogue on real and on wilful input.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking; the search prints its score"
)]

mod builtin;
mod export;
mod facts;
mod import;
mod search;

use std::path::{Path, PathBuf};

use catalogue::read::{Reading, SourceNote, read};
use domain::catalogue::{Change, StoredLayer, parse_day};
use time::Date;

/// A file below `tests/`.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn day(text: &str) -> Date {
    parse_day(text).expect("a day")
}

fn reading(file: &[u8]) -> Reading {
    read(
        file,
        &SourceNote {
            name: "tệp thử".to_owned(),
            as_of: Some(day("2026-11-01")),
        },
    )
    .expect("a known format")
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(path("fixtures").join(name)).expect("a fixture")
}

/// What a database would hold after the changes.
fn apply(stored: &mut Vec<StoredLayer>, changes: Vec<Change>) {
    for change in changes {
        match change {
            Change::Unchanged => {}
            Change::New(opened) => stored.push(opened),
            Change::Changed { opened, closed } => {
                let row = stored
                    .iter_mut()
                    .find(|row| {
                        row.code == closed.code
                            && row.kind == closed.kind
                            && row.version == closed.version
                    })
                    .expect("the closed version is stored");
                row.effective_to = Some(closed.effective_to);
                stored.push(opened);
            }
        }
    }
}
