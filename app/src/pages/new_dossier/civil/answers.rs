//! The fields with a few answers: under which word each is kept, and how it reads.

use super::spec::Kind;
use crate::texts::Texts;
use domain::civil::{ExtractKind, Registration};
use domain::dossier::Sex;

/// What can be answered, each with the word under which it is kept; the first where
/// nothing was chosen.
pub(super) type Answers<T> = &'static [(&'static str, T)];

pub(super) const SEXES: Answers<Option<Sex>> = &[
    ("", None),
    ("male", Some(Sex::Male)),
    ("female", Some(Sex::Female)),
];

pub(super) const REGISTRATIONS: Answers<Option<Registration>> = &[
    ("", None),
    ("on-time", Some(Registration::OnTime)),
    ("late", Some(Registration::Late)),
    ("again", Some(Registration::Again)),
];

pub(super) const EXTRACTS: Answers<ExtractKind> = &[
    ("", ExtractKind::Birth),
    ("marriage", ExtractKind::Marriage),
    ("death", ExtractKind::Death),
    ("other", ExtractKind::Other),
];

/// What is kept under a word.
pub(super) fn answer<T: Copy + Default>(answers: Answers<T>, word: &str) -> T {
    let found = answers.iter().find(|(kept, _)| *kept == word);
    found.map(|(_, answer)| *answer).unwrap_or_default()
}

/// The word under which an answer is kept.
pub(super) fn word<T: Copy + PartialEq>(answers: Answers<T>, answer: T) -> &'static str {
    let found = answers.iter().find(|(_, other)| *other == answer);
    found.map_or("", |(kept, _)| *kept)
}

/// The words of all answers of a field, in the order of its list.
pub(super) fn words(kind: Kind) -> Vec<&'static str> {
    fn of<T>(answers: Answers<T>) -> Vec<&'static str> {
        answers.iter().map(|(kept, _)| *kept).collect()
    }
    match kind {
        Kind::Sex => of(SEXES),
        Kind::Registration => of(REGISTRATIONS),
        Kind::Extract => of(EXTRACTS),
        Kind::Text | Kind::Number | Kind::Date | Kind::Day | Kind::Hour | Kind::Tick => vec![],
    }
}

/// What stands in a field, as people read it.
pub(super) fn in_words(texts: &Texts, kind: Kind, kept: &str) -> String {
    let words = &texts.civil;
    let told = match kind {
        Kind::Sex => answer(SEXES, kept).map_or("", words.sex),
        Kind::Registration => answer(REGISTRATIONS, kept).map_or("", words.registration),
        Kind::Extract => (words.extract)(answer(EXTRACTS, kept)),
        Kind::Tick => (words.ticked)(!kept.is_empty()),
        Kind::Text | Kind::Number | Kind::Date | Kind::Day | Kind::Hour => kept,
    };
    told.to_owned()
}
