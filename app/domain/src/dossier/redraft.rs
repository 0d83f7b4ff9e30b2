//! Redrafts: another content of an act of civil status, in place of the one that stands.
//!
//! What an act says is never settled by the later one winning: a redraft names the event
//! that made what its officer saw, and follows only from that.

use super::lifecycle::Stage;
use super::refusal::Refusal;
use super::state::{Dossier, Happening, TimelineEntry};
use crate::civil::{Civil, Redrafted};
use crate::id::EventId;
use crate::officer::Origin;
use crate::register::CivilStep;
use crate::service::Service;

impl Dossier {
    /// The last time that the act was put right.
    pub fn redrafted(&self) -> Option<Origin> {
        let mut last = self.timeline.iter().rev();
        last.find(|entry| is_redraft(entry))
            .map(|entry| entry.origin)
    }

    /// The event that made the act as it stands: the reception, or the last redraft.
    pub fn act_made_by(&self) -> Option<EventId> {
        let reception = self.timeline.first().map(|entry| entry.origin);
        self.redrafted().or(reception).map(|origin| origin.event)
    }

    /// The act as a redraft left it: what stood before the next one, else what stands.
    pub fn act_after(&self, redraft: EventId) -> Option<&Civil> {
        let of_this = |entry: &&TimelineEntry| entry.origin.event != redraft;
        let mut later = self.timeline.iter().skip_while(of_this).skip(1);
        let next = later.find_map(|entry| {
            let Happening::Redrafted(before) = &entry.what else {
                return None;
            };
            Some(&**before)
        });
        next.or_else(|| self.received.civil())
    }

    /// The step by which the applicant finds the act right as it stands.
    pub fn step_of_checking(&self) -> CivilStep {
        let made = self.redrafted();
        made.map_or(CivilStep::Checked, |origin| {
            CivilStep::CheckedAs(origin.event)
        })
    }

    /// Whether the act can be put right here: the national software does not have it, and
    /// the dossier has not ended without a result. One that was handed over in the same
    /// sitting can be, for its draft is read after that.
    ///
    /// # Errors
    /// [`Refusal::DraftStep`] or [`Refusal::WrongStage`].
    pub fn check_redraftable(&self) -> Result<(), Refusal> {
        if !self.draft()?.is_outstanding() {
            return Err(Refusal::DraftStep);
        }
        match self.stage {
            from @ (Stage::Declined | Stage::Withdrawn | Stage::Stopped) => {
                Err(Refusal::WrongStage { from })
            }
            Stage::Registered
            | Stage::Received
            | Stage::Processing
            | Stage::AwaitingPapers
            | Stage::AwaitingPayment
            | Stage::Resolved
            | Stage::Returned => Ok(()),
        }
    }

    /// Whether a redraft follows from what stands.
    ///
    /// # Errors
    /// As [`Dossier::check_redraftable`]; [`Refusal::OtherAct`] where it is no redraft of
    /// this act; [`Refusal::RedraftedBefore`] where its officer saw another content.
    pub fn check_redraft(&self, redrafted: &Redrafted) -> Result<(), Refusal> {
        self.check_redraftable()?;
        let stands = self.received.civil().ok_or(Refusal::DraftStep)?;
        if stands.kind() != redrafted.civil.kind() {
            return Err(Refusal::OtherAct);
        }
        if self.has_act(&redrafted.civil) || self.act_made_by() == Some(redrafted.base) {
            Ok(())
        } else {
            Err(Refusal::RedraftedBefore)
        }
    }

    /// Whether the act says the same already.
    pub fn has_act(&self, civil: &Civil) -> bool {
        let stands = self.received.civil();
        stands.is_some_and(|stands| stands.unconfirmed() == civil.unconfirmed())
    }

    /// Whether a step of the draft follows: once the act was put right, who finds it right
    /// says which content they read, and only then the national software has it.
    ///
    /// # Errors
    /// As `CivilDraft::check`.
    pub fn check_draft_step(&self, step: &CivilStep) -> Result<(), Refusal> {
        self.draft()?.check(step)?;
        let read = match step {
            CivilStep::Checked => self.redrafted().is_none(),
            CivilStep::CheckedAs(event) => self.act_made_by() == Some(*event),
            // Who entered the act may have read what stood before.
            CivilStep::EnteredNationally(_) => {
                self.redrafted().is_none() || self.draft()?.checked.is_some()
            }
            CivilStep::PrintedDraft | CivilStep::Changed | CivilStep::TakenBack(_) => true,
        };
        if read {
            Ok(())
        } else {
            Err(Refusal::DraftStep)
        }
    }

    /// The first keeps; the same again changes nothing.
    pub(super) fn redraft(&self, redrafted: &Redrafted, origin: Origin) -> Result<Self, Refusal> {
        self.check_redraft(redrafted)?;
        let mut next = self.clone();
        let before = self
            .received
            .civil()
            .filter(|_| !self.has_act(&redrafted.civil));
        let Some(before) = before else {
            return Ok(next);
        };
        let civil = redrafted.civil.unconfirmed();
        next.received.service = Some(Service::Civil(Box::new(civil)));
        if let Some(draft) = &mut next.draft {
            draft.checked = None;
        }
        next.note(Happening::Redrafted(Box::new(before.clone())), origin);
        Ok(next)
    }
}

fn is_redraft(entry: &TimelineEntry) -> bool {
    matches!(entry.what, Happening::Redrafted(_))
}
