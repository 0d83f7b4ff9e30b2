//! Two thousand random questions, answered by the engine and by the oracle.

use super::oracle::Oracle;
use super::{calendar, with};
use domain::deadline::{Limit, Pause, PauseReason, Question, deadline};
use domain::instant::Instant;
use tests::world::Chance;

const CASES: usize = 2_000;
const MINUTE_MS: i64 = 60_000;
/// Viet Nam's clock runs seven hours ahead.
const OFFSET_MINUTES: i64 = 7 * 60;
/// 1 January 2024, in minutes of Viet Nam's clock since 1970.
const FIRST: i64 = 19_723 * 24 * 60;
const YEARS: usize = 6;

const TABLE: &str = include_str!("../data/holidays.csv");

fn instant(minutes: i64) -> Instant {
    Instant((minutes - OFFSET_MINUTES) * MINUTE_MS)
}

fn within(chance: &mut Chance, below: usize) -> i64 {
    i64::try_from(chance.below(below)).unwrap()
}

/// Up to three pauses that do not touch, the last one perhaps open.
fn pauses(chance: &mut Chance, received: i64) -> Vec<(i64, Option<i64>)> {
    let mut pauses: Vec<(i64, Option<i64>)> = Vec::new();
    let mut at = received;
    for _ in 0..chance.below(4) {
        at += within(chance, 6 * 24 * 60) + 1;
        let to = at + within(chance, 9 * 24 * 60) + 1;
        if chance.below(12) == 0 {
            pauses.push((at, None));
            break;
        }
        pauses.push((at, Some(to)));
        at = to;
    }
    pauses
}

#[test]
fn the_engine_and_the_oracle_agree() {
    let oracle = Oracle::new(TABLE);
    let calendar = calendar().unwrap();
    let mut chance = Chance::new(20_261_122);
    let (mut open, mut paused) = (0, 0);
    for case in 0..CASES {
        let received = FIRST + within(&mut chance, YEARS * 365 * 24 * 60);
        let told = pauses(&mut chance, received);
        let kind = chance.below(5);
        let figure = within(&mut chance, if kind == 4 { 6 } else { 40 }) + 1;
        let short = u16::try_from(figure).unwrap();
        let (limit, expected) = match kind {
            0 => (Limit::SameDay, oracle.working_days(received, None, &told)),
            1 => (
                Limit::WorkingHours(short),
                oracle.hours(received, figure, &told),
            ),
            2 => (
                Limit::WorkingDays(short),
                oracle.working_days(received, Some(figure), &told),
            ),
            3 => (Limit::Days(short), oracle.days(received, figure, &told)),
            _ => (Limit::Months(short), oracle.months(received, figure, &told)),
        };
        let question = Question {
            received: instant(received),
            limit,
            longer: None,
            pauses: told
                .iter()
                .map(|(from, to)| Pause {
                    from: instant(*from),
                    to: to.map(instant),
                    reason: PauseReason::Supplement,
                })
                .collect(),
        };
        let found = deadline(&calendar, "", &question).unwrap();
        let expected = expected.map(instant);
        assert_eq!(
            found.due.map(Instant::rfc3339),
            expected.map(Instant::rfc3339),
            "case {case}: {limit} {question:?}\n{}",
            found.in_words()
        );
        open += usize::from(found.due.is_none());
        paused += usize::from(!told.is_empty());
    }
    assert!(open > 20 && paused > 1_000, "{open} open, {paused} paused");
}

#[test]
fn a_boundary_of_the_day_is_no_accident() {
    let oracle = Oracle::new(TABLE);
    let calendar = with("");
    // Every quarter of an hour around the three days of 24 November 2026.
    let first = 20_779 * 24 * 60;
    for quarter in 0..4 * 24 * 4 {
        let received = first + quarter * 15;
        for (limit, expected) in [
            (Limit::SameDay, oracle.working_days(received, None, &[])),
            (Limit::WorkingHours(4), oracle.hours(received, 4, &[])),
            (
                Limit::WorkingDays(1),
                oracle.working_days(received, Some(1), &[]),
            ),
            (Limit::Days(1), oracle.days(received, 1, &[])),
        ] {
            let question = Question {
                received: instant(received),
                limit,
                longer: None,
                pauses: Vec::new(),
            };
            let found = deadline(&calendar, "", &question).unwrap();
            assert_eq!(found.due, expected.map(instant), "{}", found.in_words());
        }
    }
}
