//! The numbers of a book, a page of them at a time.

use super::desk::Desk;
use super::line::{Line, RunLine};
use super::window::{Item, PAGE_LINES, Wanted, items};
use crate::texts::{say, use_texts};
use domain::register::{BookState, VolumeNumber};
use leptos::prelude::*;
use std::sync::Arc;

/// What is looked for, and the page of it.
#[derive(Clone, Copy)]
struct View {
    volume: RwSignal<Option<VolumeNumber>>,
    month: RwSignal<Option<u8>>,
    words: RwSignal<String>,
    /// Which page; none for the last, where a book grows.
    page: RwSignal<Option<usize>>,
}

/// The lines, with what chooses among them.
#[component]
pub(super) fn Lines(desk: Desk) -> impl IntoView {
    let chosen = View {
        volume: RwSignal::new(None),
        month: RwSignal::new(None),
        words: RwSignal::new(String::new()),
        page: RwSignal::new(None),
    };
    let found = Memo::new(move |_| {
        let book = desk.book()?;
        let wanted = Wanted {
            volume: chosen.volume.get(),
            month: chosen.month.get(),
            words: chosen.words.get(),
        };
        Some((items(&book, &wanted), ByBook(book)))
    });
    let body = move || {
        let (items, ByBook(book)) = found.get()?;
        Some(view! { <Page desk chosen items book/> })
    };
    view! {
        <section aria-labelledby="book-lines">
            <h2 id="book-lines">{say(|t| t.books.page.lines)}</h2>
            <Choices desk chosen/>
            {body}
        </section>
    }
}

/// A book that is compared by being the same one: it is read anew when it has changed.
#[derive(Clone)]
struct ByBook(Arc<BookState>);

impl PartialEq for ByBook {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Choices(desk: Desk, chosen: View) -> impl IntoView {
    let texts = use_texts();
    let volumes = Memo::new(move |_| -> Vec<VolumeNumber> {
        let book = desk.book();
        let volumes = book.map(|book| book.volumes().iter().map(|it| it.number).collect());
        volumes.unwrap_or_default()
    });
    let several = move || volumes.with(|volumes| volumes.len() > 1);
    let present = move || {
        chosen
            .volume
            .get()
            .or_else(|| volumes.with(|volumes| volumes.last().copied()))
    };
    let options = move || {
        let option = |volume: VolumeNumber| {
            view! {
                <option value=volume.0.to_string() selected=move || present() == Some(volume)>
                    {move || (texts.get().books.page.volume_name)(&volume.to_string())}
                </option>
            }
        };
        volumes.get().into_iter().map(option).collect_view()
    };
    let month = move |month: u8| {
        view! {
            <option value=month.to_string()>
                {move || (texts.get().books.page.month_name)(month)}
            </option>
        }
    };
    view! {
        <div class="controls no-print">
            <div class="field">
                <label for="book-search">{say(|t| t.books.page.search)}</label>
                <input
                    id="book-search"
                    type="search"
                    autocomplete="off"
                    placeholder=say(|t| t.books.page.search_hint)
                    prop:value=chosen.words
                    on:input=move |event| {
                        chosen.words.set(event_target_value(&event));
                        chosen.page.set(None);
                    }
                />
            </div>
            <Show when=several>
                <div class="field">
                    <label for="book-volume">{say(|t| t.books.page.volume)}</label>
                    <select
                        id="book-volume"
                        on:change=move |event| {
                            let number = event_target_value(&event).parse().ok();
                            chosen.volume.set(number.map(VolumeNumber));
                            chosen.page.set(None);
                        }
                    >
                        {options}
                    </select>
                </div>
            </Show>
            <div class="field">
                <label for="book-month">{say(|t| t.books.page.month)}</label>
                <select
                    id="book-month"
                    on:change=move |event| {
                        chosen.month.set(event_target_value(&event).parse().ok());
                        chosen.page.set(None);
                    }
                >
                    <option value="">{say(|t| t.books.page.month_all)}</option>
                    {(1..=12).map(month).collect_view()}
                </select>
            </div>
        </div>
    }
}

#[component]
fn Page(desk: Desk, chosen: View, items: Vec<Item>, book: Arc<BookState>) -> impl IntoView {
    let texts = use_texts();
    let searched = chosen
        .words
        .with_untracked(|words| !words.trim().is_empty())
        || chosen.month.get_untracked().is_some();
    if items.is_empty() {
        let words = say(if searched {
            |t| t.books.page.lines_not_found
        } else {
            |t| t.books.page.lines_none
        });
        return view! { <p class="empty">{words}</p> }.into_any();
    }
    let all = items.len();
    let last = all.saturating_sub(1) / PAGE_LINES;
    let page = Memo::new(move |_| chosen.page.get().unwrap_or(last).min(last));
    let devices = desk.devices(&book);
    let rows = move || {
        let from = page.get().saturating_mul(PAGE_LINES);
        let shown = items.iter().skip(from).take(PAGE_LINES);
        let row = |item: &Item| match *item {
            Item::Line(number) => view! { <Line desk number book=book.clone()/> }.into_any(),
            Item::Leased(run, _, device) => {
                let devices = devices.clone();
                let words = Signal::derive(move || {
                    let texts = texts.get();
                    match device {
                        Some(device) if devices.is_own(device) => {
                            texts.books.line.leased_here.to_owned()
                        }
                        Some(device) => (texts.books.line.leased)(&devices.name(device, texts)),
                        None => String::new(),
                    }
                });
                view! { <RunLine run words/> }.into_any()
            }
            Item::GivenBack(run) => {
                let words = Signal::derive(move || texts.get().books.line.given_back.to_owned());
                view! { <RunLine run words/> }.into_any()
            }
        };
        shown.map(row).collect_view()
    };
    let told = move || {
        let from = page.get().saturating_mul(PAGE_LINES);
        (texts.get().books.page.shown)(from + 1, all.min(from + PAGE_LINES), all)
    };
    view! {
        <ol class="book-rows">{rows}</ol>
        <Show when=move || { last > 0 }>
            <nav class="actions no-print" aria-label=say(|t| t.books.page.lines)>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || page.get() == 0
                    on:click=move |_| chosen.page.set(Some(page.get().saturating_sub(1)))
                >
                    {say(|t| t.books.page.back)}
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    disabled=move || page.get() == last
                    on:click=move |_| chosen.page.set(Some(page.get() + 1))
                >
                    {say(|t| t.books.page.forth)}
                </button>
                <p class="hint" aria-live="polite">{told}</p>
            </nav>
        </Show>
    }
    .into_any()
}
