//! The officer at work, and the way out.

use super::{Icon, Shape};
use crate::counter::{Counter, Session};
use crate::texts::say;
use domain::officer::Officer;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shows the officer; opens to the unit and the sign-out button.
#[component]
pub fn Account() -> impl IntoView {
    let session = Counter::expect().session;
    move || match session.get() {
        Session::SignedIn {
            officer, unit_name, ..
        } => Some(view! { <AccountMenu officer unit_name/> }),
        Session::Unknown | Session::SignedOut => None,
    }
}

#[component]
fn AccountMenu(officer: Officer, unit_name: String) -> impl IntoView {
    let counter = Counter::expect();
    let sign_out = move |_| {
        if let Some(host) = counter.host() {
            spawn_local(async move {
                if let Err(error) = host.sign_out().await {
                    leptos::logging::warn!("sign-out: {error}");
                }
            });
        }
    };
    view! {
        <details class="account">
            <summary>
                <Icon shape=Shape::Person/>
                <span class="account__name">{officer.name.clone()}</span>
            </summary>
            <div class="account__menu">
                <p class="account__caption">{say(|t| t.frame.account)}</p>
                <p class="account__officer">{officer.name}</p>
                <p>{officer.position}</p>
                <p>{unit_name}</p>
                <p class="hint">{say(|t| t.frame.sign_out_kept)}</p>
                <button type="button" class="button button--quiet" on:click=sign_out>
                    {say(|t| t.frame.sign_out)}
                </button>
            </div>
        </details>
    }
}
