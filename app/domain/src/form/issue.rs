//! What every paper tells: who issues it, and which print it is.

use super::fields::Values;
use super::template::Office;
use super::words::moment_in_words;
use crate::instant::Instant;

/// Who issues a paper, and which print of it this is.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// The unit's name.
    pub unit_name: &'a str,
    /// Its letterhead, where there is one.
    pub office: Option<&'a Office>,
    /// The officer who signs.
    pub officer: &'a str,
    /// How often the form was printed before.
    pub before: u32,
    /// Which copy of how many.
    pub copy: (u32, u32),
    /// When it is printed.
    pub now: Instant,
}

/// The names of these values.
pub(super) const NAMES: &[&str] = &[
    "unit.name",
    "unit.agency",
    "unit.centre",
    "unit.place",
    "unit.address",
    "unit.hotline",
    "unit.hours",
    "officer.name",
    "print.again",
    "print.copy",
    "print.at",
    "print.day",
];

/// Sets them.
pub(super) fn set(values: &mut Values, issue: &Issue<'_>) {
    let none = Office::default();
    let office = issue.office.unwrap_or(&none);
    values.text("unit.name", issue.unit_name);
    values.text("unit.agency", &*office.agency);
    values.text("unit.centre", &*office.centre);
    values.text("unit.place", &*office.place);
    values.text("unit.address", &*office.address);
    values.text("unit.hotline", &*office.hotline);
    values.text("unit.hours", &*office.hours);
    values.text("officer.name", issue.officer);
    let day = issue.now.day().map(super::printed_day);
    values.text("print.day", day.unwrap_or_default());
    set_print(values, issue);
}

/// A first print has no mark: only copies tell themselves apart.
fn set_print(values: &mut Values, issue: &Issue<'_>) {
    let (copy, copies) = issue.copy;
    let (again, at) = if issue.before > 0 {
        let again = format!("Bản in lại lần {}", issue.before);
        (again, moment_in_words(issue.now))
    } else {
        (String::new(), String::new())
    };
    values.text("print.again", again);
    values.text("print.at", at);
    let copy = (copies > 1).then(|| format!("Liên {copy}/{copies}"));
    values.text("print.copy", copy.unwrap_or_default());
}
