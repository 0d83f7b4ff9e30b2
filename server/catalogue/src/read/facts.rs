//! The table of facts, as CSV.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use domain::catalogue::{Facts, Incoming, LayerKind, ProcedureCode, parse_day};
use domain::text::clean;
use time::Date;

use super::{Format, ReadLayer, Reading, SourceNote};
use crate::issue::{Issue, IssueKind};

/// Columns by the names of either table: the collected one and the built-in one.
const COLUMNS: [(&str, &str); 15] = [
    ("code", "code"),
    ("name_vi", "name"),
    ("title", "name"),
    ("field_vi", "field"),
    ("field", "field"),
    ("agency", "agency"),
    ("time_limit_vi", "time_limit"),
    ("time_limit", "time_limit"),
    ("fee_vi", "fee"),
    ("fee", "fee"),
    ("no_wait", "no_wait"),
    ("legal_basis", "legal_basis"),
    ("source", "source"),
    ("note", "note"),
    ("as_of", "as_of"),
];

/// Whether the first line names the columns that the table cannot do without.
pub(super) fn is_facts(text: &str) -> bool {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let names: Vec<&str> = header
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    names.contains(&"code") && (names.contains(&"name_vi") || names.contains(&"title"))
}

pub(super) fn read(text: &str, source: &SourceNote) -> Reading {
    let mut reading = Reading {
        format: Format::FactsCsv,
        lines: 0,
        incoming: Vec::new(),
        issues: Vec::new(),
    };
    let mut table = ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = table.headers().cloned().unwrap_or_default();
    let mut row = StringRecord::new();
    loop {
        let start = table.position().clone();
        let line = usize::try_from(start.line()).unwrap_or(0);
        match table.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {
                reading.lines += 1;
                let span = usize::try_from(start.byte()).unwrap_or(0)
                    ..usize::try_from(table.position().byte()).unwrap_or(0);
                let raw = text.get(span).unwrap_or_default().trim();
                if let Some(incoming) = fact(&header, &row, raw, line, source, &mut reading.issues)
                {
                    reading.incoming.push(ReadLayer { line, incoming });
                }
            }
            Err(error) => {
                reading.lines += 1;
                reading.issues.push(Issue::new(
                    line,
                    None,
                    "",
                    IssueKind::BrokenLine,
                    &error.to_string(),
                ));
            }
        }
    }
    reading
}

fn fact(
    header: &StringRecord,
    row: &StringRecord,
    raw: &str,
    line: usize,
    source: &SourceNote,
    issues: &mut Vec<Issue>,
) -> Option<Incoming> {
    let mut cells = Cells::new(header, row);
    let (given, name) = (cells.take("code"), cells.take("name"));
    if row.len() != header.len() || (given.is_empty() && name.is_empty()) {
        issues.push(Issue::new(line, None, "", IssueKind::BrokenLine, raw));
        return None;
    }
    let code = if given.is_empty() {
        ProcedureCode::local(&name)
    } else {
        ProcedureCode::new(&given)
    };
    let mut remark = |field: &str, kind, value: &str| {
        issues.push(Issue::new(line, Some(code.as_str()), field, kind, value));
    };
    if given.is_empty() {
        remark("code", IssueKind::MissingCode, &name);
    } else if !code.is_regular() && !code.is_local() {
        remark("code", IssueKind::IrregularCode, &given);
    }
    if name.is_empty() {
        remark("name", IssueKind::MissingName, "");
    }
    cells
        .unread
        .iter()
        .for_each(|(column, cell)| remark(column, IssueKind::UnknownField, cell));
    let no_wait = cells.no_wait(&mut remark);
    let as_of = cells.day(&mut remark).or(source.as_of);
    let facts = Facts {
        code: code.clone(),
        name,
        field: cells.take("field"),
        agency: cells.take("agency"),
        time_limit: cells.take("time_limit"),
        fee: cells.take("fee"),
        no_wait,
        legal_basis: split(&cells.take("legal_basis")),
        source: cells.take("source"),
        note: cells.take("note"),
        unread: cells.unread,
    };
    let from = if facts.source.is_empty() {
        source.name.clone()
    } else {
        facts.source.clone()
    };
    let content = serde_json::to_string(&facts).ok()?;
    Some(Incoming {
        code,
        kind: LayerKind::Facts,
        source: from,
        as_of,
        content,
        raw: raw.to_owned(),
    })
}

fn split(numbers: &str) -> Vec<String> {
    numbers
        .split(';')
        .map(|number| number.trim().to_owned())
        .filter(|number| !number.is_empty())
        .collect()
}

/// The cells of a row by the field they fill; the rest is kept by column.
struct Cells {
    known: BTreeMap<&'static str, String>,
    unread: BTreeMap<String, String>,
}

impl Cells {
    fn new(header: &StringRecord, row: &StringRecord) -> Self {
        let mut cells = Self {
            known: BTreeMap::new(),
            unread: BTreeMap::new(),
        };
        for (column, cell) in header.iter().zip(row.iter()) {
            if let Some((_, field)) = COLUMNS.iter().find(|(name, _)| *name == column.trim()) {
                cells.known.insert(field, clean(cell));
            } else {
                cells
                    .unread
                    .insert(column.trim().to_owned(), cell.to_owned());
            }
        }
        cells
    }

    fn take(&mut self, field: &str) -> String {
        self.known.remove(field).unwrap_or_default()
    }

    fn no_wait(&mut self, remark: &mut impl FnMut(&str, IssueKind, &str)) -> Option<bool> {
        match self.take("no_wait").as_str() {
            "" => None,
            "yes" | "1" | "true" => Some(true),
            "no" | "0" | "false" => Some(false),
            other => {
                remark("no_wait", IssueKind::UnknownWord, other);
                self.unread.insert("no_wait".to_owned(), other.to_owned());
                None
            }
        }
    }

    fn day(&mut self, remark: &mut impl FnMut(&str, IssueKind, &str)) -> Option<Date> {
        let written = self.take("as_of");
        let day = parse_day(&written);
        if day.is_none() && !written.is_empty() {
            remark("as_of", IssueKind::UnexpectedType, &written);
        }
        day
    }
}
