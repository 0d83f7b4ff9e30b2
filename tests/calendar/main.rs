//! The legal calendar and deadlines, on the built-in data and on wilful input.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod contradictions;
mod deadlines;
mod import;
mod oracle;
mod properties;
mod random;
mod years;

use catalogue::calendar::{calendar, import as read};
use domain::calendar::Calendar;
use domain::deadline::{Deadline, DeadlineError, Limit, Longer, Question, deadline};
use domain::instant::{Day, Instant};

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

/// `2026-11-23 15:20`, Viet Nam time.
fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{text}+07:00")).expect("a moment")
}

/// The built-in calendar and some lines on top, with all columns.
fn with(lines: &str) -> Calendar {
    let table = format!("{HEAD}{lines}");
    let outcome = read(table.as_bytes(), calendar().unwrap()).unwrap();
    assert_eq!(outcome.report.issues, [], "{lines}");
    let mut calendar = calendar().unwrap();
    for (_, entry) in outcome.entries {
        calendar.restore(&entry).unwrap();
    }
    calendar
}

const HEAD: &str = "type,date,to,unit,name_vi,value,status,legal_basis,source\n";

fn question(received: &str, limit: &str, pauses: &[&str]) -> Question {
    let pauses = pauses.iter().map(|pause| {
        let (from, to) = pause.split_once("..").expect("a pause");
        let to = if to.is_empty() {
            ""
        } else {
            &format!("{to}+07:00")
        };
        format!("{from}+07:00..{to}").parse().expect("a pause")
    });
    Question {
        received: at(received),
        limit: limit.parse().expect("a limit"),
        longer: None,
        pauses: pauses.collect(),
    }
}

fn ask(calendar: &Calendar, received: &str, limit: &str, pauses: &[&str]) -> Deadline {
    deadline(calendar, "", &question(received, limit, pauses)).unwrap()
}

/// The due time as `2026-11-25 17:00`, or nothing.
fn due(calendar: &Calendar, received: &str, limit: &str, pauses: &[&str]) -> String {
    let due = ask(calendar, received, limit, pauses).due;
    due.map_or_else(String::new, |due| {
        let text = due.rfc3339().replace('T', " ").replace("+07:00", "");
        text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
    })
}

fn longer(limit: Limit) -> Longer {
    let reason = "cần xác minh".to_owned();
    Longer { limit, reason }
}

fn refused(question: &Question) -> DeadlineError {
    deadline(&calendar().unwrap(), "", question).unwrap_err()
}
