//! Books on a device of the story: numbers given offline from leases, and what is done
//! about leases when an answer has come.

use super::device::Device;
use super::ledger::fold;
use crate::world::{Chance, unit};
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, EventId};
use domain::instant::Instant;
use domain::register::{
    Asking, BookFact, BookKey, BookState, Entry, Event, LeaseState, Number, Reclaimed, Reference,
    Subject, Whereabouts,
};
use std::collections::{BTreeMap, BTreeSet};
use storage::testing::policy;
use sync::ledger::{Ledger, Missing, PREFIXES, books, load_book};
use uuid::Uuid;

/// A ledger as it is kept.
pub(super) type Kept = BTreeMap<String, Vec<u8>>;

/// What is on paper: the truth that books are held against.
#[derive(Clone, Debug, Default)]
pub struct OnPaper {
    /// Numbers that this device gave, each for what.
    pub given: Vec<(BookKey, Number, Option<Subject>)>,
}

/// Every book of a ledger.
///
/// # Panics
/// When the ledger cannot be read.
pub(super) fn all_books(kept: &Kept) -> Vec<BookState> {
    let mut ledger = Ledger::default();
    let everything = Missing {
        prefixes: PREFIXES.map(str::to_owned).into(),
        ..Missing::default()
    };
    ledger.load(everything, kept.clone());
    let keys = books(&unit(), &ledger);
    let book = |key: &BookKey| load_book(&ledger, key).expect("a book can be read");
    keys.iter().filter_map(book).collect()
}

/// I5 for a ledger and all papers: no number is on two of them, and from the first to
/// the highest each is written, leased or given back.
///
/// # Panics
/// When it does not hold.
pub(super) fn check_numbers<'a>(kept: &Kept, papers: impl Iterator<Item = &'a OnPaper>) {
    let mut given = BTreeSet::new();
    for (book, number, _) in papers.flat_map(|paper| &paper.given) {
        let new = given.insert((book.clone(), *number));
        assert!(new, "I5: number {number} of {book:?} is on two papers");
    }
    for book in all_books(kept) {
        let mut number = book.first;
        while number < book.next() {
            let ahead = matches!(book.whereabouts(number), Whereabouts::Ahead);
            assert!(!ahead, "I5: number {number} of {:?} is nowhere", book.key);
            number = number.next();
        }
    }
}

/// I5 at the end: what is on paper stands in its book, or in a conflict that is named.
///
/// # Panics
/// When it does not.
pub(super) fn check_papers<'a>(kept: &Kept, papers: impl Iterator<Item = &'a OnPaper>) {
    let books: BTreeMap<_, _> = all_books(kept)
        .into_iter()
        .map(|book| (book.key.clone(), book))
        .collect();
    for (key, number, subject) in papers.flat_map(|paper| &paper.given) {
        let book = books.get(key).expect("a book of which a number was given");
        let place = book.whereabouts(*number);
        let is_written = matches!(place, Whereabouts::Written(_));
        assert!(
            is_written,
            "I5: number {number} of {key:?} is not in the book: {place:?}"
        );
        if let (Whereabouts::Written(standing), Some(subject)) = (place, subject) {
            let claims = standing.claims().iter().map(|claim| claim.entry.subject);
            let found = claims.into_iter().any(|of| of == *subject);
            assert!(
                found,
                "I5: number {number} of {key:?} is another's: {standing:?}"
            );
        }
    }
}

impl Device {
    /// The state before it has any lease.
    ///
    /// # Panics
    /// Never: the stories' books are kept here.
    pub(super) fn no_leases(
        id: domain::id::DeviceId,
        tag: domain::dossier::DeviceTag,
    ) -> LeaseState {
        let policy = policy().read().expect("a line with nothing wrong in it");
        LeaseState::new(unit(), &policy, id, tag).expect("a book that is kept here")
    }

