//! The rescue file: when this device cannot reach the server, another delivers.

use crate::counter::{Counter, HostError};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The field that a file is chosen with.
const FILE: &str = "rescue-file";

/// What came of it.
#[derive(Clone, PartialEq)]
enum Outcome {
    Written(usize),
    Taken(usize),
    Failed(HostError),
}

/// Saves the outbox as a file, and takes another device's.
#[component]
pub(super) fn Rescue() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let outcome = RwSignal::new(None::<Outcome>);
    let nothing = move || counter.sync.with(|view| view.waiting_events == 0);
    let save = move |_| {
        let Some(host) = counter.host() else { return };
        spawn_local(async move {
            let done = host.save_rescue_file().await;
            outcome.try_set(Some(done.map_or_else(Outcome::Failed, Outcome::Written)));
        });
    };
    let take = move |_| {
        let Some(host) = counter.host() else { return };
        spawn_local(async move {
            let done = host.carry_rescue_file(FILE).await;
            outcome.try_set(Some(done.map_or_else(Outcome::Failed, Outcome::Taken)));
        });
    };
    let told = move || {
        let texts = texts.get();
        let words = &texts.sync;
        Some(match outcome.get()? {
            Outcome::Written(events) => (words.rescue_written)(events),
            Outcome::Taken(bundles) => (words.rescue_taken)(bundles),
            Outcome::Failed(error) => (texts.problems.host)(&error),
        })
    };
    view! {
        <details class="more card">
            <summary>{say(|t| t.sync.rescue)}</summary>
            <p>{say(|t| t.sync.rescue_intro)}</p>
            <div class="actions">
                <button type="button" class="button" disabled=nothing on:click=save>
                    {say(|t| t.sync.rescue_save)}
                </button>
                <div class="field">
                    <label for=FILE>{say(|t| t.sync.rescue_take)}</label>
                    <input id=FILE type="file" accept=".khongcho" on:change=take/>
                </div>
            </div>
            <p role="status">{told}</p>
        </details>
    }
}
