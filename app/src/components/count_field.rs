//! A small whole number, typed or stepped.

use super::{Icon, Shape};
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

/// Typing replaces the number instead of adding digits to it.
fn select_all(event: FocusEvent) {
    event_target::<HtmlInputElement>(&event).select();
}

/// A number with buttons beside it, large enough for a thumb.
#[component]
pub fn CountField(
    /// The element's id.
    #[prop(into)]
    id: String,
    /// The label.
    label: Signal<&'static str>,
    /// The number as typed.
    #[prop(into)]
    value: Signal<String>,
    /// The number was changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// The least that the buttons reach.
    #[prop(default = 1)]
    min: u32,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let error_id = format!("{id}-error");
    let step = move |by: i64| {
        let now = value.get_untracked().trim().parse::<i64>().unwrap_or(0);
        on_input.run(now.saturating_add(by).max(i64::from(min)).to_string());
    };
    let label_id = format!("{id}-label");
    view! {
        <div class="count" class:field--wrong=move || error.get().is_some()>
            <label for=id.clone() id=label_id.clone()>{label}</label>
            <div class="count__controls" role="group" aria-labelledby=label_id>
                <button type="button" tabindex="-1" aria-label="−1" on:click=move |_| step(-1)>
                    <span aria-hidden="true">"−"</span>
                </button>
                <input
                    id=id.clone()
                    name=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="4"
                    aria-describedby=error_id.clone()
                    aria-invalid=move || error.get().is_some().to_string()
                    prop:value=value
                    on:focus=select_all
                    on:input=move |event| on_input.run(event_target_value(&event))
                />
                <button type="button" tabindex="-1" aria-label="+1" on:click=move |_| step(1)>
                    <Icon shape=Shape::Plus/>
                </button>
            </div>
            <div id=error_id class="count__error" aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
}
