//! The state of a dossier: a fold over its events.

use super::appointment::Appointment;
use super::attachment::{self, Attachment, ContentHash};
use super::correction::{Change, Conflict, Decision, Field, Merged, Side, check, merge};
use super::event::{Event, Received, ReturnMethod};
use super::lifecycle::{Move, Moved, Stage};
use super::refusal::Refusal;
use crate::civil::{Civil, Judged, Judgement, Suspicion};
use crate::deadline::Pause;
use crate::id::{DossierId, OfficerId};
use crate::instant::Instant;
use crate::officer::Origin;
use crate::print::{Form, Printout};
use crate::register::{CivilDraft, CivilStep, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of [`Dossier`] as bytes, and the rules that fold events into it. One more
/// whenever either changes: states made before are then folded anew.
pub const STATE_VERSION: u64 = 6;

/// A line of the timeline: what happened, by whom, where, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// Who, where, when.
    pub origin: Origin,
    /// What.
    pub what: Happening,
}

/// The short form of an [`Event`] that the timeline keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// Received.
    Received,
    /// Details corrected.
    Corrected(Vec<Change>),
    /// A conflict settled.
    Settled(Decision),
    /// Resolved.
    Resolved,
    /// Returned.
    Returned(ReturnMethod),
    /// Photographed or scanned.
    Attached(Vec<ContentHash>),
    /// Handed in, not yet checked.
    Registered,
    /// Another step of the lifecycle.
    Moved(Box<Moved>),
    /// A step of the draft of a civil status entry.
    Drafted(CivilStep),
    /// Settled whether an earlier dossier is about the same people.
    Judged(Judgement),
    /// The server found an earlier dossier that may be about the same people.
    Suspected(Suspicion),
    /// The act of civil status was put right; what stood there before.
    Redrafted(Box<Civil>),
    /// A paper of it was printed.
    Printed(Printout),
    /// What was printed last of a form did not come out.
    NotPrinted(Form),
}

/// A dossier as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Identity.
    pub id: DossierId,
    /// The facts of its reception, with corrections applied.
    pub received: Received,
    /// Where it stands.
    pub stage: Stage,
    /// What happened, in the order of the unit's stream.
    pub timeline: Vec<TimelineEntry>,
    /// Who wrote the details that are no longer those of the reception.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrected: BTreeMap<Field, Origin>,
    /// Details that wait for a person's decision; at most one for each field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Photos and scans of its papers; their bytes may be elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// When the result was promised for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// Waits for the applicant since it was accepted; the last may not have ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Where it stood when work stopped, while it waits or has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Stage>,
    /// The specialist who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<OfficerId>,
    /// What was paid, in đồng.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paid_dong: u64,
    /// The code of the official system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub official_code: String,
    /// The draft of its entry in a civil status register, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<CivilDraft>,
    /// Earlier dossiers of which a person found whether they are about the same people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Judged>,
    /// Earlier dossiers that may be about the same people, as the server found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspected: Vec<Suspicion>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde hands over")]
fn is_zero(figure: &u64) -> bool {
    *figure == 0
}

