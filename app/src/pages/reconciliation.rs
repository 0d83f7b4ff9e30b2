//! `/doi-chieu`: what the national software still lacks of what was done here.
//!
//! One component for each kind of lack; the page only puts them under one another.

use super::cases::Cases;
use super::national::NationalEntries;
use crate::components::{OfficersOnly, PageTitle};
use crate::texts::{say, use_texts};
use leptos::prelude::*;

mod codes;
mod desk;
mod pasted;

use codes::Codes;

/// The lists, one under another.
#[component]
pub fn ReconciliationPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().reconciliation.title.to_owned())/>
        <OfficersOnly>
            <p class="hint">{say(|t| t.reconciliation.intro)}</p>
            <Cases/>
            <NationalEntries/>
            <Codes/>
        </OfficersOnly>
    }
}
