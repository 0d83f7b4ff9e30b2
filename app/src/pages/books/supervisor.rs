//! What is a supervisor's alone.

use super::desk::Desk;
use crate::texts::say;
use leptos::prelude::*;

/// Whose it is, for everybody else.
#[component]
pub(super) fn SupervisorsWord(desk: Desk) -> impl IntoView {
    view! {
        <Show when=move || !desk.supervises()>
            <p class="hint no-print">{say(|t| t.books.act.supervisor)}</p>
        </Show>
    }
}
