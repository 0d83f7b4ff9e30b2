//! A book in the server's eyes, step by step.

use super::*;
use crate::dossier::DeviceTag;
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use uuid::Uuid;

pub(super) const FORM: &str = "số {number} quyển số {volume}/{year} - SCT/BS";

pub(super) fn key(year: i32) -> BookKey {
    BookKey {
        unit: UnitId("H99".into()),
        kind: BookKind("SCT/BS".into()),
        year,
    }
}

pub(super) fn day(year: i32, month: u8, day: u8) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

pub(super) fn by(device: u128, day: Day) -> Origin {
    Origin {
        event: EventId(Uuid::from_u128(0)),
        officer: OfficerId(Uuid::from_u128(7)),
        device: DeviceId(Uuid::from_u128(device)),
        time: HybridTime::of(Instant::midnight(day)),
    }
}

pub(super) fn subject(number: u128) -> Subject {
    Subject {
        dossier: DossierId(Uuid::from_u128(number)),
        document: 0,
    }
}

const RULES: fn(LeaseSize) -> BookRules = |lease| BookRules {
    form: NumberForm::parse(FORM).unwrap(),
    lease,
    low_water: 1,
    entries_per_volume: 8,
    lead_days: 15,
};

fn may() -> Day {
    day(2026, 5, 4)
}

struct Desk {
    book: BookState,
}

impl Desk {
    /// A book from number 3 on, in a volume of 8 that began at 1.
    fn open() -> Self {
        let opened = Opened {
            form: NumberForm::parse(FORM).unwrap(),
            first: Number(3),
            volume: Volume {
                number: VolumeNumber(1),
                first: Number(1),
            },
        };
        let mut book = None;
        let event = Event::Opened(Box::new(opened));
        BookState::fold(&mut book, &key(2026), &event, by(1, may())).unwrap();
        Self {
            book: book.unwrap(),
        }
    }

    /// With numbers 3 to 6 leased to device 1, as lease 1.
    fn leased() -> Self {
        let mut desk = Self::open();
        assert_eq!(desk.renew(1, LeaseSize::Numbers(4), may()), ["3-6"]);
        desk
    }

    fn renew(&mut self, device: u128, size: LeaseSize, today: Day) -> Vec<String> {
        let id = DeviceId(Uuid::from_u128(device));
        let events = self.book.renew(id, &RULES(size), today).unwrap();
        let mut runs = Vec::new();
        for event in events {
            if let Event::Leased(lease) = &event {
                runs.push(format!("{}-{}", lease.run.first.0, lease.run.last.0));
            }
            self.put(device, event).unwrap();
        }
        runs
    }

    fn put(&mut self, device: u128, event: Event) -> Result<(), Refusal> {
        self.on(device, may(), event)
    }

    fn on(&mut self, device: u128, day: Day, event: Event) -> Result<(), Refusal> {
        let before = self.book.clone();
        let done = self.book.apply(&event, by(device, day));
        assert!(done.is_ok() || self.book == before, "refused, yet changed");
        done
    }

    fn enter(&mut self, device: u128, lease: u32, number: u32, of: u128) -> Result<(), Refusal> {
        let entered = Entered {
            lease: LeaseSerial(lease),
            number: Number(number),
            entry: Entry::new(subject(of), may()),
        };
        self.put(device, Event::Entered(Box::new(entered)))
    }

    fn back(&mut self, device: u128, lease: u32, from: u32) -> Result<(), Refusal> {
        let lease = LeaseSerial(lease);
        let from = Number(from);
        self.put(device, Event::GivenBack(GivenBack { lease, from }))
    }

    fn spoil(&mut self, device: u128, number: u32) -> Result<(), Refusal> {
        let spoiled = SpoiledNumber {
            number: Number(number),
            reason: "rách".into(),
        };
        self.put(device, Event::Spoiled(spoiled))
    }

    fn reclaim(&mut self, lease: u32, last_used: Option<u32>) -> Result<(), Refusal> {
        let reclaimed = Reclaimed {
            lease: LeaseSerial(lease),
            last_used: last_used.map(Number),
            reason: "mất máy".into(),
        };
        self.put(99, Event::Reclaimed(reclaimed))
    }

    fn settle(&mut self, number: u32, settlement: Settlement) -> Result<(), Refusal> {
        let settled = Settled {
            number: Number(number),
            settlement,
        };
        self.put(99, Event::Settled(Box::new(settled)))
    }

    fn close(&mut self, today: Day) -> Result<Closing, Refusal> {
        let closing = self.book.plan_closing(today)?;
        self.on(99, today, Event::Closed(Box::new(closing.clone())))?;
        Ok(closing)
    }

