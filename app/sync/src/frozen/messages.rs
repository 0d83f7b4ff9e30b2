//! The messages beside the envelopes: each is read, and written again as it was. Where
//! something is signed the payload is frozen, for signatures are never twice the same. The
//! list of a baseline changes with the state that it names: no other is read (P2).

use super::{day, envelope, ledger, line, of_dossier, read_line, sealed};
use crate::baseline::{Baseline, Chunk};
use crate::bundle::{Bundle, Carried, read_rescue_file, rescue_file};
use crate::chain::Hash;
use crate::codec::{from_cbor, to_cbor};
use crate::exchange::{ANSWER_CONTEXT, Answer, Held, News, Request, Run};
use crate::history::History;
use crate::ledger::Whole;
use crate::renewal::Renewal;
use crate::ruling::{Missing, QuarantineReason, RefusalReason, Ruling};
use crate::seal;
use crate::settle::tests::received;
use crate::sign1::{SIGNATURE_BYTES, Sign1, to_be_signed};
use domain::dossier::{self, Dossier, Event, STATE_VERSION, Stage};
use domain::form::Form;
use domain::id::{DeviceId, DossierId, OfficerId, UnitId};
use domain::instant::Instant;
use domain::register::{self, Lease};
use domain::{cash, visit};
use serde_bytes::ByteBuf;
use uuid::Uuid;

const SAMPLES: &str = include_str!("../../frozen/messages-v1.txt");
const NOW: Instant = Instant(1_795_366_799_999);
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));

/// A message: its name, its bytes, and how bytes are read and written again.
struct Message {
    name: &'static str,
    bytes: Vec<u8>,
    again: fn(&[u8]) -> Vec<u8>,
}

fn message(name: &'static str, bytes: Vec<u8>, again: fn(&[u8]) -> Vec<u8>) -> Message {
    Message { name, bytes, again }
}

fn unit() -> UnitId {
    UnitId("H15.50".into())
}

fn resolved() -> Vec<u8> {
    sealed(of_dossier(Event::Resolved)).bytes
}

fn bundle() -> Bundle {
    Bundle {
        unit: unit(),
        device: DEVICE,
        envelopes: vec![ByteBuf::from(resolved())],
    }
}

fn signed(payload: Vec<u8>) -> Sign1 {
    Sign1 {
        payload,
        signature: vec![7; SIGNATURE_BYTES],
    }
}

fn request() -> Request {
    let carried = signed(bundle().to_bytes().unwrap()).to_bytes().unwrap();
    Request {
        unit: unit(),
        device: DEVICE,
        clock: NOW,
        after: 41,
        seen: Some(Hash::of(b"the 41st")),
        holds: Some(Held(3, 9)),
        envelopes: vec![ByteBuf::from(resolved())],
        carried: Some(ByteBuf::from(carried)),
    }
}

/// Each kind of ruling; a run of the first.
fn rulings() -> Vec<Ruling> {
    let held = |missing| Ruling::Held { missing };
    let refused = |reason| Ruling::Refused { reason };
    let quarantined = |reason| Ruling::Quarantined { reason };
    let stage = dossier::Refusal::WrongStage {
        from: Stage::AwaitingPapers,
    };
    vec![
        Ruling::Accepted { position: 42 },
        Ruling::Accepted { position: 43 },
        Ruling::Duplicate { position: 7 },
        held(Missing::Sequence(3)),
        held(Missing::Dossier(DossierId(Uuid::from_u128(4)))),
        refused(RefusalReason::UnknownOfficer),
        refused(RefusalReason::Domain(stage)),
        refused(RefusalReason::Book(register::Refusal::NotSupervisor)),
        refused(RefusalReason::Cash(cash::Refusal::MoreThanLine {
            left: 2_000,
        })),
        refused(RefusalReason::Visit(visit::Refusal::NameMissing)),
        quarantined(QuarantineReason::SameIdOtherBytes),
        quarantined(QuarantineReason::SequenceTaken),
        quarantined(QuarantineReason::BrokenChain),
    ]
}

fn answer() -> Answer {
    let run = Run {
        first: 5,
        count: 3,
        last: Hash::of(b"the seventh"),
    };
    Answer {
        request: Hash::of(b"request"),
        now: NOW,
        rulings: rulings(),
        carried: Some(Carried::Taken),
        after: 41,
        news: vec![News::Yours(run), News::Sealed(resolved())],
        head: 99,
        catalogue: Some(Hash::of(b"catalogue")),
    }
}

/// A device that has nothing, and a server that has nothing to tell it.
fn nothing() -> (Request, Answer) {
    let request = Request {
        after: 0,
        seen: None,
        holds: None,
        envelopes: vec![],
        carried: None,
        ..request()
    };
    let answer = Answer {
        rulings: vec![],
        carried: None,
        after: 0,
        news: vec![],
        head: 0,
        catalogue: None,
        ..answer()
    };
    (request, answer)
}

