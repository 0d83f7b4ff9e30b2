//! Before the store has been read.

use crate::texts::say;
use leptos::prelude::*;

/// A quiet placeholder, the same on the server and in the first frame.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div class="loading" aria-busy="true">
            <p>{say(|t| t.common.loading)}</p>
        </div>
    }
}
