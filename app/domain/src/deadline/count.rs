//! Counting days on the calendar, every step written down.

use super::trace::{Closed, Outside, Step};
use crate::calendar::{
    CLOSED_DAYS_MAX, Calendar, CalendarError, DayKind, Days, DueAt, Mark, Policy, Session,
};
use crate::instant::{Day, Instant};

/// What one count has at hand.
#[derive(Debug)]
pub(super) struct Count<'a> {
    days: Days<'a>,
    pub(super) policy: Policy,
    pub(super) received: Instant,
    pub(super) received_on: Day,
    pub(super) steps: Vec<Step>,
}

/// A day as a count sees it.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) sessions: Vec<Session>,
    /// Why it is no working day, if it is none.
    pub(super) closed: Option<Closed>,
    /// What makes a working day of it, if it is one by exchange.
    pub(super) exchanged: Option<Mark>,
}

impl<'a> Count<'a> {
    pub(super) fn new(
        calendar: &'a Calendar,
        unit: &'a str,
        received: Instant,
        received_on: Day,
    ) -> Result<Self, CalendarError> {
        let mut count = Self {
            days: Days::of(calendar, unit),
            policy: calendar.policy(received_on, unit)?,
            received,
            received_on,
            steps: vec![Step::Received { at: received }],
        };
        if let Some(when) = count.outside()? {
            count.steps.push(Step::Outside { when });
            if when == Outside::ClosedDay {
                let closed = count.look(received_on)?.closed;
                count.note_closed(received_on, closed.as_ref());
            }
        }
        Ok(count)
    }

    /// What of a day matters.
    pub(super) fn look(&mut self, day: Day) -> Result<Look, CalendarError> {
        let short_days_count = self.policy.short_days_count;
        let open = self.days.on(day)?;
        let mark = open.mark.cloned();
        let (mut closed, mut exchanged) = (None, None);
        if open.sessions.is_empty() {
            closed = Some(
                mark.filter(|mark| mark.kind.is_off())
                    .map_or(Closed::WeeklyRest, Closed::Marked),
            );
        } else if open.is_short && !short_days_count {
            closed = Some(Closed::ShortDay);
        } else {
            exchanged = mark.filter(|mark| mark.kind == DayKind::SwapWork);
        }
        Ok(Look {
            sessions: open.sessions.to_vec(),
            closed,
            exchanged,
        })
    }

    /// Whether, and how, the reception fell outside working hours.
    fn outside(&mut self) -> Result<Option<Outside>, CalendarError> {
        let (day, at) = (self.received_on, self.received);
        let sessions = self.look(day)?.sessions;
        let (Some(first), Some(last)) = (sessions.first(), sessions.last()) else {
            return Ok(Some(Outside::ClosedDay));
        };
        let inside = |session: &Session| session.from.on(day) <= at && at <= session.to.on(day);
        Ok(if at < first.from.on(day) {
            Some(Outside::BeforeOpening)
        } else if at > last.to.on(day) {
            Some(Outside::AfterClosing)
        } else if sessions.iter().any(inside) {
            None
        } else {
            Some(Outside::Break)
        })
    }

    /// Notes a day that is passed over; days in a row for one reason are one step.
    pub(super) fn note_closed(&mut self, day: Day, why: Option<&Closed>) {
        let Some(why) = why else {
            return;
        };
        match self.steps.last_mut() {
            Some(Step::Closed { to, why: known, .. }) if to.plus(1) == day && known == why => {
                *to = day;
            }
            Some(Step::Closed { to, .. }) if *to == day => {}
            _ => self.steps.push(Step::Closed {
                from: day,
                to: day,
                why: why.clone(),
            }),
        }
    }

    /// The first working day on or after a day; days passed over are noted.
    pub(super) fn working_day_from(&mut self, from: Day) -> Result<Day, CalendarError> {
        let mut day = from;
        for _ in 0..CLOSED_DAYS_MAX {
            let look = self.look(day)?;
            if look.closed.is_none() {
                return Ok(day);
            }
            self.note_closed(day, look.closed.as_ref());
            day = day.plus(1);
        }
        Err(CalendarError::NeverOpen {
            from,
            days: CLOSED_DAYS_MAX,
        })
    }

    /// Counts working days after a day.
    pub(super) fn working_days_after(
        &mut self,
        after: Day,
        days: u32,
    ) -> Result<Day, CalendarError> {
        let mut last = after;
        for _ in 0..days {
            last = self.working_day_from(last.plus(1))?;
            if let Some(mark) = self.look(last)?.exchanged {
                self.steps.push(Step::Exchanged { day: last, mark });
            }
            match self.steps.last_mut() {
                Some(Step::Counted { to, days, .. }) if to.plus(1) == last => {
                    (*to, *days) = (last, *days + 1);
                }
                _ => self.steps.push(Step::Counted {
                    from: last,
                    to: last,
                    days: 1,
                }),
            }
        }
        Ok(last)
    }

    /// How many working days lie after one day, up to another; nothing is noted.
    pub(super) fn working_days_between(
        &mut self,
        after: Day,
        to: Day,
    ) -> Result<u32, CalendarError> {
        let (mut day, mut days) = (after.plus(1), 0);
        while day <= to {
            days += u32::from(self.look(day)?.closed.is_none());
            day = day.plus(1);
        }
        Ok(days)
    }

    /// The moment of a working day at which a limit ends.
    pub(super) fn moment(&mut self, day: Day, due: DueAt) -> Result<Instant, CalendarError> {
        let sessions = self.look(day)?.sessions;
        let closing = sessions.last().map_or_else(
            || Instant::midnight(day.plus(1)),
            |session| session.to.on(day),
        );
        if due == DueAt::Closing {
            return Ok(closing);
        }
        let clock = Instant(
            self.received.0 - Instant::midnight(self.received_on).0 + Instant::midnight(day).0,
        );
        let session = sessions.iter().find(|session| clock <= session.to.on(day));
        Ok(session.map_or(closing, |session| clock.max(session.from.on(day))))
    }
}
