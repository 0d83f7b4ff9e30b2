//! The state of a dossier: a fold over its events.

use super::applicant::ContactChange;
use super::event::{Event, Received, ReturnMethod};
use super::refusal::Refusal;
use crate::id::DossierId;
use crate::instant::Instant;
use crate::officer::Origin;
use serde::{Deserialize, Serialize};

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
    /// Contact corrected; the fields that changed.
    ContactCorrected(ContactChange),
    /// Resolved.
    Resolved,
    /// Returned.
    Returned(ReturnMethod),
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
            (None, Event::ContactCorrected(_) | Event::Resolved | Event::Returned(_)) => {
                Err(Refusal::UnknownDossier)
            }
            (Some(dossier), Event::ContactCorrected(change)) => dossier.correct(change, origin),
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
        }
    }

    /// When it was received, by the clock of the device that received it.
    pub fn received_at(&self) -> Instant {
        self.timeline
            .first()
            .map(|entry| entry.origin.at)
            .unwrap_or_default()
    }

    fn open(id: DossierId, received: &Received, origin: Origin) -> Result<Self, Refusal> {
        received.check(origin.at)?;
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
        })
    }

    fn correct(&self, change: &ContactChange, origin: Origin) -> Result<Self, Refusal> {
        if change.is_empty() {
            return Err(Refusal::NothingToChange);
        }
        change.check().map_err(Refusal::Applicant)?;
        let mut next = self.clone();
        let applicant = &mut next.received.applicant;
        if let Some(phone) = &change.phone {
            applicant.phone.clone_from(phone);
        }
        if let Some(address) = &change.address {
            applicant.address.clone_from(address);
        }
        next.timeline.push(TimelineEntry {
            origin,
            what: Happening::ContactCorrected(change.clone()),
        });
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
        next.timeline.push(TimelineEntry { origin, what });
        Ok(next)
    }
}
