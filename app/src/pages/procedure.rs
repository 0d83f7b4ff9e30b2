//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn ProcedurePage() -> impl IntoView {
    view! { <h1>"Procedure"</h1> }
}
