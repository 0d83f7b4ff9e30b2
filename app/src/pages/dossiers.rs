//! `/ho-so`: the dossiers of this device.

use crate::components::{DossierItem, Empty, Loading, OfficersOnly, PageTitle};
use crate::counter::{Counter, DossierRow};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use std::sync::Arc;

mod filter;

use filter::{Filter, Finder};

/// Rows shown at first, and added by each "more".
const PAGE_ROWS: usize = 50;

/// Finds and filters dossiers, newest first.
#[component]
pub fn DossiersPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="title-row">
            <PageTitle text=Signal::derive(move || texts.get().dossiers.title.to_owned())/>
            <a class="button" href="/so-theo-doi">{say(|t| t.tracking.title)}</a>
            <a class="button" href="/ban-giao">{say(|t| t.hand_over.title)}</a>
            <a class="button" href="/doi-chieu">{say(|t| t.reconciliation.title)}</a>
            <a class="button button--main" href="/ho-so/moi">{say(|t| t.dossiers.new)}</a>
        </div>
        <OfficersOnly>
            <Register/>
        </OfficersOnly>
    }
}

/// The list with its search field and filters.
#[component]
fn Register() -> impl IntoView {
    let counter = Counter::expect();
    let query = RwSignal::new(String::new());
    let filter = RwSignal::new(Filter::All);
    let limit = RwSignal::new(PAGE_ROWS);
    let today = Memo::new(move |_| counter.now.get().day());
    let page = Memo::new(move |_| {
        let finder = Finder::new(&query.get(), filter.get(), today.get());
        let wanted = limit.get();
        counter.dossiers.with(|rows| {
            let rows = rows.as_ref()?;
            let matching = rows.iter().filter(|row| finder.matches(row));
            let count = matching.clone().count();
            let shown: Vec<Arc<DossierRow>> = matching.take(wanted).cloned().collect();
            Some(Page {
                count,
                shown,
                any: !rows.is_empty(),
            })
        })
    });
    view! {
        <search class="controls">
            <div class="field">
                <label for="find">{say(|t| t.dossiers.find)}</label>
                <p class="hint" id="find-hint">{say(|t| t.dossiers.find_hint)}</p>
                <input
                    id="find"
                    type="search"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby="find-hint"
                    prop:value=query
                    on:input=move |event| {
                        limit.set(PAGE_ROWS);
                        query.set(event_target_value(&event));
                    }
                />
            </div>
            <Filters filter limit/>
        </search>
        {move || page.get().map_or_else(|| view! { <Loading/> }.into_any(), |page| view! { <Rows page limit/> }.into_any())}
    }
}

/// What the list shows now.
#[derive(Clone, PartialEq)]
struct Page {
    count: usize,
    shown: Vec<Arc<DossierRow>>,
    any: bool,
}

#[component]
fn Filters(filter: RwSignal<Filter>, limit: RwSignal<usize>) -> impl IntoView {
    let texts = use_texts();
    let button = move |this: Filter| {
        view! {
            <button
                type="button"
                aria-pressed=move || (filter.get() == this).to_string()
                on:click=move |_| {
                    limit.set(PAGE_ROWS);
                    filter.set(this);
                }
            >
                {move || this.name(&texts.get().dossiers)}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=say(|t| t.dossiers.filter)>
            {Filter::EACH.into_iter().map(button).collect_view()}
        </div>
    }
}

#[component]
fn Rows(page: Page, limit: RwSignal<usize>) -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let (count, left) = (page.count, page.count.saturating_sub(page.shown.len()));
    let now = counter.now.get_untracked();
    if !page.any {
        return view! {
            <Empty
                title=Signal::derive(move || texts.get().dossiers.empty.to_owned())
                hint=say(|t| t.dossiers.empty_hint)
            />
        }
        .into_any();
    }
    if count == 0 {
        return view! { <Empty title=Signal::derive(move || texts.get().dossiers.nothing_found.to_owned())/> }
            .into_any();
    }
    view! {
        <p class="count-line">{move || (texts.get().dossiers.count)(count)}</p>
        <ul class="rows">
            {page.shown.into_iter().map(|row| view! { <li><DossierItem row now/></li> }).collect_view()}
        </ul>
        {(left > 0)
            .then(|| {
                view! {
                    <button type="button" class="button button--wide" on:click=move |_| limit.update(|limit| *limit += PAGE_ROWS)>
                        {move || (texts.get().common.show_more)(left)}
                    </button>
                }
            })}
    }
    .into_any()
}
