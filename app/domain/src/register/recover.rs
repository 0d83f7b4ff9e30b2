//! What the books know better than a device's notes on its leases: a device writes each
//! number down in the moment in which it gives it. So notes that are lost can be found
//! again, and notes that are behind are put right before a number is given.

use super::book::Number;
use super::device::{Held, LeaseState, Waiting};
use super::event::{BookFact, Event};
use super::form::ProvisionalReference;
use super::lease::{Lease, LeaseEnd, LeaseRecord, LeaseSerial};
use super::state::BookState;

impl LeaseState {
    /// The state that follows from the books, with this device's waiting facts on top;
    /// `waiting` are those facts. Of leases it holds those in `signed`. Called on the state
    /// of a device that holds nothing.
    #[must_use]
    pub fn recover(mut self, books: &[BookState], waiting: &[BookFact], signed: &[Lease]) -> Self {
        for book in books {
            if book.key == self.book(book.key.year) {
                self.recover_leases(book, signed);
                for (reference, known) in book.provisional() {
                    if known.end.is_none() && reference.tag == self.tag {
                        self.waits(book.key.year, reference);
                    }
                }
            }
        }
        for (year, reference) in unfolded(&self, books, waiting) {
            self.waits(year, reference);
        }
        self.waiting
            .sort_by_key(|waiting| (waiting.year, waiting.reference.sequence));
        self.reconciled(books, waiting)
    }

    fn recover_leases(&mut self, book: &BookState, signed: &[Lease]) {
        let unanswered = Some(LeaseEnd::Reclaimed { confirmed: false });
        let own = |record: &&LeaseRecord| record.lease.device == self.device;
        let doubtful = |record: &LeaseRecord| record.is_out() && !signed.contains(&record.lease);
        let held = book
            .leases()
            .filter(own)
            .filter(|record| (record.is_out() && !doubtful(record)) || record.end == unanswered);
        let held = held.map(|record| Held {
            lease: record.lease.clone(),
            next: next(record),
        });
        let held: Vec<_> = held.collect();
        // Older ones are at an end, or are taken up here; a doubtful one may still come.
        let first = book.leases().filter(own).find(|record| doubtful(record));
        let seen = first.map_or(book.last_serial, |record| {
            LeaseSerial(record.lease.serial.0.saturating_sub(1))
        });
        self.years.entry(book.key.year).or_default().seen = seen;
        self.held.extend(held);
    }

    fn waits(&mut self, year: i32, reference: &ProvisionalReference) {
        self.waiting.push(Waiting {
            reference: reference.clone(),
            year,
        });
    }

    /// Never behind the books, with this device's `waiting` facts on top: no number is
    /// given that they show as used, no reference twice, and what they do not know to wait
    /// (it was withdrawn, numbered elsewhere or refused) waits no more.
    #[must_use]
    pub fn reconciled(mut self, books: &[BookState], waiting: &[BookFact]) -> Self {
        let of = |year| {
            let key = self.book(year);
            books.iter().find(move |book| book.key == key)
        };
        let mut held = self.held.clone();
        for held in &mut held {
            let book = of(held.lease.book.year);
            let record = book.and_then(|book| book.leases().find(|it| it.lease == held.lease));
            held.next = record.map_or(held.next, |record| held.next.max(next(record)));
        }
        let unfolded: Vec<_> = unfolded(&self, books, waiting);
        let still = |it: &Waiting| match of(it.year) {
            Some(book) => {
                let known = book.provisional.get(&it.reference);
                known.is_some_and(|known| known.end.is_none())
            }
            None => unfolded.contains(&(it.year, &it.reference)),
        };
        let kept: Vec<_> = self
            .waiting
            .iter()
            .filter(|it| still(it))
            .cloned()
            .collect();
        let mut given: Vec<_> = unfolded
            .iter()
            .map(|(year, reference)| (*year, reference.sequence))
            .collect();
        for book in books
            .iter()
            .filter(|book| book.key == self.book(book.key.year))
        {
            let own = book.provisional.keys().filter(|it| it.tag == self.tag);
            given.extend(own.map(|reference| (book.key.year, reference.sequence)));
        }
        self.held = held;
        self.waiting = kept;
        for (year, sequence) in given {
            let known = self.years.entry(year).or_default();
            known.provisional = known.provisional.max(sequence);
        }
        self
    }
}

/// Entries of waiting facts whose book is not open.
fn unfolded<'a>(
    state: &LeaseState,
    books: &[BookState],
    waiting: &'a [BookFact],
) -> Vec<(i32, &'a ProvisionalReference)> {
    let of_kind = waiting.iter().filter(|fact| fact.kind == state.kind);
    let entered = of_kind.filter_map(|fact| {
        let Event::EnteredProvisionally(entered) = &fact.event else {
            return None;
        };
        Some((fact.year, &entered.reference))
    });
    entered
        .filter(|(year, _)| !books.iter().any(|book| book.key == state.book(*year)))
        .collect()
}

/// The smallest number that was not used: a device uses them in order.
fn next(record: &LeaseRecord) -> Number {
    record
        .last_written()
        .map_or(record.lease.run.first, Number::next)
}
