//! `/luu-dong`: the home visits of a mobile session, prepared before leaving: who, where,
//! which service, what papers to bring along.
//!
//! The list is this device's, for it is the one that is carried along: it is kept like a
//! draft and works without a network.

use crate::components::{Empty, Icon, OfficersOnly, PageTitle, Shape, TextField};
use crate::counter::{Counter, Draft};
use crate::texts::use_texts;
use domain::catalogue::ProcedureCode;
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::serde_json;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// The key under which the list is kept.
const KEY: &str = "luu-dong";

/// One visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Visit {
    /// Tells it from the others of the list.
    pub(crate) number: u32,
    /// Whom.
    pub(crate) name: String,
    /// Where.
    pub(crate) place: String,
    /// Telephone.
    pub(crate) phone: String,
    /// The procedure's code.
    pub(crate) code: String,
}

/// The visits that this device keeps; none when they cannot be read.
pub(crate) async fn kept(counter: &Counter) -> Vec<Visit> {
    let Some(host) = counter.host() else {
        return vec![];
    };
    let draft = host.draft(KEY.into()).await.ok().flatten();
    let visits = draft.and_then(|draft| serde_json::from_str(&draft.body).ok());
    visits.unwrap_or_default()
}

/// The list on the screen.
#[derive(Clone, Copy)]
struct List {
    counter: StoredValue<Counter>,
    visits: RwSignal<Option<Vec<Visit>>>,
    failure: RwSignal<Option<String>>,
}

impl List {
    fn new() -> Self {
        let counter = Counter::expect();
        let list = Self {
            counter: StoredValue::new(counter),
            visits: RwSignal::new(None),
            failure: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let open = counter.dossiers.with(Option::is_some);
            if open && list.visits.with_untracked(Option::is_none) {
                spawn_local(async move {
                    let visits = kept(&counter).await;
                    list.visits.try_set(Some(visits));
                });
            }
        });
        list
    }

    /// Writes the changed list down; the screen shows it once it is kept.
    fn change(self, change: impl FnOnce(&mut Vec<Visit>)) {
        let texts = use_texts().get_untracked();
        let counter = self.counter.get_value();
        let Some(host) = counter.host() else { return };
        let mut visits = self.visits.get_untracked().unwrap_or_default();
        change(&mut visits);
        let Ok(body) = serde_json::to_string(&visits) else {
            return;
        };
        let draft = Draft {
            body,
            at: counter.now.get_untracked(),
        };
        spawn_local(async move {
            match host.save_draft(KEY.into(), draft).await {
                Ok(()) => {
                    self.visits.try_set(Some(visits));
                    self.failure.try_set(None);
                }
                Err(error) => {
                    self.failure.try_set(Some((texts.problems.host)(&error)));
                }
            }
        });
    }
}

/// The page.
#[component]
pub fn VisitsPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().visits.title.to_owned())/>
        <OfficersOnly>
            <Visits/>
        </OfficersOnly>
    }
}

#[component]
fn Visits() -> impl IntoView {
    let texts = use_texts();
    let list = List::new();
    let none = move || {
        list.visits
            .with(|visits| visits.as_ref().is_some_and(Vec::is_empty))
    };
    view! {
        <p class="hint no-print">{move || texts.get().visits.intro}</p>
        <div role="alert">
            {move || list.failure.get().map(|text| view! { <p class="notice notice--bad">{text}</p> })}
        </div>
        <Show when=none>
            <Empty title=Signal::derive(move || texts.get().visits.none.to_owned())/>
        </Show>
        <ol class="plain visits">
            <For each=move || list.visits.get().unwrap_or_default() key=|visit| visit.number let:visit>
                <li class="card"><Planned visit list/></li>
            </For>
        </ol>
        <Add list/>
    }
}

