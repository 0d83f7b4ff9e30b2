//! The heading of a page and the title of its tab.

use crate::texts::use_texts;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page's only `h1`; it can take the focus after a navigation.
#[component]
pub fn PageTitle(
    /// The heading.
    #[prop(into)]
    text: Signal<String>,
    /// Hidden from the eye where a bigger thing opens the page.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    let texts = use_texts();
    let tab = move || format!("{} · {}", text.get(), texts.get().common.product);
    view! {
        <Title text=tab/>
        <h1 class="page-title" class:visually-hidden=hidden tabindex="-1">
            {text}
        </h1>
    }
}
