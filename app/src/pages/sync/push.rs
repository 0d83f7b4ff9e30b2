//! How far a long push is, and a way to stop it for a while.

use super::rows::size;
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use leptos::prelude::*;

const MINUTE_MS: u64 = 60_000;

/// What is left in dossiers, events, bytes and time, with the button that pauses.
#[component]
pub(super) fn Push() -> impl IntoView {
    let counter = Counter::expect();
    let paused = Memo::new(move |_| counter.sync.with(|view| view.paused));
    let offered = Memo::new(move |_| {
        counter
            .sync
            .with(|view| view.paused || view.waiting_events > 0 || view.sending.is_some())
    });
    let toggle = move |_| {
        if let Some(host) = counter.host() {
            host.pause_sending(!paused.get_untracked());
        }
    };
    let label = move || {
        if paused.get() {
            say(|t| t.sync.go_on)
        } else {
            say(|t| t.sync.pause)
        }
    };
    view! {
        <Left/>
        <Show when=move || paused.get()>
            <p class="notice" role="status">{say(|t| t.sync.paused)}</p>
        </Show>
        <Show when=move || offered.get()>
            <button type="button" class="button" on:click=toggle>
                {label}
            </button>
        </Show>
    }
}

/// What is left of a push that takes more than one batch.
#[component]
fn Left() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let left = Memo::new(move |_| {
        counter
            .sync
            .with(|view| Some((view.backlog?, view.waiting_dossiers)))
    });
    move || {
        let (backlog, dossiers) = left.get()?;
        let what = move || (texts.get().sync.backlog)(dossiers, backlog.events_left);
        let minutes = backlog.ms_left.map(|ms| ms.div_ceil(MINUTE_MS));
        // Less than a minute is not counted up to one.
        let minutes = minutes.map(|minutes| if minutes == 1 { 0 } else { minutes });
        let rest = move || (texts.get().sync.backlog_left)(&size(backlog.bytes_left), minutes);
        let done = backlog.events.saturating_sub(backlog.events_left);
        Some(view! {
            <label class="receiving push">
                {what}
                <progress max=backlog.events.to_string() value=done.to_string()></progress>
                <span class="hint">{rest}</span>
            </label>
        })
    }
}
