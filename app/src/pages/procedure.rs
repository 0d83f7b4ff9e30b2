//! `/thu-tuc/{code}`: everything one procedure asks for.

use crate::components::{Fact, Loading, PageTitle, PrintHead};
use crate::counter::Counter;
use crate::lookup::Lookup;
use crate::texts::{say, use_texts};
use domain::catalogue::{CatalogueRow, ProcedureCard, ProcedureCode};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

mod actions;
mod details;
mod essentials;
mod papers;
mod share;
mod sources;

use actions::Actions;
use details::Details;
use essentials::Essentials;
use papers::Papers;
use share::Share;
use sources::Sources;

/// What a device knows of a code.
#[derive(Clone, PartialEq)]
enum Known {
    /// The catalogue has not been read yet.
    Loading,
    /// Nothing has this code.
    Nothing(String),
    /// Only the row of the national list.
    Row(CatalogueRow, String),
    /// All of it.
    Card(Box<ProcedureCard>),
}

/// The page of one procedure; open to everyone.
#[component]
pub fn ProcedurePage() -> impl IntoView {
    let lookup = Counter::expect().lookup;
    let texts = use_texts();
    let params = use_params_map();
    let known = Memo::new(move |_| {
        let code = params.with(|params| params.get("code").unwrap_or_default());
        lookup.with(|lookup| know(lookup.as_deref(), &code))
    });
    let title = Signal::derive(move || match known.get() {
        Known::Loading => texts.get().procedure.title.to_owned(),
        Known::Nothing(code) => (texts.get().procedure.unknown_code)(&code),
        Known::Row(row, _) => row.name,
        Known::Card(card) => card.name,
    });
    // A name is Vietnamese in every language of the screens.
    let language = Signal::derive(move || {
        known.with(|known| matches!(known, Known::Row(..) | Known::Card(_)).then_some("vi"))
    });
    let body = move || match known.get() {
        Known::Loading => view! { <Loading/> }.into_any(),
        Known::Nothing(_) => view! {
            <p>{say(|t| t.procedure.unknown_code_hint)}</p>
            <p><a class="button" href="/thu-tuc">{say(|t| t.search.label)}</a></p>
        }
        .into_any(),
        Known::Row(row, field) => view! { <RowBody row field/> }.into_any(),
        Known::Card(card) => view! { <CardBody card=*card/> }.into_any(),
    };
    view! {
        <article class="procedure">
            <PrintHead/>
            <PageTitle text=title language/>
            {body}
        </article>
    }
}

fn know(lookup: Option<&Lookup>, code: &str) -> Known {
    let Some(lookup) = lookup else {
        return Known::Loading;
    };
    let key = known_code(lookup, code);
    match (lookup.card(&key), lookup.row(&key)) {
        (Some(card), _) => Known::Card(Box::new(card.clone())),
        (None, Some(row)) => Known::Row(row.clone(), lookup.list().field_of(row).to_owned()),
        (None, None) => Known::Nothing(code.to_owned()),
    }
}

/// The code itself, or that of the procedure whose case it names
/// (`1.000894.02`, as printed on the portal's papers).
fn known_code(lookup: &Lookup, code: &str) -> ProcedureCode {
    let key = ProcedureCode::new(code);
    let base = code
        .trim()
        .rsplit_once('.')
        .map(|(base, _)| ProcedureCode::new(base));
    match base.filter(|base| lookup.row(&key).is_none() && lookup.row(base).is_some()) {
        Some(base) => base,
        None => key,
    }
}

/// Code, field and marks beneath the name.
#[component]
fn Caption(code: ProcedureCode, field: String, no_wait: bool) -> impl IntoView {
    let code = if code.is_local() {
        view! { <span>{say(|t| t.procedure.local_code)}</span> }.into_any()
    } else {
        view! { <span class="code">{code.to_string()}</span> }.into_any()
    };
    view! {
        <p class="procedure__caption">
            {no_wait.then(|| view! { <span class="badge badge--no-wait">{say(|t| t.home.no_wait_title)}</span> })}
            {code}
            {(!field.is_empty()).then(|| view! { <span>{field}</span> })}
        </p>
    }
}

#[component]
fn RowBody(row: CatalogueRow, field: String) -> impl IntoView {
    let code = row.code.clone();
    view! {
        <Caption code=row.code.clone() field=field no_wait=row.no_wait/>
        <Actions code=code/>
        {(!row.commune).then(|| view! { <p class="notice notice--warn">{say(|t| t.procedure.not_commune)}</p> })}
        <p class="notice notice--info">{say(|t| t.procedure.list_only)}</p>
        <dl class="facts">
            <Fact term=say(|t| t.procedure.papers)>{say(|t| t.common.unknown)}</Fact>
            <Fact term=say(|t| t.procedure.limits)>{say(|t| t.common.unknown)}</Fact>
            <Fact term=say(|t| t.procedure.fee)>{say(|t| t.common.unknown)}</Fact>
        </dl>
        <Share code=row.code/>
    }
}

#[component]
fn CardBody(card: ProcedureCard) -> impl IntoView {
    view! {
        <Caption code=card.code.clone() field=card.field.clone() no_wait=card.no_wait/>
        <Actions code=card.code.clone()/>
        <div class="procedure__columns">
            <div class="procedure__main">
                <Papers card=card.clone()/>
                <Details card=card.clone()/>
            </div>
            <aside class="procedure__side">
                <Essentials card=card.clone()/>
                <Share code=card.code.clone()/>
                <Sources origins=card.origins decision=card.decision/>
            </aside>
        </div>
    }
}
