//! Acts of civil status that the national software lacks, and the field for the number
//! that it gave.

use crate::components::{Empty, Loading};
use crate::counter::{Counter, DossierRow, HostError, Step};
use crate::pages::{dossier_address, typed};
use crate::texts::{Unreadable, use_texts};
use domain::dossier::Refusal;
use domain::id::DossierId;
use domain::register::{CivilStep, Official};
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Rows shown at first, and added by each "more".
const PAGE_ROWS: usize = 50;

/// The list, the oldest first: what has waited longest is done first.
#[component]
pub(crate) fn NationalEntries() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let limit = RwSignal::new(PAGE_ROWS);
    let outstanding = Memo::new(move |_| {
        counter.dossiers.with(|rows| {
            let rows = rows.as_ref()?.iter().rev();
            let outstanding = rows.filter(|row| lacks(row));
            Some(outstanding.cloned().collect::<Vec<_>>())
        })
    });
    let count = move || outstanding.with(|rows| rows.as_ref().map(Vec::len));
    let shown = move || {
        let rows = outstanding.get().unwrap_or_default();
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
            let title = Signal::derive(move || texts.get().civil.national_none.to_owned());
            Some(view! { <Empty title/> }.into_any())
        }
        Some(_) => None,
    };
    view! {
        <section class="card" aria-labelledby="national">
            <div class="section-head">
                <h2 id="national">{move || texts.get().civil.national_title}</h2>
                <p class="hint">{move || count().map(|count| (texts.get().civil.national_count)(count))}</p>
            </div>
            <p class="hint">{move || texts.get().civil.national_intro}</p>
            {state}
            // By its key a row stays as it is, with what is typed in it, while others go.
            <ul class="plain reconcile">
                <For each=shown key=|row| row.id let:row>
                    <li><Outstanding row/></li>
                </For>
            </ul>
            {more}
        </section>
    }
}

/// Whether the national software has to be told of it: what ended without a result not.
fn lacks(row: &DossierRow) -> bool {
    use domain::dossier::Stage::{Declined, Stopped, Withdrawn};
    let ended = matches!(row.stage, Declined | Stopped | Withdrawn);
    !ended
        && row
            .civil
            .as_ref()
            .is_some_and(|civil| civil.official.is_none())
}

#[component]
fn Outstanding(row: Arc<DossierRow>) -> impl IntoView {
    let texts = use_texts();
    let id = row.id;
    let civil = row.civil.clone();
    let act = civil.as_ref().map(|civil| civil.act);
    let people = civil.map(|civil| civil.people).unwrap_or_default();
    let received = row.received_at.clock_and_day();
    view! {
        <a class="reconcile__who" href=dossier_address(id)>
            <strong lang="vi">{people}</strong>
            <span>{move || act.map(|act| (texts.get().civil.act)(act))}</span>
            <span class="code">{row.code.to_string()}</span>
            <span class="hint">{move || (texts.get().civil.received)(&received)}</span>
        </a>
        <NationalEntry id/>
    }
}

/// The number and the day of registration, as the national software has them.
#[component]
pub(crate) fn NationalEntry(
    /// The dossier.
    id: DossierId,
) -> impl IntoView {
    let texts = use_texts();
    let counter = StoredValue::new(Counter::expect());
    let (number, day) = (RwSignal::new(String::new()), RwSignal::new(today()));
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let texts = texts.get_untracked();
        let Some(host) = counter.with_value(Counter::host) else {
            return;
        };
        let Some(day) = typed::day(&day.get_untracked()) else {
            failure.set(Some((texts.civil.unreadable)(Unreadable::Day).to_owned()));
            return;
        };
        let number = clean(&number.get_untracked());
        if number.is_empty() {
            let refusal = HostError::Refused(Refusal::OfficialNumberMissing);
            failure.set(Some((texts.problems.host)(&refusal)));
            return;
        }
        busy.set(true);
        failure.set(None);
        let step = CivilStep::EnteredNationally(Official { number, day });
        spawn_local(async move {
            let failed = host.act(id, Step::Draft(step)).await.err();
            failure.try_set(failed.map(|error| (texts.problems.host)(&error)));
            busy.try_set(false);
        });
    };
    let field = move |name: &'static str, text: RwSignal<String>, label: Signal<&'static str>| {
        view! {
            <label class="national__field">
                <span>{label}</span>
                <input
                    name=name
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </label>
        }
    };
    view! {
        <form class="national" novalidate on:submit=submit>
            {field("official-number", number, Signal::derive(move || texts.get().civil.official_number))}
            {field("official-day", day, Signal::derive(move || texts.get().civil.official_day))}
            <button type="submit" class="button" disabled=busy>{move || texts.get().civil.enter}</button>
            <div role="alert">
                {move || failure.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </form>
    }
}

/// Most entries are made on the day of registration.
fn today() -> String {
    let now = Counter::expect().now.get_untracked();
    now.day().map(|day| day.to_string()).unwrap_or_default()
}
