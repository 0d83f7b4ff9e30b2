//! `/ban-giao`: the counter hands received dossiers to a specialist, many at a time; the
//! specialist confirms the whole list on his own device; the list is what both sign.

use super::bulk::{Progress, record_all};
use super::dossier_address;
use crate::components::{Empty, Icon, Loading, OfficersOnly, PageTitle, Shape};
use crate::counter::{Counter, DossierRow, HostError, Step};
use crate::texts::{say, use_texts};
use domain::dossier::{Move, Moved, Stage};
use domain::id::{DossierId, OfficerId};
use domain::officer::Officer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::sync::Arc;

mod batch;
mod incoming;
mod list;
mod lists;

use incoming::Incoming;
use lists::{Lists, Opened};

/// Choosing dossiers and the specialist.
#[component]
pub fn HandOverPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().hand_over.title.to_owned())/>
        <OfficersOnly>
            <Pages/>
        </OfficersOnly>
    }
}

/// What waits for this officer, what he can hand over, and the lists.
#[component]
fn Pages() -> impl IntoView {
    let opened: Opened = RwSignal::new(None);
    view! {
        <div class="no-print"><Incoming/></div>
        <Desk opened/>
        <Lists opened/>
    }
}

/// What is typed, and how far it is.
#[derive(Clone, Copy, Debug)]
struct Choosing {
    left_out: RwSignal<BTreeSet<DossierId>>,
    to: RwSignal<Option<Officer>>,
    progress: Progress,
    failure: RwSignal<Option<HostError>>,
}

#[component]
fn Desk(opened: Opened) -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let choosing = Choosing {
        left_out: RwSignal::new(BTreeSet::new()),
        to: RwSignal::new(None),
        progress: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    let waiting = Memo::new(move |_| {
        counter.dossiers.with(|rows| {
            let rows = rows.as_ref()?.iter();
            let received = rows.filter(|row| row.stage == Stage::Received);
            Some(received.cloned().collect::<Vec<_>>())
        })
    });
    let colleagues = counter
        .host()
        .map(|host| host.colleagues())
        .unwrap_or_default();
    choosing.to.set(colleagues.first().cloned());
    let colleagues = StoredValue::new(colleagues);
    let body = move || match waiting.get() {
        None => view! { <Loading/> }.into_any(),
        Some(rows) if rows.is_empty() => view! {
            <Empty title=Signal::derive(move || texts.get().hand_over.empty.to_owned())/>
        }
        .into_any(),
        Some(rows) => {
            view! { <Choose rows choosing opened colleagues=colleagues.get_value()/> }.into_any()
        }
    };
    let failure = move || {
        let error = choosing.failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    view! {
        <div role="alert">{failure}</div>
        <div class="no-print">{body}</div>
    }
}

#[component]
fn Choose(
    rows: Vec<Arc<DossierRow>>,
    choosing: Choosing,
    opened: Opened,
    colleagues: Vec<Officer>,
) -> impl IntoView {
    let texts = use_texts();
    let Choosing {
        left_out,
        to,
        progress,
        ..
    } = choosing;
    let all = StoredValue::new(rows.clone());
    let chosen = move || {
        let left_out = left_out.get();
        all.with_value(|rows| {
            let chosen = rows.iter().filter(|row| !left_out.contains(&row.id));
            chosen.cloned().collect::<Vec<_>>()
        })
    };
    let count = Memo::new(move |_| chosen().len());
    let counter = StoredValue::new(Counter::expect());
    let go = move |_| {
        if let Some(officer) = to.get_untracked() {
            let counter = counter.get_value();
            hand_over(counter, choosing, untrack(chosen), officer, opened);
        }
    };
    let label = move || {
        let words = &texts.get().hand_over;
        match progress.get() {
            Some((done, of)) => (words.progress)(done, of),
            None => (words.confirm)(count.get()),
        }
    };
    let known = StoredValue::new(colleagues.clone());
    let option = |officer: Officer| {
        view! { <option value=officer.id.to_string()>{officer.name}</option> }
    };
    view! {
        <p class="hint">{say(|t| t.hand_over.intro)}</p>
        <div class="field">
            <label for="to">{say(|t| t.lifecycle.officer)}</label>
            <select
                id="to"
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    let officer = known.with_value(|known| {
                        known.iter().find(|officer| officer.id.to_string() == chosen).cloned()
                    });
                    to.set(officer);
                }
            >
                {colleagues.into_iter().map(option).collect_view()}
            </select>
        </div>
        <ul class="rows">
            {rows.into_iter().map(|row| view! { <li><Row row left_out/></li> }).collect_view()}
        </ul>
        <div class="save-bar">
            <button
                type="button"
                class="button button--main button--wide"
                disabled=move || count.get() == 0 || progress.get().is_some()
                on:click=go
            >
                <Icon shape=Shape::Tick/>
                {label}
            </button>
        </div>
    }
}

#[component]
fn Row(row: Arc<DossierRow>, left_out: RwSignal<BTreeSet<DossierId>>) -> impl IntoView {
    let id = row.id;
    view! {
        <label class="choice hand-over__row">
            <input
                type="checkbox"
                prop:checked=move || left_out.with(|left_out| !left_out.contains(&id))
                on:change=move |event| {
                    let chosen = event_target_checked(&event);
                    left_out.update(|left_out| {
                        if chosen {
                            left_out.remove(&id);
                        } else {
                            left_out.insert(id);
                        }
                    });
                }
            />
            <span class="choice__words" lang="vi">
                <strong>{row.applicant.clone()}</strong>
                <span>{row.procedure_name.clone()}</span>
                <span class="code">{row.code.to_string()}</span>
            </span>
        </label>
        <a class="tap" href=dossier_address(id)>{say(|t| t.sync.open_dossier)}</a>
    }
}

/// Records the step for one dossier after another, then opens the list of them.
fn hand_over(
    counter: Counter,
    choosing: Choosing,
    rows: Vec<Arc<DossierRow>>,
    officer: Officer,
    opened: Opened,
) {
    let Some(host) = counter.host() else {
        return;
    };
    let at = counter.now.get_untracked();
    choosing.failure.set(None);
    let moved = Moved {
        list: Some(at),
        ..Moved::plainly(Move::HandedOver(officer.id))
    };
    let step = |row: &Arc<DossierRow>| (row.id, Step::Move(Box::new(moved.clone())));
    let steps = rows.iter().map(step).collect();
    spawn_local(async move {
        let (done, failure) = record_all(&host, choosing.progress, steps).await;
        choosing.failure.try_set(failure);
        if done > 0 {
            opened.try_set(Some(at));
        }
    });
}

/// An officer of the unit by name.
fn officer(id: OfficerId) -> String {
    let name = Counter::expect()
        .host()
        .and_then(|host| host.officer_name(id));
    name.unwrap_or_else(|| {
        use_texts()
            .get_untracked()
            .dossier
            .unknown_officer
            .to_owned()
    })
}
