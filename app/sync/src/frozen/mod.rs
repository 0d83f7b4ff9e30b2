//! Samples that stay readable for ever (SPEC E6): of events one a line, and of the other
//! messages. A new event is a new line at the end: its name, then the envelope's bytes. A
//! line never changes.

mod book;
mod cash;
mod dossier;
mod ledger;
mod messages;
mod names;
mod print;
mod service;
mod visit;

use crate::envelope::{Envelope, Sealed};
use domain::dossier::Event;
use domain::fact::Fact;
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use std::collections::BTreeSet;
use std::fmt::Write;
use uuid::Uuid;

const SAMPLES: &str = include_str!("../../frozen/envelope-v1-events.txt");

/// The schema that it names, its name and what it says.
type Sample = (u64, &'static str, Fact);

fn day() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

fn of_dossier(event: Event) -> Fact {
    Fact::Dossier(DossierId(Uuid::from_u128(4)), event)
}

fn of_schema(schema: u64, facts: Vec<(&'static str, Fact)>) -> Vec<Sample> {
    let facts = facts.into_iter();
    facts.map(|(name, fact)| (schema, name, fact)).collect()
}

/// All of them, in the order of the lines: others go to the end.
fn samples() -> Vec<Sample> {
    [
        cash::samples(),
        dossier::samples(),
        book::closings(),
        visit::samples(),
        dossier::receptions(),
        dossier::of_schema_1(),
        dossier::moves(),
        service::certified(),
        service::acts(),
        book::samples(),
        print::samples(),
    ]
    .concat()
}

fn envelope(fact: Fact) -> Envelope {
    Envelope {
        event_id: EventId(Uuid::from_u128(1)),
        unit: UnitId("H15.50".into()),
        device: DeviceId(Uuid::from_u128(2)),
        sequence: 1,
        officer: OfficerId(Uuid::from_u128(3)),
        time: HybridTime::of(Instant(1_795_366_799_999)),
        clock: Instant(1_795_366_800_123),
        server_seen: None,
        previous: crate::chain::Hash::default(),
        fact,
    }
}

fn sealed(fact: Fact) -> Sealed {
    envelope(fact).seal().unwrap()
}

fn line(name: &str, bytes: &[u8]) -> String {
    let mut line = format!("{name}: ");
    for byte in bytes {
        write!(line, "{byte:02x}").unwrap();
    }
    line
}

/// The name and the bytes of a line.
fn read_line(line: &str) -> (&str, Vec<u8>) {
    let (name, hex) = line.split_once(": ").unwrap();
    let pairs = hex.as_bytes().chunks(2);
    let pairs = pairs.map(|pair| str::from_utf8(pair).unwrap());
    let bytes = pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap());
    (name, bytes.collect())
}

#[test]
fn e6_the_bytes_of_each_event_are_frozen() {
    let written = samples()
        .into_iter()
        .map(|(_, name, fact)| line(name, &sealed(fact).bytes));
    let written: Vec<_> = written.collect();
    let frozen: Vec<_> = SAMPLES.lines().collect();
    assert_eq!(written, frozen, "\n{}", written.join("\n"));
}

#[test]
fn e6_e8_each_frozen_event_is_read_and_names_its_schema() {
    for (sample, (schema, name, fact)) in SAMPLES.lines().zip(samples()) {
        let (_, bytes) = read_line(sample);
        let read = Sealed::open(bytes.clone()).unwrap();
        assert_eq!(read.envelope.fact, fact, "{name}");
        let hash = read.envelope.previous.0;
        let after = bytes.windows(32).position(|part| part == hash).unwrap() + 32;
        assert_eq!(u64::from(bytes[after]), schema, "{name}");
    }
}

/// A new kind of event does not compile before it has a name, and fails here before it
/// has a sample of that name.
#[test]
fn e6_each_kind_of_event_has_a_sample() {
    let mut names = BTreeSet::new();
    let mut shown = BTreeSet::new();
    for (_, name, fact) in samples() {
        assert!(names.insert(name), "two samples are called {name}");
        if names::of(&fact).contains(&name) {
            shown.insert(name);
        }
    }
    for list in names::all() {
        let bare: Vec<_> = list.iter().filter(|name| !shown.contains(*name)).collect();
        assert!(bare.is_empty(), "no sample shows {bare:?}");
        let each: BTreeSet<_> = list.iter().collect();
        assert_eq!(each.len(), list.len(), "one for two kinds: {list:?}");
    }
}
