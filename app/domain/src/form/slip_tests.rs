use super::tests::nobody;
use super::{Duty, Form, Issue, Office, Sheet, Values, moment_in_words, printed_day, values};
use crate::civil::samples::extract;
use crate::civil::{Act, Civil};
use crate::deadline::Limit;
use crate::dossier::{
    Applicant, Appointment, Certified, DeviceTag, Dossier, Event, FeeRecord, LocalCode, Move,
    Moved, Paper, ProcedurePin, Received, ReturnMethod,
};
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use crate::service::Service;
use uuid::Uuid;

/// Monday; Tuesday the 24th is a holiday.
const MONDAY: &str = "2026-11-23T15:20:00+07:00";

pub(super) fn at(time: &str) -> Instant {
    Instant::parse_rfc3339(time).unwrap()
}

pub(super) fn origin(time: &str) -> Origin {
    Origin {
        event: EventId(Uuid::nil()),
        officer: OfficerId(Uuid::nil()),
        device: DeviceId(Uuid::nil()),
        time: HybridTime::of(at(time)),
    }
}

fn code() -> LocalCode {
    let unit = UnitId("H99.99.01".into());
    let day = at(MONDAY).day().unwrap();
    LocalCode::new(&unit, day, &DeviceTag::from_ordinal(0), 1)
}

fn received() -> Received {
    Received {
        code: code(),
        procedure: ProcedurePin {
            code: crate::catalogue::ProcedureCode::new("1.000689"),
            name: "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con".into(),
            effective_from: None,
        },
        applicant: Applicant {
            name: "Sùng Thị Chia".into(),
            born: Day::from_ymd(1999, 2, 5),
            ..Applicant::default()
        },
        no_wait: false,
        papers: vec![
            Paper {
                name: "Tờ khai".into(),
                originals: 1,
                copies: 0,
            },
            Paper {
                name: "Giấy chứng sinh".into(),
                originals: 1,
                copies: 2,
            },
        ],
        service: None,
        certified: vec![
            Certified {
                pages: 5,
                copies: 2
            };
            3
        ],
        fee: Some(FeeRecord {
            amount_dong: 42_000,
            trace: vec!["2 trang × 2.000 đồng".into()],
            source: "226/2016/TT-BTC".into(),
            ..FeeRecord::default()
        }),
        note: String::new(),
        appointment: Some(Appointment {
            at: at("2026-11-27T17:00:00+07:00"),
            limit: Some(Limit::WorkingDays(3)),
            longer: None,
            trace: "nhận 15:20 thứ Hai 23/11/2026".into(),
            uncertain: false,
        }),
        channel: crate::dossier::Channel::Direct,
        delivery: Some(ReturnMethod::Post),
    }
}

pub(super) fn opened(change: impl FnOnce(&mut Received), registered: bool) -> Dossier {
    let mut received = received();
    change(&mut received);
    let event = if registered {
        Event::Registered(Box::new(received))
    } else {
        Event::Received(Box::new(received))
    };
    Dossier::apply(None, DossierId(Uuid::nil()), &event, origin(MONDAY)).unwrap()
}

fn told(dossier: &Dossier, before: u32, copy: (u32, u32)) -> Values {
    let office = Office {
        unit: "H99.99.01".into(),
        hotline: "1900 0000".into(),
        ..Office::default()
    };
    let sheet = Sheet {
        offline: None,
        dossier,
        issue: Issue {
            unit_name: "Xã Suối Mây",
            office: Some(&office),
            officer: "Lò Thị Lan",
            before,
            copy,
            now: at("2026-11-25T08:05:00+07:00"),
        },
        seal: "",
        references: &[],
    };
    values(Form::Slip, &sheet, &nobody).remove(0)
}

