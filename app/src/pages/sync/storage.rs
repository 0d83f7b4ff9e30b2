//! The room on the device.

use super::rows::size;
use crate::counter::{Counter, StorageView};
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A gauge, and whether the browser promised to keep the data.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let storage = RwSignal::new(None::<StorageView>);
    Effect::new(move |_| {
        counter.dossiers.track();
        if let Some(host) = counter.host() {
            spawn_local(async move {
                let view = host.storage().await;
                storage.try_set(Some(view));
            });
        }
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
    let promise = move || {
        let words = &texts.get().sync;
        storage.get()?.persistent.map(|persistent| {
            if persistent {
                words.storage_persistent
            } else {
                words.storage_evictable
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="storage">
            <h2 id="storage">{say(|t| t.sync.storage)}</h2>
            <p>{used}</p>
            {gauge}
            <p class="hint">{promise}</p>
        </section>
    }
}
