//! The words under which a copy, signature or fingerprint is certified (lời chứng).
//!
//! The wording is of circular 01/2020/TT-BTP from memory: the template says so.

use super::fields::{Names, Values};
use super::issue::{self, Issue};
use super::words::{moment_in_words, printed_day, spelled};
use crate::instant::Instant;
use crate::register::{BookState, Reference, Subject};

/// What their templates may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[],
};

const OWN: &[&str] = &[
    "testimony.at",
    "testimony.day",
    "testimony.spelled",
    "testimony.number",
    "testimony.provisional",
    "testimony.title",
    "testimony.pages",
    "testimony.sheets",
    "testimony.copies",
    "testimony.person",
    "testimony.identity",
    "testimony.signed",
    "testimony.fingerprint",
    "testimony.read",
    "testimony.interpreter",
    "testimony.language",
    "testimony.witness",
    "signer.name",
    "signer.position",
];

/// What a testimony calls its entry in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryReference {
    /// The number that it keeps for ever, as it is written.
    Final(String),
    /// What it is called until it has one.
    Provisional(String),
}

impl EntryReference {
    /// What a book calls a document, as far as it is loaded.
    pub fn in_book(book: &BookState, subject: Subject) -> Option<Self> {
        let reference = book.reference_of(subject)?;
        let written = book.written_form(&reference);
        Some(match reference {
            Reference::Final(_) => Self::Final(written),
            Reference::Provisional(_) => Self::Provisional(written),
        })
    }
}

/// The testimony on one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Testimony {
    /// When it was certified.
    pub at: Instant,
    /// Its entry, where there is one.
    pub reference: Option<EntryReference>,
    /// The document.
    pub title: String,
    /// Its pages, where they were counted.
    pub pages: u32,
    /// Copies made of it, or papers alike that were signed.
    pub copies: u32,
    /// Who signed it, or asked for copies.
    pub person: String,
    /// The paper that shows who that is.
    pub identity: String,
    /// It bears a fingerprint in place of a signature.
    pub fingerprint: bool,
    /// It was read aloud before that.
    pub read_aloud: bool,
    /// Who interpreted, and from which language.
    pub interpreter: Option<(String, String)>,
    /// Who witnessed it.
    pub witness: Option<String>,
    /// Who certifies, with the position.
    pub signer: Option<(String, String)>,
}

/// What it tells.
pub fn testimony(issue: &Issue<'_>, of: &Testimony) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, issue);
    values.text("testimony.at", moment_in_words(of.at));
    let day = of.at.day().map(printed_day);
    values.text("testimony.day", day.unwrap_or_default());
    values.text("testimony.spelled", spelled(of.at));
    let (number, provisional) = match &of.reference {
        Some(EntryReference::Final(number)) => (&**number, ""),
        Some(EntryReference::Provisional(name)) => ("", &**name),
        None => ("", ""),
    };
    // The form says “Số chứng thực” itself.
    let number = number.strip_prefix("số ").unwrap_or(number);
    values.text("testimony.number", number);
    values.text("testimony.provisional", provisional);
    values.text("testimony.title", &*of.title);
    values.text("testimony.pages", figure(of.pages));
    // Both sides are printed on: two pages may still be one sheet.
    let sheets = if of.pages > 2 { of.pages } else { 0 };
    values.text("testimony.sheets", figure(sheets.div_ceil(2)));
    values.text("testimony.copies", figure(of.copies));
    values.text("testimony.person", &*of.person);
    values.text("testimony.identity", &*of.identity);
    let (signed, fingerprint) = if of.fingerprint {
        ("", "điểm chỉ")
    } else {
        ("ký", "")
    };
    values.text("testimony.signed", signed);
    values.text("testimony.fingerprint", fingerprint);
    let read = if of.read_aloud {
        "đã được đọc"
    } else {
        ""
    };
    values.text("testimony.read", read);
    let (interpreter, language) = of.interpreter.clone().unwrap_or_default();
    values.text("testimony.interpreter", interpreter);
    values.text("testimony.language", language);
    values.text("testimony.witness", of.witness.clone().unwrap_or_default());
    let (name, position) = of.signer.clone().unwrap_or_default();
    values.text("signer.name", name);
    values.text("signer.position", position);
    values
}

fn figure(count: u32) -> String {
    if count == 0 {
        String::new()
    } else {
        count.to_string()
    }
}
