//! Nothing to show, said plainly.

use leptos::prelude::*;

/// An empty state: what there is not, and what to do.
#[component]
pub fn Empty(
    /// What there is not.
    #[prop(into)]
    title: Signal<String>,
    /// What to do.
    #[prop(optional, into)]
    hint: Option<Signal<&'static str>>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </div>
    }
}
