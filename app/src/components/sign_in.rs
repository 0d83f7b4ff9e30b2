//! The sign-in form.

use super::TextField;
use crate::counter::{Counter, HostError};
use crate::texts::{say, use_texts};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Signs an officer in; the session signal tells the rest of the page.
#[component]
pub fn SignIn() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let login = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let failure = RwSignal::new(None::<HostError>);
    let login_error = Signal::derive(move || {
        let missing = tried.get() && login.with(|login| login.trim().is_empty());
        missing.then(|| texts.get().sign_in.login_missing.to_owned())
    });
    let password_error = Signal::derive(move || {
        let missing = tried.get() && password.with(String::is_empty);
        missing.then(|| texts.get().sign_in.password_missing.to_owned())
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let (name, secret) = (
            login.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        if !name.is_empty() && !secret.is_empty() && !busy.get_untracked() {
            sign_in(counter, name, secret, busy, failure);
        }
    };
    view! {
        <section class="sign-in card" aria-labelledby="sign-in-title">
            <h2 id="sign-in-title">{say(|t| t.sign_in.title)}</h2>
            <p class="hint">{say(|t| t.sign_in.intro)}</p>
            <form novalidate on:submit=submit>
                <TextField
                    id="login"
                    label=say(|t| t.sign_in.login)
                    value=login
                    on_input=move |text| login.set(text)
                    error=login_error
                    required=true
                    autocomplete="username"
                />
                <TextField
                    id="password"
                    label=say(|t| t.sign_in.password)
                    value=password
                    on_input=move |text| password.set(text)
                    error=password_error
                    required=true
                    kind="password"
                    autocomplete="current-password"
                />
                <div role="alert">
                    {move || failure.get().map(|error| {
                        view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }
                    })}
                </div>
                <SubmitButton busy/>
            </form>
            <DemoHint/>
            <p><a class="quiet-link" href="/thu-tuc">{say(|t| t.sign_in.look_up_instead)}</a></p>
        </section>
    }
}

#[component]
fn SubmitButton(busy: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let label = move || {
        let words = &texts.get().sign_in;
        if busy.get() {
            words.submitting
        } else {
            words.submit
        }
    };
    view! {
        <button type="submit" class="button button--main button--wide" disabled=busy>
            {label}
        </button>
    }
}

#[component]
fn DemoHint() -> impl IntoView {
    let hint = Counter::expect().demo_hint;
    let texts = use_texts();
    move || {
        hint.get().map(|account| {
            view! { <p class="notice notice--info">{(texts.get().sign_in.demo)(&account)}</p> }
        })
    }
}

fn sign_in(
    counter: Counter,
    login: String,
    password: String,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
) {
    let Some(host) = counter.host() else {
        failure.set(Some(HostError::Unreachable));
        return;
    };
    busy.set(true);
    failure.set(None);
    spawn_local(async move {
        let outcome = host.sign_in(login, password).await;
        // The form is gone once the session is there; then both are refused.
        busy.try_set(false);
        failure.try_set(outcome.err());
    });
}
