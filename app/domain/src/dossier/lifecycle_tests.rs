//! A dossier's way through the lifecycle: waits, promises and what they leave behind.

use super::*;
use crate::calendar::{Calendar, Entry, Origin as Told};
use crate::deadline::Limit;
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId, UnitId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use uuid::Uuid;

const UNIT: &str = "H99.99.01";

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("2026-11-{text}:00+07:00")).unwrap()
}

fn origin(officer: u128, when: Instant) -> Origin {
    Origin {
        event: EventId(Uuid::from_u128(when.0.unsigned_abs().into())),
        officer: OfficerId(Uuid::from_u128(officer)),
        device: DeviceId(Uuid::from_u128(9)),
        time: HybridTime::of(when),
    }
}

/// Five days a week, 24/11 off.
fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    for (kind, from, name, value) in [
        (
            "hours",
            "2021-01-01",
            "Giờ",
            "mon-fri 07:30-11:30 13:30-17:00",
        ),
        ("statutory", "2026-11-24", "Ngày Văn hóa Việt Nam", ""),
        ("policy", "2021-01-01", "same_day_cutoff", "15:00"),
        ("policy", "2021-01-01", "working_days_due", "closing"),
        ("policy", "2021-01-01", "payment_pauses", "yes"),
        ("policy", "2021-01-01", "short_days_count", "yes"),
        ("policy", "2021-01-01", "hours_make_a_day", "none"),
    ] {
        let entry = Entry {
            kind: kind.into(),
            from: from.into(),
            name: name.into(),
            value: value.into(),
            status: "official".into(),
            ..Entry::default()
        };
        calendar.put(&entry, Told::BuiltIn).unwrap();
    }
    calendar
}

fn reception(checked: bool, appointment: Option<Appointment>) -> Reception {
    let procedure = ProcedurePin {
        code: "1.000894".into(),
        name: "Đăng ký kết hôn".into(),
        effective_from: None,
    };
    let applicant = Applicant {
        name: "Sùng Thị Mỷ".into(),
        ..Applicant::default()
    };
    Reception {
        appointment,
        delivery: Some(ReturnMethod::Post),
        checked,
        ..Reception::new(procedure, applicant)
    }
}

fn promised(received: Instant, limit: Limit) -> Appointment {
    let question = crate::deadline::Question {
        received,
        limit,
        longer: None,
        pauses: vec![],
    };
    let reckoned = Appointment::reckon(&calendar(), UNIT, &question);
    reckoned.unwrap().unwrap()
}

fn opened(checked: bool, when: Instant) -> Dossier {
    let code = LocalCode::new(
        &UnitId(UNIT.into()),
        when.day().unwrap(),
        &DeviceTag("A".into()),
        1,
    );
    let appointment = checked.then(|| promised(when, Limit::WorkingDays(3)));
    let command = Command::Receive(Box::new(reception(checked, appointment)), code);
    let events = decide(None, command, when).unwrap();
    let id = DossierId(Uuid::from_u128(5));
    Dossier::apply(None, id, &events[0], origin(1, when)).unwrap()
}

fn step(dossier: &Dossier, moved: Moved, officer: u128, when: Instant) -> Result<Dossier, Refusal> {
    let events = decide(Some(dossier), Command::Move(Box::new(moved)), when)?;
    Dossier::apply(Some(dossier), dossier.id, &events[0], origin(officer, when))
}

#[test]
fn a_sitting_in_which_the_fee_is_paid_yields_four_facts() {
    let when = at("18T09:00");
    let code = LocalCode::new(
        &UnitId(UNIT.into()),
        when.day().unwrap(),
        &DeviceTag("A".into()),
        1,
    );
    let sitting = Reception {
        no_wait: true,
        paid_dong: 5_000,
        ..reception(true, None)
    };
    let events = decide(None, Command::Receive(Box::new(sitting), code), when).unwrap();
    let kinds: Vec<_> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["received", "moved", "resolved", "returned"]);
    let id = DossierId(Uuid::from_u128(5));
    let dossier = events.iter().fold(None, |state: Option<Dossier>, event| {
        Some(Dossier::apply(state.as_ref(), id, event, origin(1, when)).unwrap())
    });
    let dossier = dossier.unwrap();
    assert_eq!((dossier.stage, dossier.paid_dong), (Stage::Returned, 5_000));
}

