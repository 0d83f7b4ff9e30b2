//! The national portal's full record of a procedure.
//!
//! Field for field what the portal's API gives. Texts of steps, notes and
//! conditions stay letter for letter; names are cleaned ([`crate::text::clean`]).
//! What has no field here is kept in [`Record::unread`], so that a record read
//! and stored has lost nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ChannelKind, FeeKind, Level, Limit, ProcedureCode, Quantity, State};

/// A thing with a name, and often a code, in the portal's tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The portal's key.
    pub id: String,
    /// The code; empty when there is none.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A file that the portal attaches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The portal's key.
    pub id: String,
    /// The name of the file, as uploaded.
    pub file_name: String,
    /// The portal's store.
    pub bucket: String,
    /// The path in that store.
    pub path: String,
}

/// A block of the order of work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The heading; often empty.
    pub name: String,
    /// The text, as published.
    pub text: String,
}

/// One way to hand in the dossier, with its own limit and fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Which way.
    pub channel: ChannelKind,
    /// The time limit.
    pub limit: Limit,
    /// The note, as published.
    pub note: String,
    /// What is charged.
    pub fees: Vec<Fee>,
}

/// A charge of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// What kind of charge.
    pub kind: FeeKind,
    /// The amount. `0` often means "set by the province": read the text.
    pub value: Option<Quantity>,
    /// The text, as published.
    pub text: String,
    /// The portal's key of the currency.
    pub currency_id: String,
    /// The currency's name.
    pub currency: String,
    /// A table of charges.
    pub attachment: Option<Attachment>,
}

/// Papers under one heading.
///
/// The heading may be a true condition ("người nộp là…") or a mere caption.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentGroup {
    /// The heading.
    pub name: String,
    /// The papers and the remarks between them.
    pub components: Vec<Component>,
}

/// A paper, or a remark that the portal stores as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// The portal's key.
    pub id: String,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// How many originals.
    pub originals: Option<Quantity>,
    /// How many copies.
    pub copies: Option<Quantity>,
    /// Always false on the portal: not to be relied on.
    pub required: Option<bool>,
    /// Whether the portal has an electronic form.
    pub electronic_form: Option<bool>,
    /// Whether it is the result of another procedure.
    pub is_result: Option<bool>,
    /// Where it comes from.
    pub source: String,
    /// Templates.
    pub attachments: Vec<Attachment>,
}

impl Component {
    /// A remark: the portal asks for neither an original nor a copy.
    pub fn is_note(&self) -> bool {
        let none =
            |count: &Option<Quantity>| count.as_ref().is_none_or(|count| count.whole() == Some(0));
        none(&self.originals) && none(&self.copies)
    }
}

/// A case with its own limit, such as `1.000894.02`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The portal's key.
    pub id: String,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The limit.
    pub limit: Limit,
}

/// The part an agency has in a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRole {
    /// Named agencies.
    pub agencies: Vec<Named>,
    /// Kinds of agencies ("UBND cấp xã").
    pub groups: Vec<Named>,
    /// The portal's own line of text.
    pub text: String,
}

impl AgencyRole {
    /// Agencies and kinds of agencies.
    pub fn all(&self) -> impl Iterator<Item = &Named> {
        self.agencies.iter().chain(&self.groups)
    }
}

/// Agencies by role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agencies {
    /// Cơ quan thực hiện.
    pub executing: AgencyRole,
    /// Cơ quan có thẩm quyền.
    pub authority: AgencyRole,
    /// Cơ quan được ủy quyền.
    pub authorized: AgencyRole,
    /// Cơ quan phối hợp.
    pub coordinating: AgencyRole,
    /// Cơ quan ban hành.
    pub issuing: Named,
    /// Địa chỉ tiếp nhận hồ sơ.
    pub receiving_addresses: String,
}

