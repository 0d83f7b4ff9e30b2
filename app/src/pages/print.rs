//! `/ho-so/{id}/in/{mẫu}`: a form of a dossier, looked at and printed. What is on the
//! screen is what comes out of the printer. [`Preview`] does the same for any paper.

use crate::components::{Empty, Loading, OfficersOnly, PageTitle};
use crate::counter::Counter;
use crate::lookup::Lookup;
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::dossier::Dossier;
use domain::form::{EntryReference, Form, Matter, Sheet, values};
use domain::id::{DossierId, OfficerId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;
use sync::seal::{Seal, Sealed};

mod controls;
mod job;
mod preview;
mod sheet;

use preview::Sheets;

pub(super) use preview::{Preview, ToPrint};

/// What can be shown.
#[derive(Clone, PartialEq)]
enum Reading {
    Loading,
    /// The dossier or the form is not here.
    Nothing,
    Here(Box<Dossier>, Form, Vec<Option<EntryReference>>),
}

/// The page that prints one form of one dossier.
#[component]
pub fn PrintPage() -> impl IntoView {
    let texts = use_texts();
    let params = use_params_map();
    let form = Memo::new(move |_| {
        params.with(|params| Form::from_key(&params.get("form").unwrap_or_default()))
    });
    let title = Signal::derive(move || {
        let texts = texts.get();
        let name = |form| (texts.print.form)(form).to_owned();
        form.get()
            .map_or_else(|| texts.not_found.title.to_owned(), name)
    });
    let id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        id.parse::<DossierId>().ok()
    });
    view! {
        <PageTitle text=title/>
        <OfficersOnly>
            <Body id form/>
        </OfficersOnly>
    }
}

#[component]
fn Body(id: Memo<Option<DossierId>>, form: Memo<Option<Form>>) -> impl IntoView {
    let reading = read(id, form);
    move || match reading.get() {
        Reading::Loading => view! { <Loading/> }.into_any(),
        Reading::Nothing => view! {
            <Empty
                title=Signal::derive(move || use_texts().get().dossier.not_here.to_owned())
                hint=say(|t| t.dossier.not_here_hint)
            />
        }
        .into_any(),
        Reading::Here(dossier, form, references) => {
            view! { <OfDossier dossier=*dossier form references/> }.into_any()
        }
    }
}

/// Reads the dossier, and again whenever the store has news.
fn read(id: Memo<Option<DossierId>>, form: Memo<Option<Form>>) -> RwSignal<Reading> {
    let counter = Counter::expect();
    let reading = RwSignal::new(Reading::Loading);
    Effect::new(move |_| {
        let wanted = id.get().zip(form.get());
        let open = counter.dossiers.with(Option::is_some);
        // A number may come while the paper is looked at.
        counter.sync.track();
        let (Some(host), true) = (counter.host(), open) else {
            return;
        };
        let Some((id, form)) = wanted else {
            reading.set(Reading::Nothing);
            return;
        };
        spawn_local(async move {
            let next = match host.dossier(id).await {
                Ok(Some(dossier)) => {
                    let references = host.references(dossier.clone()).await;
                    let references = references.unwrap_or_default();
                    // The paper under the printer's dialog is not drawn anew for its print.
                    let dossier = dossier.without_prints();
                    Reading::Here(Box::new(dossier), form, references)
                }
                Ok(None) | Err(_) => Reading::Nothing,
            };
            if reading.try_with_untracked(|reading| *reading != next) == Some(true) {
                reading.set(next);
            }
        });
    });
    reading
}

/// Copies at first: of what is handed over one for the applicant and one for the dossier;
/// of what goes onto a document, or is only read over, one.
fn copies_usual(form: Form) -> u32 {
    match form {
        Form::Slip
        | Form::Supplement
        | Form::Refusal
        | Form::Apology
        | Form::Stop
        | Form::Control
        | Form::Receipt => 2,
        Form::Tracking
        | Form::CopyTestimony
        | Form::SignatureTestimony
        | Form::RegisterCopy
        | Form::BirthDraft
        | Form::MarriageDraft
        | Form::DeathDraft
        | Form::ExtractDraft
        | Form::BookPage
        | Form::BookClosing
        | Form::CashPage => 1,
    }
}

