//! How books are kept: the file format, and what is built in.
//!
//! A file is a CSV table with a line for each
//! [`PolicyLine`]; the columns are those of
//! `data/registers.csv`.

use crate::calendar::cells;
use core::fmt;
use csv::StringRecord;
use domain::calendar::Origin;
use domain::register::{Policies, PolicyLine, Rejected};
use domain::text::clean;
use thiserror::Error;

const BUILT_IN: &[u8] = include_bytes!("../data/registers.csv");
/// The largest file of data on books that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;

/// Why a file cannot be read at all.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// Too much.
    #[error("tệp lớn hơn {} kB", FILE_BYTES_MAX / 1024)]
    TooLarge,
    /// Not a table of data on books.
    #[error("dòng đầu không có cột {0}")]
    MissingColumn(&'static str),
    /// The built-in data is damaged; a test keeps this from happening.
    #[error("the built-in data on books is wrong: {0}")]
    BuiltIn(Issue),
}

/// One thing that could not be understood, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The line in the file, from 1.
    pub line: usize,
    /// The column; empty for the line as a whole.
    pub field: String,
    /// What.
    pub fault: Fault,
}

/// Why a line, or a column, was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line has more or fewer cells than the head of the table.
    BrokenLine,
    /// A column that this version does not know.
    UnknownColumn,
    /// A cell is wrong, or the line says otherwise than another.
    Rejected(Rejected),
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dòng {}", self.line)?;
        match &self.fault {
            Fault::BrokenLine => f.write_str(
                ": số ô không khớp với dòng tiêu đề; kiểm tra dấu phẩy và dấu ngoặc kép",
            ),
            Fault::UnknownColumn => write!(f, ", {}: cột chưa biết, không lấy vào", self.field),
            Fault::Rejected(rejected) => write!(f, ", {rejected}"),
        }
    }
}

/// Puts the lines of a table beside what is known; gives those that were taken. A line
/// that cannot be read stops no other.
///
/// # Errors
/// [`FileError`] when the file as a whole cannot be read; a wrong line is an [`Issue`].
pub fn import(
    file: &[u8],
    policies: &mut Policies,
    issues: &mut Vec<Issue>,
) -> Result<Vec<PolicyLine>, FileError> {
    let mut taken = Vec::new();
    for (number, line) in read(file, issues)? {
        match policies.put(&line, Origin::Line(number)) {
            Ok(_) => taken.push(line),
            Err(rejected) => issues.push(Issue {
                line: number,
                field: rejected.field().to_owned(),
                fault: Fault::Rejected(rejected),
            }),
        }
    }
    issues.sort_by_key(|issue| issue.line);
    Ok(taken)
}

/// The lines that come with the program.
///
/// # Errors
/// [`FileError::BuiltIn`] when the data in the program is damaged.
pub fn built_in() -> Result<Vec<PolicyLine>, FileError> {
    let mut issues = Vec::new();
    let lines = import(BUILT_IN, &mut Policies::default(), &mut issues)?;
    match issues.pop() {
        Some(issue) => Err(FileError::BuiltIn(issue)),
        None => Ok(lines),
    }
}

/// A cell of a line by its column; `None` for a column that there is not.
fn cell<'a>(line: &'a mut PolicyLine, column: &str) -> Option<&'a mut String> {
    Some(match column {
        "kind" => &mut line.kind,
        "from" => &mut line.from,
        "to" => &mut line.to,
        "unit" => &mut line.unit,
        "name_vi" => &mut line.name_vi,
        "keeping" => &mut line.keeping,
        "form" => &mut line.form,
        "lease" => &mut line.lease,
        "low_water" => &mut line.low_water,
        "entries_per_volume" => &mut line.entries_per_volume,
        "lead_days" => &mut line.lead_days,
        "status" => &mut line.status,
        "legal_basis" => &mut line.legal_basis,
        "source" => &mut line.source,
        _ => return None,
    })
}

