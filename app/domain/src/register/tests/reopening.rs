//! A closed book opened again (SPEC U8), step by step.

use super::desk::*;
use crate::id::DeviceId;
use crate::instant::Day;
use crate::register::*;
use uuid::Uuid;

fn january() -> Day {
    day(2027, 1, 4)
}

fn reopened(reason: &str) -> Event {
    reopened_after(1, reason)
}

fn reopened_after(closing: u32, reason: &str) -> Event {
    Event::Reopened(Reopened {
        closing,
        reason: reason.into(),
    })
}

/// Used 3; 4 to 6 given back; closed, and then an entry of device 2 without a number.
fn late() -> (Desk, Closing, ProvisionalReference) {
    let mut desk = Desk::leased();
    let asked = Event::Asked(Asking::Numbers);
    desk.put(2, &asked).unwrap();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.back(1, 1, 4).unwrap();
    let closing = desk.close(eve()).unwrap();
    let reference = provisional(&mut desk, 2, 1, 50);
    assert_eq!(desk.put(2, &asked), Err(Refusal::Closed));
    (desk, closing, reference)
}

#[test]
fn u8_what_waits_gets_its_number_and_the_book_is_closed_with_new_counts() {
    let (mut desk, signed, reference) = late();
    let why = "việc ghi trước khi khóa gửi về sau";
    desk.on(SUPERVISOR, january(), &reopened(why)).unwrap();
    assert_eq!(desk.map(), "PPUFFF......");
    let former = FormerClosing {
        closing: signed.clone(),
        closed_by: Some(by(SUPERVISOR, eve())),
        reopened_by: by(SUPERVISOR, january()),
        reason: why.into(),
    };
    assert_eq!(desk.book.former, core::slice::from_ref(&former));
    assert_eq!((&desk.book.closed, desk.book.closed_by), (&None, None));
    // It is not closed while the entry waits, and its device says again that it wants one.
    let missing = Missing {
        provisional: vec![reference.clone()],
        ..Missing::default()
    };
    assert_eq!(desk.close(january()), Err(Refusal::NotReady(missing)));
    assert!(!desk.book.asks(DeviceId(Uuid::from_u128(2))));
    desk.put(2, &Event::Asked(Asking::Numbers)).unwrap();
    assert_eq!(desk.renew(2, LeaseSize::Numbers(4), january()), ["4-4"]);
    let numbered = Numbered {
        reference,
        lease: LeaseSerial(2),
        number: Number(4),
    };
    desk.put(2, &Event::Numbered(numbered)).unwrap();
    let closing = desk.close(january()).unwrap();
    assert_eq!((signed.counts.used, closing.counts.used), (1, 2));
    assert_eq!(closing.numbers, Run::new(Number(3), Number(4)));
    assert_eq!(desk.book.former, [former]);
    assert_eq!(desk.book.closed_by, Some(by(SUPERVISOR, january())));
}

#[test]
fn u8_an_open_book_is_not_opened_again_and_a_reason_must_be_given() {
    let mut desk = Desk::leased();
    assert_eq!(
        desk.put(SUPERVISOR, &reopened("nhầm")),
        Err(Refusal::NotClosed)
    );
    assert_eq!(check_event(&reopened(" ")), Err(Refusal::ReasonMissing));
    assert_eq!(check_event(&reopened("nhầm")), Ok(()));
    let mut none = None;
    let folded = BookState::fold(&mut none, &key(2026), &reopened("nhầm"), by(1, may()));
    assert_eq!((folded, none), (Err(Refusal::NotOpened), None));
    let (mut desk, ..) = late();
    desk.put(SUPERVISOR, &reopened("lần một")).unwrap();
    assert_eq!(
        desk.put(SUPERVISOR, &reopened("lần hai")),
        Err(Refusal::NotClosed)
    );
    // Recorded on another device before it heard of the first; come after the next closing.
    desk.put(2, &Event::Withdrawn(withdrawn(&desk))).unwrap();
    desk.close(january()).unwrap();
    let late = desk.put(SUPERVISOR, &reopened("lần hai"));
    assert_eq!(late, Err(Refusal::NotClosed));
    assert_eq!(desk.book.closings(), 2);
}

#[test]
fn u8_void_by_the_closing_stays_void_and_what_lay_beyond_it_can_be_leased() {
    let mut desk = Desk::leased();
    desk.renew(2, LeaseSize::Numbers(2), may());
    desk.back(1, 1, 3).unwrap();
    desk.enter(2, 2, 7, 7).unwrap();
    desk.back(2, 2, 8).unwrap();
    desk.close(eve()).unwrap();
    assert_eq!(desk.map(), "PPVVVVU.....");
    desk.put(SUPERVISOR, &reopened("còn việc chờ số")).unwrap();
    assert_eq!(desk.map(), "PPVVVVUF....");
    assert_eq!(desk.renew(3, LeaseSize::Volume, eve())[0], "8-8");
}

#[test]
fn u8_a_book_that_was_closed_without_a_number_gives_the_first() {
    let mut desk = Desk::leased();
    desk.back(1, 1, 3).unwrap();
    let closing = desk.close(eve()).unwrap();
    assert_eq!(closing.numbers, None);
    desk.put(SUPERVISOR, &reopened("còn việc chờ số")).unwrap();
    assert_eq!(desk.map(), "PPFFFF......");
    assert_eq!(desk.renew(2, LeaseSize::Numbers(2), eve()), ["3-4"]);
}

#[test]
fn u8_what_came_after_a_closing_is_told_beside_it_and_counted_in_the_next() {
    let mut desk = Desk::leased();
    desk.reclaim(1, None).unwrap();
    let signed = desk.close(eve()).unwrap();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.settle(3, Settlement::Used(subject(3))).unwrap();
    assert_eq!(desk.book.amended.len(), 1);
    desk.put(SUPERVISOR, &reopened("máy mất đã tìm lại được"))
        .unwrap();
    assert!(desk.book.amended.is_empty());
    let closing = desk.close(eve()).unwrap();
    assert_eq!((signed.counts.used, closing.counts.used), (0, 1));
    assert!(desk.book.amended.is_empty());
}

#[test]
fn u8_the_head_keeps_former_closings_and_those_of_which_nobody_is_known() {
    let (mut desk, ..) = late();
    desk.put(SUPERVISOR, &reopened("lần một")).unwrap();
    desk.put(2, &Event::Withdrawn(withdrawn(&desk))).unwrap();
    desk.close(january()).unwrap();
    let head = desk.book.head();
    let loaded = BookState::of_head(key(2026), head);
    assert_eq!(loaded.former, desk.book.former);
    assert_eq!(loaded.closed_by, desk.book.closed_by);
    // As an earlier build left it.
    desk.book.closed_by = None;
    desk.put(SUPERVISOR, &reopened_after(2, "lần hai")).unwrap();
    let known: Vec<_> = desk.book.former.iter().map(|it| it.closed_by).collect();
    assert_eq!(known, [Some(by(SUPERVISOR, eve())), None]);
}

fn withdrawn(desk: &Desk) -> Withdrawn {
    Withdrawn {
        reference: desk.book.missing().provisional.remove(0),
        reason: "không đến nữa".into(),
    }
}
