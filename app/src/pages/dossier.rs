//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn DossierPage() -> impl IntoView {
    view! { <h1>"Dossier"</h1> }
}
