//! A procedure as of a day: its layers read together.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{Checklist, Facts, LayerKind, Level, ListRow, ProcedureCode, Record, serde_day};
use crate::civil::CivilRule;
use crate::fee::FeeTable;
use crate::service::ServiceRule;

/// Where and when a layer comes from; a dossier pins these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// The source.
    pub kind: LayerKind,
    /// The stored version.
    pub version: u32,
    /// The first day in force.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// The first day no longer in force.
    #[serde(with = "serde_day::option", default)]
    pub effective_to: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// The day for which the source speaks.
    #[serde(with = "serde_day::option", default)]
    pub as_of: Option<Date>,
}

impl Origin {
    fn in_force(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_to.is_none_or(|to| on < to)
    }
}

/// A stored layer with its content read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "one variant for each kind of layer")]
pub enum Layer {
    Record(Box<Record>),
    List(ListRow),
    Facts(Facts),
    Checklist(Checklist),
    Fee(FeeTable),
    Service(ServiceRule),
    Civil(CivilRule),
}

impl Layer {
    /// Which source it is.
    pub fn kind(&self) -> LayerKind {
        match self {
            Self::Record(_) => LayerKind::Record,
            Self::List(_) => LayerKind::List,
            Self::Facts(_) => LayerKind::Facts,
            Self::Checklist(_) => LayerKind::Checklist,
            Self::Fee(_) => LayerKind::Fee,
            Self::Service(_) => LayerKind::Service,
            Self::Civil(_) => LayerKind::Civil,
        }
    }

    /// The procedure it speaks of.
    pub fn code(&self) -> &ProcedureCode {
        match self {
            Self::Record(record) => &record.code,
            Self::List(row) => &row.code,
            Self::Facts(facts) => &facts.code,
            Self::Checklist(checklist) => &checklist.code,
            Self::Fee(table) => &table.code,
            Self::Service(rule) => &rule.code,
            Self::Civil(rule) => &rule.code,
        }
    }
}

/// A procedure as of a day.
///
/// The layers stay apart: what the nation publishes and what the commune adds
/// are shown side by side, each with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// The code.
    pub code: ProcedureCode,
    /// The portal's full record.
    pub record: Option<Box<Record>>,
    /// The row of the national list.
    pub list: Option<ListRow>,
    /// The commune's facts.
    pub facts: Option<Facts>,
    /// The commune's list of papers.
    pub checklist: Option<Checklist>,
    /// The lines on its fee.
    pub fee: Option<FeeTable>,
    /// Its screen of its own.
    #[serde(default)]
    pub service: Option<ServiceRule>,
    /// What the law asks for, where it is an act of civil status.
    #[serde(default)]
    pub civil: Option<CivilRule>,
    /// Where each layer comes from, in the order of [`LayerKind`].
    pub origins: Vec<Origin>,
}

impl Procedure {
    /// Reads together the layers of one code that are in force on a day.
    ///
    /// The order in which the layers come does not matter. `None` when none of
    /// them is in force.
    pub fn merge(
        code: &ProcedureCode,
        layers: impl IntoIterator<Item = (Origin, Layer)>,
        on: Date,
    ) -> Option<Self> {
        let mut in_force: Vec<(Origin, Layer)> = layers
            .into_iter()
            .filter(|(origin, layer)| layer.code() == code && origin.in_force(on))
            .collect();
        in_force.sort_by(|(a, _), (b, _)| {
            (a.kind, a.effective_from, a.version, &a.source).cmp(&(
                b.kind,
                b.effective_from,
                b.version,
                &b.source,
            ))
        });
        if in_force.is_empty() {
            return None;
        }
        let mut merged = Self {
            code: code.clone(),
            record: None,
            list: None,
            facts: None,
            checklist: None,
            fee: None,
            service: None,
            civil: None,
            origins: Vec::new(),
        };
        for (origin, layer) in in_force {
            merged.origins.retain(|other| other.kind != origin.kind);
            merged.origins.push(origin);
            match layer {
                Layer::Record(record) => merged.record = Some(record),
                Layer::List(row) => merged.list = Some(row),
                Layer::Facts(facts) => merged.facts = Some(facts),
                Layer::Checklist(checklist) => merged.checklist = Some(checklist),
                Layer::Fee(table) => merged.fee = Some(table),
                Layer::Service(rule) => merged.service = Some(rule),
                Layer::Civil(rule) => merged.civil = Some(rule),
            }
        }
        Some(merged)
    }

