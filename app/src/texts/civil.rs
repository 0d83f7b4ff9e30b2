//! Words of civil status: what is asked, what is wrong, what was done.

#![expect(missing_docs, reason = "a text's field is documented by its text")]

use domain::civil::{ActKind, CivilFault, ExtractKind, Likeness, Registration};
use domain::dossier::Sex;
use domain::register::CivilStep;

/// What a field of an act asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Name,
    Born,
    Sex,
    Identity,
    Ethnicity,
    Nationality,
    Residence,
    LastResidence,
    Died,
    Hour,
    DeathPlace,
    BirthPlace,
    Home,
    Cause,
    Notice,
    NoticeDay,
    NoticeIssuer,
    BirthNotice,
    Relation,
    Registration,
    Again,
    Since,
    Present,
    Willing,
    Kind,
    Event,
    Spouse,
    Number,
    Registered,
    RegisteredPlace,
    Confirmed,
    ReadAloud,
    Fingerprint,
    Interpreted,
    Interpreter,
    Language,
    InterpreterIdentity,
    Witnessed,
    Witness,
    WitnessIdentity,
    Visited,
    Despite,
}

/// What a group of fields is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    Man,
    Woman,
    Marriage,
    Dead,
    Death,
    Child,
    Birth,
    Mother,
    Father,
    Extract,
    Subject,
    Helped,
    Taken,
}

/// What is wrong with a date or an hour as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Date,
    Day,
    Hour,
}

/// `/luu-dong`
#[derive(Debug)]
pub struct VisitsTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub none: &'static str,
    pub add: &'static str,
    pub place: &'static str,
    pub service: &'static str,
    pub choose: &'static str,
    pub missing: &'static str,
    pub papers: &'static str,
    pub begin: &'static str,
    pub remove: &'static str,
}

/// Acts of civil status.
#[derive(Debug)]
pub struct CivilTexts {
    pub label: fn(Label) -> &'static str,
    pub hint: fn(Label) -> &'static str,
    pub title: fn(Title) -> &'static str,
    pub fault: fn(&CivilFault) -> String,
    pub unreadable: fn(Unreadable) -> &'static str,
    pub sex: fn(Sex) -> &'static str,
    pub registration: fn(Registration) -> &'static str,
    pub extract: fn(ExtractKind) -> &'static str,
    pub ticked: fn(bool) -> &'static str,
    pub act: fn(ActKind) -> &'static str,
    /// Who of the act the applicant is.
    pub applicant_is: &'static str,
    pub applicant_other: &'static str,
    pub as_applicant: &'static str,
    pub not_register: &'static str,
    pub ages: fn(u8, u8) -> String,
    pub within: fn(u16) -> String,
    pub needs_check: fn(&str) -> String,
    pub late: &'static str,
    pub late_unknown: &'static str,
    pub age_unknown: fn(u8) -> String,
    pub alike_title: &'static str,
    pub alike_hint: &'static str,
    pub likeness: fn(Likeness) -> &'static str,
    pub received: fn(&str) -> String,
    pub draft: &'static str,
    pub draft_of: fn(ActKind) -> String,
    pub draft_checked: &'static str,
    pub draft_unchecked: &'static str,
    pub draft_redrafted: &'static str,
    pub check: &'static str,
    pub outstanding: &'static str,
    pub official: fn(&str, &str) -> String,
    pub official_number: &'static str,
    pub official_day: &'static str,
    pub enter: &'static str,
    pub take_back: &'static str,
    pub take_back_reason: &'static str,
    pub done: fn(&CivilStep) -> String,
    pub redraft: &'static str,
    pub redraft_intro: &'static str,
    pub redraft_save: &'static str,
    pub redraft_leave: &'static str,
    pub redraft_no_rule: &'static str,
    pub redrafted: fn(&str) -> String,
    pub differs: &'static str,
    pub differs_not: &'static str,
    pub set_aside: &'static str,
    pub take_up: &'static str,
    pub in_cases: &'static str,
    pub in_cases_all: &'static str,
    pub cases_title: &'static str,
    pub cases_intro: &'static str,
    pub case_away: &'static str,
    pub suspected: fn(&str) -> String,
    pub case_same: &'static str,
    pub case_different: &'static str,
    pub case_reason: &'static str,
    pub judged: fn(bool, &str) -> String,
    pub national_title: &'static str,
    pub national_intro: &'static str,
    pub national_none: &'static str,
    pub national_count: fn(usize) -> String,
}
