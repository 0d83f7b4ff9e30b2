//! The monthly print and the end of a book's year, step by step.

use super::desk::*;
use crate::instant::Day;
use crate::register::*;

#[test]
fn a_book_is_not_closed_while_anything_is_missing() {
    let mut desk = Desk::leased();
    let reference = provisional(&mut desk, 1, 1, 50);
    desk.enter(1, 1, 3, 3).unwrap();
    let from = eve();
    assert_eq!(desk.close(may()), Err(Refusal::TooEarly { from }));
    let missing = Missing {
        leases: vec![LeaseSerial(1)],
        provisional: vec![reference.clone()],
        conflicts: vec![],
    };
    assert_eq!(desk.close(eve()), Err(Refusal::NotReady(missing)));
    desk.reclaim(1, Some(4)).unwrap();
    let reason = "không đến nữa".to_owned();
    desk.put(2, &Event::Withdrawn(Withdrawn { reference, reason }))
        .unwrap();
    let missing = Missing {
        conflicts: vec![Number(4)],
        ..Missing::default()
    };
    assert_eq!(desk.close(eve()), Err(Refusal::NotReady(missing)));
}

/// Used 3 and 8, bỏ 4, void 5 and 6, given back 7 and 9-10.
fn ready() -> Desk {
    let mut desk = Desk::leased();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.spoil(1, 4).unwrap();
    desk.reclaim(1, None).unwrap();
    desk.renew(2, LeaseSize::Numbers(1), may());
    desk.back(2, 2, 7).unwrap();
    desk.renew(3, LeaseSize::Volume, may());
    assert_eq!(desk.map(), "PPUBVVLL....");
    desk.back(3, 3, 7).unwrap();
    let moved = Volume {
        number: VolumeNumber(2),
        first: Number(9),
    };
    desk.put(SUPERVISOR, &Event::VolumeBegun(moved)).unwrap();
    desk
}

#[test]
fn the_closing_counts_every_number_once_and_gives_no_number_after() {
    let mut desk = ready();
    desk.renew(4, LeaseSize::Numbers(4), may());
    assert_eq!(desk.map(), "PPUBVVLLLL..");
    desk.enter(4, 4, 7, 7).unwrap();
    desk.enter(4, 4, 8, 8).unwrap();
    desk.enter(4, 5, 9, 9).unwrap();
    desk.back(4, 5, 10).unwrap();
    let closing = desk.close(eve()).unwrap();
    let counts = Counts {
        used: 4,
        spoiled: 1,
        void: 2,
        in_conflict: 0,
        settled: 0,
    };
    assert_eq!((closing.on_paper, closing.counts), (2, counts));
    assert_eq!(closing.numbers, Run::new(Number(3), Number(9)));
    assert_eq!(counts.total(), closing.numbers.unwrap().count());
    let volumes: Vec<_> = closing
        .volumes
        .iter()
        .map(|count| count.counts.total())
        .collect();
    assert_eq!(volumes, [6, 1]);
    let opened = Opened {
        form: desk.book.form.clone(),
        first: Number(1),
        volume: desk.book.volumes()[0],
        presumed: false,
    };
    let again = Event::Opened(Box::new(opened));
    assert_eq!(desk.put(SUPERVISOR, &again), Err(Refusal::Closed));
    assert_eq!(desk.close(eve()), Err(Refusal::Closed));
    let device = by(4, may()).device;
    let renewed = desk.book.renew(device, &RULES(LeaseSize::Volume), may());
    assert_eq!(renewed, Err(Refusal::Closed));
}

#[test]
fn numbers_left_below_the_last_one_become_void_and_those_above_were_never_given() {
    let mut desk = Desk::leased();
    desk.renew(2, LeaseSize::Numbers(2), may());
    desk.back(1, 1, 3).unwrap();
    desk.enter(2, 2, 7, 7).unwrap();
    desk.back(2, 2, 8).unwrap();
    assert_eq!(desk.map(), "PPFFFFUF....");
    let closing = desk.close(eve()).unwrap();
    assert_eq!((closing.counts.used, closing.counts.void), (1, 4));
    assert_eq!(desk.map(), "PPVVVVU.....");
    assert_eq!(desk.book.count(), closing);
}

