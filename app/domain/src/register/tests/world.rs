//! A small world: one server, many devices, and the paper that they write on.
//!
//! Messages get lost and come twice, old answers come again, steps are lost in crashes,
//! devices are given up for lost and come back, and the year ends. The paper is the
//! truth that the book is held against.

use super::desk::{FORM, by, day, key, subject};
use crate::dossier::DeviceTag;
use crate::id::{DeviceId, EventId};
use crate::instant::Day;
use crate::officer::Origin;
use crate::register::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) const YEARS: [i32; 2] = [2026, 2027];

/// What one device has.
pub(super) struct Desk {
    pub(super) id: DeviceId,
    pub(super) state: LeaseState,
    pub(super) outbox: Vec<(i32, Event, Origin)>,
    /// Documents that it entered.
    pub(super) subjects: BTreeSet<Subject>,
    /// Final numbers that it put on paper.
    pub(super) given: Vec<(i32, Number)>,
    /// Leases that it gave back, or knows to be reclaimed.
    pub(super) gone: BTreeSet<(i32, LeaseSerial)>,
    /// Answers that it got or missed, oldest first.
    pub(super) answers: Vec<(BookKey, LeaseNews)>,
}

pub(super) struct World {
    pub(super) books: BTreeMap<i32, BookState>,
    pub(super) desks: Vec<Desk>,
    pub(super) today: Day,
    pub(super) lease: LeaseSize,
    /// What each number was put on paper for.
    pub(super) paper: BTreeMap<(i32, Number), Option<Subject>>,
    /// Provisional references on paper.
    pub(super) references: BTreeSet<(i32, ProvisionalReference)>,
    pub(super) received: BTreeSet<EventId>,
    events: u128,
    subjects: u128,
}

pub(super) fn rules(lease: LeaseSize) -> BookRules {
    BookRules {
        form: NumberForm::parse(FORM).unwrap(),
        lease,
        low_water: 1,
        entries_per_volume: 7,
        lead_days: 15,
    }
}

fn policy() -> BookPolicy {
    let line = PolicyLine {
        kind: "SCT/BS".into(),
        from: "2026-01-01".into(),
        name_vi: "Sổ chứng thực bản sao".into(),
        keeping: "book".into(),
        form: FORM.into(),
        lease: "3".into(),
        low_water: "1".into(),
        entries_per_volume: "7".into(),
        lead_days: "15".into(),
        status: "memory".into(),
        ..PolicyLine::default()
    };
    line.read().unwrap()
}

impl World {
    /// Books of two years, of which the first had entries on paper before.
    pub(super) fn new(desks: u32, on_paper: u32) -> Self {
        let opened = |first: u32| Opened {
            form: NumberForm::parse(FORM).unwrap(),
            first: Number(first),
            volume: Volume {
                number: VolumeNumber(1),
                first: Number(1),
            },
            presumed: false,
        };
        let open = |year, first| (year, BookState::open(key(year), &opened(first)).unwrap());
        let desk = |ordinal: u32| {
            let id = DeviceId(Uuid::from_u128(u128::from(ordinal) + 1));
            let tag = DeviceTag::from_ordinal(ordinal);
            Desk {
                id,
                state: LeaseState::new(key(2026).unit, &policy(), id, tag).unwrap(),
                outbox: Vec::new(),
                subjects: BTreeSet::new(),
                given: Vec::new(),
                gone: BTreeSet::new(),
                answers: Vec::new(),
            }
        };
        Self {
            books: BTreeMap::from([open(2026, on_paper + 1), open(2027, 1)]),
            desks: (0..desks).map(desk).collect(),
            today: day(2026, 12, 8),
            lease: LeaseSize::Numbers(3),
            paper: BTreeMap::new(),
            references: BTreeSet::new(),
            received: BTreeSet::new(),
            events: 0,
            subjects: 0,
        }
    }

    pub(super) fn origin(&mut self, device: DeviceId) -> Origin {
        self.events += 1;
        Origin {
            event: EventId(Uuid::from_u128(self.events)),
            ..by(device.0.as_u128(), self.today)
        }
    }

    pub(super) fn desk(&mut self, at: usize) -> &mut Desk {
        let desks = self.desks.len();
        &mut self.desks[at % desks]
    }

    /// The transaction of one step on a device: its state and what it recorded.
    pub(super) fn commit(&mut self, at: usize, state: LeaseState, recorded: Vec<(i32, Event)>) {
        let id = self.desk(at).id;
        for (year, event) in recorded {
            self.write_on_paper(at, year, &event);
            let origin = self.origin(id);
            self.desk(at).outbox.push((year, event, origin));
        }
        self.desk(at).state = state;
    }