fn read(file: &[u8], issues: &mut Vec<Issue>) -> Result<Vec<(usize, PolicyLine)>, FileError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    let text = String::from_utf8_lossy(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut rows = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let head = rows.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let head: Vec<String> = head.iter().map(clean).collect();
    for column in ["kind", "from", "name_vi", "keeping", "status"] {
        if !head.iter().any(|name| name == column) {
            return Err(FileError::MissingColumn(column));
        }
    }
    let known = |name: &String| cell(&mut PolicyLine::default(), name).is_some();
    issues.extend(head.iter().filter(|name| !known(name)).map(|name| Issue {
        line: 1,
        field: name.clone(),
        fault: Fault::UnknownColumn,
    }));
    let mut lines = Vec::new();
    for (number, row) in rows {
        let row = cells(row);
        if row.len() == head.len() {
            lines.push((number, line(&head, &row)));
        } else {
            issues.push(Issue {
                line: number,
                field: String::new(),
                fault: Fault::BrokenLine,
            });
        }
    }
    Ok(lines)
}

fn line(head: &[String], row: &StringRecord) -> PolicyLine {
    let mut line = PolicyLine::default();
    for (column, text) in head.iter().zip(row) {
        if let Some(cell) = cell(&mut line, column) {
            *cell = clean(text);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::UnitId;
    use domain::instant::Day;
    use domain::register::{BookKind, Number, PolicyLines, Refusal, VolumeNumber};

    const HEAD: &str =
        "kind,from,name_vi,keeping,form,lease,low_water,entries_per_volume,lead_days,status";
    const GOOD: &str =
        "SCT/BS,2026-01-01,Sổ,book,số {number} quyển số {volume}/{year},20,5,500,15,memory";

    fn issues(text: &str) -> Vec<String> {
        let mut issues = Vec::new();
        import(text.as_bytes(), &mut Policies::default(), &mut issues).unwrap();
        issues.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_built_in_is_sound_and_keeps_no_civil_register() {
        let lines = PolicyLines {
            built_in: built_in().unwrap(),
            imported: Vec::new(),
        };
        let policies = lines.read();
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        let find = |kind: &str| {
            let unit = UnitId("H99.99.01".into());
            policies
                .in_force(&BookKind(kind.into()), &unit, day)
                .unwrap()
        };
        let copies = find("SCT/BS").opening().unwrap();
        assert_eq!(
            copies.form.write(Number(7), VolumeNumber(1), 2026),
            "số 07 quyển số 01/2026 - SCT/BS"
        );
        for kind in ["HT/KS", "HT/KH", "HT/KT", "HT/TL"] {
            assert_eq!(find(kind).opening(), Err(Refusal::CivilRegister), "{kind}");
        }
    }

    #[test]
    fn a_wrong_cell_is_told_with_line_and_column() {
        let wrong = GOOD.replace(",20,", ",twenty,");
        let told = issues(&format!("{HEAD}\n{GOOD}\n\n{wrong}\nSCT/CK,2026\n"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("dòng 4, lease: “twenty”"), "{told:?}");
        assert!(told[1].starts_with("dòng 5: số ô"), "{told:?}");
        let other = GOOD.replace(",20,", ",30,");
        let told = issues(&format!("{HEAD}\n{GOOD}\n{other}\n"));
        assert!(
            told[0].starts_with("dòng 3, from: nói khác với dòng 2"),
            "{told:?}"
        );
    }

    #[test]
    fn a_file_that_is_no_such_table_is_refused() {
        let read = |text: &str| {
            let mut issues = Vec::new();
            import(text.as_bytes(), &mut Policies::default(), &mut issues).unwrap_err()
        };
        assert_eq!(read(""), FileError::MissingColumn("kind"));
        assert_eq!(
            read("kind,from,name_vi,status"),
            FileError::MissingColumn("keeping")
        );
        assert_eq!(read(&" ".repeat(FILE_BYTES_MAX + 1)), FileError::TooLarge);
        let told = issues(&format!("{HEAD},colour\n{GOOD},red\n"));
        assert_eq!(told, ["dòng 1, colour: cột chưa biết, không lấy vào"]);
    }
}
