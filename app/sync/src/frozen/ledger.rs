//! A ledger with a value of each kind, folded from facts.

use super::book::{
    entered, entered_provisionally, entry, given_back, lease, leased, numbered, of_book, opened,
    printed, reclaimed, settled, spoiled, withdrawn,
};
use super::{Sample, cash, day, envelope, visit};
use crate::ledger::{Ledger, PREFIXES, Whole, is_readable};
use domain::fact::{Fact, UnitFact};
use domain::id::UnitId;
use domain::register::{Asking, BookFact, BookKind, Closing, Counts, Event, Reopened, Settlement};
use serde_bytes::ByteBuf;

/// What happened to the book of the samples: a number of each standing, a lease of each
/// end, and entries that wait, have their number or never get one.
fn story() -> Vec<Event> {
    let settlement = Settlement::FromPaper(entry(7));
    vec![
        opened(true),
        opened(false),
        Event::Asked(Asking::Numbers),
        leased(lease(1, 38, 42)),
        entered(1, 38, entry(0)),
        entered(1, 39, entry(1)),
        spoiled(39),
        entered_provisionally(1, entry(2)),
        entered_provisionally(2, entry(3)),
        entered_provisionally(3, entry(4)),
        numbered(1, 1, 40),
        withdrawn(2),
        printed(38, 39),
        given_back(1, 41),
        leased(lease(2, 41, 42)),
        entered(2, 41, entry(0)),
        leased(lease(3, 43, 47)),
        reclaimed(3, 44),
        entered(3, 45, entry(5)),
        entered(3, 43, entry(6)),
        settled(44, settlement),
        leased(lease(4, 48, 52)),
        given_back(4, 48),
        leased(lease(5, 48, 49)),
    ]
}

/// A book that was closed, opened again and closed anew, without a number.
fn closed_twice() -> Vec<Fact> {
    let closing = || {
        Event::Closed(Box::new(Closing {
            on_paper: 37,
            numbers: None,
            counts: Counts::default(),
            volumes: vec![],
        }))
    };
    let reopened = Event::Reopened(Reopened {
        closing: 1,
        reason: "còn việc ghi trên máy khác".into(),
    });
    let events = [opened(false), closing(), reopened, closing()];
    let fact = |event| {
        Fact::Unit(UnitFact::Book(BookFact {
            kind: BookKind("SCT/CK,ĐC".into()),
            year: 2025,
            event,
        }))
    };
    events.map(fact).into()
}

/// The facts of which [`whole`] is made, in the order of the stream.
fn facts() -> Vec<Fact> {
    let known = |samples: Vec<Sample>, names: &'static [&str]| {
        let named = samples.into_iter();
        let named = named.filter(|(_, name, _)| names.contains(name));
        named.map(|(_, _, fact)| fact)
    };
    let mut facts: Vec<_> = story().into_iter().map(of_book).collect();
    facts.extend(closed_twice());
    facts.extend(known(
        cash::samples(),
        &["cash opened", "cash took", "cash closed"],
    ));
    facts.extend(known(visit::samples(), &["visit planned"]));
    facts
}

/// What the facts add up to.
pub(super) fn whole() -> Whole {
    let (mut ledger, unit) = (Ledger::default(), UnitId("H15.50".into()));
    let facts = facts();
    let at = facts.len() as u64;
    for fact in facts {
        let Fact::Unit(said) = &fact else { continue };
        loop {
            let missing = ledger.missing(&unit, said).unwrap();
            if missing.is_empty() {
                break;
            }
            ledger.load(missing, []);
        }
        let rows = ledger.fold(&unit, said, envelope(fact.clone()).origin());
        ledger.write(rows.unwrap_or_else(|error| panic!("{said:?}: {error}")));
    }
    let rows = PREFIXES.iter().flat_map(|prefix| ledger.under(prefix));
    let rows = rows.map(|(key, value)| (key.to_owned(), ByteBuf::from(value)));
    Whole {
        rows: rows.collect(),
        unit,
        at,
    }
}

#[test]
fn a_frozen_ledger_has_a_value_of_each_kind() {
    let keys: Vec<_> = whole().rows.into_iter().map(|(key, _)| key).collect();
    let dossier = "00000000000000000000000000000004";
    let cash = format!("cash/{}/00000000000000000000000000000003", day().iso());
    for key in [
        "book/head/2026/SCT/BS",
        "book/line/2026/SCT/BS/000038",
        &format!("book/subject/2026/SCT/BS/{dossier}-000"),
        "book/lease/2026/SCT/BS/000001",
        "book/provisional/2026/SCT/BS/A-000003",
        "book/head/2025/SCT/CK,ĐC",
        &cash,
        "visit/00000000000000000000000000000008",
    ] {
        assert!(keys.iter().any(|known| known == key), "{key}: {keys:#?}");
    }
    assert!(keys.is_sorted(), "in the order of their bytes");
}

#[test]
fn b7_a_value_of_another_shape_is_known_by_its_key() {
    let whole = whole();
    for (key, value) in &whole.rows {
        assert!(is_readable(key, value), "{key}");
        assert!(
            !is_readable(key, &[0x01]),
            "{key}: one item of another kind"
        );
        assert!(!is_readable(key, &value[..value.len() - 1]), "{key}: cut");
    }
    assert!(is_readable("later/1", &[0x01]), "of a later build");
}
