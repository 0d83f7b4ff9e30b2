//! `/ban-giao`: the counter hands received dossiers to a specialist, many at a time,
//! and prints the list that both sign.

use super::dossier_address;
use crate::components::{Empty, Icon, Loading, OfficersOnly, PageTitle, Shape};
use crate::counter::{Counter, DossierRow, Host, HostError, Session, Step};
use crate::texts::{say, use_texts};
use domain::dossier::{Move, Moved, Stage};
use domain::id::DossierId;
use domain::instant::Instant;
use domain::officer::Officer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

mod list;

use list::HandOverList;

/// What was handed over, for the list that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HandedOver {
    rows: Vec<Arc<DossierRow>>,
    from: String,
    to: String,
    at: Instant,
}

/// Choosing dossiers and the specialist.
#[component]
pub fn HandOverPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().hand_over.title.to_owned())/>
        <OfficersOnly>
            <Desk/>
        </OfficersOnly>
    }
}

/// What is typed, and how far it is.
#[derive(Clone, Copy, Debug)]
struct Choosing {
    left_out: RwSignal<BTreeSet<DossierId>>,
    to: RwSignal<Option<Officer>>,
    /// Recorded so far, and in all.
    progress: RwSignal<Option<(usize, usize)>>,
    failure: RwSignal<Option<HostError>>,
    done: RwSignal<Option<HandedOver>>,
}

#[component]
fn Desk() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let choosing = Choosing {
        left_out: RwSignal::new(BTreeSet::new()),
        to: RwSignal::new(None),
        progress: RwSignal::new(None),
        failure: RwSignal::new(None),
        done: RwSignal::new(None),
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
            view! { <Choose rows choosing colleagues=colleagues.get_value()/> }.into_any()
        }
    };
    let failure = move || {
        let error = choosing.failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    view! {
        <div role="alert">{failure}</div>
        {move || choosing.done.get().map(|done| view! { <HandOverList done/> })}
        <div class="no-print">{body}</div>
    }
}

#[component]
fn Choose(
    rows: Vec<Arc<DossierRow>>,
    choosing: Choosing,
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
            counter.with_value(|counter| hand_over(*counter, choosing, untrack(chosen), officer));
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

/// Records the step for one dossier after another; what is recorded stays recorded,
/// whatever stops the rest.
fn hand_over(counter: Counter, choosing: Choosing, rows: Vec<Arc<DossierRow>>, officer: Officer) {
    let Some(host) = counter.host() else {
        return;
    };
    let from = counter.session.with_untracked(|session| match session {
        Session::SignedIn { officer, .. } => officer.name.clone(),
        Session::Unknown | Session::SignedOut => String::new(),
    });
    let at = counter.now.get_untracked();
    choosing.failure.set(None);
    choosing.progress.set(Some((0, rows.len())));
    spawn_local(async move {
        let handed_over = record(&host, choosing, &rows, &officer).await;
        choosing.progress.try_set(None);
        if !handed_over.is_empty() {
            choosing.done.try_set(Some(HandedOver {
                rows: handed_over,
                from,
                to: officer.name,
                at,
            }));
        }
    });
}

async fn record(
    host: &Rc<dyn Host>,
    choosing: Choosing,
    rows: &[Arc<DossierRow>],
    officer: &Officer,
) -> Vec<Arc<DossierRow>> {
    let mut done = Vec::with_capacity(rows.len());
    for row in rows {
        let step = Step::Move(Box::new(Moved::plainly(Move::HandedOver(officer.id))));
        if let Err(error) = host.act(row.id, step).await {
            choosing.failure.try_set(Some(error));
            break;
        }
        done.push(Arc::clone(row));
        choosing.progress.try_set(Some((done.len(), rows.len())));
    }
    done
}
