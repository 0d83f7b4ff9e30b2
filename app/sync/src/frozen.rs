//! Samples of events, one a line, that stay readable for ever (SPEC E6). A new event is a
//! new line: its name, then the envelope's bytes. A line never changes.

use crate::envelope::{Envelope, Sealed};
use crate::settle::tests::reception;
use domain::cash::{self, CashFact, Closed, Confirmed, Countered, HandedOver, Line, Opened, Took};
use domain::civil::{
    Act, Civil, Death, Judgement, Likeness, PartialDate, Person, Redrafted, Suspicion,
};
use domain::dossier::{Event, Move, Moved};
use domain::fact::{Fact, UnitFact};
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::register::{
    self, BookFact, BookKind, CivilStep, Closing, Counts, Number, Official, Reopened, Run,
    VolumeCount, VolumeNumber,
};
use domain::service::{Interpreter, Service, Witness};
use std::fmt::Write;
use uuid::Uuid;

const SAMPLES: &str = include_str!("../frozen/envelope-v1-events.txt");

fn day() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

fn cash(event: cash::Event) -> Fact {
    let officer = OfficerId(Uuid::from_u128(3));
    Fact::Unit(UnitFact::Cash(CashFact {
        day: day(),
        officer,
        event,
    }))
}

fn of_dossier(event: Event) -> Fact {
    Fact::Dossier(DossierId(Uuid::from_u128(4)), event)
}

fn moved(what: Move, reason: &str) -> Fact {
    of_dossier(Event::Moved(Box::new(Moved::because(what, reason))))
}

fn drafted(step: CivilStep) -> Fact {
    of_dossier(Event::Drafted(step))
}

fn redrafted() -> Event {
    let dead = Person {
        name: "Vừ A Phử".into(),
        born: PartialDate::year(1950),
        ..Person::default()
    };
    let death = Death {
        dead,
        died: PartialDate::month(2026, 11),
        ..Death::default()
    };
    Event::Redrafted(Box::new(Redrafted {
        base: EventId(Uuid::from_u128(6)),
        civil: Civil::new(Act::Death(death)),
    }))
}

/// A reception of an act with everybody who helped.
fn helped() -> Event {
    let Event::Received(mut received) = reception() else {
        panic!("a reception");
    };
    let Event::Redrafted(redrafted) = redrafted() else {
        panic!("a redraft");
    };
    let interpreter = Some(Interpreter {
        name: "Vàng Thị Dợ".into(),
        language: "tiếng Mông".into(),
        identity: "002187001234".into(),
    });
    let witness = Some(Witness {
        name: "Lò Văn Inh".into(),
        identity: String::new(),
    });
    received.service = Some(Service::Civil(Box::new(Civil {
        interpreter,
        witness,
        ..redrafted.civil
    })));
    Event::Received(received)
}

fn countered(line: Line) -> Fact {
    cash(cash::Event::Countered(Countered {
        line,
        amount_dong: 2_000,
        reason: "thu nhầm".into(),
    }))
}

fn facts() -> Vec<(&'static str, Fact)> {
    let mut facts = cash_facts();
    facts.extend(dossier_facts());
    facts.extend(book_facts());
    facts
}

fn cash_facts() -> Vec<(&'static str, Fact)> {
    let event = EventId(Uuid::from_u128(5));
    let payment = Line::Payment {
        dossier: DossierId(Uuid::from_u128(4)),
        event,
        amount_dong: 8_000,
    };
    let closed = |reason: &str| Closed {
        counted_dong: 56_000,
        expected_dong: -1_000,
        reason: reason.into(),
    };
    vec![
        (
            "cash opened",
            cash(cash::Event::Opened(Opened {
                amount_dong: 50_000,
            })),
        ),
        (
            "cash took",
            cash(cash::Event::Took(Took {
                amount_dong: 8_000,
                what: "Bán mẫu đơn".into(),
            })),
        ),
        ("cash countered, a payment", countered(payment)),
        ("cash countered, an entry", countered(Line::Entry(event))),
        (
            "cash closed",
            cash(cash::Event::Closed(closed("thiếu tiền lẻ"))),
        ),
        (
            "cash handed_over",
            cash(cash::Event::HandedOver(HandedOver {
                to: OfficerId(Uuid::from_u128(7)),
                amount_dong: 56_000,
                note: "cuối ngày".into(),
            })),
        ),
        (
            "cash confirmed",
            cash(cash::Event::Confirmed(Confirmed { hand_over: event })),
        ),
    ]
}

