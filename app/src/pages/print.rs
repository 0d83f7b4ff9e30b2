//! `/ho-so/{id}/in/{mẫu}`: a form of a dossier, looked at and printed. What is on the
//! screen is what comes out of the printer.

use crate::components::{Empty, Icon, Loading, OfficersOnly, PageTitle, Shape};
use crate::counter::{Counter, HostError, Session};
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::dossier::Dossier;
use domain::form::{Drawn, Form, Paper, PrintLog, Sheet, Template, fill, values};
use domain::id::DossierId;
use domain::instant::Day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

mod controls;
mod job;
mod sheet;

use controls::Controls;
use job::Job;
use sheet::{PageSize, SheetView};

/// What can be shown.
#[derive(Clone, PartialEq)]
enum Reading {
    Loading,
    /// The dossier or the form is not here.
    Nothing,
    Here(Box<Dossier>, Form),
}

/// The page that prints one form of one dossier.
#[component]
pub fn PrintPage() -> impl IntoView {
    let texts = use_texts();
    let params = use_params_map();
    let form = Memo::new(move |_| {
        params.with(|params| Form::from_number(&params.get("form").unwrap_or_default()))
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
        Reading::Here(dossier, form) => view! { <Preview dossier=*dossier form/> }.into_any(),
    }
}

/// Reads the dossier, and again whenever the store has news.
fn read(id: Memo<Option<DossierId>>, form: Memo<Option<Form>>) -> RwSignal<Reading> {
    let counter = Counter::expect();
    let reading = RwSignal::new(Reading::Loading);
    Effect::new(move |_| {
        let wanted = id.get().zip(form.get());
        let open = counter.dossiers.with(Option::is_some);
        let (Some(host), true) = (counter.host(), open) else {
            return;
        };
        let Some((id, form)) = wanted else {
            reading.set(Reading::Nothing);
            return;
        };
        spawn_local(async move {
            let next = match host.dossier(id).await {
                Ok(Some(dossier)) => Reading::Here(Box::new(dossier), form),
                Ok(None) | Err(_) => Reading::Nothing,
            };
            if reading.try_with_untracked(|reading| *reading != next) == Some(true) {
                reading.set(next);
            }
        });
    });
    reading
}

/// What of the paper is chosen.
#[derive(Clone, Copy, Debug)]
struct Choice {
    paper: RwSignal<Paper>,
    copies: RwSignal<u32>,
}

/// Copies of a first print: one for the applicant, one for the dossier.
const COPIES_USUAL: u32 = 2;

#[component]
fn Preview(dossier: Dossier, form: Form) -> impl IntoView {
    let counter = Counter::expect();
    let choice = Choice {
        paper: RwSignal::new(Paper::default()),
        copies: RwSignal::new(COPIES_USUAL),
    };
    let job = Job::new(dossier.id, form, choice);
    let back = dossier_address(dossier.id);
    let Some(occasion) = form.occasion(&dossier) else {
        return view! {
            <p class="notice notice--warn">{say(|t| t.print.not_yet)}</p>
            <p><a class="button" href=back>{say(|t| t.print.back)}</a></p>
        }
        .into_any();
    };
    let (day, officer) = (occasion.at.day(), occasion.officer);
    let unpromised =
        form == Form::Slip && dossier.appointment.is_none() && !dossier.received.no_wait;
    let template = Memo::new(move |_| template(counter, form, day?));
    let drawn = move || {
        let template = template.get()?;
        let officer = officer.and_then(|officer| counter.host()?.officer_name(officer));
        let of = (&dossier, &*officer.unwrap_or_default());
        let copies = draw(counter, of, &template, choice, job);
        Some((template.style, copies))
    };
    let drawn = Memo::new(move |_| drawn());
    let height = RwSignal::new(0.0);
    let source = move || template.with(|template| Some(template.as_ref()?.source.clone()));
    view! {
        <div class="print-page">
            <p class="no-print"><a class="quiet-link" href=back>{say(|t| t.print.back)}</a></p>
            {unpromised.then(|| view! { <p class="notice notice--warn no-print">{say(|t| t.print.no_appointment)}</p> })}
            <Show
                when=move || drawn.with(Option::is_some)
                fallback=|| view! { <p class="notice notice--warn">{say(|t| t.print.no_template)}</p> }
            >
                <Controls job choice/>
                <p class="hint no-print" lang="vi">{source}</p>
                <PageSize paper=choice.paper height/>
                <SheetView drawn paper=choice.paper height/>
            </Show>
        </div>
    }
    .into_any()
}

fn template(counter: Counter, form: Form, day: Day) -> Option<Template> {
    counter
        .lookup
        .with(|lookup| lookup.as_ref()?.forms().template(form, day).cloned())
}

/// Every copy of the paper.
fn draw(
    counter: Counter,
    (dossier, officer): (&Dossier, &str),
    template: &Template,
    choice: Choice,
    job: Job,
) -> Vec<Vec<Drawn>> {
    let (unit, unit_name) = counter.session.with(|session| match session {
        Session::SignedIn {
            unit, unit_name, ..
        } => (unit.clone(), unit_name.clone()),
        Session::Unknown | Session::SignedOut => Default::default(),
    });
    let lookup = counter.lookup.get();
    let office = lookup
        .as_ref()
        .and_then(|lookup| lookup.forms().office(&unit));
    let copies = choice.copies.get();
    let copy = |number| {
        let sheet = Sheet {
            dossier,
            unit_name: &unit_name,
            office,
            officer,
            before: job.before.get(),
            copy: (number, copies),
            now: job.at.get(),
        };
        fill(template, &values(template.form, &sheet))
    };
    (1..=copies).map(copy).collect()
}

/// What was printed before, in words.
#[component]
fn Told(log: RwSignal<PrintLog>, form: Form) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let told = move || {
        let texts = texts.get();
        let log = log.get();
        let times = log.times(form);
        (times > 0).then(|| {
            let lines = log.of(form).rev().map(|print| {
                let name = counter
                    .host()
                    .and_then(|host| host.officer_name(print.officer));
                let name = name.unwrap_or_else(|| texts.dossier.unknown_officer.to_owned());
                let paper = (texts.print.paper_name)(print.paper);
                let line =
                    (texts.print.printed)(&print.at.clock_and_day(), &name, print.copies, paper);
                view! { <li>{line}</li> }
            });
            view! {
                <details class="more">
                    <summary>{(texts.print.times)(times)}</summary>
                    <ul class="plain hint">{lines.collect_view()}</ul>
                </details>
            }
        })
    };
    view! { <div id="printed" aria-live="polite">{told}</div> }
}

/// Why a print was not noted.
#[component]
fn Failure(failure: RwSignal<Option<HostError>>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div role="alert">
            {move || failure.get().map(|error| view! {
                <p class="notice notice--bad">
                    <span>{say(|t| t.print.not_noted)} " " {(texts.get().problems.host)(&error)}</span>
                </p>
            })}
        </div>
    }
}

/// The button that prints.
#[component]
fn PrintButton(job: Job) -> impl IntoView {
    view! {
        <button type="button" class="button button--main" disabled=job.busy on:click=move |_| job.start()>
            <Icon shape=Shape::Print/>
            {say(|t| t.procedure.print)}
        </button>
    }
}