#[test]
fn the_slip_tells_what_was_received_and_promised() {
    let told = told(&opened(|_| {}, false), 0, (1, 1));
    assert_eq!(told.get("dossier.code"), code().0);
    for (name, text) in [
        ("unit.hotline", "1900 0000"),
        ("applicant.born", "05/02/1999"),
        ("received.at", "15 giờ 20 phút, ngày 23 tháng 11 năm 2026"),
        (
            "received.spelled",
            "Ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu",
        ),
        (
            "appointment.at",
            "17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        ),
        ("appointment.limit", "3 ngày làm việc"),
        ("result.method", "Bưu chính công ích"),
        ("fee.amount", "42.000 đồng"),
        ("fee.spelled", "Bốn mươi hai nghìn đồng"),
        ("papers.count", "4"),
        ("officer.name", "Lò Thị Lan"),
        ("print.again", ""),
        ("print.copy", ""),
        ("applicant.phone", ""),
    ] {
        assert_eq!(told.get(name), text, "{name}");
    }
    let papers: Vec<_> = told
        .rows("papers")
        .iter()
        .map(|row| {
            (
                row.get("paper.number"),
                row.get("paper.kind"),
                row.get("paper.count"),
            )
        })
        .collect();
    assert_eq!(
        papers,
        [("1", "bản chính", "1"), ("2", "bản chính, bản sao", "3")]
    );
    assert_eq!(told.rows("certified").len(), 1);
    assert_eq!(told.rows("certified")[0].get("certified.originals"), "3");
}

#[test]
fn an_unknown_fee_is_empty_and_none_is_told() {
    let unknown = told(&opened(|it| it.fee = None, false), 0, (1, 1));
    assert_eq!(
        (unknown.get("fee.amount"), unknown.get("fee.spelled")),
        ("", "")
    );
    let free = opened(
        |it| {
            it.fee = Some(FeeRecord {
                amount_dong: 0,
                trace: vec![],
                source: String::new(),
                ..FeeRecord::default()
            });
        },
        false,
    );
    assert_eq!(told(&free, 0, (1, 1)).get("fee.amount"), "Không thu");
}

#[test]
fn a_second_print_says_so_and_when_and_copies_are_numbered() {
    let told = told(&opened(|_| {}, false), 2, (1, 3));
    assert_eq!(told.get("print.again"), "Bản in lại lần 2");
    assert_eq!(
        told.get("print.at"),
        "08 giờ 05 phút, ngày 25 tháng 11 năm 2026"
    );
    assert_eq!(told.get("print.copy"), "Liên 1/3");
}

#[test]
fn every_name_has_a_value_and_every_value_a_name() {
    let values = told(&opened(|_| {}, false), 1, (1, 2));
    let names = Form::Slip.names();
    let mut told: Vec<_> = values.names();
    let texts = names.texts.iter().flat_map(|group| group.iter().copied());
    let mut known: Vec<_> = texts
        .chain(names.rows.iter().map(|(list, _)| *list))
        .collect();
    told.sort_unstable();
    known.sort_unstable();
    assert_eq!(told, known);
    for (list, row) in names.rows {
        assert_eq!(values.rows(list)[0].names(), *row, "{list}");
    }
}

#[test]
fn a_slip_is_a_duty_unless_all_was_done_at_once_or_the_same_day() {
    let same_day = |due: &str| {
        let due = at(due);
        opened(
            |it| {
                it.appointment = Some(Appointment {
                    at: due,
                    limit: Some(Limit::SameDay),
                    longer: None,
                    trace: String::new(),
                    uncertain: false,
                });
            },
            false,
        )
    };
    assert_eq!(Duty::of(&opened(|_| {}, false)), Duty::Compulsory);
    assert_eq!(
        Duty::of(&opened(|it| it.appointment = None, false)),
        Duty::Compulsory
    );
    assert_eq!(
        Duty::of(&opened(|it| it.no_wait = true, false)),
        Duty::Optional
    );
    assert_eq!(
        Duty::of(&same_day("2026-11-23T17:00:00+07:00")),
        Duty::Optional
    );
    assert_eq!(
        Duty::of(&same_day("2026-11-25T17:00:00+07:00")),
        Duty::Compulsory,
        "past the cutoff"
    );
}

#[test]
fn nothing_accepted_has_no_slip_until_it_is() {
    let registered = opened(|it| it.appointment = None, true);
    assert_eq!(Duty::of(&registered), Duty::None);
    let accepted = Event::Moved(Box::new(Moved::plainly(Move::Accepted)));
    let when = origin("2026-11-25T08:00:00+07:00");
    let accepted = Dossier::apply(Some(&registered), registered.id, &accepted, when).unwrap();
    assert_eq!(Duty::of(&accepted), Duty::Compulsory);
    assert_eq!(
        told(&accepted, 0, (1, 1)).get("received.at"),
        "08 giờ 00 phút, ngày 25 tháng 11 năm 2026",
        "time counts from there"
    );
}

#[test]
fn small_days_and_the_first_two_months_have_a_nought() {
    let day = |month, day| printed_day(Day::from_ymd(2027, month, day).unwrap());
    assert_eq!(day(2, 5), "ngày 05 tháng 02 năm 2027");
    assert_eq!(day(3, 15), "ngày 15 tháng 3 năm 2027");
    assert_eq!(moment_in_words(Instant(i64::MAX)), "");
}

#[test]
fn a_promise_that_is_a_forecast_says_so_and_what_was_let_off_says_why() {
    let sure = opened(|_| {}, false);
    assert_eq!(told(&sure, 0, (1, 1)).get("appointment.uncertain"), "");
    assert_eq!(told(&sure, 0, (1, 1)).get("fee.ground"), "");
    let forecast = opened(
        |it| {
            let appointment = it.appointment.as_mut().unwrap();
            appointment.uncertain = true;
            let fee = it.fee.as_mut().unwrap();
            fee.exemption = Some("ho-ngheo".into());
            fee.trace.push("Miễn: Người thuộc hộ nghèo".into());
        },
        false,
    );
    let told = told(&forecast, 0, (1, 1));
    let words = told.get("appointment.uncertain");
    assert_eq!(words, "lịch nghỉ chưa được công bố chính thức");
    assert_eq!(told.get("fee.ground"), "Miễn: Người thuộc hộ nghèo");
}

#[test]
fn copies_of_an_extract_are_no_originals() {
    let act = Civil::new(Act::Extract(extract()));
    let dossier = opened(|it| it.service = Some(Service::Civil(Box::new(act))), false);
    assert!(told(&dossier, 0, (1, 1)).rows("certified").is_empty());
    assert_eq!(
        told(&opened(|_| {}, false), 0, (1, 1))
            .rows("certified")
            .len(),
        1
    );
}
