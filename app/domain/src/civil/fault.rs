//! What can be wrong with an act of civil status. Each fault carries the name of the
//! field that it is about, so that a screen can put it there.

use thiserror::Error;

/// A fault that stops an act from being taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CivilFault {
    /// Must be given.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Neither 12 nor 9 digits.
    #[error("{0} has neither 12 nor 9 digits")]
    IdentityLength(&'static str),
    /// Something other than digits.
    #[error("{0} has something other than digits")]
    NotDigits(&'static str),
    /// The number of a foreigner's passport is none.
    #[error("{0}: no number of a passport")]
    Passport(&'static str),
    /// A date that has not come yet.
    #[error("{0} lies in the future")]
    InFuture(&'static str),
    /// A date before anybody's life.
    #[error("{0} lies too far back")]
    TooLongAgo(&'static str),
    /// More than is kept.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// A character without a shape.
    #[error("{0} holds a character that cannot be seen")]
    Unseen(&'static str),
    /// Both spouses have to be there.
    #[error("{0}: both have to be present")]
    NotPresent(&'static str),
    /// Both spouses have to say that they marry of their own free will.
    #[error("{0}: both have to confirm their free will")]
    NotWilling(&'static str),
    /// Both spouses have the same identity number.
    #[error("{0}: both have the same identity number")]
    SamePerson(&'static str),
    /// Not yet of the age that the law asks for.
    #[error("{field}: not yet {years} years old")]
    TooYoung {
        /// Where.
        field: &'static str,
        /// What the law asks for.
        years: u8,
    },
    /// Died before being born.
    #[error("{0}: a death before the birth")]
    DiedBeforeBirth(&'static str),
    /// Who cannot read has it read aloud before the fingerprint.
    #[error("{0}: a fingerprint without reading aloud")]
    NotReadAloud(&'static str),
    /// A likeness was passed over without a reason.
    #[error("{0}: a reason is missing")]
    ReasonMissing(&'static str),
}

impl CivilFault {
    /// Whether it stands only against accepting the act: somebody may hand papers in all
    /// the same, and be told in writing why not.
    pub fn is_condition(self) -> bool {
        matches!(
            self,
            Self::NotPresent(_)
                | Self::NotWilling(_)
                | Self::TooYoung { .. }
                | Self::NotReadAloud(_)
        )
    }

    /// The field that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Missing(field)
            | Self::IdentityLength(field)
            | Self::NotDigits(field)
            | Self::Passport(field)
            | Self::InFuture(field)
            | Self::TooLongAgo(field)
            | Self::TooLong(field)
            | Self::Unseen(field)
            | Self::NotPresent(field)
            | Self::NotWilling(field)
            | Self::SamePerson(field)
            | Self::TooYoung { field, .. }
            | Self::DiedBeforeBirth(field)
            | Self::NotReadAloud(field)
            | Self::ReasonMissing(field) => field,
        }
    }
}
