//! Deadlines as an officer would work them out on paper.

use super::{ask, calendar, due, longer, question, refused, with};
use domain::calendar::CalendarError;
use domain::deadline::{DeadlineError, Limit, Step, deadline};

#[test]
fn after_three_a_same_day_dossier_waits_for_the_next_working_day() {
    let calendar = calendar().unwrap();
    for (received, expected) in [
        ("2026-11-23T07:00", "2026-11-23 17:00"),
        ("2026-11-23T15:00", "2026-11-23 17:00"),
        ("2026-11-23T15:00:00.001", "2026-11-25 17:00"),
        ("2026-11-23T15:20", "2026-11-25 17:00"),
        ("2026-11-24T09:00", "2026-11-25 17:00"),
        ("2026-11-27T15:01", "2026-11-30 17:00"),
        ("2026-11-28T09:00", "2026-11-30 17:00"),
        ("2026-12-31T16:00", "2027-01-04 17:00"),
    ] {
        assert_eq!(due(&calendar, received, "same-day", &[]), expected);
    }
}

#[test]
fn the_trace_says_it_in_words() {
    let calendar = calendar().unwrap();
    let words = ask(&calendar, "2026-11-23T15:20", "same-day", &[]).in_words();
    assert_eq!(
        words,
        "nhận 15:20 thứ Hai 23/11/2026 → quá 15:00 nên tính sang ngày làm việc sau → \
         24/11 nghỉ lễ (Ngày Văn hóa Việt Nam) → trả 17:00 thứ Tư 25/11/2026"
    );
    let words = ask(&calendar, "2026-11-20T09:00", "3wd", &[]).in_words();
    assert_eq!(
        words,
        "nhận 09:00 thứ Sáu 20/11/2026 → tính 3 ngày làm việc từ thứ Hai 23/11/2026 đến \
         thứ Năm 26/11/2026 (bỏ qua 2 ngày nghỉ hằng tuần; 24/11 nghỉ lễ (Ngày Văn hóa \
         Việt Nam)) → trả 17:00 thứ Năm 26/11/2026"
    );
    let pauses = ["2026-11-20T10:00..2026-11-23T08:00", "2026-11-25T10:00.."];
    let words = ask(&calendar, "2026-11-20T09:00", "1wd", &pauses).in_words();
    assert_eq!(
        words,
        "nhận 09:00 thứ Sáu 20/11/2026 → tính 1 ngày làm việc: thứ Hai 23/11/2026 (bỏ qua 2 \
         ngày nghỉ hằng tuần) → tạm dừng chờ bổ sung giấy tờ từ 10:00 thứ Sáu 20/11/2026 đến \
         08:00 thứ Hai 23/11/2026, lùi 1 ngày làm việc → tính 1 ngày làm việc: thứ Tư \
         25/11/2026 (24/11 nghỉ lễ (Ngày Văn hóa Việt Nam)) → đang tạm dừng chờ bổ sung giấy \
         tờ từ 10:00 thứ Tư 25/11/2026 → đã yêu cầu bổ sung 2 lần, cách chấm điểm quốc gia \
         coi là quá hạn → chưa có hạn trả"
    );
}

#[test]
fn days_and_months_begin_after_the_day_of_reception_and_end_on_a_working_day() {
    let calendar = calendar().unwrap();
    for (received, limit, expected) in [
        ("2026-11-23T08:00", "1wd", "2026-11-25 17:00"),
        ("2026-11-23T18:00", "1wd", "2026-11-25 17:00"),
        ("2026-11-22T08:00", "1wd", "2026-11-23 17:00"),
        ("2026-11-23T08:00", "5d", "2026-11-30 17:00"),
        ("2026-11-23T08:00", "1d", "2026-11-25 17:00"),
        ("2026-11-23T08:00", "10d", "2026-12-03 17:00"),
        ("2026-01-31T08:00", "1m", "2026-03-02 17:00"),
        ("2026-11-23T08:00", "1m", "2026-12-23 17:00"),
        // Tết 2027, projected: 4 to 10 February.
        ("2027-02-03T08:00", "1wd", "2027-02-11 17:00"),
        // A Saturday worked in exchange counts.
        ("2026-08-21T08:00", "1wd", "2026-08-22 17:00"),
        ("2026-08-27T08:00", "3wd", "2026-09-04 17:00"),
    ] {
        assert_eq!(
            due(&calendar, received, limit, &[]),
            expected,
            "{received} {limit}"
        );
    }
}

