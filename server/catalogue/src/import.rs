//! Comparing what was read with what is stored.

use std::collections::BTreeMap;

use core::fmt;

use domain::catalogue::{Change, Facts, Incoming, LayerKind, ProcedureCode, StoredLayer, plan};
use serde::Serialize;
use time::Date;

use crate::issue::{Issue, IssueKind};
use crate::read::{Format, ReadLayer, Reading};

/// What an import did with the layers of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Read and understood.
    pub read: usize,
    /// Not known before.
    pub new: usize,
    /// Known, and different now.
    pub changed: usize,
    /// Known, and the same.
    pub unchanged: usize,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The format that was recognised.
    pub format: Format,
    /// Lines or rows that were looked at.
    pub lines: usize,
    /// Lines that brought nothing because they could not be read.
    pub broken: usize,
    /// By kind of layer.
    pub layers: BTreeMap<&'static str, Counts>,
    /// Codes that changed.
    pub changed_codes: Vec<String>,
    /// What could not be understood.
    pub issues: Vec<Issue>,
}

/// A report and what has to be written, in one transaction and in this order.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// For people.
    pub report: Report,
    /// For the database; never [`Change::Unchanged`].
    pub changes: Vec<Change>,
}

/// Plans the import of a reading on top of the stored layers, in force from the day `on`.
///
/// `stored` needs to hold every version of the codes that were read; more does no harm.
pub fn import(reading: Reading, stored: &[StoredLayer], on: Date) -> Outcome {
    let mut by_layer: BTreeMap<(ProcedureCode, LayerKind), Vec<StoredLayer>> = BTreeMap::new();
    for layer in stored {
        by_layer
            .entry((layer.code.clone(), layer.kind))
            .or_default()
            .push(layer.clone());
    }
    let mut layers: BTreeMap<&'static str, Counts> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut changed_codes = Vec::new();
    for ReadLayer { mut incoming, .. } in reading.incoming {
        let counts = layers.entry(incoming.kind.as_str()).or_default();
        counts.read += 1;
        let key = (incoming.code.clone(), incoming.kind);
        let existing = by_layer.get(&key).map_or(&[][..], Vec::as_slice);
        complete(&mut incoming, existing, &reading.absent, on);
        let change = plan(existing, incoming, on);
        match &change {
            Change::Unchanged => {
                counts.unchanged += 1;
                continue;
            }
            Change::New(_) => counts.new += 1,
            Change::Changed { .. } => {
                counts.changed += 1;
                changed_codes.push(key.0.to_string());
            }
        }
        changes.push(change);
    }
    let broken = reading
        .issues
        .iter()
        .filter(|issue| issue.kind.is_error())
        .count();
    let report = Report {
        format: reading.format,
        lines: reading.lines,
        broken,
        layers,
        changed_codes,
        issues: reading.issues,
    };
    Outcome { report, changes }
}

/// Completes facts from the version in force with what the file cannot say: a
/// column that is not there, or a cell that was not taken over, wipes no field. The
/// same page as its source, told in other words, is the same source.
fn complete(incoming: &mut Incoming, existing: &[StoredLayer], absent: &[&str], on: Date) {
    if incoming.kind != LayerKind::Facts {
        return;
    }
    let in_force = existing
        .iter()
        .filter(|layer| layer.in_force(on))
        .max_by_key(|layer| layer.version);
    let Some(current) = in_force else { return };
    let (Ok(mut facts), Ok(stored)) = (
        serde_json::from_str::<Facts>(&incoming.content),
        serde_json::from_str::<Facts>(&current.content),
    ) else {
        return;
    };
    let same_page = page(&facts.source).is_some_and(|url| page(&stored.source) == Some(url));
    // What was not taken over stands aside under its column's name.
    let aside = facts.unread.clone();
    let lacks = |field: &str| absent.contains(&field) || aside.contains_key(field);
    if same_page || lacks("source") {
        facts.source = stored.source;
    }
    if lacks("field") {
        facts.field = stored.field;
    }
    if lacks("agency") {
        facts.agency = stored.agency;
    }
    if lacks("time_limit") {
        facts.time_limit = stored.time_limit;
    }
    if lacks("fee") {
        facts.fee = stored.fee;
    }
    if lacks("no_wait") {
        facts.no_wait = stored.no_wait;
    }
    if lacks("legal_basis") {
        facts.legal_basis = stored.legal_basis;
    }
    if lacks("note") {
        facts.note = stored.note;
    }
    if let Ok(content) = serde_json::to_string(&facts) {
        incoming.content = content;
    }
}

