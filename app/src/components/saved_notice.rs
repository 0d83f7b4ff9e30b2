//! "Đã lưu trên máy này", once it is true.

use super::{Icon, Shape};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Says what was saved last, until the officer goes to another page.
#[component]
pub fn SavedNotice() -> impl IntoView {
    let saved = Counter::expect().just_saved;
    let texts = use_texts();
    let path = use_location().pathname;
    Effect::new(move |_| {
        let path = path.get();
        let elsewhere = saved.with_untracked(|saved| {
            saved
                .as_ref()
                .is_some_and(|saved| !path.ends_with(&saved.dossier.to_string()))
        });
        if elsewhere {
            saved.set(None);
        }
    });
    let words = move || {
        saved.get().map(|saved| {
            let code = saved.code.to_string();
            view! {
                <p class="notice notice--good">
                    <Icon shape=Shape::Tick/>
                    <span>
                        <strong>{say(|t| t.frame.saved_here)}</strong>
                        " "
                        <span class="notice__code">
                            {move || (texts.get().frame.saved_code)(&code)}
                        </span>
                    </span>
                </p>
            }
        })
    };
    view! {
        <div class="notice-slot" role="status">
            {words}
        </div>
    }
}
