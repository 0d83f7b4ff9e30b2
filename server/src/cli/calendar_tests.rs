//! Calendar and deadlines on the command line.

use super::database::open_or_make;
use super::{Cli, Command, calendar, deadline};
use crate::config::{Config, Options, ServeOptions};
use crate::demo;
use clap::{CommandFactory, Parser};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn config(data_dir: &Path) -> Config {
    let options = Options {
        data_dir: Some(data_dir.into()),
        ..Options::default()
    };
    Config::settle(&options, &ServeOptions::default()).unwrap()
}

async fn asked(config: &Config, arguments: &[&str]) -> anyhow::Result<Value> {
    let words = ["khongcho", "deadline", "--json"].iter().chain(arguments);
    let Command::Deadline(options) = Cli::try_parse_from(words)?.command else {
        panic!("a deadline was asked for");
    };
    Ok(serde_json::from_str(
        &deadline::answer(config, options).await?,
    )?)
}

async fn import(config: &Config, folder: &Path, table: &str) -> ExitCode {
    let file = folder.join("lich.csv");
    fs::write(&file, table).unwrap();
    let command = calendar::Command::Import { file, json: true };
    calendar::run(config, command).await.unwrap()
}

async fn year(config: &Config, year: i32, unit: &str) -> Vec<Value> {
    let text = calendar::shown(config, year, unit, true).await.unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn without_a_database_the_built_in_calendar_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let here = config(&data);
    let received = ["--received", "2026-11-23T15:20+07:00", "--limit"];
    let found = asked(&here, &[&received[..], &["same-day"]].concat())
        .await
        .unwrap();
    assert_eq!(found["due"], "2026-11-25T17:00:00+07:00");
    let words = found["words"].as_str().unwrap();
    assert!(words.contains("24/11 nghỉ lễ"), "{words}");
    let steps: Vec<_> = found["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["received", "past_cutoff", "closed", "due"]);
    let days = year(&here, 2030, "").await;
    let tet = days.iter().find(|day| day["date"] == "2030-02-02").unwrap();
    assert_eq!(tet["kind"], "statutory");
    assert_eq!(tet["status"], "computed");
    assert_eq!(tet["day_off"], true);
    assert!(!data.exists(), "asking makes no database");
}

#[tokio::test]
async fn an_open_pause_has_no_due_time() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "--received",
        "2026-11-23T08:00+07:00",
        "--limit",
        "3wd",
        "--pause",
        "2026-11-25T08:00+07:00..",
    ];
    let found = asked(&config(folder.path()), &arguments).await.unwrap();
    assert_eq!(found["due"], Value::Null);
    assert_eq!(
        found["trace"].as_array().unwrap().last().unwrap()["step"],
        "waiting"
    );
}

#[tokio::test]
async fn an_imported_calendar_is_in_force_and_importing_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let table = "type,date,to,unit,name_vi,status\n\
        closure,2026-11-25,2026-11-26,H15,Lũ,official\n";
    let received = [
        "--received",
        "2026-11-23T15:20+07:00",
        "--limit",
        "same-day",
    ];
    let success = format!("{:?}", ExitCode::SUCCESS);
    for _ in 0..2 {
        let code = import(&here, folder.path(), table).await;
        assert_eq!(format!("{code:?}"), success);
        let at = |unit: &'static str| [&received[..], &["--unit", unit]].concat();
        let there = asked(&here, &at("H15.50")).await.unwrap();
        assert_eq!(there["due"], "2026-11-27T17:00:00+07:00");
        let elsewhere = asked(&here, &at("H16")).await.unwrap();
        assert_eq!(elsewhere["due"], "2026-11-25T17:00:00+07:00");
        assert_eq!(year(&here, 2026, "H15.50").await.len(), 19);
        assert_eq!(year(&here, 2026, "").await.len(), 17);
    }
}

