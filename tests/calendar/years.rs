//! The marked days of whole years, held against a table made by others.

use super::{calendar, with};
use domain::calendar::{DayKind, LunarDay, Mark, Status};
use domain::instant::Day;
use std::collections::BTreeMap;

const TABLE: &[u8] = include_bytes!("../data/holidays.csv");

fn kind(text: &str) -> DayKind {
    match text {
        "statutory" => DayKind::Statutory,
        "compensatory" => DayKind::Compensatory,
        "swap_off" => DayKind::SwapOff,
        "swap_work" => DayKind::SwapWork,
        other => panic!("{other}"),
    }
}

fn status(text: &str) -> Status {
    match text.split(" (").next().unwrap() {
        "official" => Status::Official,
        "memory" => Status::Memory,
        "projected" => Status::Projected,
        "fixed-by-law" | "computed-lunar" | "computed-rule" => Status::Computed,
        other => panic!("{other}"),
    }
}

#[test]
fn seven_years_are_those_of_the_table() {
    let mut expected: BTreeMap<Day, (DayKind, Status, String)> = BTreeMap::new();
    let mut table = csv::Reader::from_reader(TABLE);
    for row in table.records() {
        let row = row.unwrap();
        let day = super::day(&row[0]);
        expected.insert(day, (kind(&row[3]), status(&row[7]), row[5].to_owned()));
        if !row[6].is_empty() {
            let lunar = LunarDay::on(day).unwrap();
            assert_eq!(format!("{:02}/{:02}", lunar.day, lunar.month), row[6]);
        }
    }
    let calendar = calendar().unwrap();
    let mut found = BTreeMap::new();
    for year in 2024..=2030 {
        for (day, mark) in calendar.year(year, "").unwrap() {
            let Mark {
                kind, status, name, ..
            } = mark;
            found.insert(day, (kind, status, name));
        }
    }
    assert_eq!(found, expected);
    assert_eq!(found.len(), 104);
}

#[test]
fn every_marked_day_names_its_source() {
    let calendar = calendar().unwrap();
    for year in 2021..=2199 {
        for (day, mark) in calendar.year(year, "").unwrap() {
            assert!(!mark.name.is_empty() && !mark.source.is_empty(), "{day}");
            let of_data = (2024..=2026).contains(&year);
            let stated = matches!(mark.status, Status::Official | Status::Memory);
            assert_eq!(stated, of_data, "{day}");
        }
    }
    for unknown in [1999, 2020, 2200] {
        assert!(calendar.year(unknown, "").is_err(), "{unknown}");
    }
}

#[test]
fn a_law_counts_from_its_day() {
    let calendar = calendar().unwrap();
    let has = |day: &str| {
        let day = super::day(day);
        let marks = calendar.year(day.0.year(), "").unwrap();
        marks.get(&day).map(|mark| mark.status)
    };
    assert_eq!(has("2025-11-24"), None);
    assert_eq!(has("2026-11-24"), Some(Status::Official));
    assert_eq!(has("2031-11-24"), Some(Status::Computed));
    // Monday after a Sunday of 2030, and after none.
    assert_eq!(has("2030-11-25"), Some(Status::Computed));
    assert_eq!(has("2031-11-25"), None);
}

#[test]
fn a_notice_displaces_a_projection_once_it_is_whole() {
    let part = with("statutory,2027-02-08,,,Tết Nguyên đán,,official,TB,\n");
    let marks = part.year(2027, "").unwrap();
    assert!(
        marks[&super::day("2027-02-04")].kind.is_off(),
        "one day is no notice"
    );
    let whole = with(
        "statutory,2027-02-05,,,Tết Nguyên đán,,official,TB,\n\
         statutory,2027-02-06,,,Tết Nguyên đán,,official,TB,\n\
         statutory,2027-02-07,,,Tết Nguyên đán,,official,TB,\n\
         statutory,2027-02-08,,,Tết Nguyên đán,,official,TB,\n\
         statutory,2027-02-09,,,Tết Nguyên đán,,official,TB,\n\
         compensatory,2027-02-10,,,Nghỉ bù,,official,TB,\n\
         compensatory,2027-02-11,,,Nghỉ bù,,official,TB,\n",
    );
    let marks = whole.year(2027, "").unwrap();
    assert!(!marks.contains_key(&super::day("2027-02-04")));
    let tet = marks.range(super::day("2027-02-01")..super::day("2027-02-28"));
    assert!(tet.clone().all(|(_, mark)| mark.status == Status::Official));
    assert_eq!(tet.count(), 7);
}

#[test]
fn an_ordinary_day_takes_back_what_was_computed() {
    let calendar = with("ordinary,2027-05-03,,,Không nghỉ bù,,official,CV,\n");
    let marks = calendar.year(2027, "").unwrap();
    assert_eq!(marks[&super::day("2027-05-03")].kind, DayKind::Ordinary);
    assert!(!marks.contains_key(&super::day("2027-05-04")));
}
