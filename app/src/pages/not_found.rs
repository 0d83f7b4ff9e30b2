//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <h1>"NotFound"</h1> }
}