#[tokio::test]
async fn a_contradiction_is_told_and_the_rest_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let table = "type,date,name_vi,status\n\
        swap_work,2026-11-24,Làm bù,official\n\
        swap_off,2026-11-23,Nghỉ hoán đổi,official\n";
    let code = import(&here, folder.path(), table).await;
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(2)));
    let days = year(&here, 2026, "").await;
    let kind = |date: &str| days.iter().find(|day| day["date"] == date).unwrap()["kind"].clone();
    assert_eq!(kind("2026-11-24"), "statutory");
    assert_eq!(kind("2026-11-23"), "swap_off");
}

#[tokio::test]
async fn what_is_no_calendar_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let file = folder.path().join("khac.csv");
    fs::write(&file, "code,title\n").unwrap();
    let command = calendar::Command::Import { file, json: false };
    let error = calendar::run(&here, command).await.unwrap_err();
    assert!(
        format!("{error:#}").contains("không có cột type"),
        "{error:#}"
    );
    assert!(!here.data_dir.exists());
}

#[tokio::test]
async fn bad_arguments_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(folder.path());
    let good = ["2026-11-23T08:00+07:00", "3wd", "2026-11-24T08:00+07:00.."];
    for (place, wrong, told) in [
        (0, "2026-02-30T08:00+07:00", "--received"),
        (0, "2026-11-23T08:00", "múi giờ"),
        (0, "2019-11-23T08:00+07:00", "policy"),
        (1, "3w", "--limit"),
        (1, "0wd", "--limit"),
        (2, "2026-11-24", "--pause"),
        (
            2,
            "2026-11-25T08:00+07:00..2026-11-24T08:00+07:00",
            "pause 1",
        ),
        (2, "2026-11-22T08:00+07:00..", "pause 1"),
    ] {
        let mut values = good;
        values[place] = wrong;
        let [received, limit, pause] = values;
        let arguments = ["--received", received, "--limit", limit, "--pause", pause];
        let error = asked(&here, &arguments).await.unwrap_err();
        assert!(format!("{error:#}").contains(told), "{wrong}: {error:#}");
    }
    let error = calendar::shown(&here, 2200, "", true).await.unwrap_err();
    assert!(error.to_string().contains("2200"), "{error}");
}

#[tokio::test]
async fn a_unit_is_one_that_something_is_known_of() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(folder.path());
    let refused = async |unit: &str| {
        let shown = calendar::shown(&here, 2026, unit, true).await;
        let received = ["--received", "2026-11-23T08:00+07:00", "--limit", "3wd"];
        let due = asked(&here, &[&received[..], &["--unit", unit]].concat()).await;
        let (shown, due) = (shown.err(), due.err());
        assert_eq!(shown.is_some(), due.is_some());
        shown.map(|error| error.to_string()).unwrap_or_default()
    };
    for wrong in ["H15 50", "H15.", ".H15", "H15..50", "xã Suối Mây"] {
        let told = refused(wrong).await;
        assert!(told.contains("không phải mã đơn vị"), "{wrong}: {told}");
    }
    assert_eq!(
        refused("H15.50").await,
        "",
        "without units any code will do"
    );
    let storage = open_or_make(&here).await.unwrap().storage();
    demo::load_into_empty(&*storage).await.unwrap();
    assert!(refused("H15.50").await.contains("đã biết: H99.99.01"));
    for known in ["", "H99.99.01", "H99", "H99.99.01.02"] {
        assert_eq!(refused(known).await, "", "{known}");
    }
    let table = "type,date,to,unit,name_vi,status\nclosure,2026-12-01,,H15 50,Lũ,official\n";
    let code = import(&here, folder.path(), table).await;
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(2)));
}

#[tokio::test]
async fn a_longer_limit_has_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(folder.path());
    let longer = [
        "--received",
        "2026-11-23T08:00+07:00",
        "--limit",
        "3wd",
        "--longer",
        "8wd",
    ];
    let error = asked(&here, &[&longer[..], &["--because", " "]].concat()).await;
    assert!(error.unwrap_err().to_string().contains("phải nêu lý do"));
    let found = asked(&here, &[&longer[..], &["--because", "xác minh"]].concat()).await;
    assert_eq!(found.unwrap()["due"], "2026-12-04T17:00:00+07:00");
}

#[test]
fn the_arguments_are_sound() {
    Cli::command().debug_assert();
}
