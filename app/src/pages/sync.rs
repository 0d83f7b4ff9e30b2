//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn SyncPage() -> impl IntoView {
    view! { <h1>"Sync"</h1> }
}
