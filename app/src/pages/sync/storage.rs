//! The room on the device.

use super::rows::size;
use crate::counter::{Counter, Room, StorageView};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A gauge, what to do when it runs full, and whether the browser keeps the data.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let storage = RwSignal::new(None::<StorageView>);
    let look = move || {
        if let Some(host) = counter.host() {
            spawn_local(async move {
                let view = host.storage().await;
                storage.try_set(Some(view));
            });
        }
    };
    Effect::new(move |_| {
        counter.dossiers.track();
        look();
    });
    let used = move || {
        let words = &texts.get().sync;
        let view = storage.get()?;
        Some(match (view.used_bytes, view.quota_bytes) {
            (Some(used), Some(quota)) => (words.storage_used)(&size(used), &size(quota)),
            (Some(used), None) => (words.storage_used_only)(&size(used)),
            (None, _) => words.storage_unknown.to_owned(),
        })
    };
    let gauge = move || {
        let view = storage.get()?;
        let (used, quota) = (view.used_bytes?, view.quota_bytes?);
        Some(
            view! { <meter aria-labelledby="storage" min="0" max=quota.to_string() value=used.to_string()></meter> },
        )
    };
    view! {
        <section class="card storage" aria-labelledby="storage">
            <h2 id="storage">{say(|t| t.sync.storage)}</h2>
            <p>{used}</p>
            {gauge}
            <Warning/>
            <Promise storage look=Callback::new(move |()| look())/>
        </section>
    }
}

/// What to do while it can still be done.
#[component]
fn Warning() -> impl IntoView {
    let counter = Counter::expect();
    let room = Memo::new(move |_| counter.sync.with(|view| view.room));
    move || match room.get() {
        Room::Enough => None,
        Room::Short => {
            Some(view! { <p class="notice notice--warn">{say(|t| t.sync.storage_short)}</p> })
        }
        Room::None => {
            Some(view! { <p class="notice notice--bad">{say(|t| t.sync.storage_none)}</p> })
        }
    }
}

/// Whether the browser promised to keep the data; it can be asked again.
#[component]
fn Promise(storage: RwSignal<Option<StorageView>>, look: Callback<()>) -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let answer = RwSignal::new(None::<bool>);
    let persistent = Memo::new(move |_| storage.with(|view| view.and_then(|view| view.persistent)));
    let promise = move || {
        let words = &texts.get().sync;
        persistent.get().map(|persistent| {
            if persistent {
                words.storage_persistent
            } else {
                words.storage_evictable
            }
        })
    };
    let ask = move |_| {
        if let Some(host) = counter.host() {
            spawn_local(async move {
                let granted = host.persist().await;
                answer.try_set(Some(granted));
                look.try_run(());
            });
        }
    };
    let told = move || {
        let words = &texts.get().sync;
        answer.get().map(|granted| {
            if granted {
                words.storage_granted
            } else {
                words.storage_denied
            }
        })
    };
    view! {
        <p class="hint">{promise}</p>
        <Show when=move || persistent.get() == Some(false)>
            <button type="button" class="button" on:click=ask>
                {say(|t| t.sync.storage_ask)}
            </button>
        </Show>
        <p role="status">{told}</p>
    }
}
