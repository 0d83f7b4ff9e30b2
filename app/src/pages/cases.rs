//! Dossiers that may be about the same people: seen together, and settled by a person.

use crate::components::{DossierItem, Icon, Shape};
use crate::counter::{Alike, Case, Counter, HostError, Step};
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::civil::{Judgement, Likeness};
use domain::id::DossierId;
use domain::text::clean;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// Rows shown before the page of all is better.
const ROWS_MAX: usize = 6;

/// The dossiers that are later in a case, each a tap away; nothing where there are none.
#[component]
pub(crate) fn InCases() -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let rows = Memo::new(move |_| {
        let later: BTreeSet<_> = all_cases(counter)
            .iter()
            .map(|case| case.later.id)
            .collect();
        counter.dossiers.with(|rows| {
            let rows = rows.iter().flat_map(|rows| rows.iter());
            let rows = rows.filter(|row| later.contains(&row.id));
            rows.cloned().collect::<Vec<_>>()
        })
    });
    let list = move || {
        let rows = rows.get();
        let now = counter.now.get_untracked();
        let (count, first) = (rows.len(), rows.into_iter().take(ROWS_MAX));
        (count > 0).then(|| {
            view! {
                <section aria-labelledby="in-cases">
                    <div class="section-head">
                        <h2 id="in-cases">{say(|t| t.civil.in_cases)}</h2>
                        <p class="hint">{move || (texts.get().dossiers.count)(count)}</p>
                        <a class="section-head__link" href="/doi-chieu">{say(|t| t.civil.in_cases_all)}</a>
                    </div>
                    <ul class="rows">
                        {first.map(|row| view! { <li><DossierItem row now/></li> }).collect_view()}
                    </ul>
                </section>
            }
        })
    };
    view! { {list} }
}

/// What waits for a person, read again whenever a dossier changes.
fn all_cases(counter: Counter) -> Vec<Case> {
    counter.dossiers.track();
    counter.host().map(|host| host.cases()).unwrap_or_default()
}

/// The cases, or those of one dossier; nothing where there are none.
#[component]
pub(crate) fn Cases(
    /// Only this dossier's.
    #[prop(optional)]
    of: Option<DossierId>,
) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let cases = Memo::new(move |_| {
        let cases = all_cases(counter);
        let is_of = |case: &Case| of.is_none_or(|id| [case.earlier, case.later.id].contains(&id));
        cases.into_iter().filter(is_of).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || cases.with(|cases| !cases.is_empty())>
            <section class="card conflicts" aria-labelledby="cases">
                <h2 id="cases"><Icon shape=Shape::Warning/> {move || texts.get().civil.cases_title}</h2>
                <p>{move || texts.get().civil.cases_intro}</p>
                <For each=move || cases.get() key=|case| (case.earlier, case.known.is_some(), case.later.id) let:case>
                    <OneCase case/>
                </For>
            </section>
        </Show>
    }
}

#[component]
fn OneCase(case: Case) -> impl IntoView {
    let texts = use_texts();
    let counter = StoredValue::new(Counter::expect());
    let (earlier, later, by) = (case.earlier, case.later.id, case.by);
    let reason = RwSignal::new(String::new());
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<HostError>));
    let judge = move |same| {
        let Some(host) = counter.with_value(Counter::host) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let judgement = Judgement {
            other: earlier,
            same,
            reason: clean(&reason.get_untracked()),
        };
        spawn_local(async move {
            let failed = host.act(later, Step::Judge(judgement)).await.err();
            failure.try_set(failed);
            busy.try_set(false);
        });
    };
    let told = move || {
        failure.get().map(|error| {
            view! { <p class="field__error">{(texts.get().problems.host)(&error)}</p> }
        })
    };
    let first = match case.known {
        Some(side) => view! { <Side side/> }.into_any(),
        None => view! { <Away id=earlier by/> }.into_any(),
    };
    view! {
        <div class="conflict">
            <ul class="plain">
                <li>{first}</li>
                <li><Side side=case.later/></li>
            </ul>
            <label class="national__field">
                <span>{move || texts.get().civil.case_reason}</span>
                <input
                    name="case-reason"
                    autocomplete="off"
                    prop:value=reason
                    on:input=move |event| reason.set(event_target_value(&event))
                />
            </label>
            <div role="alert">{told}</div>
            <div class="actions">
                <button type="button" class="button" disabled=busy on:click=move |_| judge(false)>
                    {move || texts.get().civil.case_different}
                </button>
                <button type="button" class="button" disabled=busy on:click=move |_| judge(true)>
                    {move || texts.get().civil.case_same}
                </button>
            </div>
        </div>
    }
}

/// The earlier dossier where the server alone has it: opening it fetches it.
#[component]
fn Away(id: DossierId, by: Likeness) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="civil__same">
            <a href=dossier_address(id) target="_blank">{move || texts.get().civil.case_away}</a>
            <span class="hint">{move || (texts.get().civil.likeness)(by)}</span>
        </div>
    }
}

/// One of two dossiers: who, which, when, by what they are alike.
#[component]
pub(crate) fn Side(
    /// Which.
    side: Alike,
) -> impl IntoView {
    let texts = use_texts();
    let (by, stage) = (side.by, side.stage);
    let at = side.received_at.clock_and_day();
    let more = move || {
        let texts = texts.get();
        let received = (texts.civil.received)(&at);
        let stage = (texts.common.stage)(stage);
        format!("{received} · {stage} · {}", (texts.civil.likeness)(by))
    };
    view! {
        <div class="civil__same">
            <a href=dossier_address(side.id) target="_blank">
                <strong lang="vi">{side.people}</strong>
                " "
                <span class="code">{side.code.to_string()}</span>
            </a>
            <span class="hint" lang="vi">{side.procedure_name}</span>
            <span class="hint">{more}</span>
        </div>
    }
}
