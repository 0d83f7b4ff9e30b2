//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn HomePage() -> impl IntoView {
    view! { <h1>"Home"</h1> }
}
