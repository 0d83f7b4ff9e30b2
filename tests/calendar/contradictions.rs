//! Lines that cannot both hold are told by line and column, and what to do.

use super::{HEAD, calendar, read};
use catalogue::calendar::{Issue, IssueKind};
use domain::calendar::{Contradiction, DayKind, Origin, Rejected};

fn issues(lines: &str) -> Vec<Issue> {
    let table = format!("{HEAD}{lines}");
    let outcome = read(table.as_bytes(), calendar().unwrap()).unwrap();
    outcome.report.issues
}

fn contradiction(lines: &str) -> (usize, String, Contradiction) {
    let issues = issues(lines);
    let [Issue { line, field, kind }] = issues.as_slice() else {
        panic!("{issues:?}");
    };
    let IssueKind::Rejected(Rejected::Contradicts { contradiction, .. }) = kind else {
        panic!("{kind:?}");
    };
    (*line, field.clone(), contradiction.clone())
}

#[test]
fn a_day_is_not_both_worked_and_off() {
    let worked_and_off = |said, other| Contradiction::WorkedAndOff {
        day: super::day("2027-03-06"),
        said,
        other,
    };
    let lines =
        "statutory,2027-03-06,,,Lễ,,official,,\nswap_work,2027-03-06,,,Làm bù,,official,,\n";
    let expected = worked_and_off(DayKind::Statutory, Origin::Line(2));
    assert_eq!(contradiction(lines), (3, "type".into(), expected));
    let lines = "swap_work,2027-03-06,,,Làm bù,,official,,\n\
        closure,2027-03-01,2027-03-31,,Đóng cửa,,official,,\n";
    let expected = worked_and_off(DayKind::SwapWork, Origin::Line(2));
    assert_eq!(contradiction(lines), (3, "type".into(), expected));
}

#[test]
fn a_holiday_of_the_law_is_not_worked_either() {
    for (day, said) in [
        ("2026-11-24", DayKind::Statutory),
        ("2028-11-24", DayKind::Statutory),
        ("2027-05-03", DayKind::Compensatory),
    ] {
        let line = format!("swap_work,{day},,,Làm bù,,official,,\n");
        let (line, field, contradiction) = contradiction(&line);
        assert_eq!((line, field.as_str()), (2, "type"));
        let other = Origin::BuiltIn;
        let day = super::day(day);
        assert_eq!(
            contradiction,
            Contradiction::WorkedAndOff { day, said, other }
        );
        assert!(
            contradiction.to_string().contains("ordinary"),
            "{contradiction}"
        );
    }
    // What is only projected or remembered gives way to an official word.
    assert_eq!(issues("swap_work,2027-02-04,,,Làm bù,,official,,\n"), []);
    assert_eq!(issues("swap_work,2026-01-02,,,Làm bù,,official,,\n"), []);
    assert_eq!(issues("statutory,2026-01-10,,,Lễ,,official,,\n"), []);
    assert!(!issues("swap_work,2027-02-04,,,Làm bù,,memory,,\n").is_empty());
}

#[test]
fn seasons_do_not_overlap() {
    let lines = "hours,2027-04-16,2027-10-15,H15,Hè,mon-fri 07:00-11:00,official,,\n\
        hours,2027-10-15,,H15,Đông,mon-fri 07:30-11:30,official,,\n";
    let expected = Contradiction::SeasonsOverlap {
        from: super::day("2027-04-16"),
        other: Origin::Line(2),
    };
    assert_eq!(contradiction(lines), (3, "to".into(), expected));
    let lines = "hours,2027-04-16,2027-10-15,H15,Hè,mon-fri 07:00-11:00,official,,\n\
        hours,2027-10-16,,H15,Đông,mon-fri 07:30-11:30,official,,\n\
        hours,2027-05-01,,H16,Hè,mon-fri 07:00-11:00,official,,\n";
    assert_eq!(issues(lines), []);
}

#[test]
fn one_thing_is_said_once() {
    let lines =
        "statutory,2027-03-05,,,Lễ A,,official,,\nstatutory,2027-03-05,,,Lễ B,,official,,\n";
    let expected = Contradiction::SaidTwice {
        other: Origin::Line(2),
    };
    assert_eq!(contradiction(lines), (3, "date".into(), expected));
    let again =
        "statutory,2027-03-05,,,Lễ A,,official,,\nstatutory,2027-03-05,,,Lễ A,,official,,x\n";
    assert_eq!(issues(again), [], "saying the same again is none");
}

#[test]
fn wrong_cells_are_told_by_line_and_column() {
    for (line, field, word) in [
        (
            "statutory,2027-02-30,,,Lễ,,official,,",
            "date",
            "2027-02-30",
        ),
        ("statutory,2027-03-05,,,Lễ,,sure,,", "status", "official"),
        (
            "hours,2027-03-05,,,Giờ,mon 17:00-07:30,official,,",
            "value",
            "17:00-07:30",
        ),
        (
            "hours,2027-03-05,2027-03-01,,Giờ,mon 07:30-17:00,official,,",
            "to",
            "01/03/2027",
        ),
        ("day_off,2027-03-05,,,Lễ,,official,,", "type", "statutory"),
        (
            "feast,2027-03-05,,H15,Lễ,solar 05/03,official,,",
            "unit",
            "mọi đơn vị",
        ),
    ] {
        let issues = issues(&format!("{line}\nstatutory,2027-03-08,,,Lễ,,official,,\n"));
        let [issue] = issues.as_slice() else {
            panic!("{issues:?}");
        };
        assert_eq!((issue.line, issue.field.as_str()), (2, field));
        let told = issue.to_string();
        assert!(
            told.starts_with("dòng 2, ") && told.contains(word),
            "{told}"
        );
    }
}
