//! The state of a dossier: a fold over its events.

use super::attachment::{self, Attachment, ContentHash};
use super::correction::{Change, Conflict, Decision, Field, Merged, Side, check, merge};
use super::event::{Event, Received, ReturnMethod};
use super::refusal::Refusal;
use crate::id::DossierId;
use crate::instant::Instant;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of [`Dossier`] as bytes, and the rules that fold events into it. One more
/// whenever either changes: states made before are then folded anew.
pub const STATE_VERSION: u64 = 1;

/// Where a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Được tiếp nhận.
    Received,
    /// Đã xử lý xong.
    Resolved,
    /// Đã trả kết quả.
    Returned,
}

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
            (None, Event::Received(received)) => Self::open(id, received, origin),
            (Some(_), Event::Received(_)) => Err(Refusal::AlreadyReceived),
            (
                None,
                Event::Corrected(_)
                | Event::Settled(_)
                | Event::Resolved
                | Event::Returned(_)
                | Event::Attached(_),
            ) => Err(Refusal::UnknownDossier),
            (Some(dossier), Event::Corrected(changes)) => dossier.correct(changes, origin),
            (Some(dossier), Event::Settled(decision)) => dossier.settle(decision, origin),
            (Some(dossier), Event::Resolved) => dossier.advance(
                Stage::Received,
                Stage::Resolved,
                Happening::Resolved,
                origin,
            ),
            (Some(dossier), Event::Returned(method)) => {
                let what = Happening::Returned(*method);
                dossier.advance(Stage::Resolved, Stage::Returned, what, origin)
            }
            (Some(dossier), Event::Attached(attachments)) => dossier.attach(attachments, origin),
        }
    }

    /// Whether its result is still to be handed over.
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Returned
    }

    /// When it was received.
    pub fn received_at(&self) -> Instant {
        self.timeline
            .first()
            .map(|entry| entry.origin.at())
            .unwrap_or_default()
    }

    /// The open conflict about a detail.
    pub fn conflict(&self, field: Field) -> Option<&Conflict> {
        self.conflicts
            .iter()
            .find(|conflict| conflict.field == field)
    }

    fn open(id: DossierId, received: &Received, origin: Origin) -> Result<Self, Refusal> {
        received.check(origin.at())?;
        let first = TimelineEntry {
            origin,
            what: Happening::Received,
        };
        let received = received.clone();
        Ok(Self {
            id,
            received,
            stage: Stage::Received,
            timeline: vec![first],
            corrected: BTreeMap::new(),
            conflicts: vec![],
            attachments: vec![],
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

    fn advance(
        &self,
        from: Stage,
        to: Stage,
        what: Happening,
        origin: Origin,
    ) -> Result<Self, Refusal> {
        if self.stage != from {
            return Err(Refusal::WrongStage { from: self.stage });
        }
        let mut next = self.clone();
        next.stage = to;
        next.note(what, origin);
        Ok(next)
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

    fn note(&mut self, what: Happening, origin: Origin) {
        self.timeline.push(TimelineEntry { origin, what });
    }
}
