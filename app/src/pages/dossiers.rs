//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn DossiersPage() -> impl IntoView {
    view! { <h1>"Dossiers"</h1> }
}
