//! What stands at the head of a printed page.

use crate::counter::{Counter, Session};
use crate::texts::use_texts;
use leptos::prelude::*;

/// The unit that hands the page out, and the day; only on paper.
#[component]
pub fn PrintHead() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let unit = move || match counter.session.get() {
        Session::SignedIn { unit_name, .. } => unit_name,
        Session::Unknown | Session::SignedOut => texts.get().frame.tagline.to_owned(),
    };
    let day = move || {
        let day = counter.now.get().day()?;
        Some((texts.get().procedure.printed_on)(&day.to_string()))
    };
    view! {
        <div class="print-only print-head">
            <p class="print-head__unit">{unit}</p>
            <p>{day}</p>
        </div>
    }
}
