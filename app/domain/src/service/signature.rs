//! A signature or fingerprint, certified.

use super::people::{Interpreter, Signer, Witness};
use super::{Fault, check_count, check_needed, check_number, check_text};
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// The papers that one person signed in one sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// What shows who signs.
    pub identity: IdentityPaper,
    /// The papers signed.
    pub papers: Vec<SignedPaper>,
    /// How they were signed.
    #[serde(default)]
    pub mark: Mark,
    /// The officer saw them being signed.
    pub in_front: bool,
    /// The person cannot read, hear or sign.
    #[serde(default)]
    pub cannot_read: bool,
    /// It was read aloud to them before that.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub read_aloud: bool,
    /// Who interpreted, for a person not fluent in Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Interpreter>,
    /// Who witnessed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Who signs for the unit; none where the unit has no list of signers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
}

/// What shows who a person is (giấy tờ tùy thân).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityPaper {
    /// What it is, such as “Căn cước”.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
}

/// A paper that was signed. Each is a case of the fee, whoever signs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPaper {
    /// What it is (tên giấy tờ, văn bản).
    pub title: String,
    /// How many alike.
    pub count: u32,
}

/// How a person signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Chữ ký.
    #[default]
    Signature,
    /// Điểm chỉ.
    Fingerprint,
}

impl Signature {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.identity.kind, Fault::IdentityPaperMissing)?;
        check_needed(&self.identity.number, Fault::IdentityPaperMissing)?;
        check_text(&self.identity.issuer)?;
        check_number(self.papers.len())?;
        for paper in &self.papers {
            check_needed(&paper.title, Fault::TitleMissing)?;
            check_count(paper.count)?;
        }
        self.interpreter.iter().try_for_each(Interpreter::check)?;
        self.witness.iter().try_for_each(Witness::check)?;
        self.signer.iter().try_for_each(Signer::check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: fn(&mut Signature)) -> Result<(), Fault> {
        let mut signature = Signature {
            identity: IdentityPaper {
                kind: "Căn cước".into(),
                number: "002187001234".into(),
                ..IdentityPaper::default()
            },
            papers: vec![SignedPaper {
                title: "Giấy ủy quyền".into(),
                count: 1,
            }],
            in_front: true,
            ..Signature::default()
        };
        change(&mut signature);
        signature.check()
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(with(|_| {}), Ok(()));
        let nobody = with(|it| it.identity.number.clear());
        assert_eq!(nobody, Err(Fault::IdentityPaperMissing));
        assert_eq!(with(|it| it.papers.clear()), Err(Fault::NoDocument));
        let untitled = with(|it| it.papers[0].title.clear());
        assert_eq!(untitled, Err(Fault::TitleMissing));
        let mute = with(|it| {
            it.interpreter = Some(Interpreter {
                name: "Vàng Thị Dợ".into(),
                ..Interpreter::default()
            });
        });
        assert_eq!(mute, Err(Fault::LanguageMissing));
        let unnamed = with(|it| it.witness = Some(Witness::default()));
        assert_eq!(unnamed, Err(Fault::PersonUnnamed));
    }
}