fn dossier_facts() -> Vec<(&'static str, Fact)> {
    let earlier = DossierId(Uuid::from_u128(9));
    vec![
        ("moved uncoded", moved(Move::Uncoded, "nhầm hồ sơ")),
        ("moved waived", moved(Move::Waived, "hộ nghèo")),
        ("drafted checked", drafted(CivilStep::Checked)),
        ("drafted printed_draft", drafted(CivilStep::PrintedDraft)),
        ("drafted changed", drafted(CivilStep::Changed)),
        (
            "drafted entered_nationally",
            drafted(CivilStep::EnteredNationally(Official {
                number: "12/2026".into(),
                day: day(),
            })),
        ),
        (
            "drafted taken_back",
            drafted(CivilStep::TakenBack("nhầm số".into())),
        ),
        (
            "judged",
            of_dossier(Event::Judged(Judgement {
                other: earlier,
                same: true,
                reason: "cùng một người".into(),
            })),
        ),
        (
            "suspected, identity",
            of_dossier(Event::Suspected(Suspicion {
                earlier,
                by: Likeness::Identity,
            })),
        ),
        (
            "suspected, name and birth",
            of_dossier(Event::Suspected(Suspicion {
                earlier,
                by: Likeness::NameAndBirth,
            })),
        ),
        (
            "drafted checked_as",
            drafted(CivilStep::CheckedAs(EventId(Uuid::from_u128(6)))),
        ),
        ("redrafted", of_dossier(redrafted())),
        ("received, an act with helpers", of_dossier(helped())),
    ]
}

fn of_book(event: register::Event) -> Fact {
    Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 2026,
        event,
    }))
}

fn book_facts() -> Vec<(&'static str, Fact)> {
    let numbers = Run {
        first: Number(38),
        last: Number(41),
    };
    let counts = Counts {
        used: 2,
        spoiled: 1,
        void: 1,
        in_conflict: 0,
        settled: 1,
    };
    let volume = VolumeCount {
        volume: VolumeNumber(2),
        numbers,
        counts,
    };
    let closing = Closing {
        on_paper: 37,
        numbers: Some(numbers),
        counts,
        volumes: vec![volume],
    };
    let reopened = Reopened {
        closing: 1,
        reason: "có việc ghi trước khi khóa gửi về".into(),
    };
    vec![
        (
            "book closed",
            of_book(register::Event::Closed(Box::new(closing))),
        ),
        (
            "book reopened",
            of_book(register::Event::Reopened(reopened)),
        ),
    ]
}

fn sealed(fact: Fact) -> Sealed {
    let envelope = Envelope {
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
    };
    envelope.seal().unwrap()
}

fn line(name: &str, bytes: &[u8]) -> String {
    let mut line = format!("{name}: ");
    for byte in bytes {
        write!(line, "{byte:02x}").unwrap();
    }
    line
}

#[test]
fn e6_the_bytes_of_each_event_are_frozen() {
    let written = facts()
        .into_iter()
        .map(|(name, fact)| line(name, &sealed(fact).bytes));
    let written: Vec<_> = written.collect();
    let frozen: Vec<_> = SAMPLES.lines().collect();
    assert_eq!(written, frozen, "\n{}", written.join("\n"));
}

#[test]
fn e6_e8_each_frozen_event_is_read_and_names_its_schema() {
    for (sample, (name, fact)) in SAMPLES.lines().zip(facts()) {
        let (_, hex) = sample.split_once(": ").unwrap();
        let pairs = hex.as_bytes().chunks(2);
        let pairs = pairs.map(|pair| str::from_utf8(pair).unwrap());
        let bytes: Vec<_> = pairs
            .map(|pair| u8::from_str_radix(pair, 16).unwrap())
            .collect();
        let read = Sealed::open(bytes.clone()).unwrap();
        assert_eq!(read.envelope.fact, fact, "{name}");
        let schema = match name {
            "book reopened"
            | "drafted checked_as"
            | "redrafted"
            | "received, an act with helpers" => 5,
            name if name.starts_with("suspected") => 4,
            _ => 3,
        };
        let hash = read.envelope.previous.0;
        let after = bytes.windows(32).position(|part| part == hash).unwrap() + 32;
        assert_eq!(bytes[after], schema, "{name}");
    }
}
