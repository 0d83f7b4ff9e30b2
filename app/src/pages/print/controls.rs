//! What to print on, how often, and what was printed before.

use super::job::{Job, Last};
use super::preview::Choice;
use crate::components::{Icon, Shape};
use crate::counter::{Counter, HostError};
use crate::texts::{say, use_texts};
use domain::form::{COPIES_MAX, Paper, Template};
use domain::id::DossierId;
use leptos::prelude::*;

/// Paper, copies, the button.
#[component]
pub(super) fn Controls(
    job: Job,
    choice: Choice,
    /// What is printed on: the choice, where the template fits it.
    on: Signal<Paper>,
    template: Memo<Option<Template>>,
) -> impl IntoView {
    let texts = use_texts();
    let option = move |paper: Paper| {
        view! {
            <option value=paper.tag() selected=move || on.get() == paper>
                {move || (texts.get().print.paper_name)(paper)}
            </option>
        }
    };
    let fits = move || template.with(|it| it.as_ref().map_or(vec![], |it| it.fits().to_vec()));
    view! {
        <section class="card print-controls no-print" aria-label=say(|t| t.print.controls)>
            <div class="field">
                <label for="paper">{say(|t| t.print.paper)}</label>
                <select
                    id="paper"
                    on:change=move |event| {
                        let chosen = Paper::from_tag(&event_target_value(&event));
                        choice.paper.set(chosen.unwrap_or_default());
                    }
                >
                    {move || fits().into_iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="copies">{say(|t| t.print.copies)}</label>
                <input
                    id="copies"
                    type="number"
                    min="1"
                    max=COPIES_MAX.to_string()
                    inputmode="numeric"
                    prop:value=move || choice.copies.get().to_string()
                    on:change=move |event| {
                        let typed = event_target_value(&event).trim().parse().unwrap_or(1);
                        // Told again even when it is the same, so that the field shows it.
                        choice.copies.set(0);
                        choice.copies.set(u32::clamp(typed, 1, COPIES_MAX));
                    }
                />
            </div>
            <PrintButton job/>
            {job.dossier().map(|dossier| view! { <FileButton job dossier on/> })}
            <Failure failure=job.failure/>
            <TakeBack job/>
            <Told job/>
        </section>
    }
}

/// What was printed before, in words.
#[component]
fn Told(job: Job) -> impl IntoView {
    let (log, form) = (job.log, job.form());
    let texts = use_texts();
    let counter = Counter::expect();
    let of_dossier = job.dossier().is_some();
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
                    <summary>{if of_dossier { (texts.print.times)(times) } else { (texts.print.times_here)(times) }}</summary>
                    <ul class="plain hint">{lines.collect_view()}</ul>
                </details>
            }
        })
    };
    view! { <div id="printed" aria-live="polite">{told}</div> }
}

/// The button that fetches the paper as a file. What comes from a roll has no pages.
#[component]
fn FileButton(job: Job, dossier: DossierId, on: Signal<Paper>) -> impl IntoView {
    let texts = use_texts();
    let failure = move || {
        job.undrawn.get().map(|error| {
            let why = move || (texts.get().problems.host)(&error);
            view! { <p class="notice notice--warn"><span>{say(|t| t.print.no_pdf)} " " {why}</span></p> }
        })
    };
    view! {
        <Show when=move || on.get() != Paper::Roll>
            <button type="button" class="button" disabled=job.busy on:click=move |_| job.fetch(dossier, on.get_untracked())>
                {say(|t| t.print.pdf)}
            </button>
        </Show>
        <div role="alert">{failure}</div>
    }
}

/// A browser does not say whether paper came out: whoever stands at the printer does.
#[component]
fn TakeBack(job: Job) -> impl IntoView {
    let asks = move || {
        view! {
            <p class="hint">
                {say(|t| t.print.came_out)} " "
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=job.busy
                    on:click=move |_| job.take_back()
                >
                    {say(|t| t.print.take_back)}
                </button>
            </p>
        }
    };
    view! {
        <div aria-live="polite">
            <Show when=move || job.last.get() == Last::Noted>{asks()}</Show>
            <Show when=move || job.last.get() == Last::TakenBack>
                <p class="hint">{say(|t| t.print.taken_back)}</p>
            </Show>
        </div>
    }
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
