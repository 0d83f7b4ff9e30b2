//! From a table's text to entries with their lines.

use super::issue::{Issue, IssueKind};
use csv::{ReaderBuilder, StringRecord};
use domain::calendar::{Entry, Fact, LunarDay, WEEKDAYS, What};
use domain::text::clean;
use thiserror::Error;

/// The largest file of calendar data that is read.
pub const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;

const NEEDED: [&str; 4] = ["type", "date", "name_vi", "status"];
/// Columns that are read, and those that are only held against the calendar or that
/// repeat another.
const KNOWN: [&str; 14] = [
    "type",
    "date",
    "to",
    "unit",
    "name_vi",
    "value",
    "status",
    "legal_basis",
    "source",
    "weekday",
    "year",
    "is_day_off",
    "lunar_dd_mm",
    "name_en",
];

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("tệp trống")]
    Empty,
    /// Too much.
    #[error("tệp lớn hơn {} MB", FILE_BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// Not a table of calendar data.
    #[error(
        "dòng đầu không có cột {0}; tệp lịch cần ít nhất các cột type, date, name_vi và status"
    )]
    MissingColumn(&'static str),
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) entry: Entry,
    cells: Vec<(String, String)>,
}

/// Every line of a table; a line that cannot be read stops no other.
pub(super) fn read(bytes: &[u8], issues: &mut Vec<Issue>) -> Result<Vec<Line>, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut numbered = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let (first, head) = numbered.next().ok_or(FileError::Empty)?;
    let head: Vec<String> = cells(head).iter().map(clean).collect();
    if let Some(missing) = NEEDED
        .iter()
        .find(|name| !head.iter().any(|had| had == *name))
    {
        return Err(FileError::MissingColumn(missing));
    }
    for column in head
        .iter()
        .filter(|column| !KNOWN.contains(&column.as_str()))
    {
        issues.push(Issue {
            line: first,
            field: column.clone(),
            kind: IssueKind::UnknownColumn,
        });
    }
    let mut lines = Vec::new();
    for (number, text) in numbered {
        match line(number, &head, text) {
            Ok(line) => lines.push(line),
            Err(kind) => issues.push(Issue {
                line: number,
                field: String::new(),
                kind,
            }),
        }
    }
    Ok(lines)
}

fn line(number: usize, head: &[String], text: &str) -> Result<Line, IssueKind> {
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(IssueKind::UnclosedQuote);
    }
    let row = cells(text);
    if row.len() != head.len() {
        return Err(IssueKind::BrokenLine);
    }
    let cells: Vec<_> = head.iter().cloned().zip(row.iter().map(clean)).collect();
    let cell = |name: &str| {
        let found = cells.iter().find(|(column, _)| column == name);
        found.map(|(_, cell)| cell.clone()).unwrap_or_default()
    };
    let entry = Entry {
        kind: cell("type"),
        from: cell("date"),
        to: cell("to"),
        unit: cell("unit"),
        name: cell("name_vi"),
        value: cell("value"),
        status: cell("status"),
        legal_basis: cell("legal_basis"),
        source: cell("source"),
    };
    Ok(Line {
        number,
        entry,
        cells,
    })
}

/// The cells of one line.
pub(crate) fn cells(line: &str) -> StringRecord {
    let mut row = StringRecord::new();
    let mut table = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(line.as_bytes());
    // A line that cannot be read has no cells, which is told as a broken line.
    if table.read_record(&mut row).is_err() {
        row.clear();
    }
    row
}

impl Line {
    /// The first cell that says of the day what it is not.
    pub(super) fn disagreement(&self, fact: &Fact) -> Option<Issue> {
        let What::Day(kind) = fact.what else {
            return None;
        };
        let day = fact.from;
        let weekday = WEEKDAYS
            .iter()
            .find(|(_, weekday)| *weekday == day.0.weekday());
        let lunar = LunarDay::on(day);
        let off = if kind.is_off() { "yes" } else { "no" };
        let computed = [
            ("weekday", weekday.map(|(name, _)| (*name).to_owned())),
            ("year", Some(day.0.year().to_string())),
            ("is_day_off", Some(off.to_owned())),
            (
                "lunar_dd_mm",
                lunar.map(|lunar| format!("{:02}/{:02}", lunar.day, lunar.month)),
            ),
        ];
        computed.into_iter().find_map(|(field, computed)| {
            let (_, said) = self.cells.iter().find(|(column, _)| column == field)?;
            let computed = computed?;
            let differs = !said.is_empty() && said.to_lowercase() != computed;
            differs.then(|| Issue {
                line: self.number,
                field: field.to_owned(),
                kind: IssueKind::OtherThanComputed {
                    said: said.clone(),
                    computed,
                },
            })
        })
    }
}
