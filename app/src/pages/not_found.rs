//! Any other address.

use crate::components::PageTitle;
use crate::texts::{say, use_texts};
use leptos::prelude::*;

/// Says that there is nothing here and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().not_found.title.to_owned())/>
        <p>{say(|t| t.not_found.text)}</p>
        <p><a class="button button--main" href="/">{say(|t| t.not_found.home)}</a></p>
    }
}
