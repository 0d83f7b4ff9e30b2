//! The shape of the texts of `/doi-chieu`, `/can-kiem-tra` and of what a forecast says.

#![expect(missing_docs, reason = "a text's field is documented by its text")]

use domain::catalogue::Reach;
use domain::dossier::PairFault;
use domain::review::Area;

/// `/doi-chieu`
#[derive(Debug)]
pub struct ReconciliationTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub codes: &'static str,
    pub codes_left: fn(usize) -> String,
    pub codes_none: &'static str,
    pub code_of: fn(&str) -> String,
    pub record: &'static str,
    pub odd: &'static str,
    pub recorded: fn(usize) -> String,
    pub undo: &'static str,
    pub undo_reason: &'static str,
    pub paste: &'static str,
    pub paste_hint: &'static str,
    pub paste_label: &'static str,
    pub paste_record: fn(usize) -> String,
    pub paste_progress: fn(done: usize, of: usize) -> String,
    pub bad_line: fn(line: usize, why: &str) -> String,
    pub fault: fn(PairFault) -> &'static str,
    pub unknown: &'static str,
    pub already: &'static str,
    pub twice: &'static str,
    pub odd_lines: fn(usize) -> String,
}

/// `/can-kiem-tra`, and the marks of what is not sure.
#[derive(Debug)]
pub struct LawTexts {
    pub offline: &'static str,
    pub reach: fn(Reach) -> &'static str,
    pub general: &'static str,
    pub why: &'static str,
    pub source: fn(source: &str, from: &str) -> String,
    pub to_check: &'static str,
    pub review: &'static str,
    pub review_intro: &'static str,
    pub review_none: &'static str,
    pub review_left: fn(usize) -> String,
    pub review_done: fn(usize) -> String,
    pub area: fn(Area) -> &'static str,
    pub basis: &'static str,
    pub source_of: &'static str,
    pub used: &'static str,
    pub said: fn(by: &str, when: &str) -> String,
    pub confirm: &'static str,
    pub doubt: &'static str,
    pub note: &'static str,
    pub doubt_note: &'static str,
    pub saying: &'static str,
    pub needs_network: &'static str,
}
