//! What a device must hold when its notes on its leases are lost: the books tell it,
//! with the device's own facts that wait on top, for it writes each number down in the
//! moment in which it gives it.

use super::book::Number;
use super::device::{Held, LeaseState, Waiting};
use super::event::{BookFact, EnteredProvisionally, Event};
use super::lease::{Lease, LeaseEnd, LeaseRecord};
use super::state::{BookState, Provisional};

impl LeaseState {
    /// The state that follows from the books, with this device's waiting facts on top;
    /// `unfolded` are those of them that found no open book. Of leases it holds those in
    /// `signed`. Called on the state of a device that holds nothing.
    #[must_use]
    pub fn recover(mut self, books: &[BookState], unfolded: &[BookFact], signed: &[Lease]) -> Self {
        let own = |book: &&BookState| book.key == self.book(book.key.year);
        let books: Vec<_> = books.iter().filter(own).collect();
        for book in books {
            self.recover_leases(book, signed);
            for (reference, entry) in book.provisional() {
                if reference.tag == self.tag {
                    let Provisional { claim, end } = entry;
                    let year = claim.entry.day.0.year();
                    self.recover_reference(year, reference.sequence, end.is_none());
                }
            }
        }
        for fact in unfolded {
            if fact.kind != self.kind {
                continue;
            }
            if let Event::EnteredProvisionally(entered) = &fact.event {
                let EnteredProvisionally { reference, .. } = &**entered;
                self.recover_reference(fact.year, reference.sequence, true);
            }
        }
        self.waiting
            .sort_by_key(|waiting| (waiting.year, waiting.reference.sequence));
        self
    }

    fn recover_leases(&mut self, book: &BookState, signed: &[Lease]) {
        let year = self.years.entry(book.key.year).or_default();
        // Older ones are at an end, or are taken up here.
        year.seen = book.last_serial;
        let unanswered = Some(LeaseEnd::Reclaimed { confirmed: false });
        let held = book.leases().filter(|record| {
            let is_out = record.is_out() && signed.contains(&record.lease);
            record.lease.device == self.device && (is_out || record.end == unanswered)
        });
        let held = held.map(|record| Held {
            lease: record.lease.clone(),
            next: next(record),
        });
        self.held.extend(held);
    }

    fn recover_reference(&mut self, year: i32, sequence: u32, waits: bool) {
        let known = self.years.entry(year).or_default();
        known.provisional = known.provisional.max(sequence);
        let reference = super::form::ProvisionalReference {
            tag: self.tag.clone(),
            sequence,
        };
        let is_known = self
            .waiting
            .iter()
            .any(|waiting| waiting.year == year && waiting.reference == reference);
        if waits && !is_known {
            self.waiting.push(Waiting { reference, year });
        }
    }
}

/// The smallest number that was not used: a device uses them in order.
fn next(record: &LeaseRecord) -> Number {
    record
        .last_written()
        .map_or(record.lease.run.first, Number::next)
}
