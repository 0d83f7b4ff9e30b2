//! The search field with its live results.

use super::{Icon, ProcedureItem, Shape};
use crate::counter::Counter;
use crate::lookup::Lookup;
use crate::texts::{say, use_texts};
use domain::catalogue::{CatalogueRow, ProcedureCode};
use domain::search::Span;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::hooks::use_navigate;

/// Results shown beneath the field.
const RESULTS_MAX: usize = 8;
/// From this width on the field takes the focus by itself: a phone's keyboard
/// would hide half the page.
const AUTOFOCUS_WIDTH_MIN: f64 = 768.0;

/// One result, ready to be shown.
#[derive(Clone, PartialEq)]
struct Found {
    row: CatalogueRow,
    field: String,
    spans: Vec<Span>,
    via: Option<String>,
    close: bool,
}

/// Finds a procedure while it is typed, and goes to the chosen one.
#[component]
pub fn SearchBox(
    /// Where a chosen procedure leads.
    href: fn(&ProcedureCode) -> String,
    /// Where all results are, for a query; none hides that link.
    #[prop(optional)]
    all_href: Option<fn(&str) -> String>,
    /// Told whether something is being asked, so that a page can make room.
    #[prop(optional, into)]
    on_asked: Option<Callback<bool>>,
) -> impl IntoView {
    let counter = Counter::expect();
    let query = RwSignal::new(String::new());
    let asked = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    Effect::new(move |_| on_asked.map(|tell| tell.run(asked.get())));
    let chosen = RwSignal::new(None::<usize>);
    let input = NodeRef::<Input>::new();
    let found = Memo::new(move |_| {
        let query = query.get();
        counter
            .lookup
            .with(|lookup| lookup.as_ref().map(|lookup| find(lookup, &query)))
            .unwrap_or_default()
    });
    focus_by_itself(input);
    let navigate = use_navigate();
    let on_key = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                chosen.update(|at| *at = Some(at.map_or(0, |at| (at + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                chosen.update(|at| *at = Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
            }
            "Enter" => {
                let at = chosen.get_untracked().unwrap_or(0);
                let code = found.with(|found| found.get(at).map(|found| href(&found.row.code)));
                if let Some(address) = code {
                    navigate(&address, leptos_router::NavigateOptions::default());
                }
            }
            "Escape" => query.set(String::new()),
            // The key that leads here, pressed once more, is not meant as a letter.
            "/" if query.with_untracked(String::is_empty) => {}
            _ => return,
        }
        event.prevent_default();
    };
    let open = Memo::new(move |_| found.with(|found| !found.is_empty()));
    view! {
        <search class="search-box">
            <label class="search-box__label" for="search">{say(|t| t.search.label)}</label>
            <div class="search-box__field">
                <Icon shape=Shape::Search/>
                <input
                    node_ref=input
                    id="search"
                    type="text"
                    role="combobox"
                    enterkeyhint="search"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-controls="search-results"
                    aria-expanded=move || open.get().to_string()
                    aria-activedescendant=move || chosen.get().map(option_id)
                    placeholder=say(|t| t.search.placeholder)
                    prop:value=query
                    on:input=move |event| {
                        chosen.set(None);
                        query.set(event_target_value(&event));
                    }
                    on:keydown=on_key
                />
                <ClearButton query input/>
            </div>
            <Results query asked found chosen href all_href/>
        </search>
    }
}

/// Empties the field and stays in it.
#[component]
fn ClearButton(query: RwSignal<String>, input: NodeRef<Input>) -> impl IntoView {
    let clear = move |_| {
        query.set(String::new());
        if let Some(input) = input.get_untracked() {
            drop(input.focus());
        }
    };
    view! {
        <Show
            when=move || query.with(|query| !query.is_empty())
            fallback=|| view! { <kbd class="search-box__key" title=say(|t| t.search.shortcut)>"/"</kbd> }
        >
            <button type="button" class="search-box__clear" aria-label=say(|t| t.search.clear) on:click=clear>
                <Icon shape=Shape::Cross/>
            </button>
        </Show>
    }
}

#[component]
fn Results(
    query: RwSignal<String>,
    asked: Memo<bool>,
    found: Memo<Vec<Found>>,
    chosen: RwSignal<Option<usize>>,
    href: fn(&ProcedureCode) -> String,
    all_href: Option<fn(&str) -> String>,
) -> impl IntoView {
    let texts = use_texts();
    let lookup = Counter::expect().lookup;
    let far = move || {
        let far = found.with(|found| found.first().is_some_and(|best| !best.close));
        far.then(|| view! { <p class="search-box__far hint">{say(|t| t.search.nothing_close)}</p> })
    };
    let nothing = move || {
        let empty = asked.get() && found.with(Vec::is_empty) && lookup.with(Option::is_some);
        empty.then(|| {
            let words = &texts.get().search;
            view! {
                <div class="search-box__nothing">
                    <p>{(words.nothing)(query.get().trim())}</p>
                    <p class="hint">{words.nothing_hint}</p>
                </div>
            }
        })
    };
    let all = move || {
        let all_href = all_href.filter(|_| asked.get() && !found.with(Vec::is_empty))?;
        Some(
            view! { <a class="search-box__all" href=all_href(&query.get())>{say(|t| t.search.all_results)}</a> },
        )
    };
    view! {
        <div class="search-box__results" class:search-box__results--open=move || asked.get()>
            <div aria-live="polite">{far}</div>
            <div id="search-results" role="listbox" aria-label=say(|t| t.search.label)>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, found)| view! { <ResultOption at found chosen href/> })
                        .collect_view()
                }}
            </div>
            <div aria-live="polite">{nothing}</div>
            {all}
        </div>
    }
}

#[component]
fn ResultOption(
    at: usize,
    found: Found,
    chosen: RwSignal<Option<usize>>,
    href: fn(&ProcedureCode) -> String,
) -> impl IntoView {
    let selected = move || chosen.get() == Some(at);
    let address = href(&found.row.code);
    view! {
        <a
            class="search-box__option"
            role="option"
            id=option_id(at)
            tabindex="-1"
            href=address
            aria-selected=move || selected().to_string()
        >
            <ProcedureItem row=found.row field=found.field spans=found.spans via=found.via/>
        </a>
    }
}

fn option_id(at: usize) -> String {
    format!("search-option-{at}")
}

fn find(lookup: &Lookup, query: &str) -> Vec<Found> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let hits = lookup.search(query, RESULTS_MAX).into_iter();
    hits.filter_map(|hit| {
        let row = lookup.list().rows.get(hit.ordinal)?;
        Some(Found {
            row: row.clone(),
            field: lookup.list().field_of(row).to_owned(),
            close: hit.is_close(),
            spans: hit.spans,
            via: hit.via,
        })
    })
    .collect()
}

/// On PCs at once, everywhere with `/` outside of a field.
fn focus_by_itself(input: NodeRef<Input>) {
    let focus = move || {
        if let Some(input) = input.get_untracked() {
            drop(input.focus());
        }
    };
    input.on_load(move |_| {
        let width = window().inner_width().ok().and_then(|width| width.as_f64());
        if width.is_some_and(|width| width >= AUTOFOCUS_WIDTH_MIN) {
            request_animation_frame(focus);
        }
    });
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let typing = event
            .target()
            .and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok())
            .is_some_and(|element| {
                ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str())
            });
        if event.key() == "/"
            && !typing
            && !event.ctrl_key()
            && !event.alt_key()
            && !event.meta_key()
        {
            event.prevent_default();
            focus();
        }
    });
    on_cleanup(move || handle.remove());
}
