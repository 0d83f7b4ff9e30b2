//! The no-wait services.

use crate::components::Loading;
use crate::counter::Counter;
use crate::pages::{form_address, procedure_address};
use crate::texts::say;
use domain::catalogue::CatalogueRow;
use leptos::prelude::*;

/// A tile for each service that is finished in one sitting.
#[component]
pub(super) fn NoWaitTiles() -> impl IntoView {
    let lookup = Counter::expect().lookup;
    let rows = Memo::new(move |_| {
        lookup.with(|lookup| {
            let lookup = lookup.as_ref()?;
            Some(lookup.no_wait().cloned().collect::<Vec<_>>())
        })
    });
    let tiles = move || match rows.get() {
        None => view! { <Loading/> }.into_any(),
        Some(rows) if rows.is_empty() => {
            view! { <p class="hint">{say(|t| t.search.no_catalogue)}</p> }.into_any()
        }
        Some(rows) => view! {
            <ul class="tiles">
                {rows.into_iter().map(|row| view! { <Tile row/> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="no-wait">
            <div class="section-head">
                <h2 id="no-wait">{say(|t| t.home.no_wait_title)}</h2>
                <p class="hint">{say(|t| t.home.no_wait_intro)}</p>
            </div>
            {tiles}
        </section>
    }
}

#[component]
fn Tile(row: CatalogueRow) -> impl IntoView {
    let code = if row.code.is_local() {
        String::new()
    } else {
        row.code.to_string()
    };
    let page = procedure_address(&row.code);
    let form = form_address(&row.code);
    let title = row.name.clone();
    view! {
        <li class="tile">
            <a class="tile__name" href=page>
                <span class="tile__text" title=title>{row.name}</span>
                <span class="code">{code}</span>
            </a>
            <a class="button button--main tile__act" href=form>
                {say(|t| t.home.receive)}
            </a>
        </li>
    }
}
