//! How the day ended, and what came later.

use super::Till;
use super::lines::dong_of;
use crate::texts::{say, use_texts};
use domain::cash::Closing;
use leptos::prelude::*;

/// Nothing while the day is open.
#[component]
pub(super) fn ClosingNote(till: Till) -> impl IntoView {
    let note = move || {
        let closing = till.sheet.get()?.closing?;
        Some(view! { <Note closing/> })
    };
    view! { <div aria-live="polite">{note}</div> }
}

#[component]
fn Note(closing: Closing) -> impl IntoView {
    let texts = use_texts();
    let closed = closing.closed;
    let counted = i64::try_from(closed.counted_dong).unwrap_or(i64::MAX);
    let expected = closed.expected_dong;
    let (difference, late) = (counted.saturating_sub(expected), closing.late);
    let words = move |amount: i64| dong_of(amount, texts.get());
    let at = closing.origin.at().clock();
    view! {
        <section class="notice notice--info cash__closing" id="cash-closing">
            <p><strong>{say(|t| t.cash.closed)} " " {at}</strong></p>
            <p>{say(|t| t.cash.counted_was)} ": " {move || words(counted)}</p>
            <p>{say(|t| t.cash.expected_was)} ": " {move || words(expected)}</p>
            {(difference != 0)
                .then(|| {
                    view! {
                        <p>
                            {say(|t| t.cash.difference)} ": " {move || words(difference)} ". "
                            {say(|t| t.cash.reason)} ": " {closed.reason}
                        </p>
                    }
                })}
            {(late != 0)
                .then(|| {
                    view! { <p class="warn">{say(|t| t.cash.late)} ": " {move || words(late)}</p> }
                })}
        </section>
    }
}
