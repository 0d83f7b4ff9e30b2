//! Deadlines: when a dossier is due, and every step that leads there (I8).
//!
//! How limits are counted, where the law leaves it open, is the calendar's
//! [`Policy`](crate::calendar::Policy). The rest is fixed here:
//!
//! - *same day*: received up to the cutoff and before closing, due today by closing;
//!   else, or on a closed day, by closing of the next working day;
//! - *working days*: the day of reception does not count, whatever the hour;
//! - *days* and *months*: the same; a last day that is not worked gives way to the next
//!   working day; a month without the day ends on its last;
//! - *working hours*: the clock runs while the counter works, from the next opening on
//!   when received outside hours;
//! - *pauses* that begin before a limit ends put its end off by their working time
//!   (hours), their working days (working days, same day) or their days (days,
//!   months); the day a pause begins is not one of them, the day it ends is. Where
//!   work is taken up again only after the end so found, the next working day is the
//!   end. While a pause lasts there is no due time.

mod count;
mod days;
mod hours;
mod limit;
mod pause;
mod read;
mod trace;
mod words;

pub use limit::{LIMIT_MAX, Limit, LimitError};
pub use pause::{NotAPause, Pause, PauseReason};
pub use read::limits_in;
pub use trace::{Closed, Outside, Step, Stopped};

use crate::calendar::{Calendar, CalendarError, Mark};
use crate::instant::{Day, Instant};
use count::Count;
use serde::Serialize;
use thiserror::Error;

/// Pauses of one dossier that are looked at.
pub const PAUSES_MAX: usize = 100;

/// What a deadline is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The moment of valid acceptance.
    pub received: Instant,
    /// The limit.
    pub limit: Limit,
    /// The longer limit, when it applies.
    pub longer: Option<Longer>,
    /// Time that does not count, in any order.
    pub pauses: Vec<Pause>,
}

/// A longer limit, as for cases that need verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Longer {
    /// The limit.
    pub limit: Limit,
    /// Why it applies.
    pub reason: String,
}

/// When a dossier is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The moment of valid acceptance.
    #[serde(serialize_with = "trace::rfc3339")]
    pub received: Instant,
    /// The limit that applies.
    pub limit: Limit,
    /// When it is due; nothing while a pause lasts.
    #[serde(serialize_with = "trace::rfc3339_option")]
    pub due: Option<Instant>,
    /// How that was found.
    pub trace: Vec<Step>,
}

/// Why there is no deadline.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the message says it")]
pub enum DeadlineError {
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    #[error("received: thời điểm nằm ngoài lịch")]
    Received,
    #[error("pause {number}: kết thúc trước khi bắt đầu; đổi lại thứ tự")]
    PauseEndsBeforeItBegins { number: usize },
    #[error("pause {number}: bắt đầu trước khi nhận hồ sơ; kiểm tra lại ngày giờ")]
    PauseBeforeReception { number: usize },
    #[error("pause: quá {PAUSES_MAX} lần tạm dừng")]
    TooManyPauses,
    #[error("longer: thời hạn {longer} không dài hơn {limit}; kiểm tra lại thứ tự")]
    LongerIsNotLonger { limit: Limit, longer: Limit },
}

/// Finds when a dossier is due at a unit.
///
/// # Errors
/// [`DeadlineError`] when the question cannot be meant, or the calendar does not know
/// the years it leads through.
pub fn deadline(
    calendar: &Calendar,
    unit: &str,
    question: &Question,
) -> Result<Deadline, DeadlineError> {
    let pauses = question.pauses.iter().copied();
    let question = &Question {
        pauses: pauses.map(|pause| pause.since(question.received)).collect(),
        ..question.clone()
    };
    check(question)?;
    let plain = reckon(calendar, unit, question, question.limit)?;
    let Some(longer) = &question.longer else {
        return Ok(plain);
    };
    let mut found = reckon(calendar, unit, question, longer.limit)?;
    if matches!((plain.due, found.due), (Some(plain), Some(longer)) if longer <= plain) {
        return Err(DeadlineError::LongerIsNotLonger {
            limit: question.limit,
            longer: longer.limit,
        });
    }
    let step = Step::Longer {
        instead_of: question.limit,
        due: plain.due,
        limit: longer.limit,
        reason: longer.reason.clone(),
    };
    found.trace.insert(1, step);
    Ok(found)
}

fn check(question: &Question) -> Result<(), DeadlineError> {
    if question.pauses.len() > PAUSES_MAX {
        return Err(DeadlineError::TooManyPauses);
    }
    for (number, pause) in (1..).zip(&question.pauses) {
        if pause.to.is_some_and(|to| to < pause.from) {
            return Err(DeadlineError::PauseEndsBeforeItBegins { number });
        }
        if pause.from < question.received {
            return Err(DeadlineError::PauseBeforeReception { number });
        }
    }
    Ok(())
}

fn reckon(
    calendar: &Calendar,
    unit: &str,
    question: &Question,
    limit: Limit,
) -> Result<Deadline, DeadlineError> {
    let received = question.received;
    let day = received.day().ok_or(DeadlineError::Received)?;
    let mut count = Count::new(calendar, unit, received, day)?;
    let (running, standing): (Vec<Pause>, Vec<Pause>) = question
        .pauses
        .iter()
        .partition(|pause| pause.reason == PauseReason::Payment && !count.policy.payment_pauses);
    for Pause { from, reason, .. } in running {
        count.steps.push(Step::NotPaused { from, reason });
    }
    let requests = standing
        .iter()
        .filter(|pause| pause.reason == PauseReason::Supplement)
        .count();
    let pauses = pause::merged(standing);
    let due = match (limit, count.policy.hours_make_a_day) {
        (Limit::WorkingHours(hours), Some(day)) if hours % day == 0 => {
            days::end(&mut count, limit, &pauses)?
        }
        (Limit::WorkingHours(hours), _) => hours::end(&mut count, hours, &pauses)?,
        (Limit::SameDay | Limit::WorkingDays(_) | Limit::Days(_) | Limit::Months(_), _) => {
            days::end(&mut count, limit, &pauses)?
        }
    };
    let mut trace = count.steps;
    if requests > 1 {
        let requests = u16::try_from(requests).unwrap_or(u16::MAX);
        trace.push(Step::AskedAgain { requests });
    }
    trace.extend(due.map(|at| Step::Due { at }));
    Ok(Deadline {
        received,
        limit,
        due,
        trace,
    })
}

impl Deadline {
    /// Days, from the first to the last, on which the deadline rests and that are not
    /// certain: projected, or remembered.
    pub fn uncertain(&self) -> Vec<(Day, Day, &Mark)> {
        let marked = self.trace.iter().filter_map(Step::marked);
        marked
            .filter(|(.., mark)| mark.status.may_yield())
            .collect()
    }

    /// The trace in one Vietnamese sentence.
    pub fn in_words(&self) -> String {
        words::sentence(self)
    }
}
