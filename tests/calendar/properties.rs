//! What holds of every deadline.

use super::{calendar, with};
use domain::calendar::{Calendar, Days};
use domain::deadline::{
    Closed, Deadline, Limit, Pause, PauseReason, Question, Step, Stopped, deadline,
};
use domain::instant::Instant;
use proptest::prelude::*;
use std::sync::LazyLock;

/// 1 January 2024, and a span of some years, in milliseconds.
const FIRST: i64 = 1_704_042_000_000;
const SPAN: i64 = 15 * 365 * 24 * 3_600_000;
const HOUR: i64 = 3_600_000;

static USUAL: LazyLock<Calendar> = LazyLock::new(|| calendar().unwrap());
/// Hours that change, half Saturdays, and a flood.
static WILD: LazyLock<Calendar> = LazyLock::new(|| {
    with(
        "hours,2024-01-01,2026-06-30,,A,mon-fri 07:00-11:00 14:00-17:30; sat 07:30-11:30,official,,\n\
         hours,2026-07-01,,,B,mon-thu 08:00-12:00 13:00-16:30; sun 09:00-10:15,official,,\n\
         closure,2027-08-01,2027-08-09,,Lũ,,official,,\n\
         policy,2025-01-01,,,short_days_count,no,official,,\n\
         policy,2026-01-01,,,working_days_due,clock,official,,\n\
         policy,2028-01-01,,,hours_make_a_day,8,official,,\n\
         policy,2029-01-01,,,same_day_cutoff,10:00,official,,\n",
    )
});

fn limits() -> impl Strategy<Value = Limit> {
    prop_oneof![
        Just(Limit::SameDay),
        (1..120_u16).prop_map(Limit::WorkingHours),
        (1..90_u16).prop_map(Limit::WorkingDays),
        (1..200_u16).prop_map(Limit::Days),
        (1..24_u16).prop_map(Limit::Months),
    ]
}

fn pauses() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    let length = prop_oneof![5 => (0..400 * HOUR).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((0..2_000 * HOUR, length), 0..4)
}

fn ask(
    calendar: &Calendar,
    received: i64,
    limit: Limit,
    pauses: &[(i64, Option<i64>)],
) -> Deadline {
    let pauses = pauses.iter().map(|(after, length)| Pause {
        from: Instant(received + after),
        to: length.map(|length| Instant(received + after + length)),
        reason: PauseReason::Supplement,
    });
    let question = Question {
        received: Instant(received),
        limit,
        longer: None,
        pauses: pauses.collect(),
    };
    deadline(calendar, "", &question).unwrap()
}

fn one_more(limit: Limit) -> Option<Limit> {
    Some(match limit {
        Limit::SameDay => return None,
        Limit::WorkingHours(hours) => Limit::WorkingHours(hours + 1),
        Limit::WorkingDays(days) => Limit::WorkingDays(days + 1),
        Limit::Days(days) => Limit::Days(days + 1),
        Limit::Months(months) => Limit::Months(months + 1),
    })
}

/// What the steps count, and what the limit and the pauses ask for.
fn sums(found: &Deadline) -> (i64, i64) {
    let (mut counted, mut asked) = (0, 0);
    let as_days = found
        .trace
        .iter()
        .any(|step| matches!(step, Step::HoursAreDays { .. }));
    for step in &found.trace {
        if let Step::Counted { days, .. } | Step::Passed { days, .. } = step {
            counted += i64::from(*days);
        } else if let Step::Worked { ms, .. } = step {
            counted += ms;
        } else if let Step::HoursAreDays { days, .. } = step {
            asked += i64::from(*days);
        } else if let Step::Paused {
            stopped: Stopped::WorkingDays(days) | Stopped::Days(days),
            ..
        } = step
        {
            asked += i64::from(*days);
        }
    }
    asked += match found.limit {
        Limit::WorkingHours(hours) if !as_days => i64::from(hours) * HOUR,
        Limit::WorkingDays(days) | Limit::Days(days) => i64::from(days),
        Limit::SameDay | Limit::WorkingHours(_) | Limit::Months(_) => 0,
    };
    (counted, asked)
}

fn holds(calendar: &Calendar, received: i64, limit: Limit, pauses: &[(i64, Option<i64>)]) {
    let mut days = Days::of(calendar, "");
    let found = ask(calendar, received, limit, pauses);
    if let Some(due) = found.due {
        assert!(due.0 >= received);
        assert_eq!(found.trace.last(), Some(&Step::Due { at: due }));
        let day = due.day().unwrap();
        let open = days.on(day).unwrap();
        let inside = open
            .sessions
            .iter()
            .any(|session| session.from.on(day) <= due && due <= session.to.on(day));
        assert!(inside, "due when nobody works: {}", found.in_words());
        let (counted, asked) = sums(&found);
        assert_eq!(counted, asked, "{}", found.in_words());
    } else {
        assert!(found.in_words().ends_with("chưa có hạn trả"));
        assert!(pauses.iter().any(|(_, length)| length.is_none()));
    }
    for step in &found.trace {
        assert!(!step.in_words().is_empty());
        if let Step::Closed { from, to, why } = step {
            let mut day = *from;
            while day <= *to {
                let open = days.on(day).unwrap();
                let short = *why == Closed::ShortDay;
                assert_eq!(open.sessions.is_empty(), !short, "{day}");
                day = day.plus(1);
            }
        }
    }
    let later = |due: Option<Instant>| due.unwrap_or(Instant(i64::MAX));
    if let Some(more) = one_more(limit) {
        let more = ask(calendar, received, more, pauses);
        let usual = matches!(limit, Limit::WorkingHours(_)) && calendar_makes_days(&found, &more);
        assert!(
            usual || later(more.due) >= later(found.due),
            "{}",
            more.in_words()
        );
    }
    let unpaused = ask(calendar, received, limit, &[]);
    assert!(
        later(found.due) >= later(unpaused.due),
        "{}",
        found.in_words()
    );
    for fewer in 0..pauses.len() {
        let mut some = pauses.to_vec();
        some.remove(fewer);
        let some = ask(calendar, received, limit, &some);
        assert!(later(found.due) >= later(some.due), "{}", found.in_words());
    }
}

/// Whole days of hours end at closing, hours beyond them when they have passed: with
/// that policy a limit of 9 hours may end before one of 8.
fn calendar_makes_days(one: &Deadline, other: &Deadline) -> bool {
    let made = |found: &Deadline| {
        let steps = &found.trace;
        steps
            .iter()
            .any(|step| matches!(step, Step::HoursAreDays { .. }))
    };
    made(one) || made(other)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn deadlines_of_the_usual_calendar(
        received in FIRST..FIRST + SPAN, limit in limits(), pauses in pauses(),
    ) {
        holds(&USUAL, received, limit, &pauses);
    }

    #[test]
    fn deadlines_of_a_wild_calendar(
        received in FIRST..FIRST + SPAN, limit in limits(), pauses in pauses(),
    ) {
        holds(&WILD, received, limit, &pauses);
    }
}
