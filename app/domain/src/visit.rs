//! Home visits of a mobile session (đăng ký lưu động): whom somebody from the counter is
//! to go to, where, for what. A plan and no fact of law, so of two that say otherwise the
//! later in the unit's stream stands.

use crate::catalogue::ProcedureCode;
use crate::dossier::TEXT_CHARS_MAX;
use crate::id::{DossierId, VisitId};
use crate::instant::Day;
use crate::officer::Origin;
use crate::text::has_unseen;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What happened to a visit of the unit whose stream says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFact {
    /// Which.
    pub visit: VisitId,
    /// What happened.
    pub event: Event,
}

/// One immutable fact of a visit. Facts are kept for ever: a field may be added with a
/// default, never renamed, never removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It is to be made, so; again when the plan is another, or when it was ended by mistake.
    Planned(Plan),
    /// It is on the list no more.
    Ended(End),
}

/// Whom to go to, where, for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Whom.
    pub name: String,
    /// Where: hamlet, village.
    pub place: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// For which procedure.
    pub procedure: ProcedureCode,
    /// On which day, once that is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// This dossier was recorded there.
    Done(DossierId),
    /// Nobody goes.
    CalledOff,
}

/// A visit that is still to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// Whom, where, for what.
    pub plan: Plan,
    /// Who planned it so.
    pub origin: Origin,
}

/// Why a plan is none.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody is named.
    #[error("a visit needs a name")]
    NameMissing,
    /// No place is named.
    #[error("a visit needs a place")]
    PlaceMissing,
    /// No procedure is named.
    #[error("a visit needs a procedure")]
    ProcedureMissing,
    /// A text is longer than kept.
    #[error("a text is longer than {max} characters")]
    TextTooLong {
        /// The limit broken.
        max: usize,
    },
    /// A control character, or one without a shape.
    #[error("a text holds a character that cannot be seen")]
    UnseenCharacter,
}

impl Event {
    /// Its kind, by a name that no other fact has.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Planned(_) => "visit_planned",
            Self::Ended(_) => "visit_ended",
        }
    }
}

impl Visit {
    /// Folds one fact into the state; `None` is a visit that is on no list. Every fact
    /// follows from every state: a plan stands until the next fact.
    pub fn fold(state: &mut Option<Self>, fact: &VisitFact, origin: Origin) {
        *state = match &fact.event {
            Event::Planned(plan) => Some(Self {
                id: fact.visit,
                plan: plan.clone(),
                origin,
            }),
            Event::Ended(_) => None,
        };
    }
}

/// Whether a fact may enter. Asked where a fact enters, on the device and at the server,
/// and never when history is folded.
///
/// # Errors
/// The first [`Refusal`].
pub fn check_event(event: &Event) -> Result<(), Refusal> {
    let plan = match event {
        Event::Planned(plan) => plan,
        Event::Ended(_) => return Ok(()),
    };
    let said = |text: &str, missing| {
        if text.trim().is_empty() {
            return Err(missing);
        }
        readable(text)
    };
    said(&plan.name, Refusal::NameMissing)?;
    said(&plan.place, Refusal::PlaceMissing)?;
    said(plan.procedure.as_str(), Refusal::ProcedureMissing)?;
    readable(&plan.phone)
}

fn readable(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(Refusal::TextTooLong {
            max: TEXT_CHARS_MAX,
        });
    }
    if has_unseen(text) {
        return Err(Refusal::UnseenCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hybrid::HybridTime;
    use crate::id::{DeviceId, EventId, OfficerId};
    use crate::instant::Instant;
    use uuid::Uuid;

    const VISIT: VisitId = VisitId(Uuid::from_u128(1));

    fn plan(place: &str) -> Plan {
        Plan {
            name: "Vừ Thị Dí".into(),
            place: place.into(),
            phone: "0912345678".into(),
            procedure: ProcedureCode::new("1.000656"),
            day: Day::from_ymd(2026, 12, 3),
        }
    }

    fn origin(at: i64) -> Origin {
        Origin {
            event: EventId(Uuid::from_u128(2)),
            officer: OfficerId(Uuid::from_u128(3)),
            device: DeviceId(Uuid::from_u128(4)),
            time: HybridTime::of(Instant(at)),
        }
    }

    fn folded(events: &[Event]) -> Option<Visit> {
        let mut state = None;
        for (at, event) in (0..).zip(events) {
            let event = event.clone();
            let fact = VisitFact {
                visit: VISIT,
                event,
            };
            Visit::fold(&mut state, &fact, origin(at));
        }
        state
    }

    #[test]
    fn a_plan_stands_until_the_next_fact() {
        let first = Event::Planned(plan("Bản Pá Lông"));
        let second = Event::Planned(plan("Bản Hua Rốm"));
        let over = Event::Ended(End::CalledOff);
        let stands = |events: &[Event]| folded(events).map(|visit| visit.plan.place);
        assert_eq!(
            stands(core::slice::from_ref(&first)).as_deref(),
            Some("Bản Pá Lông")
        );
        let changed = folded(&[first.clone(), second]).unwrap();
        assert_eq!((changed.id, changed.origin), (VISIT, origin(1)));
        assert_eq!(changed.plan.place, "Bản Hua Rốm");
        assert_eq!(stands(&[first.clone(), over.clone()]), None);
        assert_eq!(stands(&[over.clone(), over.clone()]), None);
        let again = [first.clone(), over, first];
        assert_eq!(stands(&again).as_deref(), Some("Bản Pá Lông"));
    }

    #[test]
    fn a_plan_names_whom_where_and_for_what() {
        type Spoil = fn(&mut Plan);
        let cases: [(Spoil, Refusal); 5] = [
            (|plan| plan.name = " ".into(), Refusal::NameMissing),
            (|plan| plan.place.clear(), Refusal::PlaceMissing),
            (
                |plan| plan.procedure = ProcedureCode::new(""),
                Refusal::ProcedureMissing,
            ),
            (
                |plan| plan.place = "x".repeat(TEXT_CHARS_MAX + 1),
                Refusal::TextTooLong {
                    max: TEXT_CHARS_MAX,
                },
            ),
            (
                |plan| plan.phone = "09\u{200b}1".into(),
                Refusal::UnseenCharacter,
            ),
        ];
        assert_eq!(check_event(&Event::Planned(plan("Bản Pá Lông"))), Ok(()));
        for (spoil, refusal) in cases {
            let mut spoilt = plan("Bản Pá Lông");
            spoil(&mut spoilt);
            assert_eq!(check_event(&Event::Planned(spoilt)), Err(refusal));
        }
    }
}
