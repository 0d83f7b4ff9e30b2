//! Facts of books.

use super::{Sample, day, of_schema};
use crate::codec::{from_cbor, to_cbor};
use domain::dossier::DeviceTag;
use domain::fact::{Fact, UnitFact};
use domain::id::{DeviceId, DossierId, UnitId};
use domain::register::{
    self, Asking, BookFact, BookKey, BookKind, Closing, Counts, Entered, EnteredProvisionally,
    Entry, GivenBack, Lease, LeaseSeal, LeaseSerial, Leased, Number, NumberForm, Numbered, Opened,
    Printed, ProvisionalReference, Reclaimed, Reopened, Run, Settled, Settlement, SpoiledNumber,
    Subject, Volume, VolumeCount, VolumeNumber, Withdrawn,
};
use uuid::Uuid;

pub(super) fn of_book(event: register::Event) -> Fact {
    Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 2026,
        event,
    }))
}

/// The end of a book's year.
pub(super) fn closings() -> Vec<Sample> {
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
    let closed = of_book(register::Event::Closed(Box::new(closing)));
    let reopened = of_book(register::Event::Reopened(reopened));
    let mut samples = of_schema(3, vec![("book closed", closed)]);
    samples.extend(of_schema(5, vec![("book reopened", reopened)]));
    samples
}

pub(super) fn opened(presumed: bool) -> register::Event {
    let form = "số {number} quyển số {volume}/{year} - SCT/BS";
    let form: NumberForm = from_cbor(&to_cbor(&form).unwrap()).unwrap();
    register::Event::Opened(Box::new(Opened {
        form,
        first: Number(38),
        volume: Volume {
            number: VolumeNumber(2),
            first: Number(31),
        },
        presumed,
    }))
}

/// A lease of the device that seals the samples.
pub(super) fn lease(serial: u32, first: u32, last: u32) -> Lease {
    Lease {
        book: BookKey {
            unit: UnitId("H15.50".into()),
            kind: BookKind("SCT/BS".into()),
            year: 2026,
        },
        serial: LeaseSerial(serial),
        device: DeviceId(Uuid::from_u128(2)),
        volume: VolumeNumber(2),
        run: Run {
            first: Number(first),
            last: Number(last),
        },
        low_water: 5,
    }
}

pub(super) fn leased(lease: Lease) -> register::Event {
    let seal = LeaseSeal([7; 64]);
    register::Event::Leased(Box::new(Leased { lease, seal }))
}

pub(super) fn subject(document: u16) -> Subject {
    let dossier = DossierId(Uuid::from_u128(4));
    Subject { dossier, document }
}

pub(super) fn entry(document: u16) -> Entry {
    Entry {
        requester: "Phàn Mẩy, 008190000001".into(),
        title: "Giấy khai sinh".into(),
        signer: "Vàng A Sính, Phó Chủ tịch".into(),
        copies: 3,
        fee_dong: Some(6_000),
        note: "ghi chú".into(),
        ..Entry::new(subject(document), day())
    }
}

pub(super) fn reference(sequence: u32) -> ProvisionalReference {
    let tag = DeviceTag("A".into());
    ProvisionalReference { tag, sequence }
}

pub(super) fn entered(lease: u32, number: u32, entry: Entry) -> register::Event {
    register::Event::Entered(Box::new(Entered {
        lease: LeaseSerial(lease),
        number: Number(number),
        entry,
    }))
}

pub(super) fn entered_provisionally(sequence: u32, entry: Entry) -> register::Event {
    let reference = reference(sequence);
    register::Event::EnteredProvisionally(Box::new(EnteredProvisionally { reference, entry }))
}

pub(super) fn numbered(sequence: u32, lease: u32, number: u32) -> register::Event {
    register::Event::Numbered(Numbered {
        reference: reference(sequence),
        lease: LeaseSerial(lease),
        number: Number(number),
    })
}

pub(super) fn withdrawn(sequence: u32) -> register::Event {
    let (reference, reason) = (reference(sequence), "khách không đợi".into());
    register::Event::Withdrawn(Withdrawn { reference, reason })
}

pub(super) fn spoiled(number: u32) -> register::Event {
    let (number, reason) = (Number(number), "ghi nhầm".into());
    register::Event::Spoiled(SpoiledNumber { number, reason })
}

pub(super) fn given_back(lease: u32, from: u32) -> register::Event {
    let (lease, from) = (LeaseSerial(lease), Number(from));
    register::Event::GivenBack(GivenBack { lease, from })
}

pub(super) fn reclaimed(lease: u32, last_used: u32) -> register::Event {
    register::Event::Reclaimed(Reclaimed {
        lease: LeaseSerial(lease),
        last_used: Some(Number(last_used)),
        reason: "máy mất".into(),
    })
}

pub(super) fn settled(number: u32, settlement: Settlement) -> register::Event {
    let number = Number(number);
    register::Event::Settled(Box::new(Settled { number, settlement }))
}

pub(super) fn printed(first: u32, last: u32) -> register::Event {
    let (first, last) = (Number(first), Number(last));
    let lines = vec![Run { first, last }];
    register::Event::Printed(Printed { month: 11, lines })
}

/// What schema 3 has beside a closing.
pub(super) fn samples() -> Vec<Sample> {
    let volume = Volume {
        number: VolumeNumber(3),
        first: Number(131),
    };
    let reason = || "đã xem giấy".into();
    let facts = vec![
        ("book opened", opened(false)),
        ("book opened, presumed", opened(true)),
        ("book volume_begun", register::Event::VolumeBegun(volume)),
        (
            "book asked, numbers",
            register::Event::Asked(Asking::Numbers),
        ),
        (
            "book asked, nothing",
            register::Event::Asked(Asking::Nothing),
        ),
        ("book leased", leased(lease(1, 38, 57))),
        ("book entered", entered(1, 38, entry(0))),
        (
            "book entered_provisionally",
            entered_provisionally(1, entry(1)),
        ),
        ("book numbered", numbered(1, 1, 39)),
        ("book withdrawn", withdrawn(1)),
        ("book spoiled", spoiled(40)),
        ("book given_back", given_back(1, 41)),
        ("book reclaimed", reclaimed(1, 41)),
        (
            "book settled, used",
            settled(41, Settlement::Used(subject(2))),
        ),
        (
            "book settled, from_paper",
            settled(41, Settlement::FromPaper(entry(2))),
        ),
        (
            "book settled, spoiled",
            settled(41, Settlement::Spoiled { reason: reason() }),
        ),
        (
            "book settled, void",
            settled(41, Settlement::Void { reason: reason() }),
        ),
        ("book printed", printed(38, 41)),
    ];
    let facts = facts.into_iter();
    of_schema(
        3,
        facts.map(|(name, event)| (name, of_book(event))).collect(),
    )
}
