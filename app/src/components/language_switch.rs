//! Vietnamese or English.

use crate::counter::Counter;
use crate::texts::use_texts;
use leptos::prelude::*;

/// Offers the other language, named in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let language = Counter::expect().language;
    let texts = use_texts();
    view! {
        <button
            type="button"
            class="language-switch"
            lang=move || language.get().other().tag()
            aria-label=move || texts.get().frame.switch_language
            on:click=move |_| language.update(|language| *language = language.other())
        >
            {move || texts.get().frame.switch_language_short}
        </button>
    }
}