impl Dossier {
    /// Folds one event into the state; `None` is a dossier not yet received.
    ///
    /// # Errors
    /// [`Refusal`] when the event does not follow from the state. The state is
    /// then unchanged: it was only borrowed.
    pub fn apply(
        state: Option<&Self>,
        id: DossierId,
        event: &Event,
        origin: Origin,
    ) -> Result<Self, Refusal> {
        match (state, event) {
            (None, Event::Received(received)) => {
                Self::open(id, received, Stage::Received, Happening::Received, origin)
            }
            (None, Event::Registered(received)) => Self::open(
                id,
                received,
                Stage::Registered,
                Happening::Registered,
                origin,
            ),
            (Some(_), Event::Received(_) | Event::Registered(_)) => Err(Refusal::AlreadyReceived),
            (
                None,
                Event::Corrected(_)
                | Event::Settled(_)
                | Event::Resolved
                | Event::Returned(_)
                | Event::Attached(_)
                | Event::Moved(_)
                | Event::Drafted(_)
                | Event::Judged(_)
                | Event::Suspected(_)
                | Event::Redrafted(_)
                | Event::Printed(_)
                | Event::NotPrinted(_),
            ) => Err(Refusal::UnknownDossier),
            (Some(dossier), Event::Corrected(changes)) => dossier.correct(changes, origin),
            (Some(dossier), Event::Settled(decision)) => dossier.settle(decision, origin),
            (Some(dossier), Event::Resolved) => dossier.advance(
                &[Stage::Received, Stage::Processing],
                Stage::Resolved,
                Happening::Resolved,
                origin,
            ),
            (Some(dossier), Event::Returned(method)) => {
                let what = Happening::Returned(*method);
                dossier.advance(&[Stage::Resolved], Stage::Returned, what, origin)
            }
            (Some(dossier), Event::Moved(moved)) => dossier.take(moved, origin),
            (Some(dossier), Event::Attached(attachments)) => dossier.attach(attachments, origin),
            (Some(dossier), Event::Drafted(step)) => {
                dossier.check_draft_step(step)?;
                let draft = dossier.draft()?.clone().take(step, origin)?;
                let mut next = dossier.clone();
                next.draft = Some(draft);
                next.note(Happening::Drafted(step.clone()), origin);
                Ok(next)
            }
            (Some(dossier), Event::Judged(judgement)) => {
                dossier.check_judgement(judgement)?;
                let mut next = dossier.clone();
                let judgement = judgement.clone();
                next.note(Happening::Judged(judgement.clone()), origin);
                next.judged.push(Judged { judgement, origin });
                Ok(next)
            }
            (Some(dossier), Event::Suspected(suspicion)) => dossier.suspect(*suspicion, origin),
            (Some(dossier), Event::Redrafted(redrafted)) => dossier.redraft(redrafted, origin),
            (Some(dossier), Event::Printed(printout)) => {
                Ok(dossier.noted(Happening::Printed(*printout), origin))
            }
            (Some(dossier), Event::NotPrinted(form)) => dossier.take_print_back(*form, origin),
        }
    }

    /// Its payments: who took them, where, when, and how much.
    pub fn payments(&self) -> impl Iterator<Item = (Origin, u64)> {
        self.timeline.iter().filter_map(|entry| {
            let Happening::Moved(moved) = &entry.what else {
                return None;
            };
            let Move::Paid(dong) = moved.what else {
                return None;
            };
            Some((entry.origin, dong))
        })
    }

    /// When it was received.
    pub fn received_at(&self) -> Instant {
        self.timeline
            .first()
            .map(|entry| entry.origin.at())
            .unwrap_or_default()
    }

    /// When it was resolved, and by whom; the last time, where it was opened again.
    pub fn resolved(&self) -> Option<Origin> {
        let resolved = |entry: &&TimelineEntry| entry.what == Happening::Resolved;
        let last = self.timeline.iter().rev().find(resolved);
        last.map(|entry| entry.origin)
    }

    /// When it was found valid: from then on time counts.
    pub fn accepted_at(&self) -> Instant {
        let accepted = self.moves().find(|(moved, _)| moved.what == Move::Accepted);
        accepted.map_or_else(|| self.received_at(), |(_, origin)| origin.at())
    }

    /// Who found it valid, or took it while nobody has.
    pub fn accepted_by(&self) -> Option<OfficerId> {
        let accepted = self.moves().find(|(moved, _)| moved.what == Move::Accepted);
        let first = self.timeline.first().map(|entry| entry.origin.officer);
        accepted.map(|(_, origin)| origin.officer).or(first)
    }

    /// Whether it was found valid, at once or later.
    pub fn is_accepted(&self) -> bool {
        let first = self.timeline.first().map(|entry| &entry.what);
        let at_once = first == Some(&Happening::Received);
        at_once || self.moves().any(|(moved, _)| moved.what == Move::Accepted)
    }

    /// The moves that it took, in the order of the stream.
    pub fn moves(&self) -> impl DoubleEndedIterator<Item = (&Moved, Origin)> {
        self.timeline.iter().filter_map(|entry| match &entry.what {
            Happening::Moved(moved) => Some((&**moved, entry.origin)),
            Happening::Received
            | Happening::Registered
            | Happening::Corrected(_)
            | Happening::Settled(_)
            | Happening::Resolved
            | Happening::Returned(_)
            | Happening::Attached(_)
            | Happening::Drafted(_)
            | Happening::Judged(_)
            | Happening::Suspected(_)
            | Happening::Redrafted(_)
            | Happening::Printed(_)
            | Happening::NotPrinted(_) => None,
        })
    }

