//! Who takes part in a service beside the applicant.

use super::{Fault, check_needed, check_text};
use serde::{Deserialize, Serialize};

/// Who signs and seals for the unit (người ký chứng thực), as it stands on the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Full name.
    pub name: String,
    /// Position (chức danh).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
}

impl Signer {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_text(&self.position)
    }
}

/// Who interprets for a person not fluent in Vietnamese (người phiên dịch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// Full name.
    pub name: String,
    /// The language, as people call it.
    pub language: String,
    /// Identity number, where it was shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
}

impl Interpreter {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_needed(&self.language, Fault::LanguageMissing)?;
        check_text(&self.identity)
    }
}

/// Who was there when somebody signed who cannot read (người làm chứng).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Full name.
    pub name: String,
    /// Identity number, where it was shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
}

impl Witness {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_text(&self.identity)
    }
}
