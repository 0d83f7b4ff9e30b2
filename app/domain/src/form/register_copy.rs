//! What is put to copies from an original register: a sheet for each document.

use super::Occasion;
use super::common::Sheet;
use super::fields::{Names, Values};
use super::issue;
use super::words::printed_day;
use crate::dossier::Dossier;
use crate::instant::{Day, Instant};
use crate::service::{OriginalCopy, RegisterCopy, Service};

/// What its template may name.
pub(super) const NAMES: Names = Names {
    texts: &[issue::NAMES, OWN],
    rows: &[],
};

const OWN: &[&str] = &[
    "copy.code",
    "copy.day",
    "copy.title",
    "copy.holder",
    "copy.register",
    "copy.number",
    "copy.entered",
    "copy.copies",
    "copy.person",
    "copy.relation",
    "signer.name",
    "signer.position",
];

fn copies(dossier: &Dossier) -> Option<&OriginalCopy> {
    match dossier.received.service.as_ref()? {
        Service::OriginalCopy(copies) => Some(copies),
        Service::Copies(_) | Service::Signature(_) | Service::Civil(_) => None,
    }
}

/// When the copies were made, and by whom.
pub(super) fn occasion(dossier: &Dossier) -> Option<Occasion> {
    copies(dossier)?;
    let made = dossier.resolved()?;
    Some(Occasion {
        at: made.at(),
        officer: Some(made.officer),
    })
}

/// What the sheets tell, in the order of the documents.
pub(super) fn values(sheet: &Sheet<'_>) -> Vec<Values> {
    let Some(copies) = copies(sheet.dossier) else {
        return vec![];
    };
    let told = copies.documents.iter();
    told.map(|document| one(sheet, copies, document)).collect()
}

fn one(sheet: &Sheet<'_>, copies: &OriginalCopy, document: &RegisterCopy) -> Values {
    let mut values = Values::default();
    issue::set(&mut values, &sheet.issue);
    let received = &sheet.dossier.received;
    let made = sheet.dossier.resolved().map(|made| made.at());
    let day = made.and_then(Instant::day).map(printed_day);
    values.text("copy.code", &*received.code.0);
    values.text("copy.day", day.unwrap_or_default());
    values.text("copy.title", &*document.title);
    values.text("copy.holder", &*document.holder);
    values.text("copy.register", &*document.register);
    values.text("copy.number", &*document.number);
    let entered = document.entered.as_ref().map(Day::to_string);
    values.text("copy.entered", entered.unwrap_or_default());
    values.text("copy.copies", document.copies.to_string());
    values.text("copy.person", &*received.applicant.name);
    values.text("copy.relation", &*copies.relation);
    let signer = copies.signer.clone().unwrap_or_default();
    values.text("signer.name", signer.name);
    values.text("signer.position", signer.position);
    values
}
