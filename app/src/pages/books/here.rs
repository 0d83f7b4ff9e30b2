//! The numbers of this device.

use super::act::Act;
use super::desk::Desk;
use crate::counter::NumberWish;
use crate::texts::{say, use_texts};
use leptos::prelude::*;

const SPOIL_NEXT: &str = "act-spoil-next";

/// How many are left, and what can be done about them.
#[component]
pub(super) fn Here(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let asks = Memo::new(move |_| {
        let device = desk.counter().host().and_then(|host| host.this_device());
        desk.book()
            .zip(device)
            .is_some_and(|(book, device)| book.asks(device))
    });
    let left = Memo::new(move |_| desk.remaining());
    let has = move || left.get().is_some_and(|left| left.numbers > 0);
    // Of a year that is over nothing new is leased; what is left can go back.
    let over = move || {
        let today = desk.counter().today();
        today.is_some_and(|today| desk.year() < today.0.year())
    };
    let open = move || {
        let open = desk.book().is_none_or(|book| book.closed.is_none());
        open && (!over() || has())
    };
    let count = move || {
        let words = &texts.get().books;
        match left.get().filter(|left| left.numbers > 0) {
            Some(left) => (words.left_here)(left.numbers),
            None => words.none_here.to_owned(),
        }
    };
    let low = move || {
        let low = has() && left.get().is_some_and(|left| left.is_low);
        low.then(|| view! { <span class="badge badge--waiting">{say(|t| t.books.few)}</span> })
    };
    let unsigned = move || {
        let key = desk.key.get()?;
        let count = desk.numbers.with(|numbers| {
            let unsigned = numbers.iter().flat_map(|numbers| &numbers.unsigned);
            unsigned.filter(|(book, _)| *book == key).count()
        });
        let words = (texts.get().books.page.unsigned)(count);
        (count > 0).then(|| view! { <p class="notice notice--warn">{words}</p> })
    };
    let standing = move || {
        let words = &texts.get().books.page;
        if asks.get() {
            words.asked
        } else {
            words.not_asked
        }
    };
    view! {
        <section class="card no-print" aria-labelledby="book-here">
            <h2 id="book-here">{say(|t| t.books.page.here)}</h2>
            <p class="book-facts"><strong>{count}</strong> {low}</p>
            {unsigned}
            <Show when=open>
                <p class="hint">{standing}</p>
                <Buttons desk asks=Signal::derive(move || asks.get() || over()) has=Signal::derive(has)/>
            </Show>
        </section>
    }
}

#[component]
fn Buttons(desk: Desk, asks: Signal<bool>, has: Signal<bool>) -> impl IntoView {
    let ask = move |_| desk.wish(|key| NumberWish::Ask(key.kind));
    let give = move |_| desk.wish(NumberWish::GiveBack);
    view! {
                <div class="actions">
                    <Show when=move || !asks.get()>
                        <button type="button" class="button" disabled=desk.busy on:click=ask>
                            {say(|t| t.books.act.ask)}
                        </button>
                    </Show>
                    <Show when=move || has.get()>
                        <button
                            type="button"
                            id=SPOIL_NEXT
                            class="button"
                            on:click=move |_| desk.begin(Act::SpoilNext, SPOIL_NEXT)
                        >
                            {say(|t| t.books.act.spoil_next)}
                        </button>
                    </Show>
                    <Show when=move || asks.get() || has.get()>
                        <button type="button" class="button button--quiet" disabled=desk.busy on:click=give>
                            {say(|t| t.books.act.give_back)}
                        </button>
                    </Show>
                </div>
    }
}
