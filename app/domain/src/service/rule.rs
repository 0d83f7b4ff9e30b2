//! Which screen a procedure has, and what the law asks to be looked at: dated data.

use super::{Fault, Service};
use crate::catalogue::{ProcedureCode, serde_day};
use crate::register::BookKind;
use serde::{Deserialize, Serialize};
use time::Date;

/// A screen of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// [`super::Copies`].
    Copies,
    /// [`super::Signature`].
    Signature,
    /// [`super::OriginalCopy`].
    OriginalCopy,
}

/// A line of `services.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRule {
    /// For which procedure.
    pub code: ProcedureCode,
    /// The first day on which this application vouches for the line.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// Its screen.
    pub screen: Screen,
    /// The book in which each document is entered; none where no book is kept here.
    #[serde(default)]
    pub book: Option<BookKind>,
    /// Grounds on which the service is refused; the officer confirms that there is none.
    #[serde(default)]
    pub grounds: Vec<Ground>,
    /// Names of common documents, offered while one is typed.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Kinds of identity paper, the usual one first.
    #[serde(default)]
    pub identity_papers: Vec<String>,
    /// Languages that interpreters of the place speak.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The signature is given before the officer's eyes.
    #[serde(default)]
    pub in_front: bool,
    /// Somebody who cannot read or sign needs a witness.
    #[serde(default)]
    pub witness: bool,
    /// What the line rests on.
    pub source: String,
    /// An officer still has to check it ("cần kiểm tra").
    #[serde(default)]
    pub needs_check: bool,
}

/// A ground for refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// What a reception keeps of it.
    pub key: String,
    /// In the words of the law.
    pub text: String,
}

impl ServiceRule {
    /// Whether what was done keeps the line. Asked on the device that has it, before
    /// anything is recorded.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self, service: &Service) -> Result<(), Fault> {
        match service {
            Service::Copies(copies) => {
                let ruled_out = |ground: &Ground| copies.ruled_out.contains(&ground.key);
                if self.grounds.iter().all(ruled_out) {
                    Ok(())
                } else {
                    Err(Fault::GroundsNotRuledOut)
                }
            }
            Service::Signature(signature) if self.in_front && !signature.in_front => {
                Err(Fault::NotInFront)
            }
            Service::Signature(signature)
                if self.witness && signature.cannot_read && signature.witness.is_none() =>
            {
                Err(Fault::WitnessMissing)
            }
            Service::Signature(_) | Service::OriginalCopy(_) | Service::Civil(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Day;
    use crate::service::{Copies, Signature, Witness};

    fn rule(screen: Screen) -> ServiceRule {
        ServiceRule {
            code: "2.000884".into(),
            effective_from: Day::from_ymd(2026, 7, 18).unwrap().0,
            screen,
            book: None,
            grounds: vec![Ground {
                key: "altered".into(),
                text: "Bản chính bị tẩy xóa".into(),
            }],
            titles: vec![],
            identity_papers: vec![],
            languages: vec![],
            in_front: true,
            witness: true,
            source: "thử".into(),
            needs_check: true,
        }
    }

    #[test]
    fn every_ground_is_ruled_out() {
        let mut copies = Copies::default();
        let rule = rule(Screen::Copies);
        let unsure = rule.check(&Service::Copies(copies.clone()));
        assert_eq!(unsure, Err(Fault::GroundsNotRuledOut));
        copies.ruled_out = vec!["altered".into()];
        assert_eq!(rule.check(&Service::Copies(copies)), Ok(()));
    }

    #[test]
    fn a_signature_is_seen_and_witnessed_where_the_line_says_so() {
        let rule = rule(Screen::Signature);
        let mut signature = Signature {
            cannot_read: true,
            ..Signature::default()
        };
        let check = |signature: &Signature| rule.check(&Service::Signature(signature.clone()));
        assert_eq!(check(&signature), Err(Fault::NotInFront));
        signature.in_front = true;
        assert_eq!(check(&signature), Err(Fault::WitnessMissing));
        signature.witness = Some(Witness::default());
        assert_eq!(check(&signature), Ok(()));
    }
}
