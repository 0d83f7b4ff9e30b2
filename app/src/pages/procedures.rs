//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn ProceduresPage() -> impl IntoView {
    view! { <h1>"Procedures"</h1> }
}