#[test]
fn hours_run_while_the_counter_works() {
    let calendar = calendar().unwrap();
    for (received, limit, expected) in [
        ("2026-11-20T08:00", "2h", "2026-11-20 10:00"),
        ("2026-11-20T09:30", "2h", "2026-11-20 11:30"),
        ("2026-11-20T09:31", "2h", "2026-11-20 13:31"),
        ("2026-11-20T12:00", "1h", "2026-11-20 14:30"),
        ("2026-11-20T06:00", "1h", "2026-11-20 08:30"),
        ("2026-11-20T16:30", "1h", "2026-11-23 08:00"),
        ("2026-11-20T18:00", "4h", "2026-11-23 11:30"),
        ("2026-11-21T18:00", "4h", "2026-11-23 11:30"),
        ("2026-11-23T15:20", "4h", "2026-11-25 09:50"),
        ("2026-11-23T07:30", "8h", "2026-11-25 08:00"),
        ("2026-11-20T08:00:30", "2h", "2026-11-20 10:00:30"),
    ] {
        assert_eq!(
            due(&calendar, received, limit, &[]),
            expected,
            "{received} {limit}"
        );
    }
}

#[test]
fn a_pause_puts_the_end_off_by_what_it_took() {
    let calendar = calendar().unwrap();
    let received = "2026-11-09T08:00";
    for (limit, pause, expected) in [
        // Monday + 3 working days: Thursday 12th; Tuesday to Thursday takes two.
        (
            "3wd",
            "2026-11-10T10:00..2026-11-12T09:00",
            "2026-11-16 17:00",
        ),
        (
            "3wd",
            "2026-11-10T10:00..2026-11-10T16:00",
            "2026-11-12 17:00",
        ),
        (
            "3wd",
            "2026-11-13T10:00..2026-11-17T09:00",
            "2026-11-12 17:00",
        ),
        (
            "3wd",
            "2026-11-12T10:00..2026-11-12T18:00",
            "2026-11-13 17:00",
        ),
        (
            "3wd",
            "2026-11-12T10:00..2026-11-14T18:00",
            "2026-11-16 17:00",
        ),
        (
            "10d",
            "2026-11-10T10:00..2026-11-12T09:00",
            "2026-11-23 17:00",
        ),
        (
            "1m",
            "2026-11-10T10:00..2026-11-12T09:00",
            "2026-12-11 17:00",
        ),
        (
            "4h",
            "2026-11-09T09:00..2026-11-09T14:00",
            "2026-11-09 17:00",
        ),
        (
            "4h",
            "2026-11-09T12:00..2026-11-09T13:00",
            "2026-11-09 14:00",
        ),
        (
            "same-day",
            "2026-11-09T09:00..2026-11-10T09:00",
            "2026-11-10 17:00",
        ),
        (
            "same-day",
            "2026-11-09T09:00..2026-11-09T10:00",
            "2026-11-09 17:00",
        ),
        (
            "same-day",
            "2026-11-09T09:00..2026-11-09T19:00",
            "2026-11-10 17:00",
        ),
    ] {
        assert_eq!(
            due(&calendar, received, limit, &[pause]),
            expected,
            "{limit} {pause}"
        );
    }
}

#[test]
fn a_pause_after_the_end_puts_nothing_off_and_an_open_one_everything() {
    let calendar = calendar().unwrap();
    let received = "2026-11-09T08:00";
    for (limit, pause, expected) in [
        // Begun after the end: nothing to put off.
        (
            "4h",
            "2026-11-09T14:00..2026-11-10T14:00",
            "2026-11-09 14:00",
        ),
        ("3wd", "2026-11-12T17:00..", "2026-11-12 17:00"),
        // Not ended.
        ("3wd", "2026-11-12T16:59..", ""),
        ("4h", "2026-11-09T13:59..", ""),
        ("same-day", "2026-11-09T09:00..", ""),
        ("10d", "2026-11-10T10:00..", ""),
    ] {
        assert_eq!(
            due(&calendar, received, limit, &[pause]),
            expected,
            "{limit} {pause}"
        );
    }
}

