//! `/`: the counter.

use crate::components::{OfficersOnly, PageTitle, SearchBox};
use crate::pages::cases::InCases;
use crate::texts::{say, use_texts};
use leptos::prelude::*;

mod due;
mod no_wait;
mod today;

use due::Due;
use no_wait::NoWaitTiles;
use today::Today;

/// Where an officer's day begins: find a procedure, take a dossier, see today's.
#[component]
pub fn HomePage() -> impl IntoView {
    let texts = use_texts();
    let asked = RwSignal::new(false);
    view! {
        <PageTitle text=Signal::derive(move || texts.get().home.title.to_owned()) hidden=true/>
        <OfficersOnly>
            <section class="hero">
                <p class="hero__ask">{say(|t| t.home.ask)}</p>
                <SearchBox
                    href=super::procedure_address
                    all_href=super::search_address
                    on_asked=move |now| asked.set(now)
                />
            </section>
            <NoWaitTiles hidden=asked/>
            <InCases/>
            <Due/>
            <Today/>
        </OfficersOnly>
    }
}
