//! The pages of a certification book that is kept by computer, as they are printed each
//! month, signed, sealed and bound (circular 01/2020/TT-BTP; from memory).

use super::fields::{Names, Values};
use super::issue::{self, Issue};
use crate::fee::dong;
use crate::register::{Entry, PrintLine, Standing, VoidReason};

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[(
        "lines",
        &[
            "line.number",
            "line.day",
            "line.requester",
            "line.title",
            "line.signer",
            "line.copies",
            "line.fee",
            "line.note",
            "line.struck",
        ],
    )],
};

const OWN: &[&str] = &[
    "book.name",
    "book.kind",
    "book.year",
    "book.volumes",
    "book.month",
    "book.count",
    "book.struck",
];

/// The lines of a book to print, a text a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookPage {
    /// What people call the book.
    pub name: String,
    /// Its kind, as its numbers have it.
    pub kind: String,
    /// Its year.
    pub year: i32,
    /// The volumes that the lines lie in, such as `01` or `01–02`.
    pub volumes: String,
    /// The month, where it is the print of one.
    pub month: Option<u8>,
    /// The lines.
    pub lines: Vec<BookLine>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookLine {
    /// Its number.
    pub number: String,
    /// The day of the entry.
    pub day: String,
    /// Who asked.
    pub requester: String,
    /// The document.
    pub title: String,
    /// Who signed.
    pub signer: String,
    /// Copies or papers.
    pub copies: String,
    /// The fee.
    pub fee: String,
    /// Remark.
    pub note: String,
    /// It is out of use: “bỏ” or “không dùng”.
    pub struck: String,
}

impl BookLine {
    /// A line of a book's print.
    pub fn of(line: &PrintLine<'_>) -> Self {
        let number = line.number.number.to_string();
        let day = line.standing.day();
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let struck = |struck: &str, note: String| Self {
            number: number.clone(),
            day: day.clone(),
            note,
            struck: struck.into(),
            ..Self::default()
        };
        match line.standing {
            Standing::Used(claim) => {
                let late = line.is_late.then_some("ghi bổ sung");
                Self::entry(number, &claim.entry, late.unwrap_or_default())
            }
            Standing::Spoiled(spoiled) => struck("Bỏ", spoiled.reason.clone()),
            Standing::Void(void) => struck("Không dùng", why(&void.why)),
            Standing::InConflict(_) => struck("Đang đối chiếu", String::new()),
        }
    }

    fn entry(number: String, entry: &Entry, late: &str) -> Self {
        let notes = [&*entry.note, late];
        let notes = notes.into_iter().filter(|note| !note.is_empty());
        Self {
            number,
            day: entry.day.to_string(),
            requester: entry.requester.clone(),
            title: entry.title.clone(),
            signer: entry.signer.clone(),
            copies: entry.copies.to_string(),
            fee: entry.fee_dong.map(dong).unwrap_or_default(),
            note: notes.collect::<Vec<_>>().join("; "),
            struck: String::new(),
        }
    }

    fn row(&self) -> Values {
        let mut row = Values::default();
        row.text("line.number", &*self.number);
        row.text("line.day", &*self.day);
        row.text("line.requester", &*self.requester);
        row.text("line.title", &*self.title);
        row.text("line.signer", &*self.signer);
        row.text("line.copies", &*self.copies);
        row.text("line.fee", &*self.fee);
        row.text("line.note", &*self.note);
        row.text("line.struck", &*self.struck);
        row
    }
}

fn why(reason: &VoidReason) -> String {
    match reason {
        VoidReason::Reclaimed { reason, .. } | VoidReason::Settled { reason } => reason.clone(),
        VoidReason::LeftAtClosing => "còn lại khi khóa sổ".into(),
    }
}

/// What the pages tell.
pub fn book_page(issue: &Issue<'_>, page: &BookPage) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, issue);
    values.text("book.name", &*page.name);
    values.text("book.kind", &*page.kind);
    values.text("book.year", page.year.to_string());
    values.text("book.volumes", &*page.volumes);
    let month = page.month.map(|month| format!("{month:02}"));
    values.text("book.month", month.unwrap_or_default());
    let struck = page.lines.iter().filter(|line| !line.struck.is_empty());
    let struck = struck.count();
    values.text("book.count", (page.lines.len() - struck).to_string());
    values.text("book.struck", struck.to_string());
    values.list("lines", page.lines.iter().map(BookLine::row).collect());
    values
}