#[test]
fn a_closing_with_other_counts_is_refused() {
    let mut desk = ready();
    let mut closing = desk.book.plan_closing(eve()).unwrap();
    closing.counts.used += 1;
    let differs = desk.on(SUPERVISOR, eve(), &Event::Closed(Box::new(closing)));
    assert_eq!(differs, Err(Refusal::CountsDiffer));
}

#[test]
fn what_comes_after_the_closing_is_held_beside_what_was_signed() {
    let mut desk = Desk::leased();
    desk.reclaim(1, None).unwrap();
    let closing = desk.close(eve()).unwrap();
    desk.enter(1, 1, 3, 3).unwrap();
    assert_eq!(desk.map(), "PPCVVV......");
    desk.settle(3, Settlement::Used(subject(3))).unwrap();
    assert_eq!(desk.book.closed.as_deref(), Some(&closing));
    assert_eq!(
        desk.book.amended.iter().copied().collect::<Vec<_>>(),
        [Number(3)]
    );
    assert_eq!(desk.book.count().counts.used, 1);
    // An entry that never had a number waits until the book is opened again.
    let reference = provisional(&mut desk, 1, 1, 50);
    assert_eq!(desk.book.missing().provisional, [reference]);
}

#[test]
fn a_print_takes_what_no_print_shows_as_it_is() {
    let mut desk = Desk::leased();
    let june = |number: u32, of: u128, date: Day| {
        Event::Entered(Box::new(Entered {
            lease: LeaseSerial(1),
            number: Number(number),
            entry: Entry::new(subject(of), date),
        }))
    };
    let sheet = |desk: &Desk, month| -> Vec<_> {
        let lines = desk.book.sheet(month);
        lines
            .map(|line| (line.number.number.0, line.is_late))
            .collect()
    };
    desk.put(1, &june(3, 3, may())).unwrap();
    desk.put(1, &june(4, 4, day(2026, 6, 1))).unwrap();
    assert_eq!(sheet(&desk, 5), [(3, false)]);
    let printed = desk.book.printed(5);
    desk.put(SUPERVISOR, &Event::Printed(printed)).unwrap();
    assert_eq!(sheet(&desk, 5), []);
    // Dated in May, arrived in June; and what was printed is struck.
    desk.put(1, &june(5, 5, may())).unwrap();
    desk.spoil(1, 3).unwrap();
    assert_eq!(sheet(&desk, 6), [(3, true), (4, false), (5, true)]);
    let printed = desk.book.printed(6);
    assert_eq!(printed.lines, [Run::new(Number(3), Number(5)).unwrap()]);
    desk.put(SUPERVISOR, &Event::Printed(printed)).unwrap();
    assert_eq!(sheet(&desk, 12), []);
    let bad = |month, last| {
        let lines = Run::new(Number(3), Number(last)).into_iter().collect();
        Event::Printed(Printed { month, lines })
    };
    assert_eq!(desk.put(SUPERVISOR, &bad(13, 3)), Err(Refusal::NotAMonth));
    let ahead = Err(Refusal::NotGiven { number: Number(6) });
    assert_eq!(desk.put(SUPERVISOR, &bad(6, 6)), ahead);
}

#[test]
fn a_print_of_more_numbers_than_a_volume_has_is_refused_before_any_is_looked_at() {
    let all = Run {
        first: Number(1),
        last: Number(u32::MAX),
    };
    let event = Event::Printed(Printed {
        month: 1,
        lines: vec![all, all],
    });
    let max = PRINTED_NUMBERS_MAX;
    assert_eq!(check_event(&event), Err(Refusal::TooManyPrinted { max }));
    assert_eq!(event.needs(None), Needs::default());
}
