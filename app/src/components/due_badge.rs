//! How a dossier stands to its appointment.

use super::{Icon, Shape};
use crate::texts::use_texts;
use domain::dossier::Punctuality;
use domain::instant::Instant;
use leptos::prelude::*;

/// Shown from the day on which it is due.
#[component]
pub fn DueBadge(
    /// When it is due.
    due: Instant,
    /// Now.
    now: Instant,
) -> impl IntoView {
    let texts = use_texts();
    let punctuality = Punctuality::of(due, now);
    let class = match punctuality {
        Punctuality::InTime => return ().into_any(),
        Punctuality::DueToday => "badge badge--waiting",
        Punctuality::Overdue => "badge badge--attention",
    };
    view! {
        <span class=class>
            <Icon shape=Shape::Clock/>
            {move || (texts.get().lifecycle.punctuality)(punctuality)}
        </span>
    }
    .into_any()
}
