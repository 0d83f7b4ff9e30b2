//! A case: two dossiers that may be about the same people. The server opens it, and a
//! person settles it; nothing is ever revoked by itself.

use super::likeness::Likeness;
use crate::dossier::{Refusal, TEXT_CHARS_MAX};
use crate::id::DossierId;
use crate::officer::Origin;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// The server found an earlier dossier that may be about the same people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspicion {
    /// The earlier one.
    pub other: DossierId,
    /// By what.
    pub by: Likeness,
}

/// What a person found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The earlier dossier of the case.
    pub other: DossierId,
    /// They are the same people; what follows is done by other steps.
    pub same: bool,
    /// Why.
    pub reason: String,
}

/// A case as it stands, kept with the later of its two dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What was found.
    pub suspicion: Suspicion,
    /// When the server found it.
    pub opened: Origin,
    /// What a person found, who and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<(Judgement, Origin)>,
}

impl Case {
    /// Whether it waits for a person.
    pub fn is_open(&self) -> bool {
        self.judged.is_none()
    }
}

impl Judgement {
    /// Whether it may enter.
    ///
    /// # Errors
    /// [`Refusal`] names what is missing or too much.
    pub fn check(&self) -> Result<(), Refusal> {
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
        Ok(())
    }
}

/// Takes suspicions in; one that is known changes nothing.
pub fn suspect(cases: &mut Vec<Case>, found: &[Suspicion], origin: Origin) {
    for suspicion in found {
        let other = suspicion.other;
        if cases.iter().all(|case| case.suspicion.other != other) {
            cases.push(Case {
                suspicion: suspicion.clone(),
                opened: origin,
                judged: None,
            });
        }
    }
}

/// Takes a judgement in: the first keeps, the same again changes nothing.
///
/// # Errors
/// [`Refusal::NotASide`] when there is no such case, [`Refusal::SettledBefore`] when a
/// person found otherwise before.
pub fn judge(cases: &mut [Case], judgement: &Judgement, origin: Origin) -> Result<(), Refusal> {
    let case = cases
        .iter_mut()
        .find(|case| case.suspicion.other == judgement.other)
        .ok_or(Refusal::NotASide)?;
    match &case.judged {
        None => case.judged = Some((judgement.clone(), origin)),
        Some((before, _)) if before.same == judgement.same => {}
        Some(_) => return Err(Refusal::SettledBefore),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::samples::ORIGIN;
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_first_judgement_keeps() {
        let other = DossierId(Uuid::from_u128(9));
        let found = Suspicion {
            other,
            by: Likeness::Identity,
        };
        let mut cases = vec![];
        suspect(&mut cases, &[found.clone(), found.clone()], ORIGIN);
        suspect(&mut cases, &[found], ORIGIN);
        assert_eq!(cases.len(), 1);
        let judgement = |same| Judgement {
            other,
            same,
            reason: "Hai người trùng tên, khác năm sinh".into(),
        };
        assert_eq!(judge(&mut cases, &judgement(false), ORIGIN), Ok(()));
        assert_eq!(judge(&mut cases, &judgement(false), ORIGIN), Ok(()));
        let otherwise = judge(&mut cases, &judgement(true), ORIGIN);
        assert_eq!(otherwise, Err(Refusal::SettledBefore));
        assert!(!cases[0].is_open());
        let nowhere = Judgement {
            other: DossierId(Uuid::from_u128(8)),
            ..judgement(true)
        };
        assert_eq!(judge(&mut cases, &nowhere, ORIGIN), Err(Refusal::NotASide));
    }

    #[test]
    fn a_judgement_tells_why() {
        let silent = Judgement {
            other: DossierId(Uuid::from_u128(9)),
            same: true,
            reason: " ".into(),
        };
        assert_eq!(silent.check(), Err(Refusal::ReasonMissing));
    }
}
