//! A procedure as JSON for others.
//!
//! `khongcho catalogue export --json` writes an array of [`ExportedProcedure`]s,
//! by code. Names of keys are English, values are the portal's: step texts letter
//! for letter, quantities as the number or text that the record has, names in
//! NFC with single blanks. What a source does not say is `null` or an empty
//! list, never zero.

mod from;
mod shape;

pub use from::exported;
pub use shape::{
    ExportedAgencies, ExportedCase, ExportedChannel, ExportedComponent, ExportedDecision,
    ExportedFacts, ExportedFee, ExportedGroup, ExportedLimit, ExportedOrigin, ExportedProcedure,
    ExportedRole, ExportedStep, ExportedSteps,
};
