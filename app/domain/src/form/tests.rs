//! What every form keeps to, and the papers that are not of one dossier.

use super::slip_tests::{at, opened, origin};
use super::*;
use crate::catalogue::Reach;
use crate::dossier::{Event, Move, Moved};
use crate::id::{EventId, OfficerId};
use crate::instant::Day;
use crate::officer::Origin;
use crate::register::{Closing, Counts, FormerClosing, Number, Run, VolumeCount, VolumeNumber};
use crate::service::{
    Copies, IdentityPaper, Interpreter, Mark, Original, OriginalCopy, RegisterCopy, Service,
    Signature, SignedPaper, Signer,
};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use uuid::Uuid;

pub(super) fn issue() -> Issue<'static> {
    Issue {
        unit_name: "Xã Suối Mây",
        office: None,
        officer: "Giàng A Páo",
        before: 0,
        copy: (1, 1),
        now: at("2026-12-01T08:00:00+07:00"),
    }
}

pub(super) fn nobody(_: OfficerId) -> String {
    String::new()
}

fn name(officer: OfficerId) -> String {
    match officer.0.as_u128() {
        0 => "Lò Thị Lan".into(),
        _ => "Giàng A Páo".into(),
    }
}

const PAO: OfficerId = OfficerId(Uuid::from_u128(7));

fn then(dossier: &Dossier, event: &Event, when: &str, officer: OfficerId) -> Dossier {
    let mut origin = origin(when);
    origin.event = EventId(Uuid::from_u128(dossier.timeline.len() as u128));
    origin.officer = officer;
    Dossier::apply(Some(dossier), dossier.id, event, origin).unwrap()
}

fn moved(what: Move) -> Event {
    Event::Moved(Box::new(Moved::plainly(what)))
}

const LAN: OfficerId = OfficerId(Uuid::nil());

fn by(when: &str, officer: OfficerId) -> Origin {
    Origin {
        officer,
        ..origin(when)
    }
}

pub(super) fn handed() -> Dossier {
    let dossier = opened(|_| {}, false);
    let given = moved(Move::HandedOver(PAO));
    let dossier = then(&dossier, &given, "2026-11-23T16:00:00+07:00", LAN);
    let taken = moved(Move::TakenOver);
    let dossier = then(&dossier, &taken, "2026-11-25T07:35:00+07:00", PAO);
    then(&dossier, &Event::Resolved, "2026-11-27T16:00:00+07:00", PAO)
}

fn sheet(dossier: &Dossier) -> Sheet<'_> {
    Sheet {
        offline: None,
        dossier,
        issue: issue(),
        seal: "https://xa.example.vn/tra-cuu/H99#abc",
        references: &[],
    }
}

/// What some form tells, with a row in each of its lists.
fn told(form: Form) -> Vec<Values> {
    let dossier = handed();
    let paid = moved(Move::Paid(42_000));
    let paid = then(&dossier, &paid, "2026-11-27T16:05:00+07:00", LAN);
    let of_dossier = || values(form, &sheet(&paid), &name).remove(0);
    match form {
        Form::Slip
        | Form::Receipt
        | Form::Supplement
        | Form::Refusal
        | Form::Apology
        | Form::Stop => vec![of_dossier()],
        Form::Control => vec![of_dossier(), handed_over(&issue(), &list())],
        Form::Tracking => {
            let day = Day::from_ymd(2026, 11, 23).unwrap();
            let page = TrackingPage::new(day, day, vec![dossier]);
            vec![tracking_page(&issue(), &page)]
        }
        Form::CopyTestimony | Form::SignatureTestimony => {
            vec![testimony(&issue(), &Testimony::default())]
        }
        Form::RegisterCopy => values(form, &sheet(&register_copies()), &name),
        Form::BirthDraft => vec![BirthDraft::default().values(&issue())],
        Form::MarriageDraft => vec![MarriageDraft::default().values(&issue())],
        Form::DeathDraft => vec![DeathDraft::default().values(&issue())],
        Form::ExtractDraft => vec![ExtractDraft::default().values(&issue())],
        Form::BookPage => {
            let page = BookPage {
                lines: vec![BookLine::default()],
                ..BookPage::default()
            };
            vec![book_page(&issue(), &page)]
        }
        Form::BookClosing => vec![closing().values(&issue(), &name)],
        Form::CashPage => vec![cash_page(&issue(), &cash())],
    }
}

