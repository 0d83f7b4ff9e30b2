//! What can have happened to a dossier. Events are kept for ever: a field may be
//! added with a default, never renamed, never removed.

use super::applicant::Applicant;
use super::appointment::Appointment;
use super::attachment::Attachment;
use super::code::LocalCode;
use super::correction::{Change, Decision};
use super::lifecycle::Moved;
use crate::catalogue::ProcedureCode;
use crate::civil::{Judgement, Redrafted, Suspicion};
use crate::fee::FeePin;
use crate::instant::Day;
use crate::print::{Form, Printout};
use crate::register::CivilStep as DraftStep;
use crate::service::Service;
use serde::{Deserialize, Serialize};

/// One immutable fact an officer recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The dossier was received (tiếp nhận).
    Received(Box<Received>),
    /// Details of the applicant were corrected; merges by field.
    Corrected(Vec<Change>),
    /// A person settled a conflict.
    Settled(Decision),
    /// The dossier was resolved (đã xử lý xong).
    Resolved,
    /// The result was handed over (đã trả kết quả).
    Returned(ReturnMethod),
    /// Papers were photographed or scanned; their bytes follow by themselves.
    Attached(Vec<Attachment>),
    /// The dossier was handed in and is not yet checked (mới đăng ký).
    Registered(Box<Received>),
    /// Another step of the lifecycle was taken.
    Moved(Box<Moved>),
    /// A step of the draft of a civil status entry.
    Drafted(DraftStep),
    /// A person settled whether an earlier dossier is about the same people.
    Judged(Judgement),
    /// The server found an earlier dossier that may be about the same people.
    Suspected(Suspicion),
    /// The act of civil status was put right, before the national software had it.
    Redrafted(Box<Redrafted>),
    /// A paper of it was printed, so that the next print says that it is another.
    Printed(Printout),
    /// What was noted as printed last did not come out of the printer.
    NotPrinted(Form),
}

impl Event {
    /// The facts of a reception, when the event opens a dossier.
    pub fn opening(&self) -> Option<&Received> {
        match self {
            Self::Received(received) | Self::Registered(received) => Some(received),
            Self::Corrected(_)
            | Self::Settled(_)
            | Self::Resolved
            | Self::Returned(_)
            | Self::Attached(_)
            | Self::Moved(_)
            | Self::Drafted(_)
            | Self::Judged(_)
            | Self::Suspected(_)
            | Self::Redrafted(_)
            | Self::Printed(_)
            | Self::NotPrinted(_) => None,
        }
    }

    /// Its kind, by the name that it has on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Received(_) => "received",
            Self::Corrected(_) => "corrected",
            Self::Settled(_) => "settled",
            Self::Resolved => "resolved",
            Self::Returned(_) => "returned",
            Self::Attached(_) => "attached",
            Self::Registered(_) => "registered",
            Self::Moved(_) => "moved",
            Self::Drafted(_) => "drafted",
            Self::Judged(_) => "judged",
            Self::Suspected(_) => "suspected",
            Self::Redrafted(_) => "redrafted",
            Self::Printed(_) => "printed",
            Self::NotPrinted(_) => "not_printed",
        }
    }
}

/// The facts of a reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Local code, until the official system gives its own.
    pub code: LocalCode,
    /// The procedure and the versions in force (I9).
    pub procedure: ProcedurePin,
    /// Who asks.
    pub applicant: Applicant,
    /// Received, resolved and returned in one sitting.
    #[serde(default)]
    pub no_wait: bool,
    /// Papers handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// Documents certified, where the fee counts pages and copies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certified: Vec<Certified>,
    /// Fee, `None` when no rule is known: not the same as free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<FeeRecord>,
    /// Free note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the result is promised for; none where it is handed over at once, and
    /// while the papers are not complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// How the papers came.
    #[serde(default, skip_serializing_if = "Channel::is_direct")]
    pub channel: Channel,
    /// How the applicant wants the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<ReturnMethod>,
    /// What the procedure's own screen asked, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

/// How a dossier was handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 1, at the counter (trực tiếp).
    #[default]
    Direct,
    /// 2, on the portal (trực tuyến).
    Online,
    /// 3, by the public postal service (bưu chính công ích).
    Post,
}

impl Channel {
    /// Whether it is the usual one, which is not written down.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde hands over")]
    fn is_direct(&self) -> bool {
        *self == Self::Direct
    }
}

/// Which version of which procedure governs a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedurePin {
    /// National code, or a local key where there is none.
    pub code: ProcedureCode,
    /// Name in force at reception, so that old dossiers read right for ever.
    pub name: String,
    /// First day of the version; `None` when the source states none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Day>,
}

/// One paper of the checklist that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its name on the checklist.
    pub name: String,
    /// Originals handed in.
    #[serde(default)]
    pub originals: u32,
    /// Copies handed in.
    #[serde(default)]
    pub copies: u32,
}

/// Copies certified from one original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// Pages of the original.
    pub pages: u32,
    /// Copies made of it.
    pub copies: u32,
}

/// The fee as computed at reception, with the words of the calculation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRecord {
    /// Integer đồng.
    pub amount_dong: u64,
    /// The calculation, a line a step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trace: Vec<String>,
    /// The rule's legal source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The line of the fee table that it follows from (I9); none where the officer wrote
    /// what was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<FeePin>,
    /// The key of the ground on which less was paid; its words are in the trace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<String>,
}

/// How the result reached the applicant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnMethod {
    /// At the counter (trực tiếp).
    #[default]
    InPerson,
    /// By the public postal service (bưu chính công ích).
    Post,
    /// Electronically (trực tuyến).
    Electronic,
}
