//! Drafts of civil status entries, and the list for reconciliation.
//!
//! The civil status registers are in the national software: here an entry is only
//! prepared, checked and printed as a draft, and remembered until somebody says under
//! which number the national software has it. There is no number of ours, by
//! construction.

use super::book::BookKind;
use super::entry::Subject;
use crate::dossier::{Refusal, TEXT_CHARS_MAX};
use crate::id::EventId;
use crate::instant::Day;
use crate::officer::Origin;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};

/// A step of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CivilStep {
    /// The applicant read it, or had it read aloud, and found it right.
    Checked,
    /// A draft was printed; never before it was checked.
    PrintedDraft,
    /// It was changed after all and has to be checked again.
    Changed,
    /// The national software has it.
    EnteredNationally(Official),
    /// What was said of the national software was wrong: it is back on the list.
    TakenBack(String),
    /// As [`CivilStep::Checked`], of the act that this event made: the only way to say it
    /// once the act was put right.
    CheckedAs(EventId),
}

/// What the national software calls an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// The number in the national register, which the certificate carries as well
    /// (TT 04/2020/TT-BTP).
    pub number: String,
    /// The day of registration.
    pub day: Day,
}

/// A draft of an entry of a civil status register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivilDraft {
    /// For which register, by the kind's key in data.
    pub kind: BookKind,
    /// Whose.
    pub subject: Subject,
    /// Who prepared it, where and when.
    pub prepared: Origin,
    /// Who had it checked last, if it stands as checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Origin>,
    /// How many drafts were printed.
    #[serde(default)]
    pub printed: u32,
    /// What the national software calls it, once it has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<Official>,
}

impl CivilDraft {
    /// A draft that was prepared.
    pub fn prepared(kind: BookKind, subject: Subject, origin: Origin) -> Self {
        Self {
            kind,
            subject,
            prepared: origin,
            checked: None,
            printed: 0,
            official: None,
        }
    }

    /// Whether it stays on the list for reconciliation.
    pub fn is_outstanding(&self) -> bool {
        self.official.is_none()
    }

    /// Whether a step follows from where the draft stands.
    ///
    /// # Errors
    /// [`Refusal::DraftStep`] when it does not; [`Refusal::OfficialNumberMissing`] and
    /// [`Refusal::ReasonMissing`] when it is not whole.
    pub fn check(&self, step: &CivilStep) -> Result<(), Refusal> {
        let entered = self.official.is_some();
        match step {
            CivilStep::TakenBack(reason) if entered => check_seen(reason, Refusal::ReasonMissing),
            CivilStep::EnteredNationally(official) if !entered => {
                check_seen(&official.number, Refusal::OfficialNumberMissing)
            }
            CivilStep::Checked | CivilStep::CheckedAs(_) | CivilStep::Changed if !entered => Ok(()),
            CivilStep::PrintedDraft if self.checked.is_some() => Ok(()),
            CivilStep::Checked
            | CivilStep::CheckedAs(_)
            | CivilStep::Changed
            | CivilStep::PrintedDraft
            | CivilStep::EnteredNationally(_)
            | CivilStep::TakenBack(_) => Err(Refusal::DraftStep),
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// As [`CivilDraft::check`].
    pub fn take(mut self, step: &CivilStep, origin: Origin) -> Result<Self, Refusal> {
        self.check(step)?;
        match step {
            CivilStep::Checked | CivilStep::CheckedAs(_) => self.checked = Some(origin),
            CivilStep::Changed => self.checked = None,
            CivilStep::PrintedDraft => self.printed = self.printed.saturating_add(1),
            CivilStep::EnteredNationally(official) => self.official = Some(official.clone()),
            CivilStep::TakenBack(_) => self.official = None,
        }
        Ok(self)
    }
}

/// Whether a text was given, in letters that can be seen and are not too many.
fn check_seen(text: &str, missing: Refusal) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(missing);
    }
    if has_unseen(text) {
        return Err(Refusal::UnseenCharacter);
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(Refusal::TextTooLong {
            max: TEXT_CHARS_MAX,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hybrid::HybridTime;
    use crate::id::{DeviceId, DossierId, EventId, OfficerId};
    use uuid::Uuid;

    const ORIGIN: Origin = Origin {
        event: EventId(Uuid::from_u128(1)),
        officer: OfficerId(Uuid::from_u128(2)),
        device: DeviceId(Uuid::from_u128(3)),
        time: HybridTime(4),
    };

    fn draft() -> CivilDraft {
        let subject = Subject {
            dossier: DossierId(Uuid::from_u128(5)),
            document: 0,
        };
        CivilDraft::prepared(BookKind("HT/KS".into()), subject, ORIGIN)
    }

    fn entered(number: &str) -> CivilStep {
        CivilStep::EnteredNationally(Official {
            number: number.into(),
            day: Day::from_ymd(2026, 11, 23).unwrap(),
        })
    }

    #[test]
    fn a_draft_is_printed_only_as_it_was_checked() {
        let print = |draft: CivilDraft| draft.take(&CivilStep::PrintedDraft, ORIGIN);
        assert_eq!(print(draft()), Err(Refusal::DraftStep));
        let checked = draft().take(&CivilStep::Checked, ORIGIN).unwrap();
        let printed = print(checked).unwrap();
        assert_eq!(printed.printed, 1);
        let changed = printed.take(&CivilStep::Changed, ORIGIN).unwrap();
        assert_eq!(print(changed), Err(Refusal::DraftStep));
    }

    #[test]
    fn it_leaves_the_list_only_with_the_national_number() {
        let refused = draft().take(&entered(" "), ORIGIN);
        assert_eq!(refused, Err(Refusal::OfficialNumberMissing));
        let done = draft().take(&entered("125/2026"), ORIGIN).unwrap();
        assert!(draft().is_outstanding() && !done.is_outstanding());
        let again = done.clone().take(&entered("126/2026"), ORIGIN);
        assert_eq!(again, Err(Refusal::DraftStep));
        let back = |reason: &str| CivilStep::TakenBack(reason.into());
        let silent = done.clone().take(&back(""), ORIGIN);
        assert_eq!(silent, Err(Refusal::ReasonMissing));
        let listed = done.take(&back("Ghi nhầm số"), ORIGIN).unwrap();
        assert!(listed.is_outstanding());
    }
}