/// Two documents from an original register, copied for the holder's child.
fn register_copies() -> Dossier {
    let document = |title: &str| RegisterCopy {
        title: title.into(),
        holder: "Sùng A Chống".into(),
        register: "Sổ cấp bằng 1998".into(),
        number: "12".into(),
        entered: Day::from_ymd(1998, 6, 30),
        copies: 2,
    };
    let copies = OriginalCopy {
        documents: vec![document("Bằng tốt nghiệp"), document("Học bạ")],
        relation: "con".into(),
        signer: None,
    };
    let dossier = opened(|it| it.service = Some(Service::OriginalCopy(copies)), false);
    then(&dossier, &Event::Resolved, "2026-11-23T10:00:00+07:00", LAN)
}

/// A book closed for the second time.
fn closing() -> ClosingPage {
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
    let closing = Closing {
        on_paper: 37,
        numbers: Some(numbers),
        counts,
        volumes: vec![VolumeCount {
            volume: VolumeNumber(2),
            numbers,
            counts,
        }],
    };
    let closed = by("2027-01-04T09:00:00+07:00", LAN);
    ClosingPage {
        name: "Sổ chứng thực bản sao từ bản chính".into(),
        year: 2026,
        closing: closing.clone(),
        closed_by: Some(closed),
        former: vec![FormerClosing {
            closing,
            closed_by: Some(closed),
            reopened_by: by("2027-01-05T09:00:00+07:00", PAO),
            reason: "có việc ghi trước khi khóa gửi về".into(),
        }],
        amended: 1,
    }
}

fn list() -> Handed {
    Handed {
        from: "Lò Thị Lan".into(),
        to: "Giàng A Páo".into(),
        at: at("2026-11-23T16:00:00+07:00"),
        dossiers: vec![HandedDossier {
            code: "H99-1".into(),
            applicant: "Sùng Thị Chia".into(),
            procedure: "Khai sinh".into(),
            appointment: None,
        }],
    }
}

fn cash() -> CashPage {
    let line = |what: &str, amount_dong| CashLine {
        what: what.into(),
        amount_dong,
        ..CashLine::default()
    };
    CashPage {
        officer: "Lò Thị Lan".into(),
        day: Day::from_ymd(2026, 11, 23).unwrap(),
        opening_dong: 100_000,
        lines: vec![line("Chứng thực", 42_000), line("Ghi đảo", -42_000)],
        counted_dong: Some(98_000),
        handed_to: String::new(),
    }
}

#[test]
fn every_form_has_a_value_for_each_name_and_no_other() {
    for form in Form::ALL {
        let names = form.names();
        let texts = names.texts.iter().flat_map(|group| group.iter().copied());
        let lists = names.rows.iter().map(|(list, _)| *list);
        let mut known: Vec<_> = texts.chain(lists).collect();
        known.sort_unstable();
        for values in told(form) {
            let mut set = values.names();
            set.sort_unstable();
            assert_eq!(set, known, "{form:?}");
            for (list, row) in names.rows {
                for told in values.rows(list) {
                    assert_eq!(told.names(), *row, "{form:?} {list}");
                }
            }
        }
        assert_eq!(Form::from_key(form.key()), Some(form));
        let read: Result<Form, Error> = Form::deserialize(form.key().into_deserializer());
        assert_eq!(read, Ok(form), "its name in data");
    }
}

