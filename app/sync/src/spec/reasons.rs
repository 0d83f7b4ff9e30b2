//! Every reason of a refusal is in its table, with what it carries.

use super::{flat, section};
use crate::codec::to_cbor;
use crate::ruling::{QuarantineReason, RefusalReason};
use domain::cash::Refusal as OfCash;
use domain::dossier::{ApplicantFault, Refusal, Stage};
use domain::instant::Day;
use domain::register::{LeaseSerial, Missing, Number, Refusal as OfBook, VolumeNumber};
use domain::service::Fault;
use domain::visit::Refusal as OfVisit;
use serde::Serialize;

/// A value for each variant. A new one does not compile before it is in the list.
macro_rules! each {
    ($name:ident, $of:ty: $($kind:pat => $value:expr,)+) => {
        fn $name() -> Vec<$of> {
            let known = |value: $of| match &value {
                $($kind)|+ => value,
            };
            [$($value,)+].map(known).into()
        }
    };
}

const MAX: usize = 1;
const NUMBER: Number = Number(1);

each! { faults_of_applicants, ApplicantFault:
    ApplicantFault::NameMissing => ApplicantFault::NameMissing,
    ApplicantFault::TextTooLong => ApplicantFault::TextTooLong,
    ApplicantFault::IdentityLength => ApplicantFault::IdentityLength,
    ApplicantFault::IdentityNotDigits => ApplicantFault::IdentityNotDigits,
    ApplicantFault::BornInFuture => ApplicantFault::BornInFuture,
    ApplicantFault::BornNotADay => ApplicantFault::BornNotADay,
    ApplicantFault::PhoneNotDigits => ApplicantFault::PhoneNotDigits,
}

each! { faults_of_services, Fault:
    Fault::NoDocument => Fault::NoDocument,
    Fault::TooManyDocuments { .. } => Fault::TooManyDocuments { max: MAX },
    Fault::TitleMissing => Fault::TitleMissing,
    Fault::CountOutOfRange { .. } => Fault::CountOutOfRange { max: 1 },
    Fault::IdentityPaperMissing => Fault::IdentityPaperMissing,
    Fault::PersonUnnamed => Fault::PersonUnnamed,
    Fault::LanguageMissing => Fault::LanguageMissing,
    Fault::HolderMissing => Fault::HolderMissing,
    Fault::ActNotWhole => Fault::ActNotWhole,
    Fault::ConditionUnmet => Fault::ConditionUnmet,
    Fault::GroundsNotRuledOut => Fault::GroundsNotRuledOut,
    Fault::NotInFront => Fault::NotInFront,
    Fault::WitnessMissing => Fault::WitnessMissing,
    Fault::UnseenCharacter => Fault::UnseenCharacter,
    Fault::TextTooLong { .. } => Fault::TextTooLong { max: MAX },
}

each! { of_dossiers, Refusal:
    Refusal::Applicant(_) => Refusal::Applicant(ApplicantFault::NameMissing),
    Refusal::AlreadyReceived => Refusal::AlreadyReceived,
    Refusal::UnknownDossier => Refusal::UnknownDossier,
    Refusal::WrongStage { .. } => Refusal::WrongStage { from: Stage::Resolved },
    Refusal::ForeignCode => Refusal::ForeignCode,
    Refusal::CountOutOfRange { .. } => Refusal::CountOutOfRange { max: 1 },
    Refusal::TooManyLines { .. } => Refusal::TooManyLines { max: MAX },
    Refusal::CodeTaken => Refusal::CodeTaken,
    Refusal::FeeOutOfRange { .. } => Refusal::FeeOutOfRange { max: 1 },
    Refusal::UnseenCharacter => Refusal::UnseenCharacter,
    Refusal::TextTooLong { .. } => Refusal::TextTooLong { max: MAX },
    Refusal::InConflict => Refusal::InConflict,
    Refusal::NotASide => Refusal::NotASide,
    Refusal::SettledBefore => Refusal::SettledBefore,
    Refusal::TooManyAttachments { .. } => Refusal::TooManyAttachments { max: MAX },
    Refusal::AttachmentSize { .. } => Refusal::AttachmentSize { max: 1 },
    Refusal::ReasonMissing => Refusal::ReasonMissing,
    Refusal::NothingAsked => Refusal::NothingAsked,
    Refusal::NothingToPay => Refusal::NothingToPay,
    Refusal::AppointmentMissing => Refusal::AppointmentMissing,
    Refusal::AppointmentNotLater => Refusal::AppointmentNotLater,
    Refusal::AppointmentPast => Refusal::AppointmentPast,
    Refusal::OfficialCodeMissing => Refusal::OfficialCodeMissing,
    Refusal::Unpaid { .. } => Refusal::Unpaid { owed: 1 },
    Refusal::Service(_) => Refusal::Service(Fault::NoDocument),
    Refusal::DraftStep => Refusal::DraftStep,
    Refusal::OfficialNumberMissing => Refusal::OfficialNumberMissing,
    Refusal::OfTheServer => Refusal::OfTheServer,
    Refusal::RedraftedBefore => Refusal::RedraftedBefore,
    Refusal::OtherAct => Refusal::OtherAct,
    Refusal::NothingToChange => Refusal::NothingToChange,
}

