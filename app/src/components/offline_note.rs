//! How far a procedure goes without a network.

use crate::texts::{say, use_texts};
use domain::calendar::Status;
use domain::catalogue::{Offline, with_kinds};
use leptos::prelude::*;

/// How far and, on demand, why and on what that rests. A rule that nobody has confirmed,
/// and the general one, say so.
#[component]
pub fn OfflineNote(
    /// The rule in force; `None` when the device has none.
    #[prop(optional_no_strip)]
    offline: Option<Offline>,
) -> impl IntoView {
    let texts = use_texts();
    let Some(offline) = offline else {
        return view! { <span class="unknown">{say(|t| t.common.unknown)}</span> }.into_any();
    };
    let Offline {
        reach,
        why,
        source,
        status,
        general,
        effective_from,
    } = offline;
    let source = with_kinds(&source);
    let from = domain::instant::Day(effective_from).to_string();
    view! {
        <div class="offline">
            <p class="offline__reach">
                {move || (texts.get().law.reach)(reach)} " "
                {(status == Status::Memory).then(|| view! { <span class="badge badge--check no-print">{say(|t| t.law.to_check)}</span> })}
            </p>
            {general.then(|| view! { <p class="hint">{say(|t| t.law.general)}</p> })}
            <details class="more no-print">
                <summary>{say(|t| t.law.why)}</summary>
                <p class="hint" lang="vi">{why}</p>
                <p class="hint" lang="vi">{move || (texts.get().law.source)(&source, &from)}</p>
            </details>
        </div>
    }
    .into_any()
}
