//! Skeleton.

use leptos::prelude::*;

/// Skeleton.
#[component]
pub fn NewDossierPage() -> impl IntoView {
    view! { <h1>"NewDossier"</h1> }
}
