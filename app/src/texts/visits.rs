//! Words of the list of home visits.

#![expect(missing_docs, reason = "a text's field is documented by its text")]

/// `/luu-dong`
#[derive(Debug)]
pub struct VisitsTexts {
    pub title: &'static str,
    pub intro: &'static str,
    pub none: &'static str,
    pub none_hint: &'static str,
    pub add: &'static str,
    pub change: &'static str,
    pub place: &'static str,
    pub service: &'static str,
    pub choose: &'static str,
    pub day: &'static str,
    pub day_open: &'static str,
    pub missing: &'static str,
    pub papers: &'static str,
    pub planned_by: fn(&str) -> String,
    pub begin: &'static str,
    pub edit: &'static str,
    pub save: &'static str,
    pub cancel: &'static str,
    pub remove: &'static str,
    pub removed: fn(&str) -> String,
    pub undo: &'static str,
}
