//! Receptions with what the screen of a procedure asked.

use super::{Sample, day, of_dossier, of_schema};
use crate::settle::tests::{copies, reception};
use domain::civil::{
    Act, Birth, Civil, Death, Despite, Extract, ExtractKind, Hour, Marriage, PartialDate, Person,
    Registration,
};
use domain::dossier::{Event, Sex};
use domain::fact::Fact;
use domain::id::DossierId;
use domain::service::{
    IdentityPaper, Interpreter, Mark, OriginalCopy, RegisterCopy, Service, Signature, SignedPaper,
    Signer, Witness,
};
use uuid::Uuid;

fn received(service: Service) -> Fact {
    let Event::Received(mut received) = reception() else {
        panic!("a reception");
    };
    received.service = Some(service);
    of_dossier(Event::Received(received))
}

fn act(act: Act) -> Fact {
    received(Service::Civil(Box::new(Civil::new(act))))
}

fn person(name: &str, sex: Sex) -> Person {
    Person {
        name: name.into(),
        born: Some(PartialDate::Day(day())),
        sex: Some(sex),
        identity: "002187001234".into(),
        ethnicity: "Mông".into(),
        nationality: "Việt Nam".into(),
        residence: "Bản Pá Lông".into(),
    }
}

fn signer() -> Signer {
    Signer {
        name: "Vàng A Sính".into(),
        position: "Phó Chủ tịch".into(),
    }
}

/// The three services that certify.
pub(super) fn certified() -> Vec<Sample> {
    let signature = Signature {
        identity: IdentityPaper {
            kind: "Căn cước".into(),
            number: "002187001234".into(),
            issued: Some(day()),
            issuer: "Bộ Công an".into(),
        },
        papers: vec![SignedPaper {
            title: "Giấy ủy quyền".into(),
            count: 2,
        }],
        in_front: true,
        signer: Some(signer()),
        ..Signature::default()
    };
    let fingerprint = Signature {
        mark: Mark::Fingerprint,
        cannot_read: true,
        interpreter: Some(Interpreter {
            name: "Vàng Thị Dợ".into(),
            language: "tiếng Mông".into(),
            identity: "002187001234".into(),
        }),
        witness: Some(Witness {
            name: "Lò Văn Inh".into(),
            identity: "002187001235".into(),
        }),
        ..signature.clone()
    };
    let original = OriginalCopy {
        documents: vec![RegisterCopy {
            title: "Giấy khai sinh".into(),
            holder: "Lò Văn Inh".into(),
            register: "01/2001".into(),
            number: "12".into(),
            entered: Some(day()),
            copies: 2,
        }],
        relation: "con".into(),
        signer: Some(signer()),
    };
    let facts = vec![
        ("received, copies", received(copies())),
        (
            "received, signature",
            received(Service::Signature(signature)),
        ),
        (
            "received, fingerprint",
            received(Service::Signature(fingerprint)),
        ),
        (
            "received, original_copy",
            received(Service::OriginalCopy(original)),
        ),
    ];
    of_schema(3, facts)
}

fn extract(kind: ExtractKind, event: &str) -> Fact {
    act(Act::Extract(Extract {
        kind,
        event: event.into(),
        subject: person("Vừ A Phử", Sex::Male),
        spouse: "Vừ Thị Dí".into(),
        number: "12".into(),
        registered: "23/11/2026".into(),
        place: "xã Suối Mây".into(),
        relation: "con".into(),
    }))
}

fn birth(registration: Registration, mother: Person) -> Fact {
    act(Act::Birth(Box::new(Birth {
        child: person("Vừ Thị Say", Sex::Female),
        hour: Hour::read("2"),
        place: "Trạm y tế".into(),
        home: "Suối Mây".into(),
        mother,
        father: Person::default(),
        notice: "12/GCS".into(),
        relation: "mẹ".into(),
        registration,
    })))
}

fn marriage() -> Marriage {
    Marriage {
        man: person("Vừ A Phử", Sex::Male),
        woman: Person {
            identity: String::new(),
            born: PartialDate::month(2000, 2),
            ..person("Vừ Thị Dí", Sex::Female)
        },
        again: true,
        since: PartialDate::year(2019),
        present: true,
        willing: true,
    }
}

fn death() -> Civil {
    let death = Death {
        dead: person("Vừ A Phử", Sex::Male),
        died: Some(PartialDate::Day(day())),
        hour: Hour::read("14:05"),
        place: "Bản Pá Lông".into(),
        cause: "già yếu".into(),
        notice: "12/GBT".into(),
        notice_day: Some(day()),
        notice_issuer: "Trạm y tế".into(),
        relation: "con".into(),
        registration: Registration::Late,
    };
    Civil {
        confirmed: true,
        read_aloud: true,
        fingerprint: true,
        visited: "Bản Pá Lông".into(),
        despite: Some(Despite {
            dossiers: vec![DossierId(Uuid::from_u128(9))],
            reason: "trùng tên".into(),
        }),
        ..Civil::new(Act::Death(death))
    }
}

/// The acts of civil status.
pub(super) fn acts() -> Vec<Sample> {
    let mother = person("Vừ Thị Dí", Sex::Female);
    let late = birth(Registration::Late, mother);
    let again = birth(Registration::Again, Person::default());
    let other = extract(ExtractKind::Other, "Trích lục thay đổi hộ tịch (bản sao)");
    let facts = vec![
        (
            "received, extract of birth",
            extract(ExtractKind::Birth, ""),
        ),
        (
            "received, extract of marriage",
            extract(ExtractKind::Marriage, ""),
        ),
        (
            "received, extract of death",
            extract(ExtractKind::Death, ""),
        ),
        ("received, extract of other", other),
        (
            "received, marriage",
            act(Act::Marriage(Box::new(marriage()))),
        ),
        (
            "received, death",
            received(Service::Civil(Box::new(death()))),
        ),
        ("received, birth", late),
        ("received, birth again", again),
    ];
    of_schema(3, facts)
}
