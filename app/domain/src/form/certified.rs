//! The testimonies on the documents of a dossier: a sheet for each.

use super::common::Sheet;
use super::fields::Values;
use super::testimony::{Testimony, testimony};
use super::{Form, Occasion};
use crate::dossier::Dossier;
use crate::service::{
    Copies, IdentityPaper, Interpreter, Mark, Service, Signature, Signer, Witness,
};

/// When the documents were certified, and by whom: before that they have no number.
pub(super) fn occasion(form: Form, dossier: &Dossier) -> Option<Occasion> {
    let fits = match dossier.received.service.as_ref()? {
        Service::Copies(_) => form == Form::CopyTestimony,
        Service::Signature(_) => form == Form::SignatureTestimony,
        Service::OriginalCopy(_) | Service::Civil(_) => false,
    };
    let certified = dossier.resolved().filter(|_| fits)?;
    Some(Occasion {
        at: certified.at(),
        officer: Some(certified.officer),
    })
}

/// What the sheets tell, in the order of the documents.
pub(super) fn values(sheet: &Sheet<'_>) -> Vec<Values> {
    let documents = testimonies(sheet.dossier);
    let documents = documents.into_iter().enumerate();
    let told = documents.map(|(at, mut of)| {
        of.reference = sheet.references.get(at).cloned().flatten();
        testimony(&sheet.issue, &of)
    });
    told.collect()
}

/// The testimonies that a dossier's service asks for, without their entries.
pub fn testimonies(dossier: &Dossier) -> Vec<Testimony> {
    let common = Testimony {
        at: dossier
            .resolved()
            .map(|origin| origin.at())
            .unwrap_or_default(),
        person: dossier.received.applicant.name.clone(),
        ..Testimony::default()
    };
    match &dossier.received.service {
        Some(Service::Copies(copies)) => of_copies(&common, copies),
        Some(Service::Signature(signature)) => of_signature(common, signature),
        Some(Service::OriginalCopy(_) | Service::Civil(_)) | None => vec![],
    }
}

fn of_copies(common: &Testimony, copies: &Copies) -> Vec<Testimony> {
    let of = |original: &crate::service::Original| Testimony {
        title: original.title.clone(),
        pages: original.pages,
        copies: original.copies,
        signer: signer(copies.signer.as_ref()),
        ..common.clone()
    };
    copies.originals.iter().map(of).collect()
}

fn of_signature(common: Testimony, signature: &Signature) -> Vec<Testimony> {
    let common = Testimony {
        identity: identity(&signature.identity),
        fingerprint: signature.mark == Mark::Fingerprint,
        read_aloud: signature.read_aloud,
        interpreter: signature.interpreter.as_ref().map(interpreter),
        witness: signature.witness.as_ref().map(witness),
        signer: signer(signature.signer.as_ref()),
        ..common
    };
    let of = |paper: &crate::service::SignedPaper| Testimony {
        title: paper.title.clone(),
        copies: paper.count,
        ..common.clone()
    };
    signature.papers.iter().map(of).collect()
}

fn signer(signer: Option<&Signer>) -> Option<(String, String)> {
    signer.map(|signer| (signer.name.clone(), signer.position.clone()))
}

fn interpreter(interpreter: &Interpreter) -> (String, String) {
    (interpreter.name.clone(), interpreter.language.clone())
}

/// `Lò Văn Inh, số 002190001237`.
pub(super) fn witness(witness: &Witness) -> String {
    named(&witness.name, &witness.identity)
}

/// A person, with the identity number where it was shown.
pub(super) fn named(name: &str, identity: &str) -> String {
    if identity.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, số {identity}")
    }
}

/// `Căn cước số 012345678901, cấp ngày 05/02/2024, nơi cấp: …`.
fn identity(paper: &IdentityPaper) -> String {
    let day = paper.issued.map(|day| format!(", cấp ngày {day}"));
    let whose = Some(&paper.issuer).filter(|issuer| !issuer.is_empty());
    let whose = whose.map(|issuer| format!(", nơi cấp: {issuer}"));
    let (day, whose) = (day.unwrap_or_default(), whose.unwrap_or_default());
    format!("{} số {}{day}{whose}", paper.kind, paper.number)
}