#[test]
fn every_list_has_a_row_somewhere() {
    for form in Form::ALL {
        for (list, _) in form.names().rows {
            let filled = told(form).iter().any(|it| !it.rows(list).is_empty());
            // No notice in the sample names papers: `notice_tests` has one.
            assert!(filled || *list == "items", "{form:?} {list}");
        }
    }
}

#[test]
fn the_control_form_tells_who_had_it_and_whether_in_time() {
    let told = values(Form::Control, &sheet(&handed()), &name).remove(0);
    let steps = told.rows("steps").iter();
    let steps: Vec<_> = steps
        .map(|row| {
            let text = |name| row.get(name).to_owned();
            [
                text("step.giver"),
                text("step.taker"),
                text("step.given"),
                text("step.taken"),
                text("step.result"),
            ]
        })
        .collect();
    assert_eq!(
        steps,
        [
            [
                "Lò Thị Lan",
                "Giàng A Páo",
                "16:00 23/11/2026",
                "07:35 25/11/2026",
                ""
            ],
            [
                "Giàng A Páo",
                "Bộ phận tiếp nhận và trả kết quả",
                "16:00 27/11/2026",
                "",
                "Đúng hạn"
            ],
        ]
    );
    assert!(Form::Control.occasion(&opened(|_| {}, false)).is_none());
    assert!(Form::Control.occasion(&handed()).is_some());
}

#[test]
fn a_page_of_the_tracking_book_has_its_days_and_no_other() {
    let day = |day| Day::from_ymd(2026, 11, day).unwrap();
    let page = |from, to| TrackingPage::new(day(from), day(to), vec![handed()]);
    assert_eq!(page(24, 30).dossiers.len(), 0);
    let told = tracking_page(&issue(), &page(1, 30));
    assert_eq!(told.get("page.day"), "", "of many days");
    let row = &told.rows("tracked")[0];
    for (name, text) in [
        ("tracked.number", "1"),
        ("tracked.received", "15:20 23/11/2026"),
        ("tracked.passed", "07:35 25/11/2026"),
        ("tracked.resolved", "16:00 27/11/2026"),
        ("tracked.returned", ""),
    ] {
        assert_eq!(row.get(name), text, "{name}");
    }
}

#[test]
fn a_testimony_never_takes_a_provisional_reference_for_a_number() {
    let of = |reference| Testimony {
        reference: Some(reference),
        pages: 5,
        fingerprint: true,
        ..Testimony::default()
    };
    let number = "số 07 quyển số 01/2026 - SCT/BS".to_owned();
    let told = testimony(&issue(), &of(EntryReference::Final(number)));
    let told_number = "07 quyển số 01/2026 - SCT/BS";
    assert_eq!(
        told.get("testimony.number"),
        told_number,
        "“số” is the form's"
    );
    assert_eq!(told.get("testimony.provisional"), "");
    assert_eq!(told.get("testimony.sheets"), "3");
    assert_eq!(told.get("testimony.fingerprint"), "điểm chỉ");
    let name = "TẠM-B3/2026 - SCT/BS".to_owned();
    let told = testimony(&issue(), &of(EntryReference::Provisional(name.clone())));
    assert_eq!(told.get("testimony.number"), "");
    assert_eq!(told.get("testimony.provisional"), name);
}