#[test]
fn policy_is_data() {
    let received = "2026-11-09T09:15";
    let clock = with("policy,2021-01-01,,,working_days_due,clock,official,,\n");
    assert_eq!(due(&clock, received, "1wd", &[]), "2026-11-10 09:15");
    assert_eq!(
        due(&clock, "2026-11-09T12:00", "1wd", &[]),
        "2026-11-10 13:30"
    );
    assert_eq!(
        due(&clock, "2026-11-09T20:00", "1wd", &[]),
        "2026-11-10 17:00"
    );
    assert_eq!(due(&clock, received, "1d", &[]), "2026-11-10 17:00");
    let days = with("policy,2026-11-09,,,hours_make_a_day,8,official,,\n");
    assert_eq!(due(&days, received, "16h", &[]), "2026-11-11 17:00");
    assert_eq!(due(&days, received, "4h", &[]), "2026-11-09 15:15");
    assert_eq!(
        due(&days, "2026-11-06T09:15", "8h", &[]),
        "2026-11-09 09:45"
    );
    let later = with("policy,2026-11-10,,H15,same_day_cutoff,16:00,official,,\n");
    let asked = question("2026-11-10T15:30", "same-day", &[]);
    let here = deadline(&later, "H15.50", &asked).unwrap();
    let there = deadline(&later, "H16.50", &asked).unwrap();
    assert_eq!(here.due.unwrap().rfc3339(), "2026-11-10T17:00:00+07:00");
    assert_eq!(there.due.unwrap().rfc3339(), "2026-11-11T17:00:00+07:00");
}

#[test]
fn waiting_for_payment_stops_the_clock_where_data_says_so() {
    let running = with("policy,2021-01-01,,,payment_pauses,no,official,,\n");
    let mut asked = question("2026-11-09T08:00", "3wd", &[]);
    let pause = "payment:2026-11-10T10:00+07:00..2026-11-12T09:00+07:00";
    asked.pauses.push(pause.parse().unwrap());
    let stopped = deadline(&calendar().unwrap(), "", &asked).unwrap();
    assert_eq!(stopped.due.unwrap().rfc3339(), "2026-11-16T17:00:00+07:00");
    let ran = deadline(&running, "", &asked).unwrap();
    assert_eq!(ran.due.unwrap().rfc3339(), "2026-11-12T17:00:00+07:00");
    assert!(matches!(ran.trace[1], Step::NotPaused { .. }));
}

#[test]
fn half_a_saturday_works_by_its_hours() {
    let hours = "hours,2026-01-01,,,Có thứ Bảy,mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30,official,,\n";
    let open = with(hours);
    assert_eq!(
        due(&open, "2026-11-14T09:00", "same-day", &[]),
        "2026-11-14 11:30"
    );
    assert_eq!(
        due(&open, "2026-11-14T12:00", "same-day", &[]),
        "2026-11-16 17:00"
    );
    assert_eq!(
        due(&open, "2026-11-13T09:00", "1wd", &[]),
        "2026-11-14 11:30"
    );
    assert_eq!(
        due(&open, "2026-11-13T16:00", "2h", &[]),
        "2026-11-14 08:30"
    );
    let closed = with(&format!(
        "{hours}policy,2021-01-01,,,short_days_count,no,official,,\n"
    ));
    assert_eq!(
        due(&closed, "2026-11-13T09:00", "1wd", &[]),
        "2026-11-16 17:00"
    );
    assert_eq!(
        due(&closed, "2026-11-13T16:00", "2h", &[]),
        "2026-11-14 08:30"
    );
}

