//! The closing of a book's year, to be signed, sealed and bound (khóa sổ).

use super::fields::{Names, Values};
use super::issue::{self, Issue};
use super::words::{moment_in_words, printed_day};
use crate::id::OfficerId;
use crate::officer::Origin;
use crate::register::{BookState, Closing, Counts, FormerClosing, Run};

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[
        (
            "volumes",
            &[
                "volume.name",
                "volume.numbers",
                "volume.used",
                "volume.spoiled",
                "volume.void",
                "volume.total",
            ],
        ),
        (
            "former",
            &[
                "former.counts",
                "former.closed",
                "former.reopened",
                "former.reason",
            ],
        ),
    ],
};

const OWN: &[&str] = &[
    "closing.book",
    "closing.year",
    "closing.day",
    "closing.by",
    "closing.at",
    "closing.numbers",
    "closing.used",
    "closing.spoiled",
    "closing.void",
    "closing.total",
    "closing.on_paper",
    "closing.settled",
    "closing.amended",
    "closing.former",
];

const COUNTS: [&str; 4] = [
    "closing.used",
    "closing.spoiled",
    "closing.void",
    "closing.total",
];
const OF_VOLUME: [&str; 4] = [
    "volume.used",
    "volume.spoiled",
    "volume.void",
    "volume.total",
];

/// A closed book, as the page tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingPage {
    /// What people call the book.
    pub name: String,
    /// Its year.
    pub year: i32,
    /// What was signed.
    pub closing: Closing,
    /// Who closed it; earlier builds did not keep it.
    pub closed_by: Option<Origin>,
    /// Closings that were undone.
    pub former: Vec<FormerClosing>,
    /// How many numbers changed since.
    pub amended: usize,
}

impl ClosingPage {
    /// The page of a book; none while it is open.
    pub fn of(name: String, book: &BookState) -> Option<Self> {
        Some(Self {
            name,
            year: book.key.year,
            closing: book.closed.as_deref()?.clone(),
            closed_by: book.closed_by,
            former: book.former.clone(),
            amended: book.amended.len(),
        })
    }

    /// What it tells; `name` knows the officers.
    pub fn values(&self, issue: &Issue<'_>, name: &dyn Fn(OfficerId) -> String) -> Values {
        let mut values = Values::default();
        issue::set(&mut values, issue);
        values.text("closing.book", &*self.name);
        values.text("closing.year", self.year.to_string());
        let by = self.closed_by;
        let day = by.and_then(|by| by.at().day()).map(printed_day);
        values.text("closing.day", day.unwrap_or_default());
        values.text(
            "closing.by",
            by.map(|by| name(by.officer)).unwrap_or_default(),
        );
        let at = by.map(|by| moment_in_words(by.at()));
        values.text("closing.at", at.unwrap_or_default());
        let Closing {
            on_paper,
            numbers,
            counts,
            volumes,
        } = &self.closing;
        values.text("closing.numbers", numbers.map(run).unwrap_or_default());
        for (name, count) in COUNTS.into_iter().zip(figures(*counts)) {
            values.text(name, count);
        }
        values.text("closing.on_paper", some(*on_paper));
        values.text("closing.settled", some(counts.settled));
        values.text("closing.amended", some(self.amended));
        values.text("closing.former", some(self.former.len()));
        let volumes = volumes.iter().map(|volume| {
            let mut row = Values::default();
            row.text("volume.name", volume.volume.to_string());
            row.text("volume.numbers", run(volume.numbers));
            for (name, count) in OF_VOLUME.into_iter().zip(figures(volume.counts)) {
                row.text(name, count);
            }
            row
        });
        values.list("volumes", volumes.collect());
        let former = self.former.iter().map(|former| undone(former, name));
        values.list("former", former.collect());
        values
    }
}

/// A closing that was undone, in words.
fn undone(former: &FormerClosing, name: &dyn Fn(OfficerId) -> String) -> Values {
    let mut row = Values::default();
    let [used, spoiled, void, total] = figures(former.closing.counts);
    row.text(
        "former.counts",
        format!("{total} số: {used} đã dùng, {spoiled} bỏ, {void} không dùng"),
    );
    let who =
        |origin: Origin| format!("{}, {}", name(origin.officer), moment_in_words(origin.at()));
    row.text(
        "former.closed",
        former.closed_by.map(who).unwrap_or_default(),
    );
    row.text("former.reopened", who(former.reopened_by));
    row.text("former.reason", &*former.reason);
    row
}

fn figures(counts: Counts) -> [String; 4] {
    let total = counts.total();
    [counts.used, counts.spoiled, counts.void, total].map(|count| count.to_string())
}

fn run(run: Run) -> String {
    format!("{}–{}", run.first, run.last)
}

/// Nothing to tell where there is none.
fn some<T: Copy + Default + PartialEq + ToString>(count: T) -> String {
    if count == T::default() {
        String::new()
    } else {
        count.to_string()
    }
}
