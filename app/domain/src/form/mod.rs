//! Printed forms: templates that are data, values that are rules.
//!
//! A [`Template`] is a tree of plain elements, which the server reads from a file and
//! checks; functions here say what a form tells ([`values`] of a dossier, others of a
//! book, a day or a list), and [`fill`] puts the one into the other. What comes out holds
//! texts only: nothing of it is ever parsed again.
//!
//! A new form is a variant of [`Form`], its names and values in a file beside `slip.rs`,
//! their row in [`Form::names`], and a file in `server/forms`.

mod book_page;
mod cash_page;
mod certified;
mod civil;
mod closing_page;
mod common;
mod control;
mod draft;
mod fields;
mod fill;
mod issue;
mod notice;
#[cfg(test)]
mod notice_tests;
mod receipt;
mod register_copy;
mod slip;
#[cfg(test)]
mod slip_tests;
mod template;
mod testimony;
#[cfg(test)]
mod tests;
mod tracking;
mod words;

pub use book_page::{BookLine, BookPage, book_page};
pub use cash_page::{CashLine, CashPage, cash_page};
pub use certified::testimonies;
pub use closing_page::ClosingPage;
pub use common::Sheet;
pub use control::{Handed, HandedDossier, handed_over};
pub use draft::{BirthDraft, DeathDraft, DraftOf, DraftPerson, ExtractDraft, MarriageDraft};
pub use fields::{Names, Values};
pub use fill::{Drawn, fill};
pub use issue::Issue;
pub use slip::Duty;
pub use template::{Condition, Element, FormSet, Node, Office, Template};
pub use testimony::{EntryReference, Testimony, testimony};
pub use tracking::{TrackingPage, tracking_page};
pub use words::{moment_in_words, printed_day};

pub use crate::print::{COPIES_MAX, Form, Matter, Paper, PrintLog, Printing, Printout};

use crate::dossier::Dossier;
use crate::id::OfficerId;
use crate::instant::Instant;

/// What a form tells of: when it happened, and who signs for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When: the version of the form in force then is printed.
    pub at: Instant,
    /// Who.
    pub officer: Option<OfficerId>,
}

impl Form {
    /// What a template of the form may name.
    pub fn names(self) -> Names {
        match self {
            Self::Slip => slip::NAMES,
            Self::Supplement | Self::Refusal | Self::Apology | Self::Stop => notice::NAMES,
            Self::Control => control::NAMES,
            Self::Tracking => tracking::NAMES,
            Self::CopyTestimony | Self::SignatureTestimony => testimony::NAMES,
            Self::RegisterCopy => register_copy::NAMES,
            Self::BirthDraft => draft::BIRTH,
            Self::MarriageDraft => draft::MARRIAGE,
            Self::DeathDraft => draft::DEATH,
            Self::ExtractDraft => draft::EXTRACT,
            Self::BookPage => book_page::NAMES,
            Self::BookClosing => closing_page::NAMES,
            Self::Receipt => receipt::NAMES,
            Self::CashPage => cash_page::NAMES,
        }
    }

    /// What it would tell of a dossier; `None` when nothing of the kind has happened,
    /// and for papers that are not of one dossier.
    pub fn occasion(self, dossier: &Dossier) -> Option<Occasion> {
        match self {
            Self::Slip => slip::occasion(dossier),
            Self::Supplement | Self::Refusal | Self::Apology | Self::Stop => {
                notice::occasion(self, dossier)
            }
            Self::Control => control::occasion(dossier),
            Self::Receipt => receipt::occasion(dossier),
            Self::CopyTestimony | Self::SignatureTestimony => certified::occasion(self, dossier),
            Self::RegisterCopy => register_copy::occasion(dossier),
            Self::BirthDraft | Self::MarriageDraft | Self::DeathDraft | Self::ExtractDraft => {
                civil::occasion(self, dossier)
            }
            Self::Tracking | Self::BookPage | Self::BookClosing | Self::CashPage => None,
        }
    }
}

/// What the sheets of a form tell of a dossier; `name` knows the officers.
pub fn values(form: Form, sheet: &Sheet<'_>, name: &dyn Fn(OfficerId) -> String) -> Vec<Values> {
    match form {
        Form::Slip => vec![slip::values(sheet)],
        Form::Supplement | Form::Refusal | Form::Apology | Form::Stop => {
            vec![notice::values(form, sheet)]
        }
        Form::Control => vec![control::values(sheet, name)],
        Form::Receipt => vec![receipt::values(sheet)],
        Form::CopyTestimony | Form::SignatureTestimony => certified::values(sheet),
        Form::RegisterCopy => register_copy::values(sheet),
        Form::BirthDraft | Form::MarriageDraft | Form::DeathDraft | Form::ExtractDraft => {
            vec![civil::values(sheet.dossier, &sheet.issue)]
        }
        Form::Tracking | Form::BookPage | Form::BookClosing | Form::CashPage => vec![],
    }
}
