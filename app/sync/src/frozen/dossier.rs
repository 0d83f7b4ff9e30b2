//! Events of dossiers.

use super::{Sample, day, of_dossier, of_schema};
use crate::settle::tests::reception;
use domain::civil::{
    Act, Civil, Death, Judgement, Likeness, PartialDate, Person, Redrafted, Suspicion,
};
use domain::dossier::{
    Applicant, Appointment, Attachment, Certified, Change, Channel, ContentHash, Decision, Event,
    FeeRecord, Field, MediaType, Move, Moved, Paper, Received, ReturnMethod,
};
use domain::fact::Fact;
use domain::fee::FeePin;
use domain::id::{DossierId, EventId, OfficerId};
use domain::instant::{Day, Instant};
use domain::register::{CivilStep, Official};
use domain::service::{Interpreter, Service, Witness};
use uuid::Uuid;

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

/// What schemas 3 to 5 brought, as it was frozen first.
pub(super) fn samples() -> Vec<Sample> {
    let mut samples = of_schema(3, drafts());
    samples.extend(of_schema(4, suspicions()));
    let checked_as = CivilStep::CheckedAs(EventId(Uuid::from_u128(6)));
    let since_5 = vec![
        ("drafted checked_as", drafted(checked_as)),
        ("redrafted", of_dossier(redrafted())),
        ("received, an act with helpers", of_dossier(helped())),
    ];
    samples.extend(of_schema(5, since_5));
    samples
}

fn drafts() -> Vec<(&'static str, Fact)> {
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
                other: DossierId(Uuid::from_u128(9)),
                same: true,
                reason: "cùng một người".into(),
            })),
        ),
    ]
}

fn suspicions() -> Vec<(&'static str, Fact)> {
    let earlier = DossierId(Uuid::from_u128(9));
    vec![
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
    ]
}

fn received(change: impl FnOnce(&mut Received)) -> Received {
    let Event::Received(mut received) = reception() else {
        panic!("a reception");
    };
    change(&mut received);
    *received
}

/// A reception with all that schema 1 knows.
fn full() -> Received {
    received(|received| {
        received.procedure.effective_from = Some(day());
        received.applicant = Applicant {
            name: "Phàn Mẩy".into(),
            identity: "008190000001".into(),
            born: Day::from_ymd(1990, 2, 28),
            phone: "0912345678".into(),
            address: "Bản Suối Mây".into(),
        };
        received.no_wait = true;
        received.papers = vec![Paper {
            name: "Giấy khai sinh".into(),
            originals: 1,
            copies: 2,
        }];
        received.certified = vec![Certified {
            pages: 2,
            copies: 3,
        }];
        received.fee = Some(FeeRecord {
            amount_dong: 12_000,
            trace: vec!["2 trang đầu x 2.000 đ".into(), "1 trang x 1.000 đ".into()],
            source: "226/2016/TT-BTC".into(),
            ..FeeRecord::default()
        });
        received.note = "hai\ndòng".into();
    })
}

pub(super) fn appointment() -> Appointment {
    Appointment {
        at: Instant(1_795_514_400_000),
        limit: Some("3wd".parse().unwrap()),
        longer: Some("8wd".parse().unwrap()),
        trace: "nhận 15:20 thứ Hai 23/11/2026".into(),
        uncertain: true,
    }
}

/// Receptions with what each schema brought.
pub(super) fn receptions() -> Vec<Sample> {
    let event = |received| of_dossier(Event::Received(Box::new(received)));
    let promised = received(|received| {
        received.appointment = Some(appointment());
        received.channel = Channel::Online;
        received.delivery = Some(ReturnMethod::Electronic);
    });
    let registered = received(|received| received.channel = Channel::Post);
    let pinned = received(|received| {
        received.fee = Some(FeeRecord {
            amount_dong: 0,
            rule: Some(FeePin {
                unit: "H15".into(),
                effective_from: day(),
                version: 2,
            }),
            exemption: Some("poor".into()),
            ..FeeRecord::default()
        });
    });
    let mut samples = of_schema(1, vec![("received", event(full()))]);
    let since_2 = vec![
        ("received, promised", event(promised)),
        (
            "registered",
            of_dossier(Event::Registered(Box::new(registered))),
        ),
    ];
    samples.extend(of_schema(2, since_2));
    samples.extend(of_schema(3, vec![("received, by a rule", event(pinned))]));
    samples
}

