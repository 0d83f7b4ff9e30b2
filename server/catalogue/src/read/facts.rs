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
        absent: Vec::new(),
        issues: Vec::new(),
    };
    let mut header = None;
    let (mut start, mut before) = (0, 0);
    // After a quotation mark that never closes reading begins anew on the next line.
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let done = table(rest, before, &mut header, source, &mut reading);
        before += rest
            .get(..done)
            .map_or(0, |read| read.bytes().filter(|byte| *byte == b'\n').count());
        start += done.max(1);
    }
    if let Some(header) = header {
        let has = |field: &str| header.iter().any(|column| field_of(column) == Some(field));
        reading.absent = COLUMNS
            .iter()
            .map(|(_, field)| *field)
            .filter(|field| !has(field))
            .collect();
        reading.absent.dedup();
    }
    reading
}

/// Reads rows up to the end or to a quotation mark that never closes; says how many
/// bytes are done with. `before` lines stand before them in the file.
fn table(
    text: &str,
    before: usize,
    header: &mut Option<StringRecord>,
    source: &SourceNote,
    reading: &mut Reading,
) -> usize {
    let mut table = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    loop {
        let start = table.position().clone();
        let line = before + usize::try_from(start.line()).unwrap_or(0);
        let read = table.read_record(&mut row);
        let from = usize::try_from(start.byte()).unwrap_or(0);
        let to = usize::try_from(table.position().byte()).unwrap_or(0);
        let raw = text.get(from..to).unwrap_or_default();
        // The reader passes blank lines over; they are not of this row.
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let line = line
            + raw.get(..blank).map_or(0, |blank| {
                blank.bytes().filter(|byte| *byte == b'\n').count()
            });
        match read {
            Ok(false) => return text.len(),
            Ok(true) if raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 => {
                reading.lines += 1;
                reading.issues.push(unclosed(header.as_ref(), raw, line));
                let end = raw.get(blank..).and_then(|row| row.find('\n'));
                return end.map_or(text.len(), |end| from + blank + end + 1);
            }
            Ok(true) => match header {
                None => {
                    repeated_columns(&row, line, &mut reading.issues);
                    *header = Some(row.clone());
                }
                Some(header) => {
                    reading.lines += 1;
                    let issues = &mut reading.issues;
                    if let Some(incoming) = fact(header, &row, raw.trim(), line, source, issues) {
                        reading.incoming.push(ReadLayer { line, incoming });
                    }
                }
            },
            Err(error) => {
                reading.lines += 1;
                let kind = IssueKind::BrokenLine;
                let told = error.to_string();
                reading.issues.push(Issue::new(line, None, "", kind, &told));
            }
        }
    }
}

/// The row with a quotation mark that never closes: the last cell of its line.
fn unclosed(header: Option<&StringRecord>, raw: &str, line: usize) -> Issue {
    let mut cells = StringRecord::new();
    let mut alone = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(
            raw.trim_start()
                .lines()
                .next()
                .unwrap_or_default()
                .as_bytes(),
        );
    // A line that cannot be read has no cells to name.
    drop(alone.read_record(&mut cells));
    let column = |at: usize| header.and_then(|header| header.get(at)).unwrap_or_default();
    let last = cells.len().saturating_sub(1);
    let code = (0..last)
        .find(|at| field_of(column(*at)) == Some("code"))
        .and_then(|at| cells.get(at))
        .map(str::trim);
    let cell = cells.get(last).unwrap_or_default();
    Issue::new(
        line,
        code,
        column(last).trim(),
        IssueKind::UnclosedQuote,
        cell,
    )
}

/// Two columns for one field: the first counts.
fn repeated_columns(header: &StringRecord, line: usize, issues: &mut Vec<Issue>) {
    let mut known: Vec<&str> = Vec::new();
    for column in header {
        let field = field_of(column).unwrap_or(column.trim());
        if known.contains(&field) {
            let kind = IssueKind::DuplicateColumn;
            issues.push(Issue::new(line, None, column.trim(), kind, field));
        } else {
            known.push(field);
        }
    }
}

/// The field that a column fills.
fn field_of(column: &str) -> Option<&'static str> {
    COLUMNS
        .iter()
        .find(|(name, _)| *name == column.trim())
        .map(|(_, field)| *field)
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
    let time_limit = cells.figures("time_limit", &mut remark);
    let fee = cells.figures("fee", &mut remark);
    let no_wait = cells.no_wait(&mut remark);
    let as_of = cells.day(&mut remark).or(source.as_of);
    let facts = Facts {
        code: code.clone(),
        name,
        field: cells.take("field"),
        agency: cells.take("agency"),
        time_limit,
        fee,
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
            if let Some(field) = field_of(column) {
                cells.known.entry(field).or_insert_with(|| clean(cell));
            } else {
                let column = column.trim().to_owned();
                cells
                    .unread
                    .entry(column)
                    .or_insert_with(|| cell.to_owned());
            }
        }
        cells
    }

    fn take(&mut self, field: &str) -> String {
        self.known.remove(field).unwrap_or_default()
    }

    /// A text with figures in it. One below zero cannot be meant: the text is kept
    /// aside, and the field stays unknown.
    fn figures(
        &mut self,
        field: &'static str,
        remark: &mut impl FnMut(&str, IssueKind, &str),
    ) -> String {
        let text = self.take(field);
        if !below_zero(&text) {
            return text;
        }
        remark(field, IssueKind::BelowZero, &text);
        self.unread.insert(field.to_owned(), text);
        String::new()
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

/// Whether a figure with a minus stands at the beginning or after a blank;
/// `5 - 10 ngày` and `07-10 ngày` are ranges.
fn below_zero(text: &str) -> bool {
    let mut before = None;
    let mut range = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let minus = matches!(letter, '-' | '−' | '–');
        let figure = letters.peek().is_some_and(char::is_ascii_digit);
        let apart =
            before.is_none_or(|before: char| before.is_whitespace() || "(:;,".contains(before));
        if minus && figure && apart && !range {
            return true;
        }
        if !letter.is_whitespace() {
            range = letter.is_ascii_digit();
        }
        before = Some(letter);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::below_zero;

    #[test]
    fn a_minus_is_not_a_dash() {
        for text in [
            "-2.000 đồng",
            "−5 ngày",
            "Nộp trực tuyến: -3 ngày",
            "lệ phí (-1)",
        ] {
            assert!(below_zero(text), "{text}");
        }
        for text in [
            "",
            "05-10 ngày",
            "5 - 10 ngày",
            "2.000 đồng -miễn",
            "5 -10 ngày",
            "TT-BTC",
        ] {
            assert!(!below_zero(text), "{text}");
        }
    }
}
