//! What a device carries of the catalogue.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Channel, Checklist, ComponentGroup, LayerKind, Named, Offline, OnlineLevel, Origin, Paper,
    Procedure, ProcedureCode, Record, Step, serde_day,
};
use crate::calendar::Status;
use crate::civil::CivilRule;
use crate::deadline::{Limit, limits_in};
use crate::fee::{FeeFormula, FeeRule, FeeTable};
use crate::instant::Day;
use crate::search::{Aliases, Entry};
use crate::service::ServiceRule;

use super::facts::speaks_of_a_case;

/// A row of the list to search: every procedure of the country has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRow {
    /// The code.
    pub code: ProcedureCode,
    /// The name.
    pub name: String,
    /// Place of its field in [`CatalogueList::fields`].
    pub field: u16,
    /// The commune handles it.
    pub commune: bool,
    /// Done in one sitting.
    pub no_wait: bool,
    /// Only one province, or only state agencies, use it.
    pub narrow: bool,
}

/// Everything that can be searched on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueList {
    /// The oldest day for which one of its sources speaks.
    #[serde(with = "serde_day")]
    pub as_of: Date,
    /// The newest such day, where the sources differ.
    #[serde(
        with = "serde_day::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub as_of_newest: Option<Date>,
    /// Names of the fields; the first is empty and stands for "unknown".
    pub fields: Vec<String>,
    /// The rows, by code.
    pub rows: Vec<CatalogueRow>,
    /// The everyday words.
    pub aliases: Aliases,
}

impl CatalogueList {
    /// Makes the list from merged procedures; `on` is the day that it is made for,
    /// told only when no source tells its own.
    pub fn new<'a>(
        procedures: impl IntoIterator<Item = &'a Procedure>,
        aliases: Aliases,
        on: Date,
    ) -> Self {
        let mut fields = vec![String::new()];
        let mut rows = Vec::new();
        let mut days: Option<(Date, Date)> = None;
        for procedure in procedures {
            for day in procedure.origins.iter().filter_map(|origin| origin.as_of) {
                let (oldest, newest) = days.unwrap_or((day, day));
                days = Some((oldest.min(day), newest.max(day)));
            }
            let name = procedure.field();
            let known = fields.iter().position(|field| field == name);
            let place = known.unwrap_or_else(|| {
                fields.push(name.to_owned());
                fields.len() - 1
            });
            rows.push(CatalogueRow {
                code: procedure.code.clone(),
                name: procedure.name().to_owned(),
                field: u16::try_from(place).unwrap_or(0),
                commune: procedure.is_commune(),
                no_wait: procedure.is_no_wait(),
                narrow: procedure.is_narrow(),
            });
        }
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        let (oldest, newest) = days.unwrap_or((on, on));
        Self {
            as_of: oldest,
            as_of_newest: (newest > oldest).then_some(newest),
            fields,
            rows,
            aliases,
        }
    }

    /// The name of a row's field; empty when unknown.
    pub fn field_of(&self, row: &CatalogueRow) -> &str {
        self.fields
            .get(usize::from(row.field))
            .map_or("", String::as_str)
    }

    /// The rows as the search index takes them.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.rows.iter().map(|row| Entry {
            code: row.code.clone(),
            name: row.name.clone(),
            field: self.field_of(row).to_owned(),
            commune: row.commune,
            no_wait: row.no_wait,
            narrow: row.narrow,
        })
    }
}

/// A time limit as the screen shows it: a heading and the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitText {
    /// What it holds for: a case, a channel, or nothing.
    pub of: String,
    /// The limit.
    pub text: String,
}

