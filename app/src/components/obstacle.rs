//! Why the application could not start.

use crate::counter::Counter;
use crate::texts::use_texts;
use leptos::prelude::*;

/// Says what is in the way, until it is gone.
#[component]
pub fn ObstacleNotice() -> impl IntoView {
    let obstacle = Counter::expect().obstacle;
    let texts = use_texts();
    let words = move || {
        let error = obstacle.get()?;
        let text = move || (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{text}</p> })
    };
    view! { <div class="notice-slot" role="alert">{words}</div> }
}