#[test]
fn a_wait_for_papers_puts_the_promise_off() {
    let received = at("18T09:00");
    let dossier = opened(true, received);
    assert_eq!(dossier.appointment.as_ref().unwrap().at, at("23T17:00"));
    let request = Move::Asked(vec!["Giấy xác nhận tình trạng hôn nhân".into()]);
    let asked = step(
        &dossier,
        Moved::because(request, "thiếu"),
        1,
        at("19T10:00"),
    )
    .unwrap();
    assert_eq!(
        (asked.stage, asked.left),
        (Stage::AwaitingPapers, Some(Stage::Received))
    );
    assert_eq!(asked.pauses.len(), 1);

    let back = at("23T08:00");
    let later = asked.resumed(&calendar(), UNIT, back).unwrap().unwrap();
    // Two working days away, 20 and 23; the 24th is a holiday.
    assert_eq!(later.at, at("26T17:00"));
    let moved = Moved {
        appointment: Some(later.clone()),
        ..Moved::plainly(Move::Supplemented)
    };
    let resumed = step(&asked, moved, 1, back).unwrap();
    assert_eq!((resumed.stage, resumed.left), (Stage::Received, None));
    assert_eq!(resumed.pauses[0].to, Some(back));
    assert_eq!(resumed.appointment, Some(later));
}

#[test]
fn time_counts_from_when_the_papers_are_complete() {
    let dossier = opened(false, at("18T09:00"));
    assert_eq!(
        (dossier.stage, &dossier.appointment),
        (Stage::Registered, &None)
    );
    let request = Moved::because(Move::Asked(vec!["Tờ khai".into()]), "thiếu");
    let asked = step(&dossier, request, 1, at("18T09:05")).unwrap();
    assert!(asked.pauses.is_empty());
    let back = step(
        &asked,
        Moved::plainly(Move::Supplemented),
        1,
        at("19T08:00"),
    )
    .unwrap();
    assert_eq!(back.stage, Stage::Registered);
    let accepted = Moved {
        appointment: Some(promised(at("19T08:10"), Limit::WorkingDays(1))),
        ..Moved::plainly(Move::Accepted)
    };
    let accepted = step(&back, accepted, 1, at("19T08:10")).unwrap();
    assert_eq!(accepted.accepted_at(), at("19T08:10"));
    assert_eq!(accepted.appointment.unwrap().at, at("20T17:00"));
}

#[test]
fn an_apology_promises_later_and_only_later() {
    let dossier = opened(true, at("18T09:00"));
    let calendar = calendar();
    let chosen = |day: u8| {
        let day = Day::from_ymd(2026, 11, day).unwrap();
        Appointment::chosen(&calendar, UNIT, day).unwrap()
    };
    assert_eq!(chosen(24), None, "a holiday");
    let extended = |appointment| Moved {
        appointment,
        ..Moved::because(Move::Extended, "cán bộ đi tập huấn")
    };
    let now = at("19T09:00");
    assert_eq!(
        step(&dossier, extended(chosen(20)), 1, now),
        Err(Refusal::AppointmentNotLater)
    );
    assert_eq!(
        step(&dossier, extended(None), 1, now),
        Err(Refusal::AppointmentMissing)
    );
    let late = step(&dossier, extended(chosen(26)), 1, now).unwrap();
    assert_eq!(late.appointment.as_ref().unwrap().at, at("26T17:00"));
    assert_eq!(late.stage, Stage::Received);
    assert_eq!(
        late.resumed(&calendar, UNIT, now),
        Ok(None),
        "a person chose it"
    );
    let past = step(&late, extended(chosen(27)), 1, at("30T09:00"));
    assert_eq!(past, Err(Refusal::AppointmentPast));
}