/// Everything a procedure page shows, for a device without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureCard {
    /// The code.
    pub code: ProcedureCode,
    /// The name.
    pub name: String,
    /// The field.
    pub field: String,
    /// Who handles it.
    pub agencies: Vec<String>,
    /// The commune handles it.
    pub commune: bool,
    /// Done in one sitting.
    pub no_wait: bool,
    /// The number of the decision that published it.
    pub decision: Option<String>,
    /// How far it can be done online, when known.
    pub online_level: Option<OnlineLevel>,
    /// Time limits; empty means not known ("chưa có dữ liệu").
    pub limits: Vec<LimitText>,
    /// The fee in words; nothing means not known, never free.
    pub fee: Option<String>,
    /// The lines by which the fee is computed, where there are any; a card of an older
    /// build has a single rule.
    #[serde(default, alias = "fee_rule")]
    pub fees: Option<FeeTable>,
    /// Its screen of its own, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceRule>,
    /// What the law asks for, where it is an act of civil status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub civil: Option<CivilRule>,
    /// Papers to bring: the commune's list, else the portal's papers.
    pub papers: Vec<Paper>,
    /// The list of papers still has to be checked by an officer.
    pub papers_need_check: bool,
    /// What the list of papers rests on.
    pub papers_source: String,
    /// The portal's papers and remarks in full.
    pub component_groups: Vec<ComponentGroup>,
    /// The ways to hand in.
    pub channels: Vec<Channel>,
    /// The order of work.
    pub steps: Vec<Step>,
    /// The results.
    pub results: Vec<Named>,
    /// Numbers of the legal documents.
    pub legal_basis: Vec<String>,
    /// For whom.
    pub subjects: Vec<String>,
    /// Conditions.
    pub requirements: String,
    /// How far it goes without a network, as far as a rule tells.
    #[serde(default)]
    pub offline: Option<Offline>,
    /// Where each part comes from; the dossier pins them.
    pub origins: Vec<Origin>,
}

impl ProcedureCard {
    /// Makes the card of a procedure.
    pub fn new(procedure: &Procedure) -> Self {
        let record = procedure.record.as_deref();
        let facts = procedure.facts.as_ref();
        let in_facts = |text: fn(&super::Facts) -> &String| {
            facts.map(text).filter(|text| !text.is_empty()).cloned()
        };
        let fee = in_facts(|facts| &facts.fee).or_else(|| record.and_then(fee_text));
        Self {
            code: procedure.code.clone(),
            civil: procedure.civil.clone(),
            name: procedure.name().to_owned(),
            field: procedure.field().to_owned(),
            agencies: procedure.agencies(),
            commune: procedure.is_commune(),
            no_wait: procedure.is_no_wait(),
            decision: record
                .and_then(|record| record.decision.number())
                .map(str::to_owned),
            online_level: record.map(Record::online_level),
            limits: limits(record, in_facts(|facts| &facts.time_limit)),
            fees: fees(procedure, fee.as_deref()),
            fee,
            service: procedure.service.clone(),
            papers: papers(procedure.checklist.as_ref(), record),
            papers_need_check: procedure
                .checklist
                .as_ref()
                .is_some_and(|checklist| checklist.needs_check),
            papers_source: procedure
                .checklist
                .as_ref()
                .map(|checklist| checklist.source.clone())
                .unwrap_or_default(),
            component_groups: record
                .map(|record| record.component_groups.clone())
                .unwrap_or_default(),
            channels: record
                .map(|record| record.channels.clone())
                .unwrap_or_default(),
            steps: record
                .map(|record| record.steps.clone())
                .unwrap_or_default(),
            results: record
                .map(|record| record.results.clone())
                .unwrap_or_default(),
            legal_basis: procedure.legal_basis(),
            subjects: subjects(procedure),
            requirements: record
                .map(|record| record.requirements.clone())
                .unwrap_or_default(),
            offline: None,
            origins: procedure.origins.clone(),
        }
    }
}

impl ProcedureCard {
    /// The limits that can be counted, each with the words it was published in; the
    /// usual one first.
    pub fn choices(&self) -> Vec<(Limit, &LimitText)> {
        let mut choices: Vec<(Limit, &LimitText)> = Vec::new();
        for told in &self.limits {
            for limit in limits_in(&told.text) {
                if choices.iter().all(|(known, _)| *known != limit) {
                    choices.push((limit, told));
                }
            }
        }
        choices
    }
}

/// The commune's words first, then the cases, then channels that tell a unit.
fn limits(record: Option<&Record>, prose: Option<String>) -> Vec<LimitText> {
    let mut found: Vec<LimitText> = prose
        .into_iter()
        .map(|text| LimitText {
            of: String::new(),
            text,
        })
        .collect();
    let Some(record) = record else { return found };
    for case in &record.cases {
        found.extend(case.limit.in_words().map(|text| LimitText {
            of: case.name.clone(),
            text,
        }));
    }
    if found.is_empty() {
        for channel in &record.channels {
            let of = channel.channel.in_words().to_owned();
            found.extend(channel.limit.in_words().map(|text| LimitText { of, text }));
        }
    }
    found
}