/// The other events of schema 1.
pub(super) fn of_schema_1() -> Vec<Sample> {
    let change = |field| {
        let (base, value) = match field {
            Field::Name => ("Phàn Mẩy", "Phàn Thị Mẩy"),
            Field::Identity => ("", "008190000001"),
            Field::Born => ("1990-02-28", "1990-03-01"),
            Field::Phone => ("0912345678", ""),
            Field::Address => ("Bản Pá Lông", "Bản Suối Mây"),
        };
        let (base, value) = (base.into(), value.into());
        Change { field, base, value }
    };
    let settled = Decision {
        field: Field::Identity,
        value: "008190000001".into(),
    };
    let paper = |kind: MediaType| Attachment {
        hash: ContentHash([7; 32]),
        kind,
        size_bytes: 300_000,
        name: "Giấy khai sinh".into(),
    };
    let returned = |method| of_dossier(Event::Returned(method));
    let facts = vec![
        (
            "corrected",
            of_dossier(Event::Corrected(Field::ALL.map(change).into())),
        ),
        ("settled", of_dossier(Event::Settled(settled))),
        ("resolved", of_dossier(Event::Resolved)),
        ("returned in_person", returned(ReturnMethod::InPerson)),
        ("returned post", returned(ReturnMethod::Post)),
        ("returned electronic", returned(ReturnMethod::Electronic)),
        (
            "attached",
            of_dossier(Event::Attached(MediaType::ALL.map(paper).into())),
        ),
    ];
    of_schema(1, facts)
}

/// The moves.
pub(super) fn moves() -> Vec<Sample> {
    let to = |what, reason: &str| {
        let appointment = Some(appointment());
        let moved = Moved {
            appointment,
            ..Moved::because(what, reason)
        };
        of_dossier(Event::Moved(Box::new(moved)))
    };
    let listed = Moved {
        list: Some(Instant(1_795_428_000_000)),
        ..Moved::plainly(Move::TakenOver)
    };
    let missing = vec!["Tờ khai".into(), "Giấy khai sinh".into()];
    let officer = OfficerId(Uuid::from_u128(7));
    let facts = vec![
        ("moved accepted", to(Move::Accepted, "")),
        ("moved declined", moved(Move::Declined, "không đúng nơi")),
        ("moved asked", moved(Move::Asked(missing), "thiếu")),
        ("moved supplemented", to(Move::Supplemented, "")),
        ("moved payment_asked", moved(Move::PaymentAsked(8_000), "")),
        ("moved paid", moved(Move::Paid(8_000), "")),
        ("moved handed_over", moved(Move::HandedOver(officer), "")),
        ("moved taken_over", moved(Move::TakenOver, "")),
        ("moved sent_back", moved(Move::SentBack, "thiếu chữ ký")),
        ("moved lengthened", to(Move::Lengthened, "phải xác minh")),
        ("moved extended", to(Move::Extended, "mất điện")),
        ("moved withdrawn", moved(Move::Withdrawn, "đổi ý")),
        ("moved stopped", moved(Move::Stopped, "không liên lạc được")),
        ("moved reopened", to(Move::Reopened, "sai tên")),
        (
            "moved coded",
            moved(Move::Coded("H15.50-261123-0001".into()), ""),
        ),
    ];
    let mut samples = of_schema(2, facts);
    let listed = of_dossier(Event::Moved(Box::new(listed)));
    samples.extend(of_schema(3, vec![("moved taken_over, of a list", listed)]));
    samples
}