    /// The name: the record's, else the list's, else the commune's.
    pub fn name(&self) -> &str {
        let record = self.record.as_ref().map(|record| record.name.as_str());
        let list = self.list.as_ref().map(|row| row.name.as_str());
        let facts = self.facts.as_ref().map(|facts| facts.name.as_str());
        [record, list, facts]
            .into_iter()
            .flatten()
            .find(|name| !name.is_empty())
            .unwrap_or(self.code.as_str())
    }

    /// The field; empty when no source names one.
    pub fn field(&self) -> &str {
        let record = self.record.as_ref().and_then(|record| record.field_name());
        let list = self
            .list
            .as_ref()
            .and_then(|row| row.fields.first())
            .map(String::as_str);
        let facts = self.facts.as_ref().map(|facts| facts.field.as_str());
        [record, facts, list]
            .into_iter()
            .flatten()
            .find(|field| !field.is_empty())
            .unwrap_or_default()
    }

    /// Who handles it, in the order in which the sources name them.
    pub fn agencies(&self) -> Vec<String> {
        let from_record = self.record.iter().flat_map(|record| {
            let agencies = &record.agencies;
            agencies
                .executing
                .all()
                .chain(agencies.authority.all())
                .map(|agency| agency.name.clone())
        });
        let from_list = self
            .list
            .iter()
            .flat_map(|row| row.agencies.iter().cloned());
        // The facts name several agencies in one line.
        let from_facts = self
            .facts
            .iter()
            .flat_map(|facts| facts.agency.split(';').map(|name| name.trim().to_owned()));
        let mut names: Vec<String> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for name in from_record.chain(from_list).chain(from_facts) {
            let key = crate::text::fold(&name);
            if !key.is_empty() && !known.contains(&key) {
                known.push(key);
                names.push(name);
            }
        }
        names
    }

    /// Whether the commune handles it, as far as any source says so.
    pub fn is_commune(&self) -> bool {
        self.facts.is_some()
            || self
                .record
                .as_ref()
                .is_some_and(|record| record.flags.ward == Some(true))
            || self
                .agencies()
                .iter()
                .any(|agency| super::list::is_commune_agency(agency))
    }

    /// Whether it is done in one sitting.
    pub fn is_no_wait(&self) -> bool {
        self.facts
            .as_ref()
            .is_some_and(|facts| facts.no_wait == Some(true))
    }

    /// Whether only one province, or only state agencies, use it.
    pub fn is_narrow(&self) -> bool {
        let record = self.record.as_ref().map(|record| &record.level);
        let level = record.or(self.list.as_ref().map(|row| &row.level));
        matches!(level, Some(Level::Specific | Level::StandardInternal))
    }

    /// Numbers of the legal documents.
    pub fn legal_basis(&self) -> Vec<String> {
        let from_record: Vec<String> = self
            .record
            .iter()
            .flat_map(|record| &record.legal_bases)
            .map(|basis| basis.code.clone())
            .collect();
        if from_record.is_empty() {
            return self
                .facts
                .as_ref()
                .map(|facts| facts.legal_basis.clone())
                .unwrap_or_default();
        }
        from_record
    }

    /// The origin of a layer.
    pub fn origin(&self, kind: LayerKind) -> Option<&Origin> {
        self.origins.iter().find(|origin| origin.kind == kind)
    }

    /// The origin to show as "số liệu đến ngày…": the fullest source there is.
    pub fn main_origin(&self) -> Option<&Origin> {
        [LayerKind::Record, LayerKind::Facts, LayerKind::List]
            .into_iter()
            .find_map(|kind| self.origin(kind))
    }
}
