//! Why a command or an event cannot be.

use super::applicant::ApplicantFault;
use super::lifecycle::Stage;
use crate::service;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A rule of the domain says no. Screens turn it into the officer's language.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The applicant's details are at fault.
    #[error("applicant: {0}")]
    Applicant(ApplicantFault),
    /// The dossier exists already.
    #[error("the dossier was received before")]
    AlreadyReceived,
    /// The dossier is not known here.
    #[error("the dossier is not known")]
    UnknownDossier,
    /// The step does not follow from where the dossier stands.
    #[error("a dossier at stage {from:?} cannot take this step")]
    WrongStage {
        /// Where it stands.
        from: Stage,
    },
    /// The code is misspelt or belongs to another unit or device.
    #[error("the dossier's local code is not this device's")]
    ForeignCode,
    /// Zero pages or copies, or more than a counter can make.
    #[error("pages and copies must lie between 1 and {max}")]
    CountOutOfRange {
        /// The limit broken.
        max: u32,
    },
    /// More papers or documents than one dossier takes.
    #[error("a dossier takes at most {max} lines")]
    TooManyLines {
        /// The limit broken.
        max: usize,
    },
    /// The code was given to another dossier.
    #[error("another dossier has this local code")]
    CodeTaken,
    /// More than any fee.
    #[error("a fee is at most {max} đồng")]
    FeeOutOfRange {
        /// The limit broken.
        max: u64,
    },
    /// A control character, or one without a shape.
    #[error("a text holds a character that cannot be seen")]
    UnseenCharacter,
    /// A text is longer than kept.
    #[error("a text is longer than {max} characters")]
    TextTooLong {
        /// The limit broken.
        max: usize,
    },
    /// The detail waits for a decision between two values.
    #[error("the detail is in conflict: decide that first")]
    InConflict,
    /// The decision is for a value that nobody wrote.
    #[error("nobody wrote that value")]
    NotASide,
    /// Somebody decided otherwise before.
    #[error("the conflict was settled before, otherwise")]
    SettledBefore,
    /// More photos and scans than one dossier takes.
    #[error("a dossier takes at most {max} attachments")]
    TooManyAttachments {
        /// The limit broken.
        max: usize,
    },
    /// A photo or scan without content, or larger than is sent.
    #[error("an attachment has between 1 and {max} bytes")]
    AttachmentSize {
        /// The limit broken.
        max: u64,
    },
    /// A step that must be explained was not.
    #[error("the step needs a reason")]
    ReasonMissing,
    /// A request that names no paper.
    #[error("a request names each paper")]
    NothingAsked,
    /// A payment of nothing.
    #[error("an amount is missing")]
    NothingToPay,
    /// A promise without its time.
    #[error("the new appointment is missing")]
    AppointmentMissing,
    /// An extension that ends no later.
    #[error("the new appointment is not later than the present one")]
    AppointmentNotLater,
    /// A promise for a time that has passed.
    #[error("the appointment lies in the past")]
    AppointmentPast,
    /// No code of the official system.
    #[error("the official code is missing")]
    OfficialCodeMissing,
    /// The result is asked for while money is owed, and nobody said why.
    #[error("{owed} đồng are owed")]
    Unpaid {
        /// How much.
        owed: u64,
    },
    /// The details of the service are at fault.
    #[error("service: {0}")]
    Service(service::Fault),
    /// The step does not follow from where the draft of the entry stands.
    #[error("the draft cannot take this step")]
    DraftStep,
    /// No number of the national register.
    #[error("the number in the national register is missing")]
    OfficialNumberMissing,
    /// Only the server says this.
    #[error("only the server says this")]
    OfTheServer,
    /// Somebody put the act right before, and this was written without knowing of it.
    #[error("the act was redrafted before")]
    RedraftedBefore,
    /// A redraft is of the same act.
    #[error("a redraft cannot make another act of it")]
    OtherAct,
    /// A correction that corrects nothing.
    #[error("nothing to change")]
    NothingToChange,
}