    /// Whether a person may find this of an earlier dossier.
    ///
    /// # Errors
    /// As [`Judgement::check`]; [`Refusal::DraftStep`] where the dossier is about no act
    /// of civil status.
    pub fn check_judgement(&self, judgement: &Judgement) -> Result<(), Refusal> {
        self.draft()?;
        judgement.check(&self.judged)
    }

    /// Earlier dossiers alike that a person has looked at: when it was taken down, or since.
    pub fn looked_at(&self) -> impl Iterator<Item = DossierId> {
        let despite = self.received.civil().and_then(|it| it.despite.as_ref());
        let seen = despite
            .into_iter()
            .flat_map(|it| it.dossiers.iter().copied());
        seen.chain(self.judged.iter().map(|it| it.judgement.other))
    }

    /// Whether a person has looked at an earlier dossier alike.
    pub fn has_looked_at(&self, earlier: DossierId) -> bool {
        self.looked_at().any(|seen| seen == earlier)
    }

    /// Whether the server has said that an earlier dossier is alike.
    pub fn is_suspected_of(&self, earlier: DossierId) -> bool {
        self.suspected.iter().any(|it| it.earlier == earlier)
    }

    /// The draft of its entry in a civil status register.
    ///
    /// # Errors
    /// [`Refusal::DraftStep`] where the dossier is about nothing of the kind.
    pub fn draft(&self) -> Result<&CivilDraft, Refusal> {
        self.draft.as_ref().ok_or(Refusal::DraftStep)
    }

    /// The open conflict about a detail.
    pub fn conflict(&self, field: Field) -> Option<&Conflict> {
        self.conflicts
            .iter()
            .find(|conflict| conflict.field == field)
    }

    fn open(
        id: DossierId,
        received: &Received,
        stage: Stage,
        what: Happening,
        origin: Origin,
    ) -> Result<Self, Refusal> {
        received.check(origin.at())?;
        let first = TimelineEntry { origin, what };
        let draft = received.civil().map(|civil| {
            let subject = Subject {
                dossier: id,
                document: 0,
            };
            let mut draft = CivilDraft::prepared(civil.kind().book(), subject, origin);
            draft.checked = civil.confirmed.then_some(origin);
            draft
        });
        let received = received.clone();
        Ok(Self {
            id,
            appointment: received.appointment.clone(),
            received,
            stage,
            timeline: vec![first],
            corrected: BTreeMap::new(),
            conflicts: vec![],
            attachments: vec![],
            pauses: vec![],
            left: None,
            handler: None,
            paid_dong: 0,
            official_code: String::new(),
            draft,
            judged: vec![],
            suspected: vec![],
        })
    }

    fn correct(&self, changes: &[Change], origin: Origin) -> Result<Self, Refusal> {
        if changes.is_empty() {
            return Err(Refusal::NothingToChange);
        }
        let mut next = self.clone();
        for change in changes {
            let corrected = check(&next.received.applicant, change, origin)?;
            let standing = next.received.applicant.detail(change.field);
            let since = self.origin_of(change.field).unwrap_or(origin);
            let ours = Side {
                value: change.value.clone(),
                origin,
            };
            let open = next
                .conflicts
                .iter_mut()
                .find(|open| open.field == change.field);
            if let Some(open) = open {
                if !open.has(&change.value) {
                    open.sides.push(ours);
                }
                continue;
            }
            match merge(change, &standing, since, origin) {
                Merged::Stands => {
                    next.received.applicant = corrected;
                    next.corrected.insert(change.field, origin);
                }
                Merged::Yields => {}
                Merged::Clashes => next.conflicts.push(Conflict {
                    field: change.field,
                    base: change.base.clone(),
                    sides: vec![
                        Side {
                            value: standing,
                            origin: since,
                        },
                        ours,
                    ],
                }),
            }
        }
        next.note(Happening::Corrected(changes.to_vec()), origin);
        Ok(next)
    }

    /// The first decision keeps; the same decision again changes nothing.
    fn settle(&self, decision: &Decision, origin: Origin) -> Result<Self, Refusal> {
        let Decision { field, value } = decision;
        let mut next = self.clone();
        match self.conflict(*field) {
            Some(conflict) if conflict.has(value) => {
                next.received.applicant = self
                    .received
                    .applicant
                    .with_detail(*field, value)
                    .map_err(Refusal::Applicant)?;
                next.corrected.insert(*field, origin);
                next.conflicts.retain(|conflict| conflict.field != *field);
            }
            Some(_) => return Err(Refusal::NotASide),
            None if self.received.applicant.detail(*field) == *value => {}
            None => return Err(Refusal::SettledBefore),
        }
        next.note(Happening::Settled(decision.clone()), origin);
        Ok(next)
    }

