//! Comparing what was read with what is stored.

use std::collections::BTreeMap;

use core::fmt;

use domain::catalogue::{Change, LayerKind, ProcedureCode, StoredLayer, plan};
use serde::Serialize;
use time::Date;

use crate::issue::Issue;
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
    for ReadLayer { incoming, .. } in reading.incoming {
        let counts = layers.entry(incoming.kind.as_str()).or_default();
        counts.read += 1;
        let key = (incoming.code.clone(), incoming.kind);
        let existing = by_layer.get(&key).map_or(&[][..], Vec::as_slice);
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
            writeln!(f, "Mã có thay đổi: {}.", self.changed_codes.join(", "))?;
        }
        if self.issues.is_empty() {
            return writeln!(f, "Không có điểm nào chưa hiểu.");
        }
        writeln!(f, "Chưa hiểu hoặc cần lưu ý: {}.", self.issues.len())?;
        self.issues
            .iter()
            .try_for_each(|issue| writeln!(f, "- {issue}"))
    }
}

fn kind_in_words(kind: &str) -> &'static str {
    match LayerKind::parse(kind) {
        Some(LayerKind::Record) => "Bản ghi đầy đủ",
        Some(LayerKind::List) => "Danh mục quốc gia",
        Some(LayerKind::Facts) => "Dữ kiện cấp xã",
        Some(LayerKind::Checklist) => "Danh mục giấy tờ",
        Some(LayerKind::Fee) => "Mức phí",
        None => "Khác",
    }
}
