//! A device's leases, step by step.

use crate::dossier::DeviceTag;
use crate::id::{DeviceId, DossierId, UnitId};
use crate::instant::Day;
use crate::register::*;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(9));

fn policy() -> BookPolicy {
    let line = PolicyLine {
        kind: "SCT/BS".into(),
        from: "2026-01-01".into(),
        name_vi: "Sổ chứng thực bản sao".into(),
        keeping: "book".into(),
        form: "số {number} quyển số {volume}/{year} - SCT/BS".into(),
        lease: "20".into(),
        low_water: "2".into(),
        entries_per_volume: "500".into(),
        lead_days: "15".into(),
        status: "memory".into(),
        ..PolicyLine::default()
    };
    line.read().unwrap()
}

fn device() -> LeaseState {
    let tag = DeviceTag("B".into());
    LeaseState::new(UnitId("H99".into()), &policy(), DEVICE, tag).unwrap()
}

fn lease(year: i32, serial: u32, first: u32, last: u32) -> Lease {
    Lease {
        book: device().book(year),
        serial: LeaseSerial(serial),
        device: DEVICE,
        volume: VolumeNumber(1),
        run: Run::new(Number(first), Number(last)).unwrap(),
        low_water: 2,
    }
}

fn with(state: &LeaseState, out: &[Lease], reclaimed: &[Lease]) -> (LeaseState, Vec<Event>) {
    let book = out.iter().chain(reclaimed).next().unwrap().book.clone();
    let news = LeaseNews {
        out: out.to_vec(),
        reclaimed: reclaimed.to_vec(),
    };
    state.receive(&book, &news)
}

fn entry(document: u16, day: (i32, u8, u8)) -> Entry {
    let subject = Subject {
        dossier: DossierId(Uuid::from_u128(1)),
        document,
    };
    Entry::new(subject, Day::from_ymd(day.0, day.1, day.2).unwrap())
}

fn enter(state: &LeaseState, day: (i32, u8, u8)) -> (LeaseState, Reference) {
    let (after, reference, _) = state.enter(entry(0, day), None).unwrap();
    (after, reference)
}

fn number(reference: &Reference) -> Option<u32> {
    match reference {
        Reference::Final(number) => Some(number.number.0),
        Reference::Provisional(_) => None,
    }
}

#[test]
fn numbers_come_in_order_across_leases_and_say_when_they_are_low() {
    let (mut state, _) = with(
        &device(),
        &[lease(2026, 1, 5, 6), lease(2026, 4, 1, 2)],
        &[],
    );
    let mut given = Vec::new();
    let mut low = Vec::new();
    for _ in 0..5 {
        low.push(state.remaining(2026).is_low);
        let (after, reference) = enter(&state, (2026, 11, 23));
        given.push(number(&reference));
        state = after;
    }
    assert_eq!(given, [Some(1), Some(2), Some(5), Some(6), None]);
    assert_eq!(low, [false, false, true, true, true]);
}

#[test]
fn a_number_of_one_year_is_never_given_in_another() {
    let (state, _) = with(&device(), &[lease(2026, 1, 7, 8)], &[]);
    let (state, january) = enter(&state, (2027, 1, 1));
    assert!(matches!(january, Reference::Provisional(_)));
    let (state, _) = with(&state, &[lease(2027, 1, 1, 5)], &[]);
    let (state, late) = enter(&state, (2026, 12, 31));
    assert_eq!(number(&late), Some(7));
    let (_, january) = enter(&state, (2027, 1, 2));
    assert_eq!(number(&january), Some(1));
}

#[test]
fn a_document_has_one_number_however_often_it_is_asked_for() {
    let (state, _) = with(&device(), &[lease(2026, 1, 7, 8)], &[]);
    let (state, reference) = enter(&state, (2026, 11, 23));
    let again = state.enter(entry(0, (2026, 11, 23)), Some(&reference));
    let number = Number(7);
    assert_eq!(again, Err(Refusal::SubjectHasNumber { number }));
    let (empty, provisional) = enter(&device(), (2026, 11, 23));
    let again = empty.enter(entry(0, (2026, 11, 23)), Some(&provisional));
    assert_eq!(again, Err(Refusal::SubjectIsProvisional));
}

#[test]
fn what_waits_gets_its_number_in_the_order_it_was_written() {
    let mut state = device();
    for day in [(2026, 12, 30), (2027, 1, 1), (2026, 12, 31)] {
        state = enter(&state, day).0;
    }
    let (state, _) = with(&state, &[lease(2026, 3, 90, 90)], &[]);
    let (state, events) = state.number();
    let [(book, Event::Numbered(numbered))] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(book.year, 2026);
    assert_eq!(
        (numbered.number, numbered.reference.sequence),
        (Number(90), 1)
    );
    let waiting: Vec<_> = state.waiting().iter().map(|waiting| waiting.year).collect();
    assert_eq!(waiting, [2027, 2026]);
}