#[test]
fn seasons_and_closures_are_a_units_own() {
    let calendar = with(
        "hours,2026-04-16,2026-10-15,H15,Giờ mùa hè,mon-fri 07:00-11:00 14:00-17:30,official,,\n\
         closure,2026-10-01,2026-10-02,H15.50,Lũ,,official,,\n",
    );
    let due = |unit, received| {
        let asked = question(received, "1wd", &[]);
        deadline(&calendar, unit, &asked)
            .unwrap()
            .due
            .unwrap()
            .rfc3339()
    };
    assert_eq!(
        due("H15.50", "2026-09-30T08:00"),
        "2026-10-05T17:30:00+07:00"
    );
    assert_eq!(
        due("H15.51", "2026-09-30T08:00"),
        "2026-10-01T17:30:00+07:00"
    );
    assert_eq!(due("H16", "2026-09-30T08:00"), "2026-10-01T17:00:00+07:00");
    assert_eq!(
        due("H15.51", "2026-10-15T08:00"),
        "2026-10-16T17:00:00+07:00"
    );
}

#[test]
fn the_longer_limit_keeps_the_shorter_and_the_reason() {
    let mut asked = question("2026-11-09T08:00", "3wd", &[]);
    asked.longer = Some(longer(Limit::WorkingDays(8)));
    let found = deadline(&calendar().unwrap(), "", &asked).unwrap();
    assert_eq!(found.due.unwrap().rfc3339(), "2026-11-19T17:00:00+07:00");
    let words = found.in_words();
    assert!(
        words.contains(
            "thay cho 3 ngày làm việc, lẽ ra trả 17:00 thứ Năm 12/11/2026, vì cần xác minh"
        ),
        "{words}"
    );
    asked.longer = Some(longer(Limit::WorkingDays(3)));
    assert!(matches!(
        refused(&asked),
        DeadlineError::LongerIsNotLonger { .. }
    ));
}

#[test]
fn what_rests_on_a_projection_says_so() {
    let found = ask(&calendar().unwrap(), "2027-02-03T08:00", "1wd", &[]);
    let days = found.uncertain().into_iter();
    let uncertain: Vec<_> = days.map(|(from, to, _)| (from.iso(), to.iso())).collect();
    let expected = [("04", "05"), ("09", "09"), ("10", "10")]
        .map(|(from, to)| (format!("2027-02-{from}"), format!("2027-02-{to}")));
    assert_eq!(uncertain, expected);
    let found = ask(&calendar().unwrap(), "2026-01-01T08:00", "1wd", &[]);
    assert_eq!(found.uncertain().len(), 1, "2 January 2026 is from memory");
}

#[test]
fn bad_questions_are_refused_by_name() {
    let late = question(
        "2026-11-09T08:00",
        "3wd",
        &["2026-11-10T08:00..2026-11-09T09:00"],
    );
    assert_eq!(
        refused(&late),
        DeadlineError::PauseEndsBeforeItBegins { number: 1 }
    );
    let early = question(
        "2026-11-09T08:00",
        "3wd",
        &["2026-11-08T08:00..2026-11-09T09:00"],
    );
    assert_eq!(
        refused(&early),
        DeadlineError::PauseBeforeReception { number: 1 }
    );
    let many = vec!["2026-11-10T08:00..2026-11-10T09:00"; 101];
    let many = question("2026-11-09T08:00", "3wd", &many);
    assert_eq!(refused(&many), DeadlineError::TooManyPauses);
    let old = question("2019-11-09T08:00", "3wd", &[]);
    assert!(matches!(
        refused(&old),
        DeadlineError::Calendar(CalendarError::NoPolicy { .. })
    ));
    let far = question("2199-11-09T08:00", "3650d", &[]);
    let years = CalendarError::NoHolidays { year: 2209 };
    assert_eq!(refused(&far), DeadlineError::Calendar(years));
}

#[test]
fn a_counter_that_never_opens_is_told() {
    let closed = with("closure,2026-11-01,2029-12-31,,Đóng cửa,,official,,\n");
    for limit in ["same-day", "4h", "3wd", "10d", "1m"] {
        let asked = question("2026-11-09T08:00", limit, &[]);
        let error = deadline(&closed, "", &asked).unwrap_err();
        assert!(
            matches!(
                error,
                DeadlineError::Calendar(CalendarError::NeverOpen { .. })
            ),
            "{limit}: {error}"
        );
    }
}