/// One visit: the way to its form, and the papers to bring along.
#[component]
fn Planned(visit: Visit, list: List) -> impl IntoView {
    let texts = use_texts();
    let lookup = Counter::expect().lookup;
    let number = visit.number;
    let code = StoredValue::new(ProcedureCode::new(&visit.code));
    let card = move || {
        lookup.with(|lookup| {
            let card = code.with_value(|code| lookup.as_ref()?.card(code).cloned())?;
            let papers: Vec<String> = card.papers.into_iter().map(|paper| paper.name).collect();
            Some((card.name, papers))
        })
    };
    let papers = move || {
        let (name, papers) = card()?;
        let paper = |name| view! { <li>{name}</li> };
        Some(view! {
            <p lang="vi">{name}</p>
            <p class="hint">{move || texts.get().visits.papers}</p>
            <ul lang="vi">{papers.into_iter().map(paper).collect_view()}</ul>
        })
    };
    let address = format!("/ho-so/moi?thu-tuc={}&luu-dong={number}", visit.code);
    view! {
        <p lang="vi"><strong>{visit.name}</strong> {format!(" · {}", visit.place)}</p>
        <p>{visit.phone}</p>
        {papers}
        <div class="actions no-print">
            <a class="button button--main" href=address>{move || texts.get().visits.begin}</a>
            <button type="button" class="button" on:click=move |_| list.change(|visits| visits.retain(|other| other.number != number))>
                <Icon shape=Shape::Cross/>
                {move || texts.get().visits.remove}
            </button>
        </div>
    }
}

#[component]
fn Add(list: List) -> impl IntoView {
    let texts = use_texts();
    let lookup = Counter::expect().lookup;
    let visit = RwSignal::new(Visit::default());
    let tried = RwSignal::new(false);
    let options = move || {
        lookup.with(|lookup| {
            let rows = lookup.iter().flat_map(|lookup| lookup.no_wait());
            let option = |row: &domain::catalogue::CatalogueRow| {
                view! { <option value=row.code.to_string()>{row.name.clone()}</option> }
            };
            rows.map(option).collect_view()
        })
    };
    let missing = move |text: fn(&Visit) -> &String| {
        Signal::derive(move || {
            let empty = visit.with(|visit| clean(text(visit)).is_empty());
            (tried.get() && empty).then(|| texts.get().visits.missing.to_owned())
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let typed = visit.get_untracked();
        let (name, place) = (clean(&typed.name), clean(&typed.place));
        if name.is_empty() || place.is_empty() || typed.code.is_empty() {
            return;
        }
        list.change(|visits| {
            let last = visits.iter().map(|visit| visit.number).max().unwrap_or(0);
            let phone = clean(&typed.phone);
            visits.push(Visit {
                number: last + 1,
                name,
                place,
                phone,
                code: typed.code,
            });
        });
        tried.set(false);
        visit.set(Visit::default());
    };
    view! {
        <form class="card reception__main no-print" novalidate on:submit=submit>
            <h2>{move || texts.get().visits.add}</h2>
            <TextField
                id="visit-name"
                label=Signal::derive(move || texts.get().form.name)
                value=Memo::new(move |_| visit.get().name)
                on_input=move |text| visit.update(|visit| visit.name = text)
                error=missing(|visit| &visit.name)
                required=true
            />
            <TextField
                id="visit-place"
                label=Signal::derive(move || texts.get().visits.place)
                value=Memo::new(move |_| visit.get().place)
                on_input=move |text| visit.update(|visit| visit.place = text)
                error=missing(|visit| &visit.place)
                required=true
            />
            <TextField
                id="visit-phone"
                label=Signal::derive(move || texts.get().form.phone)
                value=Memo::new(move |_| visit.get().phone)
                on_input=move |text| visit.update(|visit| visit.phone = text)
                kind="tel"
                inputmode="tel"
            />
            <div class="field">
                <label for="visit-code">{move || texts.get().visits.service}</label>
                <select
                    id="visit-code"
                    prop:value=move || visit.with(|visit| visit.code.clone())
                    on:change=move |event| visit.update(|visit| visit.code = event_target_value(&event))
                >
                    <option value="">{move || texts.get().visits.choose}</option>
                    {options}
                </select>
            </div>
            <button type="submit" class="button button--main">{move || texts.get().visits.add}</button>
        </form>
    }
}
