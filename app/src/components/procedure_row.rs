//! A procedure in a list.

use super::Highlight;
use crate::texts::{say, use_texts};
use domain::catalogue::CatalogueRow;
use domain::search::Span;
use domain::text::fold;
use leptos::prelude::*;

/// Name, field and marks of a procedure; the link around it is the list's.
#[component]
pub fn ProcedureItem(
    /// The row.
    row: CatalogueRow,
    /// The name of its field; empty when unknown.
    field: String,
    /// Matched parts of the name.
    #[prop(optional)]
    spans: Vec<Span>,
    /// The everyday name that was met.
    #[prop(optional_no_strip)]
    via: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let via = via.filter(|via| !fold(&row.name).contains(&fold(via)));
    let code = if row.code.is_local() {
        say(|t| t.procedure.local_code).get_untracked().to_owned()
    } else {
        row.code.to_string()
    };
    view! {
        <span class="procedure-item">
            <span class="procedure-item__name" lang="vi">
                <Highlight text=row.name spans=spans/>
            </span>
            {via.map(|via| {
                view! {
                    <span class="procedure-item__via">
                        {move || (texts.get().search.also_called)(&via)}
                    </span>
                }
            })}
            <span class="procedure-item__facts">
                <span class="code">{code}</span>
                {(!field.is_empty()).then(|| view! { <span>{field}</span> })}
                {row.no_wait.then(|| view! { <span class="badge badge--no-wait">{say(|t| t.common.no_wait)}</span> })}
                {(row.commune && !row.no_wait)
                    .then(|| view! { <span class="badge badge--commune">{say(|t| t.procedures.commune)}</span> })}
            </span>
        </span>
    }
}
