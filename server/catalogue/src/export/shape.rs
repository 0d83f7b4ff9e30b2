//! The shape of the export; every key is a field below.

use std::collections::BTreeMap;

use domain::catalogue::{Attachment, Flags, Named, OnlineLevel, Quantity, Returning, ServiceGroup};
use domain::fee::FeeTable;
use serde::Serialize;
use serde_json::Value;

/// One procedure.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedProcedure {
    pub code: String,
    /// The portal's key.
    pub id: Option<String>,
    pub name: String,
    pub field: Option<String>,
    pub fields: Vec<Named>,
    /// The number to show; all numbers are in `decision`.
    pub decision_number: Option<String>,
    pub decision: Option<ExportedDecision>,
    pub level: Option<String>,
    pub state: Option<String>,
    pub formality_type: Option<String>,
    /// `full`, `partial` or `none`; `null` without a full record.
    pub online_level: Option<OnlineLevel>,
    pub flags: Flags,
    pub steps: ExportedSteps,
    pub channels: Vec<ExportedChannel>,
    pub cases: Vec<ExportedCase>,
    pub component_groups: Vec<ExportedGroup>,
    pub results: Vec<Named>,
    /// The codes alone.
    pub legal_bases: Vec<String>,
    pub legal_basis_details: Vec<Named>,
    pub agencies: ExportedAgencies,
    /// The names alone.
    pub subjects: Vec<String>,
    pub subject_details: Vec<Named>,
    pub service_groups: Vec<ServiceGroup>,
    pub returning_methods: Vec<Returning>,
    pub description: Option<String>,
    pub requirements: Option<String>,
    pub keywords: Option<String>,
    pub note: Option<String>,
    /// Milliseconds since 1970.
    pub created_at: Option<i64>,
    /// Milliseconds since 1970.
    pub updated_at: Option<i64>,
    /// What the commune's facts say.
    pub facts: Option<ExportedFacts>,
    /// All lines on the fee, with units and exemptions.
    pub fees: Option<FeeTable>,
    /// The portal's lists of keys, by its own field names.
    pub ids: BTreeMap<String, Vec<String>>,
    /// Fields of the source without a place of their own, by JSON path.
    pub unread: BTreeMap<String, Value>,
    /// Where each part comes from.
    pub origins: Vec<ExportedOrigin>,
}

/// The decision that published it; dates both as day and as the portal's milliseconds.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedDecision {
    pub decision_no: Option<String>,
    pub decision_number: Option<String>,
    pub proposal_number: Option<String>,
    pub date: Option<String>,
    pub decided_at: Option<i64>,
    pub published_at: Option<i64>,
    pub agency: Option<String>,
    pub level: Option<String>,
}

/// The order of work: how many blocks, and their texts.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedSteps {
    pub count: usize,
    pub items: Vec<ExportedStep>,
}

/// One block of it.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedStep {
    pub name: String,
    pub text: String,
}

/// A figure with its unit.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedLimit {
    pub quantity: Option<Quantity>,
    pub unit: String,
}

/// A way to hand in.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedChannel {
    pub channel: String,
    #[serde(flatten)]
    pub limit: ExportedLimit,
    pub note: String,
    pub fees: Vec<ExportedFee>,
}

/// A charge.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedFee {
    #[serde(rename = "type")]
    pub kind: String,
    pub value: Option<Quantity>,
    pub text: String,
    pub currency: String,
    pub attachment: Option<Attachment>,
}

/// A case with its own limit.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedCase {
    pub code: String,
    pub name: String,
    #[serde(flatten)]
    pub limit: ExportedLimit,
}

/// Papers under one heading.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedGroup {
    pub name: String,
    pub components: Vec<ExportedComponent>,
}

/// A paper, or a remark among them (neither originals nor copies).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedComponent {
    pub code: String,
    pub name: String,
    pub originals: Option<Quantity>,
    pub copies: Option<Quantity>,
    pub is_note: bool,
    pub required: Option<bool>,
    pub electronic_form: Option<bool>,
    pub is_result: Option<bool>,
    pub attachments: Vec<Attachment>,
}

/// Agencies by role.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedAgencies {
    pub executing: ExportedRole,
    pub authority: ExportedRole,
    pub authorized: ExportedRole,
    pub coordinating: ExportedRole,
    pub issuing: Option<Named>,
    pub receiving_addresses: Option<String>,
    /// As the national list names them.
    pub listed: Vec<String>,
}

/// Who has one role: named agencies, kinds of agencies, and the portal's line of text.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedRole {
    pub agencies: Vec<Named>,
    pub groups: Vec<Named>,
    pub text: Option<String>,
}

/// What the commune's facts say, in words.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedFacts {
    pub name: String,
    pub field: Option<String>,
    pub agency: Option<String>,
    pub time_limit: Option<String>,
    pub fee: Option<String>,
    pub no_wait: Option<bool>,
    pub legal_basis: Vec<String>,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// Where a part comes from.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the keys say what they hold")]
pub struct ExportedOrigin {
    pub kind: &'static str,
    pub version: u32,
    pub source: String,
    pub as_of: Option<String>,
    pub effective_from: String,
    pub effective_to: Option<String>,
}
