//! The fields of the steps.

use super::typed::Typed;
use crate::components::TextField;
use crate::counter::Counter;
use crate::texts::say;
use domain::officer::Officer;
use leptos::prelude::*;

/// Why.
#[component]
pub(super) fn Reason(typed: Typed) -> impl IntoView {
    view! {
        <div class="field">
            <label for="step-reason">{say(|t| t.lifecycle.reason)}</label>
            <textarea
                id="step-reason"
                rows="2"
                autocomplete="off"
                required=true
                prop:value=typed.reason
                on:input=move |event| typed.reason.set(event_target_value(&event))
            ></textarea>
        </div>
    }
}

/// The papers that are missing.
#[component]
pub(super) fn Items(typed: Typed) -> impl IntoView {
    view! {
        <div class="field">
            <label for="step-items">{say(|t| t.lifecycle.items)}</label>
            <p class="hint" id="step-items-hint">{say(|t| t.lifecycle.items_hint)}</p>
            <textarea
                id="step-items"
                rows="3"
                autocomplete="off"
                required=true
                aria-describedby="step-items-hint"
                prop:value=typed.items
                on:input=move |event| typed.items.set(event_target_value(&event))
            ></textarea>
        </div>
    }
}

/// How much.
#[component]
pub(super) fn Amount(typed: Typed) -> impl IntoView {
    view! {
        <TextField
            id="step-amount"
            label=say(|t| t.lifecycle.amount)
            value=typed.amount
            on_input=move |text| typed.amount.set(text)
            inputmode="numeric"
            required=true
        />
    }
}

/// The code that the official system gave.
#[component]
pub(super) fn Code(typed: Typed) -> impl IntoView {
    view! {
        <TextField
            id="step-code"
            label=say(|t| t.lifecycle.official_code)
            hint=say(|t| t.lifecycle.official_code_hint)
            value=typed.code
            on_input=move |text| typed.code.set(text)
            required=true
        />
    }
}

/// To whom.
#[component]
pub(super) fn To(typed: Typed) -> impl IntoView {
    let colleagues = Counter::expect()
        .host()
        .map(|host| host.colleagues())
        .unwrap_or_default();
    typed
        .officer
        .set(colleagues.first().map(|officer| officer.id));
    let ids: Vec<_> = colleagues.iter().map(|officer| officer.id).collect();
    let option = |officer: Officer| {
        view! { <option value=officer.id.to_string()>{officer.name}</option> }
    };
    view! {
        <div class="field">
            <label for="step-officer">{say(|t| t.lifecycle.officer)}</label>
            <select
                id="step-officer"
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    let officer = ids.iter().find(|id| id.to_string() == chosen);
                    typed.officer.set(officer.copied());
                }
            >
                {colleagues.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
