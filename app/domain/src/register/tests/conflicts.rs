//! Numbers of which not everything known can hold, step by step.

use super::desk::*;
use crate::register::*;

#[test]
fn a_document_with_two_numbers_waits_for_a_person() {
    let mut desk = Desk::leased();
    desk.renew(2, LeaseSize::Numbers(4), may());
    desk.enter(1, 1, 3, 50).unwrap();
    desk.enter(2, 2, 7, 50).unwrap();
    assert_eq!(desk.map(), "PPULLLCLLL..");
    let twice = Settlement::Used(subject(50));
    assert_eq!(
        desk.settle(7, twice.clone()),
        Err(Refusal::SubjectHasNumber { number: Number(3) })
    );
    desk.spoil(2, 3).unwrap();
    desk.settle(7, twice).unwrap();
    assert_eq!(desk.map(), "PPBLLLULLL..");
    assert_eq!(desk.book.number_of(subject(50)), Some(Number(7)));
}

#[test]
fn a_spoiled_number_stays_and_frees_its_document() {
    let mut desk = Desk::leased();
    desk.enter(1, 1, 3, 50).unwrap();
    desk.spoil(2, 3).unwrap();
    desk.spoil(1, 3).unwrap();
    assert_eq!(
        desk.spoil(2, 4),
        Err(Refusal::NotGiven { number: Number(4) })
    );
    desk.spoil(1, 4).unwrap();
    desk.enter(1, 1, 5, 50).unwrap();
    assert_eq!(desk.map(), "PPBBUL......");
    let Whereabouts::Written(Standing::Spoiled(spoiled)) = desk.book.whereabouts(Number(3)) else {
        panic!("bỏ");
    };
    assert_eq!(spoiled.struck.len(), 1);
}

#[test]
fn a_device_that_comes_back_after_all_is_heard() {
    let mut desk = Desk::leased();
    desk.reclaim(1, Some(4)).unwrap();
    assert_eq!(desk.map(), "PPCCVV......");
    assert_eq!(desk.book.news_for(by(1, may()).device).reclaimed.len(), 1);
    desk.enter(1, 1, 3, 3).unwrap();
    // What was awaited is simply used; what was void is on paper: a person decides.
    desk.spoil(1, 4).unwrap();
    desk.enter(1, 1, 5, 5).unwrap();
    assert_eq!(desk.map(), "PPUBCV......");
    let void = Settlement::Void {
        reason: "không có".into(),
    };
    let not = Err(Refusal::NotASettlement { number: Number(5) });
    assert_eq!(desk.settle(5, void), not);
    desk.settle(5, Settlement::Used(subject(5))).unwrap();
    desk.back(1, 1, 6).unwrap();
    assert_eq!(desk.map(), "PPUBUV......");
    assert!(desk.book.news_for(by(1, may()).device).reclaimed.is_empty());
    assert_eq!(desk.book.count().counts.settled, 1);
}

#[test]
fn what_was_awaited_and_never_used_becomes_void_by_the_device_s_word() {
    let mut desk = Desk::leased();
    desk.reclaim(1, Some(5)).unwrap();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.back(1, 1, 4).unwrap();
    assert_eq!(desk.map(), "PPUVVV......");
}

#[test]
fn an_entry_read_from_paper_and_the_device_s_own_are_one_or_in_conflict() {
    let paper = |of| Settlement::FromPaper(Entry::new(subject(of), may()));
    let mut desk = Desk::leased();
    desk.reclaim(1, Some(4)).unwrap();
    desk.settle(3, paper(3)).unwrap();
    desk.settle(4, paper(40)).unwrap();
    desk.enter(1, 1, 3, 3).unwrap();
    desk.enter(1, 1, 4, 4).unwrap();
    assert_eq!(desk.map(), "PPUCVV......");
    desk.settle(4, Settlement::Used(subject(4))).unwrap();
    assert_eq!(desk.book.number_of(subject(4)), Some(Number(4)));
    assert_eq!(desk.book.number_of(subject(40)), None);
}

#[test]
fn a_provisional_entry_keeps_both_names() {
    let mut desk = Desk::leased();
    let reference = provisional(&mut desk, 1, 1, 50);
    let numbered = |reference: &ProvisionalReference, lease, number| {
        Event::Numbered(Numbered {
            reference: reference.clone(),
            lease: LeaseSerial(lease),
            number: Number(number),
        })
    };
    desk.put(1, &numbered(&reference, 1, 3)).unwrap();
    let Whereabouts::Written(Standing::Used(claim)) = desk.book.whereabouts(Number(3)) else {
        panic!("used");
    };
    assert_eq!(claim.provisional, Some(reference.clone()));
    let (_, known) = desk.book.provisional().next().unwrap();
    assert_eq!(known.end, Some(ProvisionalEnd::Numbered(Number(3))));
    let again = desk.put(1, &numbered(&reference, 1, 3));
    assert_eq!(again, Err(Refusal::ReferenceEnded));
    // Another device numbered it as well, without knowing.
    desk.renew(2, LeaseSize::Numbers(2), may());
    desk.put(2, &numbered(&reference, 2, 7)).unwrap();
    assert_eq!(desk.map(), "PPULLLCL....");
}

#[test]
fn a_number_for_what_was_withdrawn_waits_for_a_person() {
    let mut desk = Desk::leased();
    let reference = provisional(&mut desk, 1, 1, 50);
    let reason = "người dân về".to_owned();
    let withdrawn = Withdrawn {
        reference: reference.clone(),
        reason,
    };
    desk.put(2, &Event::Withdrawn(withdrawn.clone())).unwrap();
    let again = desk.put(2, &Event::Withdrawn(withdrawn));
    assert_eq!(again, Err(Refusal::ReferenceEnded));
    let numbered = Numbered {
        reference,
        lease: LeaseSerial(1),
        number: Number(3),
    };
    desk.put(1, &Event::Numbered(numbered)).unwrap();
    assert_eq!(desk.map(), "PPCLLL......");
}