fn exchange() -> Vec<Message> {
    let (asked, answered) = nothing();
    let again: fn(&[u8]) -> Vec<u8> =
        |bytes| Request::from_bytes(bytes).unwrap().to_bytes().unwrap();
    let told: fn(&[u8]) -> Vec<u8> = |bytes| Answer::from_bytes(bytes).unwrap().to_bytes().unwrap();
    let read_file: fn(&[u8]) -> Vec<u8> =
        |bytes| rescue_file(&read_rescue_file(bytes).unwrap()).unwrap();
    let bundles = [ByteBuf::from(
        signed(bundle().to_bytes().unwrap()).to_bytes().unwrap(),
    )];
    vec![
        message("request", request().to_bytes().unwrap(), again),
        message("request, nothing", asked.to_bytes().unwrap(), again),
        message("answer", answer().to_bytes().unwrap(), told),
        message("answer, nothing", answered.to_bytes().unwrap(), told),
        message("bundle", bundle().to_bytes().unwrap(), |bytes| {
            Bundle::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
        message("rescue file", rescue_file(&bundles).unwrap(), read_file),
    ]
}

fn signatures() -> Vec<Message> {
    let (_, answer) = nothing();
    let payload = answer.to_bytes().unwrap();
    let to_sign = to_be_signed(ANSWER_CONTEXT, &payload).unwrap();
    let message_bytes = signed(payload).to_bytes().unwrap();
    vec![
        message("signed answer", message_bytes, |bytes| {
            Sign1::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
        message("what is signed of it", to_sign, |bytes| {
            let read: (String, ByteBuf, ByteBuf, ByteBuf) = from_cbor(bytes).unwrap();
            to_be_signed(str::from_utf8(&read.2).unwrap(), &read.3).unwrap()
        }),
    ]
}

fn chunk() -> Vec<u8> {
    Chunk::pack(&[received(4), received(5)]).unwrap()
}

fn baseline() -> Baseline {
    let chunk = |hash, open, dead| Chunk {
        hash,
        size_bytes: 300,
        dossiers: 2,
        open,
        dead,
    };
    Baseline {
        unit: unit(),
        state: STATE_VERSION,
        now: NOW,
        at: 41,
        seen: Hash::of(b"the 41st"),
        chunks: vec![
            chunk(Hash::of(&self::chunk()), true, vec![]),
            chunk(Hash::of(b"another"), false, vec![1]),
        ],
    }
}

fn renewal() -> Renewal {
    Renewal {
        unit: unit(),
        device: DEVICE,
        officer: OfficerId(Uuid::from_u128(3)),
        heard: NOW,
    }
}

fn history() -> History {
    let events = [super::dossier::receptions(), super::dossier::of_schema_1()].concat();
    let sealed = |name: &str| {
        let mut events = events.iter();
        let found = events.find(|(_, known, _)| *known == name).unwrap();
        ByteBuf::from(envelope(found.2.clone()).seal().unwrap().bytes)
    };
    History {
        unit: unit(),
        dossier: DossierId(Uuid::from_u128(4)),
        events: vec![(7, sealed("received")), (9, sealed("resolved"))],
    }
}

fn stores() -> Vec<Message> {
    vec![
        message("renewal", renewal().to_bytes().unwrap(), |bytes| {
            Renewal::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
        message("baseline", baseline().to_bytes().unwrap(), |bytes| {
            Baseline::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
        message("chunk", chunk(), |bytes| {
            Chunk::pack(&from_cbor::<Vec<Dossier>>(bytes).unwrap()).unwrap()
        }),
        message("history", history().to_bytes().unwrap(), |bytes| {
            History::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
        message("ledger", ledger::whole().to_bytes().unwrap(), |bytes| {
            Whole::from_bytes(bytes).unwrap().to_bytes().unwrap()
        }),
    ]
}

fn paper(due: Option<Instant>) -> seal::Seal {
    seal::Seal {
        code: "H99.99.01-261123-A0001-7".into(),
        form: Form::Slip,
        at: Instant::midnight(day()),
        due,
    }
}

/// The payload is not read by anyone: it is made again of what the code says.
fn read_paper(bytes: &[u8]) -> Vec<u8> {
    let minutes = |minutes: i64| Instant(minutes * 60_000);
    let read: (u64, String, String, i64, Option<i64>) = from_cbor(bytes).unwrap();
    let (_, code, form, at, due) = read;
    let paper = seal::Seal {
        code,
        form: Form::from_key(&form).unwrap(),
        at: minutes(at),
        due: due.map(minutes),
    };
    paper.to_bytes().unwrap()
}

fn read_code(bytes: &[u8]) -> Vec<u8> {
    let text = str::from_utf8(bytes).unwrap();
    let read = seal::Sealed::read(text).unwrap();
    read.write("https://motcua.example.vn").into_bytes()
}

fn seals() -> Vec<Message> {
    let due = Some(Instant::midnight(day().plus(4)));
    let code = seal::Sealed {
        seal: paper(due),
        key: "Ab3_-xyz".into(),
        signature: "s".repeat(86),
    };
    let code = code.write("https://motcua.example.vn").into_bytes();
    let lease = to_cbor(&super::book::lease(1, 38, 57)).unwrap();
    vec![
        message("lease", lease, |bytes| {
            to_cbor(&from_cbor::<Lease>(bytes).unwrap()).unwrap()
        }),
        message("paper", paper(due).to_bytes().unwrap(), read_paper),
        message(
            "paper without a promise",
            paper(None).to_bytes().unwrap(),
            read_paper,
        ),
        message("code on a paper", code, read_code),
    ]
}

#[test]
fn e6_the_bytes_of_each_message_are_frozen() {
    let messages = [exchange(), signatures(), stores(), seals()];
    let messages: Vec<_> = messages.into_iter().flatten().collect();
    let written: Vec<_> = messages
        .iter()
        .map(|message| line(message.name, &message.bytes))
        .collect();
    let frozen: Vec<_> = SAMPLES.lines().collect();
    assert_eq!(written, frozen, "\n{}", written.join("\n"));
    for (sample, message) in frozen.iter().zip(messages) {
        let (name, bytes) = read_line(sample);
        assert_eq!((message.again)(&bytes), bytes, "{name}");
    }
}
