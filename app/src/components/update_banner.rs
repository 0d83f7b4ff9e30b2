//! A new build, offered and never forced.

use crate::counter::Counter;
use crate::texts::say;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Where a form may be open: there the banner keeps out of the way.
const FORM_PATH: &str = "/ho-so/moi";

/// Offers the build that waits, except beside a form.
#[component]
pub fn UpdateBanner() -> impl IntoView {
    let counter = Counter::expect();
    let path = use_location().pathname;
    let offered = Memo::new(move |_| counter.update_ready.get() && path.get() != FORM_PATH);
    let apply = move |_| {
        if let Some(host) = counter.host() {
            host.apply_update();
        }
    };
    view! {
        <div class="notice-slot" aria-live="polite">
            <Show when=move || offered.get()>
                <p class="notice notice--info">
                    <span>{say(|t| t.frame.update_ready)}</span>
                    <button type="button" class="button button--quiet" on:click=apply>
                        {say(|t| t.frame.update_now)}
                    </button>
                </p>
            </Show>
        </div>
    }
}
