//! The appointment (hẹn trả): the deadline as it was told to the applicant.
//!
//! It is recorded as it was found, like a fee: what was promised stays what it was,
//! whatever later calendars say, and every device shows the same (I8, I9).

use super::state::Dossier;
use crate::calendar::{Calendar, Days};
use crate::deadline::{Deadline, DeadlineError, Limit, Longer, Pause, Question, deadline};
use crate::instant::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Longest trace kept, in characters.
pub const TRACE_CHARS_MAX: usize = 4_000;

/// When the result was promised for, and how that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// When.
    pub at: Instant,
    /// The limit that gave it; `None` when a person chose the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// The longer limit that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer: Option<Limit>,
    /// Every step that led there, in one Vietnamese sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trace: String,
    /// It rests on days off that are only projected, or remembered.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub uncertain: bool,
}

/// How a dossier stands to its appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// There is time.
    InTime,
    /// It is due on the day at hand.
    DueToday,
    /// The time has passed.
    Overdue,
}

impl Punctuality {
    /// Judges a dossier that is still worked on.
    pub fn of(appointment: Instant, now: Instant) -> Self {
        if now > appointment {
            Self::Overdue
        } else if now.day() == appointment.day() {
            Self::DueToday
        } else {
            Self::InTime
        }
    }
}

impl Appointment {
    /// The appointment that follows from a limit, in whole minutes as slips have them;
    /// `None` while a pause lasts.
    ///
    /// # Errors
    /// [`DeadlineError`] when the calendar does not lead there.
    pub fn reckon(
        calendar: &Calendar,
        unit: &str,
        question: &Question,
    ) -> Result<Option<Self>, DeadlineError> {
        let minutes = |pause: &Pause| Pause {
            from: pause.from.minute(),
            to: pause.to.map(Instant::minute),
            ..*pause
        };
        let question = &Question {
            received: question.received.minute(),
            pauses: question.pauses.iter().map(minutes).collect(),
            ..question.clone()
        };
        let found = deadline(calendar, unit, question)?;
        Ok(found.due.map(|at| Self {
            at,
            limit: Some(question.limit),
            longer: question.longer.as_ref().map(|longer| longer.limit),
            trace: trace(&found),
            uncertain: !found.uncertain().is_empty(),
        }))
    }

    /// The close of work on a day that a person chose; `None` when the counter is
    /// closed that day.
    ///
    /// # Errors
    /// [`DeadlineError`] when the calendar does not reach there.
    pub fn chosen(
        calendar: &Calendar,
        unit: &str,
        day: Day,
    ) -> Result<Option<Self>, DeadlineError> {
        let mut days = Days::of(calendar, unit);
        let open = days.on(day)?;
        let close = open.sessions.last().map(|session| session.to.on(day));
        Ok(close.map(|at| Self {
            at,
            limit: None,
            longer: None,
            trace: format!("cán bộ hẹn {} {}", at.clock(), day.in_words()),
            uncertain: open.mark.is_some_and(|mark| mark.status.may_yield()),
        }))
    }
}

fn trace(found: &Deadline) -> String {
    found.in_words().chars().take(TRACE_CHARS_MAX).collect()
}

impl Dossier {
    /// The appointment once a wait that lasts until `now` is over, by the limit that
    /// gave the present one. `None` when a person chose the present one.
    ///
    /// # Errors
    /// [`DeadlineError`] when the calendar does not lead there.
    pub fn resumed(
        &self,
        calendar: &Calendar,
        unit: &str,
        now: Instant,
    ) -> Result<Option<Appointment>, DeadlineError> {
        let Some(limit) = self.appointment.as_ref().and_then(|it| it.limit) else {
            return Ok(None);
        };
        let longer = self.appointment.as_ref().and_then(|it| it.longer);
        let longer = longer.map(|limit| Longer {
            limit,
            reason: "đã áp dụng trước đó".into(),
        });
        Appointment::reckon(calendar, unit, &self.question(limit, longer, now))
    }

    /// The appointment by a longer limit.
    ///
    /// # Errors
    /// [`DeadlineError`], also when the limit is not longer.
    pub fn lengthened(
        &self,
        calendar: &Calendar,
        unit: &str,
        limit: Limit,
        reason: &str,
        now: Instant,
    ) -> Result<Option<Appointment>, DeadlineError> {
        let present = self.appointment.as_ref().and_then(|it| it.limit);
        let reason = reason.to_owned();
        let question = match present {
            Some(present) => self.question(present, Some(Longer { limit, reason }), now),
            None => self.question(limit, None, now),
        };
        Appointment::reckon(calendar, unit, &question)
    }

    fn question(&self, limit: Limit, longer: Option<Longer>, now: Instant) -> Question {
        let ended = |pause: &Pause| Pause {
            to: Some(pause.to.unwrap_or(now.max(pause.from))),
            ..*pause
        };
        Question {
            received: self.accepted_at(),
            limit,
            longer,
            pauses: self.pauses.iter().map(ended).collect(),
        }
    }
}
