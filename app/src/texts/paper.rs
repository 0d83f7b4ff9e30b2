//! The texts of printing, and of what printed papers are checked by.

#![expect(missing_docs, reason = "a text's field is documented by its text")]

use domain::form::{Form, Paper};

/// `/ho-so/{id}/in/{form}`
#[derive(Debug)]
pub struct PrintTexts {
    pub form: fn(Form) -> &'static str,
    pub open: fn(Form) -> &'static str,
    pub duty: &'static str,
    pub back: &'static str,
    pub controls: &'static str,
    pub paper: &'static str,
    pub paper_name: fn(Paper) -> &'static str,
    pub copies: &'static str,
    pub times: fn(u32) -> String,
    pub times_here: fn(u32) -> String,
    pub done: fn(open: &str, copies: u32, paper: &str) -> String,
    pub not_done: fn(open: &str) -> String,
    pub pdf: &'static str,
    pub no_pdf: &'static str,
    pub came_out: &'static str,
    pub take_back: &'static str,
    pub taken_back: &'static str,
    pub printed: fn(when: &str, officer: &str, copies: u32, paper: &str) -> String,
    pub not_noted: &'static str,
    pub not_yet: &'static str,
    pub no_appointment: &'static str,
    pub provisional: &'static str,
    pub no_template: &'static str,
}

/// `/so-theo-doi`
#[derive(Debug)]
pub struct TrackingTexts {
    pub title: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub today: &'static str,
    pub month: &'static str,
    pub not_a_day: &'static str,
    pub too_long: fn(usize) -> String,
    pub none: &'static str,
    pub put_away: fn(usize) -> String,
    pub reading: &'static str,
}

/// `/tra-cuu/{code}` and `/kiem-tra`
#[derive(Debug)]
pub struct SealTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub pasted: &'static str,
    pub check: &'static str,
    pub scan: &'static str,
    pub stop: &'static str,
    pub no_code: &'static str,
    pub genuine: fn(form: &str, code: &str) -> String,
    pub by_device: fn(&str) -> String,
    pub at: fn(&str) -> String,
    pub due: fn(&str) -> String,
    pub compare: &'static str,
    pub false_one: &'static str,
    pub unknown_key: &'static str,
    pub unreadable: &'static str,
    pub status_title: &'static str,
    pub what_code: &'static str,
    pub not_ours: &'static str,
    pub ask_counter: &'static str,
    pub as_received: &'static str,
    pub not_known: &'static str,
    pub open_dossier: &'static str,
    pub not_here: &'static str,
}
