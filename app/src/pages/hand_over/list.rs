//! The list that both sign (form 06, phiếu kiểm soát quá trình giải quyết hồ sơ), as it
//! is printed.

use super::HandedOver;
use crate::counter::{Counter, DossierRow};
use crate::pages::print::{Preview, ToPrint};
use crate::texts::use_texts;
use domain::form::{Form, Handed, HandedDossier, Matter, handed_over};
use leptos::prelude::*;
use std::sync::Arc;

/// One for whoever gives, one for whoever takes.
const COPIES_USUAL: u32 = 2;

/// What was handed over just now.
#[component]
pub(super) fn HandOverList(
    /// What.
    done: HandedOver,
) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let HandedOver { rows, from, to, at } = done;
    let (count, when, taker) = (rows.len(), at.in_words(), to.clone());
    let handed = Handed {
        from,
        to,
        at,
        dossiers: rows.iter().map(|row| handed_dossier(row)).collect(),
    };
    let paper = ToPrint {
        form: Form::Control,
        matter: Matter::Unit(format!("06/{}", at.0)),
        at,
        officer: counter.session_officer(),
        copies: COPIES_USUAL,
        sheets: Arc::new(move |issue| vec![handed_over(issue, &handed)]),
    };
    view! {
        <p class="no-print" role="status">
            {move || (texts.get().hand_over.done)(count, &taker, &when)}
        </p>
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
