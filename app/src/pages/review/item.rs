//! One text to be held against its source.

use crate::components::{Icon, Shape};
use crate::counter::{Counter, HostError};
use crate::pages::procedure_address;
use crate::texts::{say, use_texts};
use domain::catalogue::with_kinds;
use domain::review::{Item, Reviewed};
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The text, what it rests on, where officers meet it, and the form that confirms it or
/// takes that back.
#[component]
pub(super) fn ReviewItem(reviewed: Reviewed) -> impl IntoView {
    let texts = use_texts();
    let Reviewed { item, confirmed } = reviewed;
    let stands = confirmed.is_some();
    let said = confirmed.map(|it| {
        let (by, when, note) = (it.by, it.at.clock_and_day(), it.note);
        view! {
            <p class="review__said">
                <Icon shape=Shape::Tick/>
                <span>{move || (texts.get().law.said)(&by, &when)}</span>
            </p>
            {(!note.is_empty()).then(|| view! { <p class="hint" lang="vi">{note}</p> })}
        }
    });
    let source = with_kinds(&item.source);
    let basis = with_kinds(&item.legal_basis);
    let link = item.procedure.as_ref().map(procedure_address);
    let (title, text, used) = (item.title.clone(), item.text.clone(), item.used.clone());
    view! {
        <article class="review__item">
            <h3 lang="vi">
                {title} " "
                {(!stands).then(|| view! { <span class="badge badge--check">{say(|t| t.law.to_check)}</span> })}
            </h3>
            <p class="review__text pre-line" lang="vi">{text}</p>
            {(!basis.is_empty()).then(|| view! { <p class="hint">{say(|t| t.law.basis)} ": " {basis}</p> })}
            <p class="hint">{say(|t| t.law.source_of)} ": " {source}</p>
            <p class="hint">
                {say(|t| t.law.used)} ": "
                {match link {
                    Some(link) => view! { <a href=link>{used}</a> }.into_any(),
                    None => used.into_any(),
                }}
            </p>
            {said}
            <Word item stands=!stands/>
        </article>
    }
}

/// The form: what it was held against, or why the confirmation is taken back.
#[component]
fn Word(item: Item, stands: bool) -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let note = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failure: RwSignal<Option<HostError>> = RwSignal::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(host) = counter.host().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let word = host.review(item.clone(), stands, clean(&note.get_untracked()));
        spawn_local(async move {
            failure.try_set(word.await.err());
            busy.try_set(false);
        });
    };
    let told = move || {
        let error = failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    let label = move || {
        let words = &texts.get().law;
        match (busy.get(), stands) {
            (true, _) => words.saying,
            (false, true) => words.confirm,
            (false, false) => words.doubt,
        }
    };
    view! {
        <details class="more">
            <summary>{move || if stands { texts.get().law.confirm } else { texts.get().law.doubt }}</summary>
            <form novalidate on:submit=submit>
                <label class="review__note">
                    <span>{move || if stands { texts.get().law.note } else { texts.get().law.doubt_note }}</span>
                    <input
                        autocomplete="off"
                        prop:value=note
                        on:input=move |event| note.set(event_target_value(&event))
                    />
                </label>
                <p class="hint">{say(|t| t.law.needs_network)}</p>
                <div role="alert">{told}</div>
                <button type="submit" class="button" disabled=busy>{label}</button>
            </form>
        </details>
    }
}
