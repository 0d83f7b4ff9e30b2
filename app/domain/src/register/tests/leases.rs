//! Leases in the server's eyes, step by step.

use super::desk::*;
use crate::dossier::DeviceTag;
use crate::register::*;

#[test]
fn a_device_gets_more_when_it_is_low_and_no_lease_crosses_a_volume() {
    let mut desk = Desk::leased();
    let four = LeaseSize::Numbers(4);
    assert_eq!(desk.renew(1, four, may()), Vec::<String>::new());
    for number in 3..6 {
        desk.enter(1, 1, number, number.into()).unwrap();
    }
    assert_eq!(desk.map(), "PPUUUL......");
    assert_eq!(desk.renew(1, four, may()), ["7-8", "9-10"]);
    assert_eq!(desk.book.volume_of(Number(9)), Some(VolumeNumber(2)));
    assert_eq!(desk.renew(2, LeaseSize::Volume, may()), ["11-16"]);
}

#[test]
fn numbers_of_a_year_are_leased_from_its_eve_on_and_not_after() {
    let mut desk = Desk::open();
    let early = desk.book.renew(
        by(1, may()).device,
        &RULES(LeaseSize::Volume),
        day(2025, 12, 16),
    );
    let from = day(2025, 12, 17);
    assert_eq!(early, Err(Refusal::TooEarly { from }));
    assert_eq!(desk.renew(1, LeaseSize::Volume, from), ["3-8"]);
    let after = day(2027, 1, 2);
    assert_eq!(
        desk.renew(2, LeaseSize::Volume, after),
        Vec::<String>::new()
    );
    let entered = EnteredProvisionally {
        reference: ProvisionalReference {
            tag: DeviceTag("B".into()),
            sequence: 1,
        },
        entry: Entry::new(subject(1), eve()),
    };
    desk.put(2, &Event::EnteredProvisionally(Box::new(entered)))
        .unwrap();
    assert_eq!(desk.renew(2, LeaseSize::Volume, after), ["9-9"]);
    assert_eq!(
        desk.renew(2, LeaseSize::Volume, after),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_given_back_fills_the_gap_first() {
    let mut desk = Desk::leased();
    desk.enter(1, 1, 3, 3).unwrap();
    assert_eq!(
        desk.back(1, 1, 5),
        Err(Refusal::NotAccounted { number: Number(4) })
    );
    assert_eq!(
        desk.back(1, 1, 3),
        Err(Refusal::UsedBeyond { number: Number(3) })
    );
    assert_eq!(desk.back(2, 1, 4), Err(Refusal::NoSuchLease));
    desk.back(1, 1, 4).unwrap();
    assert_eq!(desk.map(), "PPUFFF......");
    let lease = LeaseSerial(1);
    assert_eq!(desk.back(1, 1, 4), Err(Refusal::LeaseEnded { lease }));
    assert_eq!(desk.renew(2, LeaseSize::Numbers(4), may()), ["4-6", "7-7"]);
    // Whoever gave it back has no say in it any more.
    assert_eq!(
        desk.enter(1, 1, 4, 4),
        Err(Refusal::NotInLease { number: Number(4) })
    );
    desk.enter(2, 2, 4, 4).unwrap();
    assert_eq!(
        desk.enter(2, 2, 4, 5),
        Err(Refusal::WrittenBefore { number: Number(4) })
    );
}

#[test]
fn a_reclaimed_lease_leaves_no_hole_without_a_reason() {
    let mut desk = Desk::leased();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.enter(1, 1, 4, 4).unwrap();
    let used = Err(Refusal::UsedBeyond { number: Number(4) });
    assert_eq!(desk.reclaim(1, Some(3)), used);
    let outside = Err(Refusal::NotInLease { number: Number(7) });
    assert_eq!(desk.reclaim(1, Some(7)), outside);
    desk.reclaim(1, Some(5)).unwrap();
    assert_eq!(desk.map(), "PPUUCV......");
    let lease = LeaseSerial(1);
    assert_eq!(desk.reclaim(1, None), Err(Refusal::LeaseEnded { lease }));
    // Never leased again.
    assert_eq!(desk.renew(2, LeaseSize::Numbers(2), may()), ["7-8"]);
}

#[test]
fn an_entry_of_another_year_and_a_book_not_open_are_refused() {
    let mut desk = Desk::leased();
    let entered = Entered {
        lease: LeaseSerial(1),
        number: Number(3),
        entry: Entry::new(subject(3), day(2027, 1, 1)),
    };
    let event = Event::Entered(Box::new(entered));
    assert_eq!(desk.put(1, &event), Err(Refusal::OtherYear));
    let none = BookState::fold(&mut None, &key(2026), &event, by(1, may()));
    assert_eq!(none, Err(Refusal::NotOpened));
    let final_number = desk.book.final_number(Number(3)).unwrap();
    let written = desk
        .book
        .form
        .write(final_number.number, final_number.volume, 2026);
    assert_eq!(written, "số 03 quyển số 01/2026 - SCT/BS");
}

#[test]
fn nothing_enters_without_its_reason() {
    let checks = |reason: &str| {
        let reason = || reason.to_owned();
        let number = Number(3);
        let reference = ProvisionalReference {
            tag: DeviceTag("B".into()),
            sequence: 1,
        };
        let lease = LeaseSerial(1);
        let settled = |settlement| Event::Settled(Box::new(Settled { number, settlement }));
        let events = [
            Event::Withdrawn(Withdrawn {
                reference,
                reason: reason(),
            }),
            Event::Spoiled(SpoiledNumber {
                number,
                reason: reason(),
            }),
            Event::Reclaimed(Reclaimed {
                lease,
                last_used: None,
                reason: reason(),
            }),
            settled(Settlement::Void { reason: reason() }),
            settled(Settlement::Spoiled { reason: reason() }),
        ];
        events.map(|event| check_event(&event))
    };
    assert_eq!(checks("mất máy"), [const { Ok(()) }; 5]);
    assert_eq!(checks(" "), [const { Err(Refusal::ReasonMissing) }; 5]);
}

#[test]
fn a_person_says_where_a_book_begins_that_was_only_presumed_to_be_open() {
    let opened = |first: u32, presumed| {
        Event::Opened(Box::new(Opened {
            form: NumberForm::parse(FORM).unwrap(),
            first: Number(first),
            volume: Volume {
                number: VolumeNumber(1),
                first: Number(1),
            },
            presumed,
        }))
    };
    let mut book = None;
    let mut put = |event: &Event| BookState::fold(&mut book, &key(2026), event, by(1, may()));
    put(&opened(1, true)).unwrap();
    assert_eq!(put(&opened(1, true)), Err(Refusal::OpenedBefore));
    put(&opened(38, false)).unwrap();
    assert_eq!(put(&opened(50, false)), Err(Refusal::OpenedBefore));
    let book = book.unwrap();
    assert_eq!((book.first, book.next()), (Number(38), Number(38)));
    assert!(!book.is_presumed());
}
