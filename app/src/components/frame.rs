//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! { <main>{children()}</main> }
}
