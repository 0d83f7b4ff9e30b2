//! The no-wait services: what each asks for beyond applicant, papers and fee.
//!
//! A [`Service`] is part of a dossier's reception and never changes, but that an act of
//! civil status may be redrafted. Its fields say what
//! happened at the counter; what a service must look at (grounds for refusal, when a
//! witness is needed) is dated data. A new service is a variant here, a file
//! beside, its row in the table of `SPEC.md` and its fields on the screen.

mod copies;
mod entries;
mod fault;
mod original;
mod people;
mod rule;
mod signature;

pub use copies::{Copies, Original};
pub use entries::Occasion;
pub use fault::Fault;
pub use original::{OriginalCopy, RegisterCopy};
pub use people::{Interpreter, Signer, SignerTerm, Witness, signers_on};
pub use rule::{Ground, Screen, ServiceRule};
pub use signature::{IdentityPaper, Mark, Signature, SignedPaper};

use crate::civil::Civil;
use crate::dossier::{CERTIFIED_COUNT_MAX, LINES_MAX, TEXT_CHARS_MAX};
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// What one service recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Copies certified from originals (chứng thực bản sao từ bản chính).
    Copies(Copies),
    /// A signature or fingerprint certified (chứng thực chữ ký, điểm chỉ).
    Signature(Signature),
    /// Copies from the original register (cấp bản sao từ sổ gốc).
    OriginalCopy(OriginalCopy),
    /// An act of civil status (hộ tịch).
    Civil(Box<Civil>),
}

impl Service {
    /// Whether the details may enter; never asked when history is folded.
    ///
    /// # Errors
    /// The first [`Fault`], in the order of the form.
    pub fn check(&self) -> Result<(), Fault> {
        match self {
            Self::Copies(copies) => copies.check(),
            Self::Signature(signature) => signature.check(),
            Self::OriginalCopy(copy) => copy.check(),
            Self::Civil(civil) => civil.check(),
        }
    }

    /// What the law asks for before it is accepted.
    ///
    /// # Errors
    /// [`Fault::ConditionUnmet`].
    pub fn check_conditions(&self) -> Result<(), Fault> {
        match self {
            Self::Civil(civil) => civil.check_conditions(),
            Self::Copies(_) | Self::Signature(_) | Self::OriginalCopy(_) => Ok(()),
        }
    }
}

/// Whether there are documents, and not more than one dossier takes.
fn check_number(documents: usize) -> Result<(), Fault> {
    if documents == 0 {
        return Err(Fault::NoDocument);
    }
    if documents > LINES_MAX {
        return Err(Fault::TooManyDocuments { max: LINES_MAX });
    }
    Ok(())
}

/// Whether a count is one that a counter can make.
fn check_count(count: u32) -> Result<(), Fault> {
    let max = CERTIFIED_COUNT_MAX;
    if (1..=max).contains(&count) {
        Ok(())
    } else {
        Err(Fault::CountOutOfRange { max })
    }
}

/// Whether a text that must be there is.
fn check_needed(text: &str, missing: Fault) -> Result<(), Fault> {
    if text.trim().is_empty() {
        return Err(missing);
    }
    check_text(text)
}

/// Whether a text can be seen, and is not too long.
fn check_text(text: &str) -> Result<(), Fault> {
    if has_unseen(text) {
        return Err(Fault::UnseenCharacter);
    }
    let max = TEXT_CHARS_MAX;
    if text.chars().count() > max {
        return Err(Fault::TextTooLong { max });
    }
    Ok(())
}