/// The lines on the fee, with what the published words come to where no line holds for
/// the whole country.
fn fees(procedure: &Procedure, published: Option<&str>) -> Option<FeeTable> {
    let for_all = |table: &FeeTable| table.rules.iter().any(|rule| rule.unit.is_empty());
    let table = procedure.fee.clone();
    if table.as_ref().is_some_and(for_all) {
        return table;
    }
    let Some(free) = published.and_then(|fee| published_free(procedure, fee)) else {
        return table;
    };
    let mut table = table.unwrap_or_else(|| FeeTable::new(procedure.code.clone()));
    table.rules.push(free);
    Some(table)
}

/// A fee that is published as none is a rule like any other: dated, with its source.
fn published_free(procedure: &Procedure, fee: &str) -> Option<FeeRule> {
    if !["mien phi", "khong"].contains(&crate::text::fold(fee.trim_end_matches('.')).as_str()) {
        return None;
    }
    let in_facts = procedure
        .facts
        .as_ref()
        .is_some_and(|facts| !facts.fee.is_empty());
    let kind = if in_facts {
        LayerKind::Facts
    } else {
        LayerKind::Record
    };
    let origin = procedure.origin(kind)?;
    let day = origin
        .as_of
        .map(|day| format!(", số liệu đến ngày {}", Day(day)))
        .unwrap_or_default();
    let status = if in_facts {
        Status::Memory
    } else {
        Status::Official
    };
    Some(FeeRule {
        unit: String::new(),
        effective_from: Day(origin.effective_from),
        effective_to: None,
        formula: FeeFormula::Free,
        status,
        legal_basis: String::new(),
        source: format!("công bố “{}”{day} ({})", fee.trim(), origin.source),
    })
}

/// The fees' texts; a bare figure without text only when it is above zero.
fn fee_text(record: &Record) -> Option<String> {
    let mut texts: Vec<String> = Vec::new();
    for fee in record.channels.iter().flat_map(|channel| &channel.fees) {
        let text = crate::text::clean(&fee.text);
        let amount = fee
            .value
            .as_ref()
            .and_then(super::Quantity::whole)
            .filter(|amount| *amount > 0);
        let text = match (amount, text.is_empty()) {
            (Some(amount), true) => format!("{amount} {}", fee.currency).trim().to_owned(),
            (Some(amount), false) => format!("{amount} {}: {text}", fee.currency),
            (None, _) => text,
        };
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn papers(checklist: Option<&Checklist>, record: Option<&Record>) -> Vec<Paper> {
    if let Some(checklist) = checklist {
        return checklist.papers.clone();
    }
    let groups = record
        .into_iter()
        .flat_map(|record| &record.component_groups);
    let listed = groups.flat_map(|group| {
        group
            .components
            .iter()
            .map(move |component| (group, component))
    });
    listed
        .filter(|(_, component)| !component.is_note())
        .map(|(group, component)| Paper {
            code: component.code.clone(),
            name: component.name.clone(),
            originals: count(component.originals.as_ref()),
            copies: count(component.copies.as_ref()),
            shown_only: heading(group).contains(&crate::text::fold("phải xuất trình")),
            when: case_of(group),
        })
        .collect()
}

fn heading(group: &ComponentGroup) -> String {
    crate::text::fold(&group.name)
}

/// The case that a group of the portal is for. Many groups are headings only
/// ("* Giấy tờ phải nộp:") and make no paper conditional.
fn case_of(group: &ComponentGroup) -> String {
    const HEADINGS: [&str; 6] = [
        "giấy tờ phải nộp",
        "giấy tờ phải xuất trình",
        "thành phần hồ sơ",
        "hồ sơ gồm",
        "bao gồm",
        "lưu ý",
    ];
    let heading = heading(group);
    let is_heading = HEADINGS
        .iter()
        .any(|known| heading.contains(&crate::text::fold(known)));
    if heading.is_empty() || (is_heading && !speaks_of_a_case(&group.name)) {
        return String::new();
    }
    let name = group.name.trim().trim_start_matches(['*', '-', '+']);
    name.trim().trim_end_matches(':').trim_end().to_owned()
}

fn count(quantity: Option<&super::Quantity>) -> u32 {
    quantity
        .and_then(super::Quantity::whole)
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or(0)
}

fn subjects(procedure: &Procedure) -> Vec<String> {
    let from_record: Vec<String> = procedure
        .record
        .iter()
        .flat_map(|record| &record.subjects)
        .map(|subject| subject.name.clone())
        .collect();
    if from_record.is_empty() {
        return procedure
            .list
            .as_ref()
            .map(|row| row.subjects.clone())
            .unwrap_or_default();
    }
    from_record
}