#[test]
fn each_document_has_a_sheet_of_its_own_with_its_own_reference() {
    let original = |title: &str, pages| Original {
        title: title.into(),
        pages,
        copies: 2,
        ..Original::default()
    };
    let copies = Copies {
        originals: vec![original("Bằng tốt nghiệp", 1), original("Học bạ", 20)],
        signer: Some(Signer {
            name: "Vàng Thị Mai".into(),
            position: "Phó Chủ tịch".into(),
        }),
        ..Copies::default()
    };
    let service = Some(Service::Copies(copies));
    let dossier = opened(|it| it.service = service, false);
    assert!(Form::CopyTestimony.occasion(&dossier).is_none());
    let dossier = then(&dossier, &Event::Resolved, "2026-11-27T16:00:00+07:00", PAO);
    let certified = Form::CopyTestimony.occasion(&dossier).unwrap();
    assert_eq!(certified.at, at("2026-11-27T16:00:00+07:00"));
    assert_eq!(certified.officer, Some(PAO));
    assert!(Form::SignatureTestimony.occasion(&dossier).is_none());
    let number = EntryReference::Final("số 08".into());
    let sheet = Sheet {
        references: &[None, Some(number)],
        ..sheet(&dossier)
    };
    let told = values(Form::CopyTestimony, &sheet, &nobody);
    let told = told.iter().map(|told| {
        let text = |name| told.get(name).to_owned();
        (
            text("testimony.title"),
            text("testimony.number"),
            text("testimony.sheets"),
        )
    });
    let expected = [("Bằng tốt nghiệp", "", ""), ("Học bạ", "08", "10")];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn a_fingerprint_is_told_with_who_interpreted_and_who_saw_it() {
    let signature = Signature {
        identity: IdentityPaper {
            kind: "Căn cước".into(),
            number: "002187001234".into(),
            issued: Day::from_ymd(2024, 2, 5),
            issuer: "Bộ Công an".into(),
        },
        papers: vec![SignedPaper {
            title: "Giấy ủy quyền".into(),
            count: 1,
        }],
        mark: Mark::Fingerprint,
        cannot_read: true,
        read_aloud: true,
        interpreter: Some(Interpreter {
            name: "Vàng A Tủa".into(),
            language: "Mông".into(),
            identity: String::new(),
        }),
        ..Signature::default()
    };
    let service = Some(Service::Signature(signature));
    let dossier = opened(|it| it.service = service, false);
    let told = values(Form::SignatureTestimony, &sheet(&dossier), &nobody).remove(0);
    for (name, text) in [
        ("testimony.person", "Sùng Thị Chia"),
        (
            "testimony.identity",
            "Căn cước số 002187001234, cấp ngày 05/02/2024, nơi cấp: Bộ Công an",
        ),
        ("testimony.fingerprint", "điểm chỉ"),
        ("testimony.read", "đã được đọc"),
        ("testimony.language", "Mông"),
        ("testimony.signed", ""),
    ] {
        assert_eq!(told.get(name), text, "{name}");
    }
}

#[test]
fn a_receipt_is_there_once_money_was_taken() {
    let dossier = handed();
    assert!(Form::Receipt.occasion(&dossier).is_none());
    let paid = moved(Move::Paid(42_000));
    let paid = then(&dossier, &paid, "2026-11-27T16:05:00+07:00", LAN);
    assert!(Form::Receipt.occasion(&paid).is_some());
    let told = values(Form::Receipt, &sheet(&paid), &nobody).remove(0);
    assert_eq!(told.get("paid.spelled"), "Bốn mươi hai nghìn đồng");
    assert_eq!(told.get("receipt.day"), "ngày 27 tháng 11 năm 2026");
    assert_eq!(told.rows("fee.lines").len(), 1);
}

#[test]
fn a_day_of_the_cash_book_adds_up() {
    let told = cash_page(&issue(), &cash());
    let balances = told.rows("cash").iter();
    let balances: Vec<_> = balances.map(|row| row.get("cash.balance")).collect();
    assert_eq!(balances, ["142.000", "100.000"]);
    assert_eq!(told.get("cash.total_given"), "42.000");
    assert_eq!(told.get("cash.difference"), "−2.000");
    assert_eq!(told.get("cash.closing_spelled"), "Một trăm nghìn đồng");
    let extreme = CashPage {
        opening_dong: i64::MAX,
        counted_dong: Some(i64::MIN),
        ..cash()
    };
    assert!(
        !cash_page(&issue(), &extreme)
            .get("cash.difference")
            .is_empty()
    );
}

#[test]
fn names_on_drafts_are_in_capitals_with_all_their_marks() {
    let draft = DeathDraft {
        deceased: DraftPerson {
            name: "Phàn Mẩy Đường".into(),
            ..DraftPerson::default()
        },
        ..DeathDraft::default()
    };
    let told = draft.values(&issue());
    assert_eq!(told.get("deceased.name"), "PHÀN MẨY ĐƯỜNG");
}

#[test]
fn without_a_seal_the_code_is_what_the_square_says() {
    let dossier = handed();
    let plain = Sheet {
        seal: "",
        ..sheet(&dossier)
    };
    let code = values(Form::Slip, &plain, &nobody).remove(0);
    assert_eq!(code.get("seal.address"), dossier.received.code.0);
}

#[test]
fn the_slip_says_how_far_its_procedure_goes_without_a_network() {
    let dossier = handed();
    let told = |offline| {
        let sheet = Sheet {
            offline,
            ..sheet(&dossier)
        };
        let slip = values(Form::Slip, &sheet, &nobody).remove(0);
        slip.get("dossier.offline").to_owned()
    };
    assert_eq!(told(None), "", "no rule, no line");
    assert_eq!(told(Some(Reach::Network)), "cần có mạng");
}

#[test]
fn copies_from_an_original_register_have_a_sheet_each() {
    let dossier = register_copies();
    let made = Form::RegisterCopy.occasion(&dossier).unwrap();
    assert_eq!(Some(made.at), dossier.resolved().map(|made| made.at()));
    assert!(Form::CopyTestimony.occasion(&dossier).is_none());
    assert!(Form::RegisterCopy.occasion(&handed()).is_none());
    let told = values(Form::RegisterCopy, &sheet(&dossier), &nobody);
    let titles: Vec<_> = told.iter().map(|sheet| sheet.get("copy.title")).collect();
    assert_eq!(titles, ["Bằng tốt nghiệp", "Học bạ"]);
    for (name, text) in [
        ("copy.holder", "Sùng A Chống"),
        ("copy.register", "Sổ cấp bằng 1998"),
        ("copy.entered", "30/06/1998"),
        ("copy.copies", "2"),
        ("copy.relation", "con"),
    ] {
        assert_eq!(told[0].get(name), text, "{name}");
    }
}

#[test]
fn a_closing_tells_its_counts_and_what_was_closed_before() {
    let told = closing().values(&issue(), &name);
    for (name, text) in [
        ("closing.numbers", "38–41"),
        ("closing.used", "2"),
        ("closing.total", "4"),
        ("closing.on_paper", "37"),
        ("closing.by", "Lò Thị Lan"),
        ("closing.amended", "1"),
    ] {
        assert_eq!(told.get(name), text, "{name}");
    }
    let [volume] = told.rows("volumes") else {
        panic!("one volume");
    };
    assert_eq!(volume.get("volume.void"), "1");
    let [former] = told.rows("former") else {
        panic!("one former closing");
    };
    assert_eq!(
        former.get("former.counts"),
        "4 số: 2 đã dùng, 1 bỏ, 1 không dùng"
    );
    assert!(former.get("former.reopened").starts_with("Giàng A Páo, "));
}

#[test]
fn what_came_in_the_same_moment_stands_by_its_code() {
    let (mut first, mut second) = (handed(), handed());
    first.received.code.0 = "H15.50-261123-A0001-0".into();
    second.received.code.0 = "H15.50-261123-A0002-Z".into();
    // Made in the same millisecond, ids say nothing.
    first.id = crate::id::DossierId(Uuid::from_u128(2));
    second.id = crate::id::DossierId(Uuid::from_u128(1));
    let day = first.received_at().day().unwrap();
    let page = TrackingPage::new(day, day, vec![second, first]);
    let codes = page.dossiers.iter().map(|it| it.received.code.0.as_str());
    let codes: Vec<_> = codes.collect();
    assert_eq!(codes, ["H15.50-261123-A0001-0", "H15.50-261123-A0002-Z"]);
}