#[test]
fn the_specialist_has_it_until_it_is_sent_back() {
    let dossier = opened(true, at("18T09:00"));
    let specialist = OfficerId(Uuid::from_u128(2));
    let given = Moved::plainly(Move::HandedOver(specialist));
    let given = step(&dossier, given, 1, at("18T10:00")).unwrap();
    assert_eq!(
        (given.stage, given.handler),
        (Stage::Processing, Some(specialist))
    );
    let taken = step(&given, Moved::plainly(Move::TakenOver), 3, at("18T11:00")).unwrap();
    assert_eq!(taken.handler, Some(OfficerId(Uuid::from_u128(3))));
    let back = Moved::because(Move::SentBack, "sai tên mẹ");
    let back = step(&taken, back, 3, at("18T12:00")).unwrap();
    assert_eq!((back.stage, back.handler), (Stage::Received, None));
    let resolved = Dossier::apply(
        Some(&taken),
        taken.id,
        &Event::Resolved,
        origin(3, at("19T08:00")),
    );
    assert_eq!(resolved.unwrap().stage, Stage::Resolved);
}

#[test]
fn what_ended_is_taken_up_again_and_nothing_is_forgotten() {
    let dossier = opened(true, at("18T09:00"));
    let request = Moved::because(Move::PaymentAsked(28_000), "");
    let asked = step(&dossier, request, 1, at("18T10:00")).unwrap();
    let stopped = Moved::because(Move::Stopped, "không nộp phí");
    let stopped = step(&asked, stopped, 1, at("19T10:00")).unwrap();
    assert_eq!(
        (stopped.stage, stopped.left),
        (Stage::Stopped, Some(Stage::Received))
    );
    assert_eq!(stopped.pauses[0].to, Some(at("19T10:00")));
    assert!(!stopped.stage.is_open());
    let again = Moved::because(Move::Reopened, "đã nộp");
    let again = step(&stopped, again, 1, at("20T10:00")).unwrap();
    assert_eq!((again.stage, again.timeline.len()), (Stage::Received, 4));
    let paid = step(
        &again,
        Moved::plainly(Move::Paid(28_000)),
        1,
        at("20T10:05"),
    )
    .unwrap();
    assert_eq!((paid.stage, paid.paid_dong), (Stage::Received, 28_000));
    let coded = Moved::plainly(Move::Coded("H15.50.05.13-261008-0975".into()));
    let coded = step(&paid, coded, 1, at("20T10:06")).unwrap();
    assert_eq!(coded.official_code, "H15.50.05.13-261008-0975");
}

#[test]
fn a_hand_over_waits_for_whoever_was_meant() {
    let dossier = opened(true, at("18T09:00"));
    assert_eq!(dossier.handing(), None);
    let list = at("18T09:30");
    let to = origin(2, list).officer;
    let given = Moved {
        list: Some(list),
        ..Moved::plainly(Move::HandedOver(to))
    };
    let given = step(&dossier, given, 1, at("18T09:31")).unwrap();
    let by = origin(1, list).officer;
    let expected = Handing {
        by,
        to,
        at: list,
        taken: None,
    };
    assert_eq!(given.handing(), Some(expected));
    let taken = step(&given, Moved::plainly(Move::TakenOver), 2, at("18T10:00")).unwrap();
    let confirmed = Handing {
        taken: Some(at("18T10:00")),
        ..expected
    };
    assert_eq!(taken.handing(), Some(confirmed));
    let back = Moved::because(Move::SentBack, "thiếu giấy tờ");
    let back = step(&taken, back, 2, at("18T10:05")).unwrap();
    assert_eq!(back.handing(), None);
    // Somebody else takes it without being given it: from nobody but himself.
    let other = step(&given, Moved::plainly(Move::TakenOver), 3, at("18T11:00")).unwrap();
    let own = other.handing().unwrap();
    assert_eq!((own.by, own.to), (own.to, origin(3, list).officer));
}

#[test]
fn money_that_was_taken_is_a_fact_wherever_the_dossier_stands() {
    let mut dossier = opened(true, at("18T09:00"));
    dossier.received.fee = Some(FeeRecord {
        amount_dong: 8_000,
        ..FeeRecord::default()
    });
    let ended = [
        Stage::Declined,
        Stage::AwaitingPapers,
        Stage::Withdrawn,
        Stage::Stopped,
        Stage::Returned,
    ];
    for stage in ended {
        let ended = Dossier {
            stage,
            left: Some(Stage::Received),
            ..dossier.clone()
        };
        let paid = Moved::plainly(Move::Paid(8_000));
        let paid = step(&ended, paid, 1, at("18T10:00")).unwrap();
        assert_eq!((paid.stage, paid.left), (stage, ended.left));
        assert_eq!(paid.payment(), Payment::Paid(8_000));
        assert_eq!(paid.payments().count(), 1, "a line of the cash book");
    }
}

