//! A labelled fact.

use leptos::prelude::*;

/// A term and what is known of it, for use inside a `dl`.
#[component]
pub fn Fact(
    /// The term.
    term: Signal<&'static str>,
    /// What is known.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
