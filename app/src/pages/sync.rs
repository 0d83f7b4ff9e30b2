//! `/dong-bo`: what waits, what needs a person, what room there is.

use crate::components::{Empty, OfficersOnly, PageTitle, state_words};
use crate::counter::{Counter, Host, HostError, Link, LocalFuture, OutboxRow};
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

mod rows;
mod storage;

use rows::{AttentionItem, OutboxItem};
use storage::Storage;

/// Rows shown of an outbox that may hold thousands.
const ROWS_MAX: usize = 100;

/// The state of synchronisation in full.
#[component]
pub fn SyncPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().sync.title.to_owned())/>
        <OfficersOnly>
            <State/>
            <Attention/>
            <Outbox/>
            <Storage/>
        </OfficersOnly>
    }
}

/// In words, with the button that tries at once.
#[component]
fn State() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let words = Memo::new(move |_| {
        counter
            .sync
            .with(|view| state_words(texts.get(), view, counter.now.get()))
    });
    let explained = move || {
        let words = &texts.get().sync;
        match counter.sync.with(|view| view.link) {
            Link::Starting => words.explain_starting,
            Link::Exchanging => words.explain_exchanging,
            Link::InTouch => words.explain_in_touch,
            Link::OutOfTouch => words.explain_out_of_touch,
        }
    };
    let contact = move || {
        let at = counter.sync.with(|view| view.last_contact);
        at.map_or_else(|| texts.get().sync.never.to_owned(), Instant::clock_and_day)
    };
    let busy = move || counter.sync.with(|view| view.link == Link::Exchanging);
    let now = move |_| {
        if let Some(host) = counter.host() {
            host.sync_now();
        }
    };
    view! {
        <section class="card sync-now" data-tone=move || words.get().tone.name()>
            <p class="sync-now__words">{move || words.get().text}</p>
            <p>{explained}</p>
            <Receiving/>
            <p class="hint">{say(|t| t.sync.last_contact)} ": " {contact}</p>
            <button type="button" class="button button--main" disabled=busy on:click=now>
                {say(|t| t.sync.now)}
            </button>
        </section>
    }
}

/// How far a backlog of news has come.
#[component]
fn Receiving() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    move || {
        let (done, all) = counter.sync.with(|view| view.receiving)?;
        Some(view! {
            <label class="receiving">
                {move || (texts.get().frame.state.receiving)(done, all)}
                <progress max=all.to_string() value=done.to_string()></progress>
            </label>
        })
    }
}

/// The outbox or Attention, as the host read it.
type Listed = Result<Vec<OutboxRow>, HostError>;

/// A list that the host reads again whenever synchronisation moves.
fn listed(
    counter: Counter,
    read: fn(&dyn Host) -> LocalFuture<Listed>,
) -> RwSignal<Option<Listed>> {
    let rows = RwSignal::new(None);
    Effect::new(move |_| {
        counter.sync.track();
        counter.dossiers.track();
        if let Some(host) = counter.host() {
            let reading = read(host.as_ref());
            spawn_local(async move {
                let read = reading.await;
                rows.try_set(Some(read));
            });
        }
    });
    rows
}

#[component]
fn Attention() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let rows = listed(counter, |host| host.attention());
    let list = move || {
        match rows.get()? {
        Err(error) => Some(view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }.into_any()),
        Ok(rows) if rows.is_empty() => Some(view! { <p class="hint">{say(|t| t.sync.attention_empty)}</p> }.into_any()),
        Ok(rows) => Some(view! {
            <p class="hint">{say(|t| t.sync.attention_intro)}</p>
            <ul class="rows">
                {rows.into_iter().take(ROWS_MAX).map(|row| view! { <AttentionItem row/> }).collect_view()}
            </ul>
        }
        .into_any()),
    }
    };
    view! {
        <section aria-labelledby="attention">
            <h2 id="attention">{say(|t| t.sync.attention)}</h2>
            {list}
        </section>
    }
}

#[component]
fn Outbox() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let rows = listed(counter, |host| host.outbox());
    let count = move || {
        let count = counter.sync.with(|view| view.waiting_events);
        (count > 0).then(|| (texts.get().sync.outbox_count)(count))
    };
    let list = move || {
        match rows.get()? {
        Err(error) => Some(view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }.into_any()),
        Ok(rows) if rows.is_empty() => Some(
            view! { <Empty title=Signal::derive(move || texts.get().sync.outbox_empty.to_owned())/> }.into_any(),
        ),
        Ok(rows) => Some(view! {
            <p class="hint">{say(|t| t.sync.outbox_intro)}</p>
            <ul class="rows">
                {rows.into_iter().take(ROWS_MAX).map(|row| view! { <OutboxItem row/> }).collect_view()}
            </ul>
        }
        .into_any()),
    }
    };
    view! {
        <section aria-labelledby="outbox">
            <div class="section-head">
                <h2 id="outbox">{say(|t| t.sync.outbox)}</h2>
                <p class="hint">{count}</p>
            </div>
            {list}
        </section>
    }
}