    /// An officer needs a number, spoils one, leaves, or takes a lease from a device that
    /// is thought to be lost. What a rule refuses at once is not recorded.
    ///
    /// # Panics
    /// When an envelope of this world is too large, which none is.
    pub fn act_on_book(&mut self, chance: &mut Chance, now: Instant) {
        if self.outdated {
            return; // its build knows no books
        }
        let day = self.today(now);
        let year = day.0.year();
        let book = self.leases.book(year);
        if self.leases.remaining(year).numbers == 0 && chance.once_in(2) {
            self.record_book(&book, Event::Asked(Asking::Numbers), now);
            return;
        }
        match chance.below(8) {
            1 => {
                if let Ok((after, event)) = self.leases.spoil(year, "nhòe mực")
                    && let Event::Spoiled(spoiled) = &event
                {
                    self.paper.given.push((book.clone(), spoiled.number, None));
                    self.leases = after;
                    self.record_book(&book, event, now);
                }
            }
            2 if chance.once_in(2) => {
                let (after, events) = self.leases.give_back(year);
                self.leases = after;
                for event in events {
                    self.record_book(&book, event, now);
                }
            }
            3 => self.reclaim_one(chance, now),
            _ => {
                let dossier = DossierId(Uuid::from_u128(self.fresh() | 1 << 126));
                // Several documents in one sitting.
                for document in 0..=u16::from(chance.once_in(2)) {
                    self.enter(Subject { dossier, document }, now);
                }
            }
        }
    }

    fn enter(&mut self, subject: Subject, now: Instant) {
        let entry = Entry::new(subject, self.today(now));
        let book = self.leases.book(entry.day.0.year());
        let entered = self.leases.enter(entry, None);
        let (after, reference, event) = entered.expect("a proper entry");
        if let Reference::Final(number) = reference {
            let given = (book.clone(), number.number, Some(subject));
            self.paper.given.push(given);
        }
        self.leases = after;
        self.record_book(&book, event, now);
    }

    /// A supervisor gives up some lease for lost, when the ledger with what waits on top
    /// of it allows that.
    fn reclaim_one(&mut self, chance: &mut Chance, now: Instant) {
        let mut view = self.ledger.clone();
        for sealed in &self.outbox {
            drop(fold(&mut view, sealed));
        }
        let books = all_books(&view);
        let out = books.iter().flat_map(|book| {
            let out = book.leases().filter(|record| record.is_out());
            out.map(|record| (book.key.clone(), record.lease.serial))
        });
        let out: Vec<_> = out.collect();
        if out.is_empty() || !chance.once_in(3) {
            return;
        }
        if let Some((book, lease)) = out.get(chance.below(out.len())) {
            let reclaimed = Reclaimed {
                lease: *lease,
                last_used: None,
                reason: "mất máy".into(),
            };
            self.record_book(book, Event::Reclaimed(reclaimed), now);
        }
    }

    /// What an answer means for leases: new ones are taken in, reclaimed ones answered,
    /// and what waits gets its number.
    pub(super) fn tend(&mut self, now: Instant) {
        if self.ledger_awaited || self.outdated {
            return;
        }
        for book in all_books(&self.ledger) {
            let news = book.news_for(self.id);
            let (after, events) = self.leases.receive(&book.key, &news);
            self.leases = after;
            for event in events {
                self.record_book(&book.key, event, now);
            }
        }
        let mut view = self.ledger.clone();
        for sealed in &self.outbox {
            drop(fold(&mut view, sealed));
        }
        let own = self
            .outbox
            .iter()
            .filter_map(|sealed| match &sealed.envelope.fact {
                Fact::Unit(UnitFact::Book(fact)) => Some(fact.clone()),
                Fact::Unit(UnitFact::Cash(_) | UnitFact::Visit(_)) | Fact::Dossier(..) => None,
            });
        let own: Vec<_> = own.collect();
        self.leases = self.leases.clone().reconciled(&all_books(&view), &own);
        let (after, events) = self.leases.number();
        self.leases = after;
        for (book, event) in events {
            if let Event::Numbered(numbered) = &event {
                self.paper.given.push((book.clone(), numbered.number, None));
            }
            self.record_book(&book, event, now);
        }
    }

    fn record_book(&mut self, book: &BookKey, event: Event, now: Instant) -> EventId {
        self.record(Fact::Unit(UnitFact::Book(BookFact::new(book, event))), now)
    }
}
