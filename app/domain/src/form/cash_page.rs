//! The cash book's page of a day (sổ quỹ).

use super::fields::{Names, Values};
use super::issue::{self, Issue};
use super::words::printed_day;
use crate::fee::dong;
use crate::instant::Day;
use crate::text::spell_dong;

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[(
        "cash",
        &[
            "cash.number",
            "cash.time",
            "cash.what",
            "cash.code",
            "cash.taken",
            "cash.given",
            "cash.balance",
            "cash.note",
        ],
    )],
};

const OWN: &[&str] = &[
    "cash.day",
    "cash.officer",
    "cash.opening",
    "cash.total_taken",
    "cash.total_given",
    "cash.closing",
    "cash.closing_spelled",
    "cash.counted",
    "cash.difference",
    "cash.handed_to",
];

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashPage {
    /// Whose day it is.
    pub officer: String,
    /// The day.
    pub day: Day,
    /// What there was in the morning.
    pub opening_dong: i64,
    /// The lines.
    pub lines: Vec<CashLine>,
    /// What was counted at the end, once it was.
    pub counted_dong: Option<i64>,
    /// Who took it over, once somebody has.
    pub handed_to: String,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashLine {
    /// When.
    pub time: String,
    /// What for.
    pub what: String,
    /// The dossier's code, where it is for one.
    pub code: String,
    /// Taken in, or given out when it is below zero.
    pub amount_dong: i64,
    /// Remark; of a counter-entry, the reason.
    pub note: String,
}

/// What the page tells. Amounts too large for a book become its limits.
pub fn cash_page(issue: &Issue<'_>, page: &CashPage) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, issue);
    values.text("cash.day", printed_day(page.day));
    values.text("cash.officer", &*page.officer);
    values.text("cash.opening", figure(page.opening_dong));
    let (mut balance, mut taken, mut given) = (page.opening_dong, 0_i64, 0_i64);
    let mut rows = Vec::with_capacity(page.lines.len());
    for (at, line) in page.lines.iter().enumerate() {
        balance = balance.saturating_add(line.amount_dong);
        taken = taken.saturating_add(line.amount_dong.max(0));
        given = given.saturating_add(line.amount_dong.min(0).saturating_neg());
        rows.push(row(at + 1, line, balance));
    }
    values.text("cash.total_taken", figure(taken));
    values.text("cash.total_given", figure(given));
    values.text("cash.closing", figure(balance));
    let spelled = u64::try_from(balance).map(spell_dong);
    values.text("cash.closing_spelled", spelled.unwrap_or_default());
    let counted = page.counted_dong;
    values.text("cash.counted", counted.map(figure).unwrap_or_default());
    let difference = counted.map(|counted| counted.saturating_sub(balance));
    values.text(
        "cash.difference",
        difference.map(figure).unwrap_or_default(),
    );
    values.text("cash.handed_to", &*page.handed_to);
    values.list("cash", rows);
    values
}

fn row(number: usize, line: &CashLine, balance: i64) -> Values {
    let mut row = Values::default();
    row.text("cash.number", number.to_string());
    row.text("cash.time", &*line.time);
    row.text("cash.what", &*line.what);
    row.text("cash.code", &*line.code);
    let given = line.amount_dong < 0;
    let amount = dong(line.amount_dong.unsigned_abs());
    let (taken, given) = if given {
        (String::new(), amount)
    } else {
        (amount, String::new())
    };
    row.text("cash.taken", taken);
    row.text("cash.given", given);
    row.text("cash.balance", figure(balance));
    row.text("cash.note", &*line.note);
    row
}

/// `1.234`, with a minus below zero.
fn figure(amount: i64) -> String {
    let sign = if amount < 0 { "−" } else { "" };
    format!("{sign}{}", dong(amount.unsigned_abs()))
}
