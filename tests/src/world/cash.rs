//! One officer's cash book, written on several devices that do not know of each other.

use super::books::Kept;
use super::device::OFFICER;
use super::ledger::fold;
use crate::world::{Chance, Device};
use domain::cash::{
    CashBook, CashFact, CashKey, Closed, Confirmed, Countered, Event, HandedOver, Line, Opened,
    Took, decide,
};
use domain::fact::{Fact, UnitFact};
use domain::id::{EventId, OfficerId};
use domain::instant::Instant;
use domain::officer::Origin;
use std::collections::BTreeSet;
use sync::codec::from_cbor;
use uuid::Uuid;

/// Whoever the money is given to.
const OTHER: OfficerId = OfficerId(Uuid::from_u128(0xabc));

impl Device {
    /// The officer counts, takes, takes back, hands over or closes. What a rule refuses at
    /// once is not recorded.
    pub fn act_on_cash(&mut self, chance: &mut Chance, now: Instant) {
        if self.outdated || self.ledger_awaited {
            return; // its build knows no cash books, or it does not know the book yet
        }
        let key = CashKey {
            day: self.today(now),
            officer: OFFICER,
        };
        let mut view = self.ledger.clone();
        for sealed in &self.outbox {
            drop(fold(&mut view, sealed));
        }
        let book = books(&view).find(|book| book.key == key);
        let Some(event) = anything(book.as_ref(), chance) else {
            return;
        };
        let fact = CashFact::new(key, event);
        let origin = Origin {
            event: EventId(Uuid::from_u128(self.fresh())),
            officer: OFFICER,
            device: self.id,
            time: domain::hybrid::HybridTime::of(now),
        };
        if decide(book.as_ref(), &fact, origin).is_ok() {
            self.record(Fact::Unit(UnitFact::Cash(fact)), now);
        }
    }
}

fn anything(book: Option<&CashBook>, chance: &mut Chance) -> Option<Event> {
    let amount_dong = 1_000 * (1 + chance.below(3) as u64);
    let entries = book.map(|book| book.entries.as_slice()).unwrap_or_default();
    let line = entries
        .get(chance.below(entries.len()))
        .map(|entry| entry.origin.event);
    Some(match chance.below(12) {
        0 => Event::Opened(Opened { amount_dong }),
        1 => Event::Closed(Closed {
            counted_dong: amount_dong,
            expected_dong: 0,
            reason: "đếm lại".into(),
        }),
        2 | 3 => Event::HandedOver(HandedOver {
            to: OTHER,
            amount_dong,
            note: String::new(),
        }),
        4..=6 => Event::Countered(Countered {
            line: Line::Entry(line?),
            amount_dong,
            reason: "thu nhầm".into(),
        }),
        7 => Event::Confirmed(Confirmed { hand_over: line? }),
        _ => Event::Took(Took {
            amount_dong,
            what: "mẫu đơn".into(),
        }),
    })
}

fn books(kept: &Kept) -> impl Iterator<Item = CashBook> {
    let books = kept.iter().filter(|(key, _)| key.starts_with("cash/"));
    books.map(|(_, value)| from_cbor(value).expect("a cash book can be read"))
}

/// How many facts stand in cash books, each once.
///
/// # Panics
/// When one stands there twice.
pub(super) fn cash_written(kept: &Kept) -> usize {
    let mut seen = BTreeSet::new();
    for book in books(kept) {
        for entry in &book.entries {
            let new = seen.insert(entry.origin.event);
            assert!(new, "K6: {:?} stands in two places", entry.origin.event);
        }
    }
    seen.len()
}