each! { of_books, OfBook:
    OfBook::CivilRegister => OfBook::CivilRegister,
    OfBook::NotOpened => OfBook::NotOpened,
    OfBook::OpenedBefore => OfBook::OpenedBefore,
    OfBook::Closed => OfBook::Closed,
    OfBook::NotClosed => OfBook::NotClosed,
    OfBook::NotSupervisor => OfBook::NotSupervisor,
    OfBook::BadBeginning => OfBook::BadBeginning,
    OfBook::TooEarly { .. } => OfBook::TooEarly {
        from: Day::from_ymd(2026, 12, 31).unwrap(),
    },
    OfBook::OtherYear => OfBook::OtherYear,
    OfBook::BookFull => OfBook::BookFull,
    OfBook::VolumeOutOfOrder { .. } => OfBook::VolumeOutOfOrder {
        number: VolumeNumber(1),
        first: NUMBER,
    },
    OfBook::VolumeEmpty => OfBook::VolumeEmpty,
    OfBook::NotLeasable => OfBook::NotLeasable,
    OfBook::NoSuchLease => OfBook::NoSuchLease,
    OfBook::NotInLease { .. } => OfBook::NotInLease { number: NUMBER },
    OfBook::LeaseEnded { .. } => OfBook::LeaseEnded { lease: LeaseSerial(1) },
    OfBook::NotAccounted { .. } => OfBook::NotAccounted { number: NUMBER },
    OfBook::UsedBeyond { .. } => OfBook::UsedBeyond { number: NUMBER },
    OfBook::WrittenBefore { .. } => OfBook::WrittenBefore { number: NUMBER },
    OfBook::NotGiven { .. } => OfBook::NotGiven { number: NUMBER },
    OfBook::SubjectHasNumber { .. } => OfBook::SubjectHasNumber { number: NUMBER },
    OfBook::SubjectIsProvisional => OfBook::SubjectIsProvisional,
    OfBook::UnknownReference => OfBook::UnknownReference,
    OfBook::ReferenceTaken => OfBook::ReferenceTaken,
    OfBook::ReferenceEnded => OfBook::ReferenceEnded,
    OfBook::TooManyProvisional { .. } => OfBook::TooManyProvisional { max: MAX },
    OfBook::NothingLeft => OfBook::NothingLeft,
    OfBook::InConflict { .. } => OfBook::InConflict { number: NUMBER },
    OfBook::NotInConflict { .. } => OfBook::NotInConflict { number: NUMBER },
    OfBook::NotASettlement { .. } => OfBook::NotASettlement { number: NUMBER },
    OfBook::NotReady(_) => OfBook::NotReady(Missing::default()),
    OfBook::CountsDiffer => OfBook::CountsDiffer,
    OfBook::NotAMonth => OfBook::NotAMonth,
    OfBook::TooManyPrinted { .. } => OfBook::TooManyPrinted { max: 1 },
    OfBook::ReasonMissing => OfBook::ReasonMissing,
    OfBook::UnseenCharacter => OfBook::UnseenCharacter,
    OfBook::TextTooLong { .. } => OfBook::TextTooLong { max: MAX },
    OfBook::CopiesOutOfRange { .. } => OfBook::CopiesOutOfRange { max: 1 },
    OfBook::DocumentOutOfRange { .. } => OfBook::DocumentOutOfRange { max: MAX },
    OfBook::FeeOutOfRange { .. } => OfBook::FeeOutOfRange { max: 1 },
    OfBook::WrongStep => OfBook::WrongStep,
    OfBook::OfficialNumberMissing => OfBook::OfficialNumberMissing,
}

