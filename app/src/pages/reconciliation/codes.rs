//! Dossiers that the official system has not given a code.

use super::desk::{Coded, Desk, Told};
use super::pasted::Pasted;
use crate::components::{Empty, Loading};
use crate::counter::{Counter, DossierRow};
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::dossier::looks_official;
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows shown at first, and added by each "more".
const PAGE_ROWS: usize = 50;

/// The list, with a field for each dossier and one for many.
#[component]
pub(super) fn Codes() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let desk = Desk::new();
    let limit = RwSignal::new(PAGE_ROWS);
    let uncoded = Memo::new(move |_| {
        counter.dossiers.with(|rows| {
            let uncoded = rows.as_ref()?.iter().filter(|row| !row.coded);
            Some(uncoded.cloned().collect::<Vec<_>>())
        })
    });
    let count = move || uncoded.with(|rows| rows.as_ref().map(Vec::len));
    let shown = move || {
        let rows = uncoded.get().unwrap_or_default();
        rows.into_iter().take(limit.get()).collect::<Vec<_>>()
    };
    let more = move || {
        let left = count()?.saturating_sub(limit.get());
        (left > 0).then(|| {
            view! {
                <button type="button" class="button button--wide" on:click=move |_| limit.update(|limit| *limit += PAGE_ROWS)>
                    {move || (texts.get().common.show_more)(left)}
                </button>
            }
        })
    };
    let state = move || match count() {
        None => Some(view! { <Loading/> }.into_any()),
        Some(0) => {
            let title = Signal::derive(move || texts.get().reconciliation.codes_none.to_owned());
            Some(view! { <Empty title/> }.into_any())
        }
        Some(_) => None,
    };
    view! {
        <section class="card" aria-labelledby="codes">
            <div class="section-head">
                <h2 id="codes">{say(|t| t.reconciliation.codes)}</h2>
                <p class="hint">{move || count().map(|count| (texts.get().reconciliation.codes_left)(count))}</p>
            </div>
            <Told desk/>
            <Pasted desk/>
            {state}
            // By its key a row stays as it is, with what is typed in it, while others go.
            <ul class="plain reconcile">
                <For each=shown key=|row| row.id let:row>
                    <li><Uncoded row desk/></li>
                </For>
            </ul>
            {more}
        </section>
    }
}

/// One dossier and the field for its code.
#[component]
fn Uncoded(row: Arc<DossierRow>, desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let typed = RwSignal::new(String::new());
    let id = row.id;
    let odd = move || {
        let code = clean(&typed.get());
        !code.is_empty() && !looks_official(&code)
    };
    let applicant = row.applicant.clone();
    let label = move || (texts.get().reconciliation.code_of)(&applicant);
    let of = Arc::clone(&row);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.record(vec![Coded {
            row: Arc::clone(&of),
            code: clean(&typed.get_untracked()),
        }]);
    };
    view! {
        <form class="reconcile__row" novalidate on:submit=submit>
            <a class="reconcile__who" href=dossier_address(id)>
                <strong lang="vi">{row.applicant.clone()}</strong>
                <span lang="vi">{row.procedure_name.clone()}</span>
                <span class="code">{row.code.to_string()}</span>
            </a>
            <input
                class="code"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                aria-label=label
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <button type="submit" class="button">{say(|t| t.reconciliation.record)}</button>
            <div aria-live="polite">
                {move || odd().then(|| view! { <p class="field__warning">{say(|t| t.reconciliation.odd)}</p> })}
            </div>
        </form>
    }
}