    /// `3U 4L 5B`: used, leased, bỏ, void, in conflict, free, ahead.
    fn map(&self) -> String {
        let letter = |number: u32| match self.book.whereabouts(Number(number)) {
            Whereabouts::OnPaperBefore => 'P',
            Whereabouts::Written(Standing::Used(_)) => 'U',
            Whereabouts::Written(Standing::Spoiled(_)) => 'B',
            Whereabouts::Written(Standing::Void(_)) => 'V',
            Whereabouts::Written(Standing::InConflict(_)) => 'C',
            Whereabouts::Leased(_) => 'L',
            Whereabouts::GivenBack => 'F',
            Whereabouts::Ahead => '.',
        };
        (1..=12).map(letter).collect()
    }
}

fn eve() -> Day {
    day(2026, 12, 31)
}

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
    desk.put(2, Event::EnteredProvisionally(Box::new(entered)))
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

fn provisional(desk: &mut Desk, device: u128, sequence: u32, of: u128) -> ProvisionalReference {
    let reference = ProvisionalReference {
        tag: DeviceTag("A".into()),
        sequence,
    };
    let entered = EnteredProvisionally {
        reference: reference.clone(),
        entry: Entry::new(subject(of), may()),
    };
    desk.put(device, Event::EnteredProvisionally(Box::new(entered)))
        .unwrap();
    reference
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
    desk.put(1, numbered(&reference, 1, 3)).unwrap();
    let Whereabouts::Written(Standing::Used(claim)) = desk.book.whereabouts(Number(3)) else {
        panic!("used");
    };
    assert_eq!(claim.provisional, Some(reference.clone()));
    let (_, known) = desk.book.provisional().next().unwrap();
    assert_eq!(known.end, Some(ProvisionalEnd::Numbered(Number(3))));
    let again = desk.put(1, numbered(&reference, 1, 3));
    assert_eq!(again, Err(Refusal::ReferenceEnded));
    // Another device numbered it as well, without knowing.
    desk.renew(2, LeaseSize::Numbers(2), may());
    desk.put(2, numbered(&reference, 2, 7)).unwrap();
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
    desk.put(2, Event::Withdrawn(withdrawn.clone())).unwrap();
    let again = desk.put(2, Event::Withdrawn(withdrawn));
    assert_eq!(again, Err(Refusal::ReferenceEnded));
    let numbered = Numbered {
        reference,
        lease: LeaseSerial(1),
        number: Number(3),
    };
    desk.put(1, Event::Numbered(numbered)).unwrap();
    assert_eq!(desk.map(), "PPCLLL......");
}

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
    desk.put(2, Event::Withdrawn(Withdrawn { reference, reason }))
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
    desk.put(99, Event::VolumeBegun(moved)).unwrap();
    desk
}

#[test]
fn the_closing_counts_every_number_once_and_is_final() {
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
    };
    let again = Event::Opened(Box::new(opened));
    assert_eq!(desk.put(99, again), Err(Refusal::Closed));
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
    let differs = desk.on(99, eve(), Event::Closed(Box::new(closing)));
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
    // An entry that never had a number cannot get one here any more.
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
    desk.put(1, june(3, 3, may())).unwrap();
    desk.put(1, june(4, 4, day(2026, 6, 1))).unwrap();
    assert_eq!(sheet(&desk, 5), [(3, false)]);
    let printed = desk.book.printed(5);
    desk.put(99, Event::Printed(printed)).unwrap();
    assert_eq!(sheet(&desk, 5), []);
    // Dated in May, arrived in June; and what was printed is struck.
    desk.put(1, june(5, 5, may())).unwrap();
    desk.spoil(1, 3).unwrap();
    assert_eq!(sheet(&desk, 6), [(3, true), (4, false), (5, true)]);
    let printed = desk.book.printed(6);
    assert_eq!(printed.lines, [Run::new(Number(3), Number(5)).unwrap()]);
    desk.put(99, Event::Printed(printed)).unwrap();
    assert_eq!(sheet(&desk, 12), []);
    let bad = |month, last| {
        let lines = Run::new(Number(3), Number(last)).into_iter().collect();
        Event::Printed(Printed { month, lines })
    };
    assert_eq!(desk.put(99, bad(13, 3)), Err(Refusal::NotAMonth));
    let ahead = Err(Refusal::NotGiven { number: Number(6) });
    assert_eq!(desk.put(99, bad(6, 6)), ahead);
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
    assert_eq!(desk.put(1, event.clone()), Err(Refusal::OtherYear));
    let none = BookState::fold(&mut None, &key(2026), &event, by(1, may()));
    assert_eq!(none, Err(Refusal::NotOpened));
    let final_number = desk.book.final_number(Number(3)).unwrap();
    let written = desk
        .book
        .form
        .write(final_number.number, final_number.volume, 2026);
    assert_eq!(written, "số 03 quyển số 01/2026 - SCT/BS");
}
