//! From day to day.

use super::Till;
use crate::components::{Icon, Shape};
use crate::texts::say;
use domain::instant::Day;
use leptos::prelude::*;
use leptos_router::components::A;

/// The address of a day's book.
pub(super) fn address(day: Day) -> String {
    format!("/quy?ngay={}", day.iso())
}

/// The day, and the ways to those around it.
#[component]
pub(super) fn Days(till: Till) -> impl IntoView {
    let day = Memo::new(move |_| till.key.get().map(|key| key.day));
    let to = move |days: i32| day.get().map(|day| address(day.plus(days)));
    let today = move || {
        let today = till.counter.with_value(crate::counter::Counter::today);
        (day.get() != today).then(|| {
            view! { <A href="/quy" attr:class="button button--quiet">{say(|t| t.cash.today)}</A> }
        })
    };
    let print = move || day.get().map(|day| format!("{}&in=1", address(day)));
    view! {
        <div class="cash__days">
            <h2 class="cash__day">{move || day.get().map(Day::in_words)}</h2>
            <nav class="no-print" aria-label=say(|t| t.cash.day)>
                <A href=move || to(-1).unwrap_or_default() attr:class="button button--quiet">
                    {say(|t| t.cash.earlier)}
                </A>
                <A href=move || to(1).unwrap_or_default() attr:class="button button--quiet">
                    {say(|t| t.cash.later)}
                </A>
                {today}
                <A href=move || print().unwrap_or_default() attr:class="button button--quiet">
                    <Icon shape=Shape::Print/>
                    {say(|t| t.cash.print)}
                </A>
            </nav>
        </div>
    }
}