    fn write_on_paper(&mut self, at: usize, year: i32, event: &Event) {
        let (number, carries) = match event {
            Event::Entered(entered) => {
                assert_eq!(entered.entry.day.0.year(), year, "a number of another year");
                (entered.number, Some(entered.entry.subject))
            }
            Event::Numbered(numbered) => (numbered.number, None),
            Event::Spoiled(spoiled) if !self.paper.contains_key(&(year, spoiled.number)) => {
                (spoiled.number, None)
            }
            Event::EnteredProvisionally(entered) => {
                let new = self.references.insert((year, entered.reference.clone()));
                assert!(new, "a provisional reference twice");
                return;
            }
            Event::Opened(_)
            | Event::VolumeBegun(_)
            | Event::Asked(_)
            | Event::Leased(_)
            | Event::Withdrawn(_)
            | Event::Spoiled(_)
            | Event::Reclaimed(_)
            | Event::Settled(_)
            | Event::Printed(_)
            | Event::Closed(_)
            | Event::Reopened(_) => return,
            Event::GivenBack(given) => {
                self.desk(at).gone.insert((year, given.lease));
                return;
            }
        };
        let id = self.desk(at).id;
        let gone = &self.desk(at).gone.clone();
        let leased = self.books[&year].leases().any(|record| {
            let lease = &record.lease;
            lease.device == id
                && lease.run.contains(number)
                && !gone.contains(&(year, lease.serial))
        });
        assert!(
            leased,
            "{number} of {year} lies outside the device's leases"
        );
        let before = self.paper.insert((year, number), carries);
        assert_eq!(before, None, "{number} of {year} is on two papers");
        self.desk(at).given.push((year, number));
    }

    pub(super) fn someone(&mut self) -> Subject {
        self.subjects += 1;
        subject(self.subjects)
    }

    /// An entry dated so many days ago; lost in a crash before it was saved, or not.
    pub(super) fn enter(&mut self, at: usize, days_ago: i32, crash: bool) {
        let subject = self.someone();
        self.enter_for(at, subject, days_ago, crash);
    }

    /// The same document comes to another desk.
    pub(super) fn enter_again(&mut self, at: usize, which: usize) {
        let which = u128::try_from(which).unwrap() % self.subjects.max(1);
        self.enter_for(at, subject(which + 1), 0, false);
    }

    fn enter_for(&mut self, at: usize, subject: Subject, days_ago: i32, crash: bool) {
        let date = self.today.plus(-days_ago);
        if !crash && !self.desk(at).subjects.insert(subject) {
            return;
        }
        let state = &self.desk(at).state;
        let entered = state.enter(Entry::new(subject, date), None);
        if let Some((state, _, event)) = entered.ok().filter(|_| !crash) {
            self.commit(at, state, vec![(date.0.year(), event)]);
        }
    }

    pub(super) fn ruin(&mut self, at: usize) {
        let year = self.today.0.year();
        if let Ok((state, event)) = self.desk(at).state.spoil(year, "rách") {
            self.commit(at, state, vec![(year, event)]);
        }
    }

    /// Strikes a number that the device gave.
    pub(super) fn strike(&mut self, at: usize, which: usize) {
        let desk = self.desk(at);
        let state = desk.state.clone();
        if let Some((year, number)) = desk.given.get(which % desk.given.len().max(1)).copied() {
            let reason = "viết sai".to_owned();
            let event = Event::Spoiled(SpoiledNumber { number, reason });
            self.commit(at, state, vec![(year, event)]);
        }
    }

    /// Gives an entry that the server knows to wait a number of this device.
    pub(super) fn number_for_another(&mut self, at: usize, which: usize) {
        let waiting = self.waiting();
        let Some((year, reference)) = waiting.get(which % waiting.len().max(1)) else {
            return;
        };
        if let Ok((state, event)) = self.desk(at).state.number_one(reference, *year) {
            self.commit(at, state, vec![(*year, event)]);
        }
    }

    pub(super) fn waiting(&self) -> Vec<(i32, ProvisionalReference)> {
        let of = |(year, book): (&i32, &BookState)| -> Vec<_> {
            let waiting = book.missing().provisional;
            waiting
                .into_iter()
                .map(|reference| (*year, reference))
                .collect()
        };
        self.books.iter().flat_map(of).collect()
    }

    pub(super) fn give_back(&mut self, at: usize) {
        let year = self.today.0.year();
        let (state, events) = self.desk(at).state.give_back(year);
        let events = events.into_iter().map(|event| (year, event)).collect();
        self.commit(at, state, events);
    }

    /// The device's notes cannot be read any more; its books and its outbox can.
    pub(super) fn lose_notes(&mut self, at: usize) {
        let mut books = self.books.clone();
        let desk = self.desk(at);
        let mut waiting = Vec::new();
        for (year, event, origin) in &desk.outbox {
            let book = books.get_mut(year).unwrap();
            // What the server has already is refused, and changes nothing.
            drop(book.apply(event, *origin));
            waiting.push(BookFact::new(&book.key, event.clone()));
        }
        let tag = desk.state.tag.clone();
        let nothing = LeaseState::new(key(2026).unit, &policy(), desk.id, tag).unwrap();
        let books: Vec<_> = books.into_values().collect();
        let signed = books.iter().flat_map(BookState::leases);
        let signed: Vec<_> = signed.map(|record| record.lease.clone()).collect();
        desk.state = nothing.recover(&books, &waiting, &signed);
    }

    /// What is on paper, by year and number.
    pub(super) fn paper(&self) -> impl Iterator<Item = (i32, Number, Option<Subject>)> {
        self.paper
            .iter()
            .map(|((year, number), subject)| (*year, *number, *subject))
    }

    /// Whether a device has said all that it has done.
    pub(super) fn is_quiet(&self, at: usize) -> bool {
        let desk = &self.desks[at % self.desks.len()];
        desk.outbox.is_empty()
            && desk
                .state
                .waiting()
                .iter()
                .all(|waiting| self.books[&waiting.year].closed.is_some())
    }
}