#[component]
fn OfDossier(
    dossier: Dossier,
    form: Form,
    /// What its documents are called in their book.
    references: Vec<Option<EntryReference>>,
) -> impl IntoView {
    let back = dossier_address(dossier.id);
    let back_link = move || {
        view! { <a class="quiet-link" href=back.clone()>{say(|t| t.print.back)}</a> }
    };
    let Some(occasion) = form.occasion(&dossier) else {
        return view! {
            <p class="notice notice--warn">{say(|t| t.print.not_yet)}</p>
            <p>{back_link()}</p>
        }
        .into_any();
    };
    let unpromised =
        form == Form::Slip && dossier.appointment.is_none() && !dossier.received.no_wait;
    let seal = sealed(Seal::new(&dossier, form, occasion));
    let waits = |of: &Option<EntryReference>| matches!(of, Some(EntryReference::Provisional(_)));
    let provisional = references.iter().any(waits);
    let paper = ToPrint {
        form,
        matter: Matter::Dossier(dossier.id),
        at: occasion.at,
        officer: occasion.officer,
        copies: copies_usual(form),
        sheets: sheets(dossier, form, seal, references),
    };
    view! {
        <p class="no-print">{back_link()}</p>
        {provisional.then(|| view! { <p class="notice notice--warn no-print" id="provisional">{say(|t| t.print.provisional)}</p> })}
        {unpromised.then(|| view! { <p class="notice notice--warn no-print">{say(|t| t.print.no_appointment)}</p> })}
        <Preview paper/>
    }
    .into_any()
}

/// What the code on the paper says: signed as soon as the host has done so, and without
/// a signature where it cannot.
fn sealed(seal: Seal) -> Signal<String> {
    let counter = Counter::expect();
    let signed = RwSignal::new(None::<Sealed>);
    Effect::new(move |_| {
        let Some(host) = counter.host() else { return };
        let seal = seal.clone();
        spawn_local(async move {
            match host.seal(seal).await {
                Ok(sealed) => drop(signed.try_set(Some(sealed))),
                Err(error) => leptos::logging::error!("seal: {error}"),
            }
        });
    });
    Signal::derive(move || {
        let lookup = counter.lookup.get();
        let site = lookup.map(|lookup| lookup.forms().site.clone());
        let site = site.filter(|site| !site.is_empty()).or_else(own_site);
        signed
            .with(|signed| Some(signed.as_ref()?.write(&site?)))
            .unwrap_or_default()
    })
}

/// Where this page was fetched from.
fn own_site() -> Option<String> {
    window().location().origin().ok()
}

/// What the sheets of a dossier's paper tell.
fn sheets(
    dossier: Dossier,
    form: Form,
    seal: Signal<String>,
    references: Vec<Option<EntryReference>>,
) -> Sheets {
    let counter = Counter::expect();
    let code = dossier.received.procedure.code.clone();
    Arc::new(move |issue| {
        let reach = |lookup: &Lookup| Some(lookup.card(&code)?.offline.as_ref()?.reach);
        let sheet = Sheet {
            dossier: &dossier,
            offline: counter.lookup.with(|lookup| reach(lookup.as_deref()?)),
            issue: *issue,
            seal: &seal.get(),
            references: &references,
        };
        values(form, &sheet, &|officer| officer_name(counter, officer))
    })
}

/// An officer's name; empty for one whom this device does not know.
pub(super) fn officer_name(counter: Counter, officer: OfficerId) -> String {
    let name = counter.host().and_then(|host| host.officer_name(officer));
    name.unwrap_or_default()
}