each! { of_cash_books, OfCash:
    OfCash::OthersBook => OfCash::OthersBook,
    OfCash::OpenedBefore => OfCash::OpenedBefore,
    OfCash::Closed => OfCash::Closed,
    OfCash::ClosedBefore => OfCash::ClosedBefore,
    OfCash::NoSuchLine => OfCash::NoSuchLine,
    OfCash::MoreThanLine { .. } => OfCash::MoreThanLine { left: 1 },
    OfCash::MoreThanDrawer { .. } => OfCash::MoreThanDrawer { left: 1 },
    OfCash::ToOneself => OfCash::ToOneself,
    OfCash::NotForYou => OfCash::NotForYou,
    OfCash::HandOverEnded => OfCash::HandOverEnded,
    OfCash::AmountMissing => OfCash::AmountMissing,
    OfCash::AmountOutOfRange { .. } => OfCash::AmountOutOfRange { max: 1 },
    OfCash::ReasonMissing => OfCash::ReasonMissing,
    OfCash::TextTooLong { .. } => OfCash::TextTooLong { max: MAX },
    OfCash::UnseenCharacter => OfCash::UnseenCharacter,
}

each! { of_visits, OfVisit:
    OfVisit::NameMissing => OfVisit::NameMissing,
    OfVisit::PlaceMissing => OfVisit::PlaceMissing,
    OfVisit::ProcedureMissing => OfVisit::ProcedureMissing,
    OfVisit::TextTooLong { .. } => OfVisit::TextTooLong { max: MAX },
    OfVisit::UnseenCharacter => OfVisit::UnseenCharacter,
}

each! { of_all, RefusalReason:
    RefusalReason::Domain(_) => RefusalReason::Domain(Refusal::CodeTaken),
    RefusalReason::Book(_) => RefusalReason::Book(OfBook::Closed),
    RefusalReason::Cash(_) => RefusalReason::Cash(OfCash::Closed),
    RefusalReason::Visit(_) => RefusalReason::Visit(OfVisit::NameMissing),
    RefusalReason::UnknownOfficer => RefusalReason::UnknownOfficer,
}

each! { of_quarantine, QuarantineReason:
    QuarantineReason::SameIdOtherBytes => QuarantineReason::SameIdOtherBytes,
    QuarantineReason::SequenceTaken => QuarantineReason::SequenceTaken,
    QuarantineReason::BrokenChain => QuarantineReason::BrokenChain,
}

/// The name of a reason on the wire, and the keys of what it carries.
fn on_the_wire(reason: &impl Serialize) -> (String, Vec<String>) {
    let bytes = to_cbor(reason).unwrap();
    let mut reader = minicbor_serde::Deserializer::new(&bytes);
    let decoder = reader.decoder_mut();
    if bytes[0] >> 5 == 3 {
        return (decoder.str().unwrap().to_owned(), vec![]);
    }
    assert_eq!(decoder.map().unwrap(), Some(1));
    let name = decoder.str().unwrap().to_owned();
    let count = decoder.map().ok().flatten().unwrap_or_default();
    let mut key = || {
        let key = decoder.str().unwrap().to_owned();
        decoder.skip().unwrap();
        key
    };
    let keys = (0..count).map(|_| key()).collect();
    (name, keys)
}

fn assert_in_table(heading: &str, reasons: &[impl Serialize]) {
    let table = section(heading);
    for reason in reasons {
        let (name, keys) = on_the_wire(reason);
        let name = format!("`{name}`");
        let cells = |line: &str| -> Vec<String> { line.split('|').map(flat).collect() };
        let mut rows = table.lines().map(cells);
        let row = rows.find(|row| row.get(1).is_some_and(|first| first.contains(&name)));
        let row = row.unwrap_or_else(|| panic!("{heading}: no {name}"));
        for key in keys {
            assert!(row[2].contains(&format!("`{key}`")), "{name} has {key}");
        }
    }
}

#[test]
fn every_reason_is_in_its_table() {
    assert_in_table("### Reasons of dossiers", &of_dossiers());
    assert_in_table("### Reasons of books", &of_books());
    assert_in_table("### Reasons of cash books", &of_cash_books());
    assert_in_table("### Reasons of home visits", &of_visits());
}

#[test]
fn every_fault_and_every_kind_of_reason_is_told() {
    let table = section("### Reasons of dossiers");
    let faults = faults_of_applicants();
    let faults = faults.iter().map(|fault| on_the_wire(fault).0);
    let of_services = faults_of_services();
    let of_services = of_services.iter().map(|fault| on_the_wire(fault).0);
    for name in faults.chain(of_services) {
        assert!(table.contains(&format!("\"{name}\"")), "no {name}");
    }
    let rulings = section("## R. Rulings");
    let kinds = of_all();
    let kinds = kinds.iter().map(|reason| on_the_wire(reason).0);
    let quarantine = of_quarantine();
    let quarantine = quarantine.iter().map(|reason| on_the_wire(reason).0);
    for name in kinds.chain(quarantine) {
        assert!(rulings.contains(&format!("\"{name}\"")), "no {name}");
    }
}
