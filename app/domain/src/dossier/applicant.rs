//! The applicant, and what can be wrong with what was typed.

use super::correction::Field;
use crate::instant::{Day, Instant};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest name, address or note kept, in characters.
pub const TEXT_CHARS_MAX: usize = 500;
/// Digits of a personal identity number (số định danh cá nhân).
pub const IDENTITY_DIGITS: usize = 12;
/// Digits of the former identity card (CMND), which still appears in old papers.
pub const FORMER_IDENTITY_DIGITS: usize = 9;

/// Who asks (người yêu cầu). Empty text means "not given".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Full name, exactly as written: never re-spelled.
    pub name: String,
    /// Identity number, digits only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Day>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// A fault in the applicant's details that stops the reception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantFault {
    /// No name.
    #[error("the applicant's name is missing")]
    NameMissing,
    /// Something is longer than [`TEXT_CHARS_MAX`].
    #[error("a text is longer than {TEXT_CHARS_MAX} characters")]
    TextTooLong,
    /// Neither 12 nor 9 digits.
    #[error(
        "the identity number has neither {IDENTITY_DIGITS} nor {FORMER_IDENTITY_DIGITS} digits"
    )]
    IdentityLength,
    /// Something other than digits.
    #[error("the identity number has something other than digits")]
    IdentityNotDigits,
    /// Born after the day of reception.
    #[error("the birth date lies in the future")]
    BornInFuture,
    /// Not a day of the calendar.
    #[error("the birth date is not a day")]
    BornNotADay,
    /// Something other than digits, blanks, `+`, `-`, `.`.
    #[error("the telephone number has something other than digits")]
    PhoneNotDigits,
}

impl ApplicantFault {
    /// The detail at fault; a text that is too long may be any.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::NameMissing => Some(Field::Name),
            Self::TextTooLong => None,
            Self::IdentityLength | Self::IdentityNotDigits => Some(Field::Identity),
            Self::BornInFuture | Self::BornNotADay => Some(Field::Born),
            Self::PhoneNotDigits => Some(Field::Phone),
        }
    }
}

impl Applicant {
    /// Finds the first fault, judged at `now`.
    ///
    /// # Errors
    /// [`ApplicantFault`], the first in the order of the form.
    pub fn check(&self, now: Instant) -> Result<(), ApplicantFault> {
        if self.name.trim().is_empty() {
            return Err(ApplicantFault::NameMissing);
        }
        let texts = [&self.name, &self.address, &self.phone];
        if texts
            .iter()
            .any(|text| text.chars().count() > TEXT_CHARS_MAX)
        {
            return Err(ApplicantFault::TextTooLong);
        }
        check_identity(&self.identity)?;
        if let (Some(born), Some(today)) = (self.born, now.day())
            && born > today
        {
            return Err(ApplicantFault::BornInFuture);
        }
        check_phone(&self.phone)
    }
}

fn check_identity(identity: &str) -> Result<(), ApplicantFault> {
    if identity.is_empty() {
        return Ok(());
    }
    if !identity.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApplicantFault::IdentityNotDigits);
    }
    if ![IDENTITY_DIGITS, FORMER_IDENTITY_DIGITS].contains(&identity.len()) {
        return Err(ApplicantFault::IdentityLength);
    }
    Ok(())
}

fn check_phone(phone: &str) -> Result<(), ApplicantFault> {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ' ' | '(' | ')');
    if phone.chars().all(allowed) {
        Ok(())
    } else {
        Err(ApplicantFault::PhoneNotDigits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn giang_a_pao() -> Applicant {
        Applicant {
            name: "Giàng A Páo".into(),
            ..Applicant::default()
        }
    }

    #[test]
    fn a_name_alone_is_enough() {
        assert_eq!(giang_a_pao().check(Instant(0)), Ok(()));
    }

    #[test]
    fn faults_are_named() {
        let now = Instant(1_795_366_799_999);
        let with = |change: fn(&mut Applicant)| {
            let mut applicant = giang_a_pao();
            change(&mut applicant);
            applicant.check(now)
        };
        assert_eq!(
            with(|a| a.name = "  ".into()),
            Err(ApplicantFault::NameMissing)
        );
        assert_eq!(
            with(|a| a.identity = "01234".into()),
            Err(ApplicantFault::IdentityLength)
        );
        assert_eq!(
            with(|a| a.identity = "01234567890x".into()),
            Err(ApplicantFault::IdentityNotDigits)
        );
        assert_eq!(
            with(|a| a.born = Day::from_ymd(2027, 1, 1)),
            Err(ApplicantFault::BornInFuture)
        );
        assert_eq!(
            with(|a| a.phone = "gọi sau".into()),
            Err(ApplicantFault::PhoneNotDigits)
        );
        assert_eq!(
            with(|a| a.address = "x".repeat(501)),
            Err(ApplicantFault::TextTooLong)
        );
    }
}
