//! Papers of a dossier, made at the server: from the same template and values as devices
//! print, signed by the server, drawn by a browser that is on its machine.

mod browser;

pub use browser::{Browser, DrawError};

use crate::forms::page;
use crate::keys::{ServerKey, name_of};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::catalogue::Reach;
use domain::dossier::Dossier;
use domain::form::{
    EntryReference, Form, FormSet, Issue, Paper, Sheet, Template, fill, testimonies, values,
};
use domain::id::{OfficerId, UnitId};
use domain::instant::Instant;
use domain::register::Subject;
use std::collections::HashMap;
use storage::{Transaction, UnitRecord};
use sync::ledger::{HEADS, Ledger, Missing, books, documents_of, load_book};
use sync::seal::{SEAL_CONTEXT, Seal, Sealed};
use thiserror::Error;

/// Which paper is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Of which form.
    pub form: Form,
    /// On what.
    pub paper: Paper,
    /// How many copies.
    pub copies: u32,
    /// How often it was printed before; as the dossier tells where nobody says.
    pub before: Option<u32>,
}

/// What a paper takes from around the dossier.
#[derive(Debug)]
pub struct Around<'a> {
    /// The templates.
    pub forms: &'a FormSet,
    /// The address that papers send citizens to.
    pub site: &'a str,
    /// How far the dossier's procedure goes without a network.
    pub reach: Option<Reach>,
    /// Who signs the paper's code.
    pub key: &'a ServerKey,
    /// When it is printed.
    pub now: Instant,
}

/// Why there is no such paper.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The dossier has no such paper, or not yet.
    #[error("the dossier has not come to what this form tells of")]
    NotYet,
    /// No template was in force then.
    #[error("no template of this form was in force then")]
    NoTemplate,
    /// The template is not made for what is to be printed on.
    #[error("this form is not made for that paper; a roll is printed from the counter")]
    OtherPaper,
    /// Our fault.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// The paper as a page.
///
/// # Errors
/// [`PaperError`].
pub async fn html(
    tx: &mut dyn Transaction,
    unit: &UnitRecord,
    dossier: &Dossier,
    wanted: &Wanted,
    around: &Around<'_>,
) -> Result<String, PaperError> {
    let form = wanted.form;
    let occasion = form.occasion(dossier).ok_or(PaperError::NotYet)?;
    let day = occasion.at.day();
    let template = day.and_then(|day| around.forms.template(form, day));
    let template: &Template = template.ok_or(PaperError::NoTemplate)?;
    if !template.fits().contains(&wanted.paper) {
        return Err(PaperError::OtherPaper);
    }
    let references = references(tx, &unit.id, dossier).await?;
    let officers = tx.officers(&unit.id).await.map_err(anyhow::Error::from)?;
    let names: HashMap<_, _> = officers
        .into_iter()
        .map(|it| (it.officer.id, it.officer.name))
        .collect();
    let name = |officer: OfficerId| names.get(&officer).cloned().unwrap_or_default();
    let seal = sealed(around.key, Seal::new(dossier, form, occasion))?;
    let seal = seal.write(around.site.trim_end_matches('/'));
    // The device may know of more; it cannot make a first print of a later one.
    let known = dossier.prints().times(form);
    let before = wanted.before.map_or(known, |before| before.max(known));
    let officer = occasion.officer.map(name).unwrap_or_default();
    let sheet = |copy| Sheet {
        dossier,
        offline: around.reach,
        issue: Issue {
            unit_name: &unit.name,
            office: around.forms.office(&unit.id.0),
            officer: &officer,
            before,
            copy: (copy, wanted.copies),
            now: around.now,
        },
        seal: &seal,
        references: &references,
    };
    let copies = (1..=wanted.copies).flat_map(|copy| values(form, &sheet(copy), &name));
    let sheets: Vec<_> = copies.map(|values| fill(template, &values)).collect();
    page(template, wanted.paper, &sheets).ok_or(PaperError::OtherPaper)
}

/// The server signs what it prints, as a device does.
fn sealed(key: &ServerKey, seal: Seal) -> anyhow::Result<Sealed> {
    let message = key.sign(SEAL_CONTEXT, seal.to_bytes()?)?;
    Ok(Sealed {
        seal,
        key: name_of(&key.public()),
        signature: URL_SAFE_NO_PAD.encode(message.signature),
    })
}

/// What the documents of a dossier are called in the books of its unit.
async fn references(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    dossier: &Dossier,
) -> anyhow::Result<Vec<Option<EntryReference>>> {
    let subject = |document| Subject {
        dossier: dossier.id,
        document,
    };
    let documents: Vec<_> = (0..)
        .take(testimonies(dossier).len())
        .map(subject)
        .collect();
    let heads = Missing {
        prefixes: [HEADS.to_owned()].into(),
        ..Missing::default()
    };
    let mut ledger = Ledger::default();
    let found = tx.ledger(unit, &heads).await?;
    ledger.load(heads, found);
    let mut open = vec![];
    for book in books(unit, &ledger) {
        let wanted = documents_of(&book, &documents);
        let found = tx.ledger(unit, &wanted).await?;
        ledger.load(wanted, found);
        open.extend(load_book(&ledger, &book)?);
    }
    let name = |document: &Subject| {
        let mut names = open.iter();
        names.find_map(|book| EntryReference::in_book(book, *document))
    };
    Ok(documents.iter().map(name).collect())
}
