//! Limits that end on a day: the same day, working days, days, months.

use super::count::Count;
use super::limit::Limit;
use super::pause::Pause;
use super::trace::{Step, Stopped};
use crate::calendar::{CalendarError, DueAt};
use crate::instant::{Day, Instant};

/// What the days of a limit are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Working,
    Calendar,
}

/// The end of a limit that is not in hours, `None` while a pause lasts.
pub(super) fn end(
    count: &mut Count<'_>,
    limit: Limit,
    pauses: &[Pause],
) -> Result<Option<Instant>, CalendarError> {
    let (unit, due_at, mut last) = base(count, limit)?;
    let mut due = settle(count, unit, due_at, &mut last)?;
    for pause in pauses
        .iter()
        .filter(|pause| pause.from < pause.to.unwrap_or(Instant(i64::MAX)))
    {
        if pause.from >= due {
            break;
        }
        let Some(to) = pause.to else {
            count.steps.push(Step::Waiting {
                from: pause.from,
                reason: pause.reason,
            });
            return Ok(None);
        };
        let (Some(first), Some(resumed)) = (pause.from.day(), to.day()) else {
            continue;
        };
        let days = match unit {
            Unit::Working => count.working_days_between(first, resumed)?,
            Unit::Calendar => days_between(first, resumed),
        };
        count.steps.push(Step::Paused {
            from: pause.from,
            to,
            reason: pause.reason,
            stopped: match unit {
                Unit::Working => Stopped::WorkingDays(days),
                Unit::Calendar => Stopped::Days(days),
            },
        });
        last = match unit {
            Unit::Working => count.working_days_after(last, days)?,
            Unit::Calendar => pass(count, last, days),
        };
        due = settle(count, unit, due_at, &mut last)?;
        // Taken up again when the day was over.
        let mut day = resumed;
        while due <= to {
            last = count.working_day_from(day)?;
            due = count.moment(last, due_at)?;
            day = last.plus(1);
            if due > to {
                count.steps.push(Step::MovedTo { day: last });
            }
        }
    }
    Ok(Some(due))
}

/// The last day before pauses.
fn base(count: &mut Count<'_>, limit: Limit) -> Result<(Unit, DueAt, Day), CalendarError> {
    let received = count.received_on;
    Ok(match limit {
        Limit::SameDay => (Unit::Working, DueAt::Closing, same_day(count)?),
        Limit::WorkingDays(days) => {
            let last = count.working_days_after(received, days.into())?;
            (Unit::Working, count.policy.working_days_due, last)
        }
        // What remains of hours here are whole days of them.
        Limit::WorkingHours(hours) => {
            let days = hours / count.policy.hours_make_a_day.unwrap_or(1).max(1);
            count.steps.push(Step::HoursAreDays { hours, days });
            let last = count.working_days_after(received, days.into())?;
            (Unit::Working, count.policy.working_days_due, last)
        }
        Limit::Days(days) => {
            let last = pass(count, received, days.into());
            (Unit::Calendar, DueAt::Closing, last)
        }
        Limit::Months(months) => {
            let (to, clamped) = months_after(received, months);
            count.steps.push(Step::Months {
                after: received,
                to,
                months,
                clamped,
            });
            (Unit::Calendar, DueAt::Closing, to)
        }
    })
}

/// Today, or the next working day when today is closed or it is too late.
fn same_day(count: &mut Count<'_>) -> Result<Day, CalendarError> {
    let today = count.received_on;
    let cutoff = count.policy.same_day_cutoff;
    let sessions = count.look(today)?.sessions;
    let Some(closing) = sessions.last().map(|session| session.to) else {
        return count.working_day_from(today);
    };
    if count.received > cutoff.on(today) {
        count.steps.push(Step::PastCutoff { cutoff });
    } else if count.received <= closing.on(today) {
        count.steps.push(Step::WithinCutoff { cutoff });
        return Ok(today);
    }
    count.working_day_from(today.plus(1))
}

/// The moment at which a last day ends; one that is not worked gives way.
fn settle(
    count: &mut Count<'_>,
    unit: Unit,
    due_at: DueAt,
    last: &mut Day,
) -> Result<Instant, CalendarError> {
    let mut day = *last;
    if unit == Unit::Calendar {
        day = count.working_day_from(*last)?;
        if day != *last {
            count.steps.push(Step::MovedTo { day });
        }
    }
    count.moment(day, due_at)
}

fn pass(count: &mut Count<'_>, after: Day, days: u32) -> Day {
    let to = after.plus(i32::try_from(days).unwrap_or(i32::MAX));
    count.steps.push(Step::Passed { after, to, days });
    to
}

fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from(to.0.to_julian_day() - from.0.to_julian_day()).unwrap_or(0)
}

/// The same day of a later month, or its last day; whether that was needed.
fn months_after(day: Day, months: u16) -> (Day, bool) {
    let month = i32::from(u8::from(day.0.month())) - 1 + i32::from(months);
    let year = day.0.year() + month.div_euclid(12);
    let month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    let wanted = day.0.day();
    let found = (1..=wanted)
        .rev()
        .find_map(|day| Some((Day::from_ymd(year, month, day)?, day != wanted)));
    found.unwrap_or((day, false))
}

#[cfg(test)]
mod tests {
    use super::months_after;
    use crate::instant::Day;

    #[test]
    fn a_month_without_the_day_ends_on_its_last() {
        for (from, months, to, clamped) in [
            ("2026-01-31", 1, "2026-02-28", true),
            ("2028-01-31", 1, "2028-02-29", true),
            ("2026-01-31", 2, "2026-03-31", false),
            ("2026-11-23", 2, "2027-01-23", false),
            ("2026-12-31", 12, "2027-12-31", false),
            ("2026-08-31", 1, "2026-09-30", true),
        ] {
            let made = months_after(Day::parse_iso(from).unwrap(), months);
            assert_eq!((made.0.iso().as_str(), made.1), (to, clamped));
        }
    }
}
