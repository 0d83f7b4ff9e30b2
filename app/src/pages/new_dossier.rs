//! `/ho-so/moi?thu-tuc={code}`: taking a dossier.

use crate::components::{Empty, Loading, OfficersOnly, PageTitle, SearchBox};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use domain::catalogue::ProcedureCode;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

mod applicant;
mod basis;
mod card;
mod charged;
mod civil;
mod draft;
mod exemption;
mod fee;
mod form;
mod papers;
mod read;
mod redraft;
mod room;
mod save;
mod service;
mod slip;
mod values;
mod view;
mod visit;

pub(super) use civil::changes;
pub use redraft::RedraftPage;

use super::appointment;
use basis::Basis;
use view::ReceptionForm;

/// What can be shown for the code in the address.
#[derive(Clone, PartialEq)]
enum Opening {
    /// The catalogue has not been read yet.
    Loading,
    /// No code: one has to be chosen.
    Choose,
    /// Nothing has this code.
    Nothing(String),
    /// The form.
    Form(Box<Basis>),
}

/// The form for a new dossier.
#[component]
pub fn NewDossierPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().form.title.to_owned())/>
        <OfficersOnly>
            <Chosen/>
        </OfficersOnly>
    }
}

/// The form of the chosen procedure. A catalogue that arrives while it is being
/// filled in does not touch it (I9).
#[component]
fn Chosen() -> impl IntoView {
    let counter = Counter::expect();
    let lookup = counter.lookup;
    let texts = use_texts();
    let address = use_query_map();
    let code = Memo::new(move |_| address.with(|map| map.get("thu-tuc").unwrap_or_default()));
    let opening = Memo::new(move |before: Option<&Opening>| {
        let code = code.get();
        let (unit, day) = (appointment::unit(counter), counter.today());
        match before {
            Some(Opening::Form(basis)) if basis.pin.code.as_str() == code.trim() => {
                Opening::Form(basis.clone())
            }
            Some(_) | None if code.trim().is_empty() => Opening::Choose,
            Some(_) | None => lookup.with(|lookup| {
                let Some((lookup, day)) = lookup.as_deref().zip(day) else {
                    return Opening::Loading;
                };
                Basis::new(lookup, &ProcedureCode::new(&code), &unit, day)
                    .map_or(Opening::Nothing(code), |basis| {
                        Opening::Form(Box::new(basis))
                    })
            }),
        }
    });
    move || match opening.get() {
        Opening::Loading => view! { <Loading/> }.into_any(),
        Opening::Choose => view! { <Choose/> }.into_any(),
        Opening::Nothing(code) => view! {
            <Empty title=Signal::derive(move || (texts.get().procedure.unknown_code)(&code))/>
            <Choose/>
        }
        .into_any(),
        Opening::Form(basis) => view! { <ReceptionForm basis=*basis/> }.into_any(),
    }
}

#[component]
fn Choose() -> impl IntoView {
    view! {
        <p class="hint">{say(|t| t.form.choose)}</p>
        <SearchBox href=super::form_address/>
    }
}
