//! The list that both sign (form 06, phiếu kiểm soát quá trình giải quyết hồ sơ), as it
//! is printed, and who has confirmed it so far.

use super::batch::Batch;
use crate::counter::DossierRow;
use crate::pages::print::{Preview, ToPrint};
use crate::texts::use_texts;
use domain::form::{Form, Handed, HandedDossier, Matter, handed_over};
use domain::instant::Instant;
use leptos::prelude::*;
use std::sync::Arc;

/// One for whoever gives, one for whoever takes.
const COPIES_USUAL: u32 = 2;

/// One list.
#[component]
pub(super) fn HandOverList(
    /// Which.
    batch: Batch,
) -> impl IntoView {
    let texts = use_texts();
    let Batch { by, to, at, rows } = batch;
    let times: Vec<Instant> = rows.iter().filter_map(|row| row.handing?.taken).collect();
    let (confirmed, last) = (times.len(), times.into_iter().max());
    let (count, when, receiver) = (rows.len(), at.in_words(), super::officer(to));
    let handed = Handed {
        from: super::officer(by),
        to: receiver.clone(),
        at,
        dossiers: rows.iter().map(|row| handed_dossier(row)).collect(),
    };
    let paper = ToPrint {
        form: Form::Control,
        matter: Matter::Unit(format!("06/{}", at.0)),
        at,
        officer: Some(by),
        copies: COPIES_USUAL,
        sheets: Arc::new(move |issue| vec![handed_over(issue, &handed)]),
    };
    let took = move || {
        let words = &texts.get().hand_over;
        match last {
            Some(last) => (words.taken)(confirmed, count, &last.clock_and_day()),
            None => words.not_taken.to_owned(),
        }
    };
    view! {
        <p class="no-print" role="status">
            {move || (texts.get().hand_over.done)(count, &receiver, &when)}
        </p>
        <p class="no-print hint">{took}</p>
        <Preview paper/>
    }
}

fn handed_dossier(row: &DossierRow) -> HandedDossier {
    HandedDossier {
        code: row.code.0.clone(),
        applicant: row.applicant.clone(),
        procedure: row.procedure_name.clone(),
        appointment: row.appointment,
    }
}
