//! What every form tells: who issues it, of which dossier, to whom.

use super::fields::Values;
use super::template::Office;
use crate::dossier::Dossier;
use crate::instant::{Day, Instant};
use crate::text::{capital, spell_day};

/// What a form is made from.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
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
    "dossier.code",
    "dossier.official_code",
    "dossier.procedure",
    "dossier.procedure_code",
    "dossier.note",
    "applicant.name",
    "applicant.identity",
    "applicant.born",
    "applicant.phone",
    "applicant.address",
    "officer.name",
    "print.again",
    "print.copy",
    "print.at",
];

/// Sets them.
pub(super) fn set(values: &mut Values, sheet: &Sheet<'_>) {
    let none = Office::default();
    let office = sheet.office.unwrap_or(&none);
    values.text("unit.name", sheet.unit_name);
    values.text("unit.agency", &*office.agency);
    values.text("unit.centre", &*office.centre);
    values.text("unit.place", &*office.place);
    values.text("unit.address", &*office.address);
    values.text("unit.hotline", &*office.hotline);
    values.text("unit.hours", &*office.hours);
    let received = &sheet.dossier.received;
    values.text("dossier.code", &*received.code.0);
    values.text("dossier.official_code", &*sheet.dossier.official_code);
    values.text("dossier.procedure", &*received.procedure.name);
    let code = &received.procedure.code;
    let published = if code.is_local() { "" } else { code.as_str() };
    values.text("dossier.procedure_code", published);
    values.text("dossier.note", &*received.note);
    let applicant = &received.applicant;
    values.text("applicant.name", &*applicant.name);
    values.text("applicant.identity", &*applicant.identity);
    let born = applicant.born.map(|day| day.to_string());
    values.text("applicant.born", born.unwrap_or_default());
    values.text("applicant.phone", &*applicant.phone);
    values.text("applicant.address", &*applicant.address);
    values.text("officer.name", sheet.officer);
    set_print(values, sheet);
}

/// A first print has no mark: only copies tell themselves apart.
fn set_print(values: &mut Values, sheet: &Sheet<'_>) {
    let (copy, copies) = sheet.copy;
    let (again, at) = if sheet.before > 0 {
        let again = format!("Bản in lại lần {}", sheet.before);
        (again, moment_in_words(sheet.now))
    } else {
        (String::new(), String::new())
    };
    values.text("print.again", again);
    values.text("print.at", at);
    let copy = (copies > 1).then(|| format!("Liên {copy}/{copies}"));
    values.text("print.copy", copy.unwrap_or_default());
}

/// `15 giờ 20 phút, ngày 23 tháng 11 năm 2026`.
pub fn moment_in_words(at: Instant) -> String {
    let words = at.in_viet_nam().map(|clock| {
        let (hour, minute) = (clock.hour(), clock.minute());
        let day = printed_day(Day(clock.date()));
        format!("{hour:02} giờ {minute:02} phút, {day}")
    });
    words.unwrap_or_default()
}

/// `ngày 05 tháng 02 năm 2027`, as decree 30/2020 writes it: days below 10 and the first
/// two months get a nought, so that nobody can put a figure before them.
pub fn printed_day(day: Day) -> String {
    let month = u8::from(day.0.month());
    let month = if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    };
    format!(
        "ngày {:02} tháng {month} năm {:04}",
        day.0.day(),
        day.0.year()
    )
}

/// `Ngày hai mươi ba tháng mười một …`; empty for a moment beyond all days.
pub(super) fn spelled(at: Instant) -> String {
    at.day()
        .map(|day| capital(&spell_day(day)))
        .unwrap_or_default()
}