    /// A case opens; the same again changes nothing.
    fn suspect(&self, suspicion: Suspicion, origin: Origin) -> Result<Self, Refusal> {
        self.draft()?;
        let mut next = self.clone();
        if !self.is_suspected_of(suspicion.earlier) {
            next.suspected.push(suspicion);
            next.note(Happening::Suspected(suspicion), origin);
        }
        Ok(next)
    }

    fn advance(
        &self,
        from: &[Stage],
        to: Stage,
        what: Happening,
        origin: Origin,
    ) -> Result<Self, Refusal> {
        if !from.contains(&self.stage) {
            return Err(Refusal::WrongStage { from: self.stage });
        }
        let mut next = self.clone();
        next.stage = to;
        next.note(what, origin);
        Ok(next)
    }

    /// Takes a step of the lifecycle.
    fn take(&self, moved: &Moved, origin: Origin) -> Result<Self, Refusal> {
        moved.check()?;
        let from = self.stage;
        let to = moved.what.leads(from, self.left);
        let to = to.ok_or(Refusal::WrongStage { from })?;
        let mut next = self.clone();
        next.stage = to;
        if to.is_worked_on() || to == Stage::Resolved {
            next.left = None;
        } else if from.is_worked_on() || from == Stage::Resolved {
            next.left = Some(from);
        }
        next.pause(from, to, origin.at());
        next.keep(&moved.what, origin);
        if let Some(appointment) = &moved.appointment {
            let present = self.appointment.as_ref().map(|present| present.at);
            if moved.what == Move::Extended && present.is_some_and(|at| appointment.at <= at) {
                return Err(Refusal::AppointmentNotLater);
            }
            next.appointment = Some(appointment.clone());
        }
        next.note(Happening::Moved(Box::new(moved.clone())), origin);
        Ok(next)
    }

    /// Time stands still while the applicant is waited for, once it has begun to count.
    fn pause(&mut self, from: Stage, to: Stage, at: Instant) {
        if from == to {
            return;
        }
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) {
            open.to = Some(at.max(open.from));
        }
        if let Some(reason) = to.waits_for().filter(|_| from != Stage::Registered) {
            self.pauses.push(Pause {
                from: at,
                to: None,
                reason,
            });
        }
    }

    /// What a move leaves behind beside the stage.
    fn keep(&mut self, what: &Move, origin: Origin) {
        match what {
            Move::HandedOver(officer) => self.handler = Some(*officer),
            Move::TakenOver => self.handler = Some(origin.officer),
            Move::SentBack => self.handler = None,
            Move::Paid(dong) => self.paid_dong = self.paid_dong.saturating_add(*dong),
            Move::Coded(code) => self.official_code.clone_from(code),
            Move::Uncoded => self.official_code.clear(),
            Move::Accepted
            | Move::Declined
            | Move::Asked(_)
            | Move::Supplemented
            | Move::PaymentAsked(_)
            | Move::Lengthened
            | Move::Extended
            | Move::Withdrawn
            | Move::Stopped
            | Move::Reopened
            | Move::Waived => {}
        }
    }

    fn attach(&self, more: &[Attachment], origin: Origin) -> Result<Self, Refusal> {
        if more.is_empty() {
            return Err(Refusal::NothingToChange);
        }
        let mut next = self.clone();
        attachment::add(&mut next.attachments, more)?;
        let hashes = more.iter().map(|attachment| attachment.hash).collect();
        next.note(Happening::Attached(hashes), origin);
        Ok(next)
    }

    /// Who wrote the value of a detail that stands.
    fn origin_of(&self, field: Field) -> Option<Origin> {
        let reception = self.timeline.first().map(|entry| entry.origin);
        self.corrected.get(&field).copied().or(reception)
    }

    /// The same dossier with one more line in its timeline.
    pub(super) fn noted(&self, what: Happening, origin: Origin) -> Self {
        let mut next = self.clone();
        next.note(what, origin);
        next
    }

    pub(super) fn note(&mut self, what: Happening, origin: Origin) {
        self.timeline.push(TimelineEntry { origin, what });
    }
}
