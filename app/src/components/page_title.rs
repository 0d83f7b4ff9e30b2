//! The heading of a page and the title of its tab.

use crate::texts::use_texts;
use leptos::prelude::*;
use leptos_meta::Title;

/// From here on a heading is set smaller: some names fill ten lines.
const LONG_CHARS: usize = 80;

/// The page's only `h1`; it can take the focus after a navigation.
#[component]
pub fn PageTitle(
    /// The heading.
    #[prop(into)]
    text: Signal<String>,
    /// Hidden from the eye where a bigger thing opens the page.
    #[prop(optional)]
    hidden: bool,
    /// Its language, where that is not the page's.
    #[prop(optional, into)]
    language: Signal<Option<&'static str>>,
) -> impl IntoView {
    let texts = use_texts();
    let long = move || text.with(|text| text.chars().count() > LONG_CHARS);
    let tab = move || format!("{} · {}", text.get(), texts.get().common.product);
    view! {
        <Title text=tab/>
        <h1 class="page-title" class:visually-hidden=hidden class:page-title--long=long lang=language tabindex="-1">
            {text}
        </h1>
    }
}
