//! What the papers of a dossier tell: of which dossier, to whom.

use super::fields::Values;
use super::issue::{self, Issue};
use super::testimony::EntryReference;
use crate::catalogue::Reach;
use crate::dossier::Dossier;

/// What a paper of a dossier is made from.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Who issues it, and which print it is.
    pub issue: Issue<'a>,
    /// How far its procedure goes without a network, where a rule tells.
    pub offline: Option<Reach>,
    /// What the QR code says; empty while it is not known.
    pub seal: &'a str,
    /// What the entries of its documents are called, where they have any.
    pub references: &'a [Option<EntryReference>],
}

/// The names of these values.
pub(super) const NAMES: &[&str] = &[
    "dossier.code",
    "dossier.official_code",
    "dossier.procedure",
    "dossier.procedure_code",
    "dossier.note",
    "dossier.offline",
    "applicant.name",
    "applicant.identity",
    "applicant.born",
    "applicant.phone",
    "applicant.address",
    "seal.address",
];

/// Sets them, and those of every paper.
pub(super) fn set(values: &mut Values, sheet: &Sheet<'_>) {
    issue::set(values, &sheet.issue);
    let received = &sheet.dossier.received;
    values.text("dossier.code", &*received.code.0);
    values.text("dossier.official_code", &*sheet.dossier.official_code);
    values.text("dossier.procedure", &*received.procedure.name);
    let code = &received.procedure.code;
    let published = if code.is_local() { "" } else { code.as_str() };
    values.text("dossier.procedure_code", published);
    values.text("dossier.note", &*received.note);
    let offline = sheet.offline.map_or("", Reach::in_words);
    values.text("dossier.offline", offline);
    let applicant = &received.applicant;
    values.text("applicant.name", &*applicant.name);
    values.text("applicant.identity", &*applicant.identity);
    let born = applicant.born.map(|day| day.to_string());
    values.text("applicant.born", born.unwrap_or_default());
    values.text("applicant.phone", &*applicant.phone);
    values.text("applicant.address", &*applicant.address);
    let code = &*received.code.0;
    let seal = Some(sheet.seal).filter(|seal| !seal.is_empty());
    values.text("seal.address", seal.unwrap_or(code));
}
