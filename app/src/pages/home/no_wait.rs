//! The no-wait services.

use crate::components::{Icon, Loading, Shape};
use crate::counter::Counter;
use crate::pages::{form_address, procedure_address};
use crate::texts::say;
use domain::catalogue::CatalogueRow;
use leptos::prelude::*;

/// A tile for each service that is finished in one sitting; a phone shows the
/// first few, so that today's dossiers are not screens away.
#[component]
pub(super) fn NoWaitTiles(
    /// Something is being looked for: the results come first.
    #[prop(into)]
    hidden: Signal<bool>,
) -> impl IntoView {
    let lookup = Counter::expect().lookup;
    let all = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        lookup.with(|lookup| {
            let lookup = lookup.as_ref()?;
            let mut rows: Vec<CatalogueRow> = lookup.no_wait().cloned().collect();
            rows.sort_by(|a, b| lookup.list().field_of(a).cmp(lookup.list().field_of(b)));
            Some(rows)
        })
    });
    let tiles = move || {
        match rows.get() {
        None => view! { <Loading/> }.into_any(),
        Some(rows) if rows.is_empty() => {
            view! { <p class="hint">{say(|t| t.search.no_catalogue)}</p> }.into_any()
        }
        Some(rows) => view! {
            <ul class="tiles" class:tiles--few=move || !all.get()>
                {rows.into_iter().map(|row| view! { <Tile row/> }).collect_view()}
            </ul>
            <Show when=move || !all.get()>
                <button type="button" class="button button--quiet tiles__more" on:click=move |_| all.set(true)>
                    {say(|t| t.home.no_wait_all)}
                </button>
            </Show>
        }
        .into_any(),
    }
    };
    view! {
        <section aria-labelledby="no-wait" hidden=hidden>
            <div class="section-head">
                <h2 id="no-wait">{say(|t| t.home.no_wait_title)}</h2>
                <p class="hint">{say(|t| t.home.no_wait_intro)}</p>
            </div>
            {tiles}
            <p><a class="quiet-link" href="/luu-dong">{say(|t| t.visits.title)}</a></p>
        </section>
    }
}

/// Leads to the form at once; what to bring is the second link.
#[component]
fn Tile(row: CatalogueRow) -> impl IntoView {
    let code = (!row.code.is_local()).then(|| row.code.to_string());
    let (form, page) = (form_address(&row.code), procedure_address(&row.code));
    let title = row.name.clone();
    view! {
        <li class="tile">
            <a class="tile__main" href=form>
                <span class="tile__name" title=title lang="vi">
                    {row.name}
                </span>
                <span class="code">{code}</span>
                <span class="tile__go">
                    {say(|t| t.home.receive)}
                    <Icon shape=Shape::Arrow/>
                </span>
            </a>
            <a class="tile__papers" href=page>
                {say(|t| t.procedure.papers)}
            </a>
        </li>
    }
}
