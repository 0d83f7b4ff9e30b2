//! What to do with a procedure.

use crate::components::{Icon, Shape};
use crate::pages::form_address;
use crate::texts::say;
use domain::catalogue::ProcedureCode;
use leptos::prelude::*;

/// Take a dossier, or print the page.
#[component]
pub(super) fn Actions(
    /// The procedure.
    code: ProcedureCode,
) -> impl IntoView {
    let print = move |_| {
        // A browser without a printer says so itself.
        drop(window().print());
    };
    view! {
        <div class="actions no-print">
            <a class="button button--main" href=form_address(&code)>
                {say(|t| t.procedure.receive)}
            </a>
            <button type="button" class="button" on:click=print>
                <Icon shape=Shape::Print/>
                {say(|t| t.procedure.print)}
            </button>
        </div>
    }
}