#[test]
fn what_is_owed_is_paid_or_a_reason_told_before_the_result_is_returned() {
    let fee = |amount_dong| {
        Some(FeeRecord {
            amount_dong,
            ..FeeRecord::default()
        })
    };
    let mut dossier = opened(true, at("18T09:00"));
    assert_eq!(dossier.payment(), Payment::Unknown);
    dossier.stage = Stage::Resolved;
    let wish = |dossier: &Dossier| {
        let wish = Command::Return(ReturnMethod::InPerson);
        decide(Some(dossier), wish, at("18T12:00")).map(|_| ())
    };
    assert_eq!(wish(&dossier), Ok(()), "nobody knows that anything is owed");
    dossier.received.fee = fee(0);
    assert_eq!((dossier.payment(), wish(&dossier)), (Payment::Free, Ok(())));
    dossier.received.fee = fee(8_000);
    assert_eq!(dossier.payment(), Payment::Owed(8_000));
    assert_eq!(wish(&dossier), Err(Refusal::Unpaid { owed: 8_000 }));
    let part = step(
        &dossier,
        Moved::plainly(Move::Paid(3_000)),
        1,
        at("18T10:00"),
    )
    .unwrap();
    assert_eq!(part.payment(), Payment::Owed(5_000));
    let rest = step(&part, Moved::plainly(Move::Paid(5_000)), 1, at("18T10:01")).unwrap();
    assert_eq!(
        (rest.payment(), wish(&rest)),
        (Payment::Paid(8_000), Ok(()))
    );
    let waived = Moved::because(Move::Waived, "hộ nghèo");
    let waived = step(&part, waived, 1, at("18T10:02")).unwrap();
    assert_eq!((waived.payment(), wish(&waived)), (Payment::Waived, Ok(())));
    // A rule of the counter: what another build has recorded is folded all the same.
    let returned = Event::Returned(ReturnMethod::InPerson);
    let folded = Dossier::apply(
        Some(&dossier),
        dossier.id,
        &returned,
        origin(2, at("18T13:00")),
    );
    assert_eq!(folded.unwrap().stage, Stage::Returned);
}

#[test]
fn a_code_that_was_anothers_is_taken_back() {
    let dossier = opened(true, at("18T09:00"));
    let coded = Moved::plainly(Move::Coded("H15.50-261118-0001".into()));
    let coded = step(&dossier, coded, 1, at("18T10:00")).unwrap();
    let unsaid = step(&coded, Moved::plainly(Move::Uncoded), 1, at("18T10:01"));
    assert_eq!(unsaid, Err(Refusal::ReasonMissing));
    let uncoded = Moved::because(Move::Uncoded, "nhầm hồ sơ");
    let uncoded = step(&coded, uncoded, 1, at("18T10:02")).unwrap();
    assert_eq!(uncoded.official_code, "");
    assert_eq!(
        uncoded.timeline.len(),
        3,
        "what was there stays in the timeline"
    );
}

#[test]
fn k5_a_step_that_no_longer_follows_is_refused() {
    let dossier = opened(true, at("18T09:00"));
    let withdrawn = Moved::because(Move::Withdrawn, "đổi ý");
    let withdrawn = step(&dossier, withdrawn, 1, at("18T10:00")).unwrap();
    let from = Stage::Withdrawn;
    let extended = Event::Moved(Box::new(Moved::because(Move::Declined, "chậm")));
    let late = Dossier::apply(
        Some(&withdrawn),
        withdrawn.id,
        &extended,
        origin(2, at("18T11:00")),
    );
    assert_eq!(late, Err(Refusal::WrongStage { from }));
    let resolved = Dossier::apply(
        Some(&withdrawn),
        withdrawn.id,
        &Event::Resolved,
        origin(2, at("18T11:00")),
    );
    assert_eq!(resolved, Err(Refusal::WrongStage { from }));
}
