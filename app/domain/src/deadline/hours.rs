//! Limits in working hours: the clock runs while the counter works.

use super::count::Count;
use super::pause::Pause;
use super::trace::{Step, Stopped};
use crate::calendar::{CLOSED_DAYS_MAX, CalendarError, Session};
use crate::instant::{Day, Instant};

const HOUR_MS: i64 = 3_600_000;

/// The end of a limit in working hours, `None` while a pause lasts.
pub(super) fn end(
    count: &mut Count<'_>,
    hours: u16,
    pauses: &[Pause],
) -> Result<Option<Instant>, CalendarError> {
    let mut left = i64::from(hours) * HOUR_MS;
    let mut at = count.received;
    let mut pauses = pauses.iter();
    let mut pause = pauses.next();
    loop {
        // Up to the next pause the clock runs; then it stands still until its end.
        let until = pause.map_or(Instant(i64::MAX), |pause| pause.from);
        if let Some(due) = run(count, at, until, &mut left)? {
            return Ok(Some(due));
        }
        let Some(Pause { from, to, reason }) = pause.copied() else {
            return Ok(None);
        };
        let Some(to) = to else {
            count.steps.push(Step::Waiting { from, reason });
            return Ok(None);
        };
        let stopped = Stopped::WorkingMs(worked_between(count, from, to)?);
        count.steps.push(Step::Paused {
            from,
            to,
            reason,
            stopped,
        });
        at = to;
        pause = pauses.next();
    }
}

/// Lets the clock run from one moment until another; the moment at which nothing is
/// left, if it comes first.
fn run(
    count: &mut Count<'_>,
    from: Instant,
    until: Instant,
    left: &mut i64,
) -> Result<Option<Instant>, CalendarError> {
    let Some(mut day) = from.day() else {
        return Ok(None);
    };
    let mut closed_days = 0;
    while Instant::midnight(day) < until {
        let look = count.look(day)?;
        if look.sessions.is_empty() {
            closed_days += 1;
            if closed_days > CLOSED_DAYS_MAX {
                return Err(CalendarError::NeverOpen {
                    from: day.plus(-i32::from(CLOSED_DAYS_MAX)),
                    days: CLOSED_DAYS_MAX,
                });
            }
            count.note_closed(day, look.closed.as_ref());
        } else {
            closed_days = 0;
        }
        let mut exchanged = look.exchanged;
        for session in look.sessions {
            let Some((opens, closes)) = within(session, day, from, until) else {
                continue;
            };
            if let Some(mark) = exchanged.take() {
                count.steps.push(Step::Exchanged { day, mark });
            }
            let taken = (closes.0 - opens.0).min(*left);
            *left -= taken;
            note(&mut count.steps, opens, Instant(opens.0 + taken), taken);
            if *left == 0 {
                return Ok(Some(Instant(opens.0 + taken)));
            }
        }
        day = day.plus(1);
    }
    Ok(None)
}

/// The part of a session between two moments, if there is any.
fn within(session: Session, day: Day, from: Instant, until: Instant) -> Option<(Instant, Instant)> {
    let (opens, closes) = (
        session.from.on(day).max(from),
        session.to.on(day).min(until),
    );
    (opens < closes).then_some((opens, closes))
}

/// Notes working time; what only a break or a night parts is one step.
fn note(steps: &mut Vec<Step>, from: Instant, to: Instant, taken: i64) {
    if let Some(Step::Worked { to: end, ms, .. }) = steps.last_mut() {
        (*end, *ms) = (to, *ms + taken);
    } else {
        let ms = taken;
        steps.push(Step::Worked { from, to, ms });
    }
}

/// Working time between two moments; nothing is noted.
fn worked_between(count: &mut Count<'_>, from: Instant, to: Instant) -> Result<i64, CalendarError> {
    let Some(mut day) = from.day() else {
        return Ok(0);
    };
    let mut worked = 0;
    while Instant::midnight(day) < to {
        for session in count.look(day)?.sessions {
            worked +=
                within(session, day, from, to).map_or(0, |(opens, closes)| closes.0 - opens.0);
        }
        day = day.plus(1);
    }
    Ok(worked)
}
