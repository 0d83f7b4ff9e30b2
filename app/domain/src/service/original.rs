//! Copies from the original register.

use super::people::Signer;
use super::{Fault, check_count, check_needed, check_number, check_text};
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// Copies that the keeper of a register gave out in one sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalCopy {
    /// What was copied, line of the register by line.
    pub documents: Vec<RegisterCopy>,
    /// What the applicant is to whom it is about; empty for the person themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// Who signs; none where the unit has no list of signers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
}

/// One line of an original register, copied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterCopy {
    /// What the paper is, such as “Bằng tốt nghiệp trung học cơ sở”.
    pub title: String,
    /// Whose it is.
    pub holder: String,
    /// The register (tên sổ gốc, quyển).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub register: String,
    /// The number in the register.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The day of the entry in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Day>,
    /// Copies given out.
    pub copies: u32,
}

impl OriginalCopy {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_number(self.documents.len())?;
        for document in &self.documents {
            check_needed(&document.title, Fault::TitleMissing)?;
            check_needed(&document.holder, Fault::HolderMissing)?;
            check_text(&document.register)?;
            check_text(&document.number)?;
            check_count(document.copies)?;
        }
        check_text(&self.relation)?;
        self.signer.iter().try_for_each(Signer::check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_whose_paper_it_is() {
        let mut copy = OriginalCopy {
            documents: vec![RegisterCopy {
                title: "Bằng tốt nghiệp trung học cơ sở".into(),
                holder: "Lò Văn Inh".into(),
                copies: 2,
                ..RegisterCopy::default()
            }],
            ..OriginalCopy::default()
        };
        assert_eq!(copy.check(), Ok(()));
        copy.documents[0].holder = "\t".into();
        assert_eq!(copy.check(), Err(Fault::HolderMissing));
        copy.documents.clear();
        assert_eq!(copy.check(), Err(Fault::NoDocument));
    }
}
