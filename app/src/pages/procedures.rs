//! `/thu-tuc`: all procedures, by search and by field.

use crate::components::{Empty, Loading, PageTitle, ProcedureItem};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use domain::instant::Day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

mod browse;
mod controls;

use browse::{Choice, Item, Listing, browse};
use controls::{Controls, FieldList};

/// Rows shown at first, and added by each "more": all 5,670 would stall a phone.
const PAGE_ROWS: usize = 50;

/// Finds and browses procedures; open to everyone.
#[component]
pub fn ProceduresPage() -> impl IntoView {
    let lookup = Counter::expect().lookup;
    let texts = use_texts();
    let address = use_query_map();
    let query = address.with_untracked(|map| map.get("tim").unwrap_or_default());
    let choice = RwSignal::new(Choice {
        commune_only: query.is_empty(),
        query,
        field: None,
    });
    let listing = Memo::new(move |_| {
        let lookup = lookup.get()?;
        choice.with(|choice| Some(Arc::new(browse(&lookup, choice))))
    });
    let intro = move || {
        lookup.with(|lookup| {
            let list = lookup.as_ref()?.list();
            let words = &texts.get().procedures;
            let (count, oldest) = (list.rows.len(), Day(list.as_of).to_string());
            Some(list.as_of_newest.map_or_else(
                || (words.intro)(count, &oldest),
                |newest| (words.intro_of_days)(count, &oldest, &Day(newest).to_string()),
            ))
        })
    };
    let body = move || match listing.get() {
        None => view! { <Loading/> }.into_any(),
        Some(listing) => view! { <Rows listing/> }.into_any(),
    };
    view! {
        <PageTitle text=Signal::derive(move || texts.get().procedures.title.to_owned())/>
        <p class="hint">{intro}</p>
        <Controls choice/>
        <div class="browse">
            <FieldList choice listing/>
            <div class="browse__rows">{body}</div>
        </div>
    }
}

/// The rows of the selection, a page at a time.
#[component]
fn Rows(listing: Arc<Listing>) -> impl IntoView {
    let texts = use_texts();
    let shown = RwSignal::new(PAGE_ROWS);
    let (count, far) = (listing.rows.len(), listing.far);
    let rows = StoredValue::new(listing);
    let items = move || {
        rows.with_value(|listing| {
            listing
                .rows
                .iter()
                .take(shown.get())
                .cloned()
                .enumerate()
                .collect::<Vec<_>>()
        })
    };
    if count == 0 {
        return view! { <Empty title=Signal::derive(move || texts.get().procedures.empty.to_owned()) hint=say(|t| t.search.nothing_hint)/> }
            .into_any();
    }
    view! {
        {far.then(|| view! { <p class="hint">{say(|t| t.search.nothing_close)}</p> })}
        <p class="count-line" role="status">{move || (texts.get().procedures.count)(count)}</p>
        <ul class="rows">
            <For each=items key=|(at, _)| *at let((_, item))>
                <Row item/>
            </For>
        </ul>
        <Show when=move || shown.get() < count>
            <button type="button" class="button button--wide" on:click=move |_| shown.update(|shown| *shown += PAGE_ROWS)>
                {move || (texts.get().common.show_more)(count.saturating_sub(shown.get()))}
            </button>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(item: Item) -> impl IntoView {
    let page = super::procedure_address(&item.row.code);
    view! {
        <li>
            <a class="row-link" href=page>
                <ProcedureItem row=item.row field=item.field spans=item.spans via=item.via/>
            </a>
        </li>
    }
}