/// The address in the words on a source.
fn page(source: &str) -> Option<&str> {
    let start = source.find("https://").or_else(|| source.find("http://"))?;
    source.get(start..)?.split_whitespace().next()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.format {
            Format::PortalJson => "JSON của Cổng dịch vụ công",
            Format::FactsCsv => "bảng dữ kiện CSV",
        };
        writeln!(
            f,
            "Định dạng: {format}. Đã đọc {} dòng, {} dòng không đọc được.",
            self.lines, self.broken
        )?;
        for (kind, counts) in &self.layers {
            let Counts {
                read,
                new,
                changed,
                unchanged,
            } = counts;
            let kind = kind_in_words(kind);
            writeln!(
                f,
                "{kind}: đọc {read}, mới {new}, thay đổi {changed}, giữ nguyên {unchanged}."
            )?;
        }
        if !self.changed_codes.is_empty() {
            let codes = first_of(self.changed_codes.iter().map(String::as_str));
            writeln!(f, "Mã có thay đổi: {codes}.")?;
        }
        if self.issues.is_empty() {
            return writeln!(f, "Không có điểm nào chưa hiểu.");
        }
        writeln!(f, "Chưa hiểu hoặc cần lưu ý: {}.", self.issues.len())?;
        self.grouped().iter().try_for_each(|same| same.tell(f))
    }
}

/// Codes and lines that are told by name; `--json` tells all.
const NAMED_MAX: usize = 5;

/// The first few, and how many more.
fn first_of<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    let told = names.clone().take(NAMED_MAX).collect::<Vec<_>>().join(", ");
    match names.count().saturating_sub(NAMED_MAX) {
        0 => told,
        left => format!("{told} và {left} mã khác (xem --json)"),
    }
}

/// The same remark on one or many lines.
struct Same<'r> {
    kind: IssueKind,
    field: String,
    issues: Vec<&'r Issue>,
}

impl Report {
    /// Remarks of one kind on one field together: what was not read first, then by
    /// how often it was met.
    fn grouped(&self) -> Vec<Same<'_>> {
        let mut groups: Vec<Same<'_>> = Vec::new();
        for issue in &self.issues {
            let field = without_places(&issue.field);
            let same = |group: &&mut Same<'_>| group.kind == issue.kind && group.field == field;
            // A line that could not be read is a matter of its own.
            let known = groups.iter_mut().find(same);
            match known.filter(|_| !issue.kind.is_error()) {
                Some(group) => group.issues.push(issue),
                None => groups.push(Same {
                    kind: issue.kind,
                    field,
                    issues: vec![issue],
                }),
            }
        }
        groups.sort_by_key(|group| {
            (
                !group.kind.is_error(),
                core::cmp::Reverse(group.issues.len()),
            )
        });
        groups
    }
}

impl Same<'_> {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [alone] = self.issues.as_slice() {
            return writeln!(f, "- {alone}");
        }
        let field = match self.field.as_str() {
            "" => String::new(),
            field => format!("{field}: "),
        };
        let count = self.issues.len();
        write!(f, "- {count} lần, {field}{}", self.kind.in_words())?;
        let mut values: Vec<&str> = self
            .issues
            .iter()
            .map(|issue| issue.value.as_str())
            .collect();
        values.dedup();
        if let [value] = values.as_slice()
            && !value.is_empty()
        {
            write!(f, " ({value})")?;
        }
        let mut codes: Vec<&str> = self
            .issues
            .iter()
            .filter_map(|issue| issue.code.as_deref())
            .collect();
        codes.dedup();
        if codes.is_empty() {
            return writeln!(f);
        }
        writeln!(f, "; mã {}", first_of(codes.iter().copied()))
    }
}

/// `data.fees[3].value` as `data.fees[].value`: the same field of another line.
fn without_places(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut inside = false;
    for letter in field.chars() {
        if letter == ']' {
            inside = false;
        }
        if !inside {
            out.push(letter);
        }
        if letter == '[' {
            inside = true;
        }
    }
    out
}

fn kind_in_words(kind: &str) -> &'static str {
    match LayerKind::parse(kind) {
        Some(LayerKind::Record) => "Bản ghi đầy đủ",
        Some(LayerKind::List) => "Danh mục quốc gia",
        Some(LayerKind::Facts) => "Dữ kiện cấp xã",
        Some(LayerKind::Checklist) => "Danh mục giấy tờ",
        Some(LayerKind::Fee) => "Mức phí",
        Some(LayerKind::Service) => "Màn hình dịch vụ",
        Some(LayerKind::Civil) => "Điều kiện hộ tịch",
        None => "Khác",
    }
}
