//! A dossier (hồ sơ): what may happen to it and what is known of it.
//!
//! [`decide`] turns an officer's [`Command`] into [`Event`]s or a [`Refusal`];
//! [`Dossier::apply`] folds events into the state. A new step of the lifecycle is a
//! variant of [`Move`], its row in the table of `lifecycle.rs`, and a test.

mod applicant;
mod appointment;
mod attachment;
mod card;
mod code;
mod command;
#[cfg(test)]
mod conflict_tests;
mod correction;
mod entry;
mod event;
mod handing;
mod identity;
mod lifecycle;
#[cfg(test)]
mod lifecycle_tests;
mod official;
mod payment;
mod prints;
mod receive;
mod redraft;
#[cfg(test)]
mod redraft_tests;
mod refusal;
mod state;

pub use applicant::{
    Applicant, ApplicantFault, FORMER_IDENTITY_DIGITS, IDENTITY_DIGITS, TEXT_CHARS_MAX,
};
pub use appointment::{Appointment, Punctuality, TRACE_CHARS_MAX};
pub use attachment::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, Attachment, ContentHash, MediaType};
pub use card::{CardError, CitizenCard};
pub use code::{DeviceTag, LocalCode};
pub use command::{Command, decide};
pub use correction::{Change, Conflict, Decision, Field, Side};
pub use entry::{FEE_DONG_MAX, check_entry};
pub use event::{
    Certified, Channel, Event, FeeRecord, Paper, ProcedurePin, Received, ReturnMethod,
};
pub use handing::Handing;
pub use identity::{IdentityDoubt, IdentityFacts, Sex};
pub use lifecycle::{ITEMS_MAX, Move, Moved, Stage};
pub use official::{BadLine, PAIRS_MAX, Pair, PairFault, looks_official, read_pairs};
pub use payment::Payment;
pub use receive::{CERTIFIED_COUNT_MAX, LINES_MAX, Reception};
pub use refusal::Refusal;
pub use state::{Dossier, Happening, STATE_VERSION, TimelineEntry};