#[test]
fn old_news_brings_no_number_back() {
    let first = lease(2026, 1, 7, 8);
    let (state, _) = with(&device(), core::slice::from_ref(&first), &[]);
    let (state, given) = state.give_back(2026);
    let from = Number(7);
    let lease = LeaseSerial(1);
    assert_eq!(given, [Event::GivenBack(GivenBack { lease, from })]);
    let (state, events) = with(&state, core::slice::from_ref(&first), &[]);
    assert_eq!((state.remaining(2026).numbers, events.len()), (0, 0));
}

#[test]
fn a_reclaimed_lease_is_answered_once_and_gives_no_more() {
    let first = lease(2026, 1, 7, 9);
    let (state, _) = with(&device(), core::slice::from_ref(&first), &[]);
    let (state, _) = enter(&state, (2026, 11, 23));
    let (state, events) = with(&state, &[], core::slice::from_ref(&first));
    let (lease, from) = (LeaseSerial(1), Number(8));
    assert_eq!(events, [Event::GivenBack(GivenBack { lease, from })]);
    assert_eq!(state.remaining(2026).numbers, 0);
    let (_, again) = with(&state, &[], core::slice::from_ref(&first));
    assert_eq!(again, []);
    // Reclaimed before the device ever heard of it: nothing was used.
    let (_, events) = with(&device(), &[], &[first]);
    let from = Number(7);
    assert_eq!(events, [Event::GivenBack(GivenBack { lease, from })]);
}

#[test]
fn a_lease_that_is_another_device_s_or_book_s_is_not_taken() {
    let mut foreign = lease(2026, 1, 7, 9);
    foreign.device = DeviceId(Uuid::from_u128(10));
    let (state, _) = with(&device(), &[foreign], &[]);
    assert_eq!(state.remaining(2026).numbers, 0);
    let mut other = lease(2026, 1, 7, 9);
    other.book.kind = BookKind("SCT/CK".into());
    let (state, _) = with(&device(), &[other], &[]);
    assert_eq!(state.remaining(2026).numbers, 0);
}

#[test]
fn when_the_year_is_over_the_rest_goes_back() {
    let (state, _) = with(&device(), &[lease(2026, 1, 7, 9)], &[]);
    let (state, _) = with(&state, &[lease(2027, 1, 1, 5)], &[]);
    let (state, reference) = enter(&state, (2026, 12, 31));
    assert_eq!(number(&reference), Some(7));
    let eve = Day::from_ymd(2026, 12, 31).unwrap();
    assert_eq!(state.end_years_before(eve).1, []);
    let (state, events) = state.end_years_before(eve.plus(1));
    let (lease, from) = (LeaseSerial(1), Number(8));
    let given = Event::GivenBack(GivenBack { lease, from });
    assert_eq!(events, [(state.book(2026), given)]);
    assert_eq!(state.remaining(2027).numbers, 5);
}

#[test]
fn u8_a_device_asks_for_books_of_years_that_are_over_while_entries_wait() {
    let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();
    let years = |state: &LeaseState, today, idle| -> Vec<i32> {
        state.years_to_ask(today, 15, idle).into_iter().collect()
    };
    let none = device();
    assert_eq!(years(&none, day(2026, 12, 1), false), [2026]);
    // The server gives them from 17 December on.
    assert_eq!(years(&none, day(2026, 12, 17), false), [2026]);
    assert_eq!(years(&none, day(2026, 12, 18), false), [2026, 2027]);
    assert_eq!(years(&none, day(2026, 12, 20), true), []);
    let (waits, reference) = enter(&none, (2026, 12, 30));
    assert_eq!(number(&reference), None);
    // In its year an idle device has been told to want none.
    assert_eq!(years(&waits, day(2026, 12, 31), true), []);
    assert_eq!(years(&waits, day(2027, 1, 4), true), [2026]);
    assert_eq!(years(&waits, day(2027, 1, 4), false), [2026, 2027]);
}

#[test]
fn a_ruined_form_costs_a_number_and_a_reason() {
    let (state, _) = with(&device(), &[lease(2026, 1, 7, 7)], &[]);
    assert_eq!(state.spoil(2026, " "), Err(Refusal::ReasonMissing));
    let (state, event) = state.spoil(2026, "rách").unwrap();
    let Event::Spoiled(spoiled) = event else {
        panic!("{event:?}");
    };
    assert_eq!(spoiled.number, Number(7));
    assert_eq!(state.spoil(2026, "rách"), Err(Refusal::NothingLeft));
}