/// The decision that published the procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The portal's key.
    pub id: String,
    /// Number on the record itself.
    pub record_number: String,
    /// Number of the decision.
    pub decision_number: String,
    /// Number of the proposal, which is where the portal writes the decision's.
    pub proposal_number: String,
    /// Date, in milliseconds since 1970.
    pub decided_at: Option<i64>,
    /// Publication, in milliseconds since 1970.
    pub published_at: Option<i64>,
    /// Who decided.
    pub agency: Named,
    /// For whom.
    pub level: String,
}

impl Decision {
    /// The number to show: the first that is given.
    pub fn number(&self) -> Option<&str> {
        [
            &self.record_number,
            &self.decision_number,
            &self.proposal_number,
        ]
        .into_iter()
        .map(String::as_str)
        .find(|number| !number.is_empty())
    }
}

/// The portal's yes-or-no fields; absent where the record has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as on the portal, without the `is`")]
pub struct Flags {
    pub ward: Option<bool>,
    pub province: Option<bool>,
    pub ministry: Option<bool>,
    pub other_agency: Option<bool>,
    pub undetermined: Option<bool>,
    pub vertical: Option<bool>,
    pub internal: Option<bool>,
    pub full_process: Option<bool>,
    pub shared_service: Option<bool>,
    pub offline_only: Option<bool>,
    pub non_territorial: Option<bool>,
}

/// How far a procedure can be done on the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineLevel {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
    /// Not online.
    None,
}

/// A group of services on the portal ("Khai sinh"), and for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceGroup {
    /// The portal's key.
    pub id: String,
    /// The name.
    pub name: String,
    /// For citizens or for business.
    pub kind: String,
}

/// How the result can be returned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    /// Online or not.
    pub kind: String,
    /// At home, at the counter…
    pub ways: Vec<String>,
}

/// The record; see the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The portal's key.
    pub id: String,
    /// The code.
    pub code: ProcedureCode,
    /// The code as printed.
    pub code_notation: String,
    /// The name.
    pub name: String,
    /// Who announced it.
    pub level: Level,
    /// Where it stands.
    pub state: State,
    /// What kind of rule set it up.
    pub formality_type: String,
    /// The decision that published it.
    pub decision: Decision,
    /// The main field.
    pub field: Option<Named>,
    /// All fields.
    pub fields: Vec<Named>,
    /// Groups of services.
    pub service_groups: Vec<ServiceGroup>,
    /// The order of work.
    pub steps: Vec<Step>,
    /// The ways to hand in.
    pub channels: Vec<Channel>,
    /// The papers.
    pub component_groups: Vec<ComponentGroup>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The results.
    pub results: Vec<Named>,
    /// The legal basis.
    pub legal_bases: Vec<Named>,
    /// Who does it.
    pub agencies: Agencies,
    /// For whom.
    pub subjects: Vec<Named>,
    /// For whom, in the older field.
    pub target_types: Vec<String>,
    /// How the result returns.
    pub returning: Vec<Returning>,
    /// Yes or no.
    pub flags: Flags,
    /// Description, as published.
    pub description: String,
    /// Conditions, as published.
    pub requirements: String,
    /// Keywords.
    pub keywords: String,
    /// Note, as published.
    pub note: String,
    /// Entered, in milliseconds since 1970.
    pub created_at: Option<i64>,
    /// Last changed, in milliseconds since 1970.
    pub updated_at: Option<i64>,
    /// The portal's lists of keys beside its lists of names, by field.
    pub ids: BTreeMap<String, Vec<String>>,
    /// What could not be read, by JSON path, as JSON text.
    pub unread: BTreeMap<String, String>,
}

impl Record {
    /// How far it can be done on the portal.
    pub fn online_level(&self) -> OnlineLevel {
        let online = self
            .channels
            .iter()
            .any(|channel| channel.channel == ChannelKind::Online);
        match (self.flags.full_process, online) {
            (Some(true), _) => OnlineLevel::Full,
            (_, true) if self.flags.offline_only != Some(true) => OnlineLevel::Partial,
            _ => OnlineLevel::None,
        }
    }

    /// The name of the field.
    pub fn field_name(&self) -> Option<&str> {
        self.field
            .as_ref()
            .or(self.fields.first())
            .map(|field| field.name.as_str())
    }
}
