//! Importing tables: whole ones, broken ones, the same one again.

use super::{HEAD, calendar, read};
use catalogue::calendar::{FILE_BYTES_MAX, FileError, IssueKind, Outcome};
use domain::calendar::Calendar;

const TABLE: &[u8] = include_bytes!("../data/holidays.csv");

fn import(table: &str) -> Outcome {
    read(table.as_bytes(), calendar().unwrap()).unwrap()
}

fn put(calendar: &mut Calendar, outcome: &Outcome) {
    for (_, entry) in &outcome.entries {
        calendar.restore(entry).unwrap();
    }
}

#[test]
fn a_table_of_holidays_is_read_as_it_is_and_changes_nothing_the_second_time() {
    let mut calendar = calendar().unwrap();
    let before: Vec<_> = (2024..=2030)
        .map(|year| calendar.year(year, "").unwrap())
        .collect();
    let outcome = read(TABLE, calendar.clone()).unwrap();
    let report = &outcome.report;
    assert_eq!(report.issues, []);
    assert_eq!((report.read, report.refused), (104, 0));
    // Up to 2026 it is what is built in.
    assert_eq!((report.unchanged, report.changed, report.new), (45, 0, 59));
    put(&mut calendar, &outcome);
    for (year, before) in (2024..=2030).zip(before) {
        let after = calendar.year(year, "").unwrap();
        let days = |marks: &domain::calendar::Marks| {
            let days = marks
                .iter()
                .map(|(day, mark)| (*day, mark.kind, mark.status));
            days.collect::<Vec<_>>()
        };
        assert_eq!(days(&after), days(&before), "{year}");
    }
    let again = read(TABLE, calendar).unwrap();
    assert_eq!(again.report.unchanged, 104);
    assert!(again.entries.is_empty());
}

#[test]
fn a_broken_line_stops_no_other() {
    let outcome = import(&format!(
        "{HEAD}statutory,2027-03-05,,,Lễ A,,official,,\n\
         statutory,2027-03-08,,,\"Lễ B,,official,,\n\
         \n\
         statutory,2027-03-09\n\
         statutory,2027-03-10,,,Lễ C,,official,,\n"
    ));
    let report = outcome.report;
    assert_eq!((report.read, report.new, report.refused), (4, 2, 2));
    let kinds: Vec<_> = report
        .issues
        .into_iter()
        .map(|issue| (issue.line, issue.kind))
        .collect();
    assert_eq!(
        kinds,
        [(3, IssueKind::UnclosedQuote), (5, IssueKind::BrokenLine)]
    );
    let slots: Vec<_> = outcome
        .entries
        .iter()
        .map(|(slot, _)| slot.as_str())
        .collect();
    assert_eq!(slots, ["day//2027-03-05", "day//2027-03-10"]);
}

#[test]
fn what_else_a_table_says_of_a_day_is_held_against_the_calendar() {
    let head = "date,weekday,year,type,is_day_off,name_vi,lunar_dd_mm,status,colour\n";
    let tet = "2030-02-02,Sat,2030,statutory,yes,Tết,01/01,official,đỏ\n";
    let report = import(&format!("{head}{tet}")).report;
    assert_eq!(report.new, 1);
    assert_eq!(report.issues.len(), 1);
    assert_eq!(report.issues[0].kind, IssueKind::UnknownColumn);
    for (said, wrong, field) in [
        ("Sat", "Sun", "weekday"),
        (",2030,", ",2031,", "year"),
        ("yes", "no", "is_day_off"),
        ("01/01", "30/12", "lunar_dd_mm"),
        // The Chinese calendar's new year.
        ("2030-02-02,Sat", "2030-02-03,Sun", "lunar_dd_mm"),
    ] {
        let report = import(&format!("{head}{}", tet.replace(said, wrong))).report;
        assert_eq!((report.new, report.refused), (0, 1), "{wrong}");
        assert_eq!(
            (report.issues[1].line, report.issues[1].field.as_str()),
            (2, field)
        );
    }
}

#[test]
fn columns_may_stand_in_any_order_and_letters_in_any_form() {
    let table = "\u{feff}status,name_vi,date,type\r\nofficial,Le\u{302}\u{303}\u{a0},2027-03-05,statutory\r\n";
    let outcome = import(table);
    assert_eq!(outcome.report.issues, []);
    assert_eq!(outcome.entries[0].1.name, "Lễ");
}

#[test]
fn what_is_no_table_of_days_is_refused_whole() {
    let refused = |bytes: &[u8]| read(bytes, calendar().unwrap()).unwrap_err();
    assert!(matches!(refused(b""), FileError::Empty));
    assert!(matches!(refused(b"\n \n"), FileError::Empty));
    assert!(matches!(
        refused(b"code,title\n1,2\n"),
        FileError::MissingColumn("type")
    ));
    assert!(matches!(
        refused(b"\xff\xfe\x00"),
        FileError::MissingColumn(_)
    ));
    let large = vec![b'x'; FILE_BYTES_MAX + 1];
    assert!(matches!(refused(&large), FileError::TooLarge));
}
