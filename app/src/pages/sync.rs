//! `/dong-bo`: what waits, what needs a person, what room there is.

use crate::components::{DossierItem, Empty, OfficersOnly, PageTitle, state_words};
use crate::counter::{Counter, Host, HostError, Link, LocalFuture, OutboxRow};
use crate::pages::cases::InCases;
use crate::texts::{say, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

mod damaged;
mod push;
mod rescue;
mod rows;
mod storage;

use damaged::Damaged;
use push::Push;
use rescue::Rescue;
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
            <Conflicts/>
            <InCases/>
            <Damaged/>
            <Outbox/>
            <Rescue/>
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
            Link::Refused(trouble) => (words.explain_trouble)(trouble),
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
            <ClockOff/>
            <p class="hint">{say(|t| t.sync.last_contact)} ": " {contact}</p>
            <Push/>
            <button type="button" class="button button--main" disabled=busy on:click=now>
                {say(|t| t.sync.now)}
            </button>
        </section>
    }
}

/// A device's clock that is far off: work goes on, and somebody should set it.
#[component]
fn ClockOff() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    move || {
        let lacks_ms = counter.sync.with(|view| view.clock_lacks_ms)?;
        let minutes = lacks_ms.unsigned_abs() / 60_000;
        let words = move || (texts.get().sync.clock_off)(minutes, lacks_ms < 0);
        Some(view! { <p class="notice">{words}</p> })
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
    let list = move || match rows.get()? {
        Err(error) => Some(
            view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }
                .into_any(),
        ),
        Ok(rows) => {
            let (seen, open): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.seen);
            Some(
                view! {
                    <AttentionList open/>
                    <SeenList seen/>
                }
                .into_any(),
            )
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
fn AttentionList(open: Vec<OutboxRow>) -> impl IntoView {
    if open.is_empty() {
        // A detail in conflict is to be dealt with too, further down.
        let sync = Counter::expect().sync;
        let nothing = move || sync.with(|view| view.conflicts == 0 && view.cases == 0);
        return view! {
            <Show when=nothing>
                <p class="hint">{say(|t| t.sync.attention_empty)}</p>
            </Show>
        }
        .into_any();
    }
    let items = open.into_iter().take(ROWS_MAX);
    view! {
        <p class="hint">{say(|t| t.sync.attention_intro)}</p>
        <ul class="rows">
            {items.map(|row| view! { <AttentionItem row/> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// What somebody has looked at: kept, and out of the way.
#[component]
fn SeenList(seen: Vec<OutboxRow>) -> impl IntoView {
    let shown = !seen.is_empty();
    let items = move || {
        let items = seen.into_iter().take(ROWS_MAX);
        items
            .map(|row| view! { <AttentionItem row/> })
            .collect_view()
    };
    shown.then(|| {
        view! {
            <details class="more">
                <summary>{say(|t| t.sync.attention_seen)}</summary>
                <ul class="rows">{items()}</ul>
            </details>
        }
    })
}

/// Dossiers with a detail that waits for a decision.
#[component]
fn Conflicts() -> impl IntoView {
    let counter = Counter::expect();
    let list = move || {
        let now = counter.now.get_untracked();
        counter.dossiers.with(|rows| {
            let clashing = rows.iter().flat_map(|rows| rows.iter());
            let clashing: Vec<_> = clashing.filter(|row| row.conflicts > 0).cloned().collect();
            (!clashing.is_empty()).then(|| {
                view! {
                    <section aria-labelledby="in-conflict">
                        <h2 id="in-conflict">{say(|t| t.dossier.conflicts)}</h2>
                        <ul class="rows">
                            {clashing.into_iter().take(ROWS_MAX).map(|row| view! { <li><DossierItem row now/></li> }).collect_view()}
                        </ul>
                    </section>
                }
            })
        })
    };
    view! { {list} }
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
