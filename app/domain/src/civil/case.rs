//! A case: two dossiers that may be about the same people, of which nobody knew when the
//! later one was taken down. Whoever has both sees it, and the server says so of any; a
//! person settles it, and nothing is ever revoked by itself.

use super::likeness::Likeness;
use crate::dossier::{Refusal, TEXT_CHARS_MAX};
use crate::id::DossierId;
use crate::officer::Origin;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// What a person found of an earlier dossier; a fact of the later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The earlier dossier.
    pub other: DossierId,
    /// They are the same people; what follows is done by other steps.
    pub same: bool,
    /// Why.
    pub reason: String,
}

/// A judgement, with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What was found.
    pub judgement: Judgement,
    /// By whom.
    pub origin: Origin,
}

/// An earlier dossier whose people may be those of this one, as the server found, which
/// alone knows all dossiers of the unit; a fact of the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspicion {
    /// The earlier dossier.
    pub earlier: DossierId,
    /// By what they are alike.
    pub by: Likeness,
}

impl Judgement {
    /// Whether it is whole, and follows from what was found before: the first judgement
    /// keeps, and the same again changes nothing.
    ///
    /// # Errors
    /// [`Refusal`] names what is missing or too much; [`Refusal::SettledBefore`] when a
    /// person found otherwise before.
    pub fn check(&self, before: &[Judged]) -> Result<(), Refusal> {
        if self.reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let max = TEXT_CHARS_MAX;
        if self.reason.chars().count() > max {
            return Err(Refusal::TextTooLong { max });
        }
        if self.reason.lines().any(has_unseen) {
            return Err(Refusal::UnseenCharacter);
        }
        let mut before = before.iter().map(|judged| &judged.judgement);
        if before.any(|other| other.other == self.other && other.same != self.same) {
            return Err(Refusal::SettledBefore);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::ORIGIN;
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_first_judgement_keeps_and_tells_why() {
        let judgement = |same, reason: &str| Judgement {
            other: DossierId(Uuid::from_u128(9)),
            same,
            reason: reason.into(),
        };
        let first = judgement(false, "Trùng tên, khác bản");
        assert_eq!(first.check(&[]), Ok(()));
        let silent = judgement(false, " ").check(&[]);
        assert_eq!(silent, Err(Refusal::ReasonMissing));
        let before = [Judged {
            judgement: first.clone(),
            origin: ORIGIN,
        }];
        assert_eq!(first.check(&before), Ok(()));
        let otherwise = judgement(true, "Một người").check(&before);
        assert_eq!(otherwise, Err(Refusal::SettledBefore));
    }
}
