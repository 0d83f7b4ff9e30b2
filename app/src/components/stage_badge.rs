//! Where a dossier stands.

use crate::texts::use_texts;
use domain::dossier::Stage;
use leptos::prelude::*;

/// The stage in words, with a colour that only repeats them.
#[component]
pub fn StageBadge(
    /// Where it stands.
    stage: Stage,
) -> impl IntoView {
    let texts = use_texts();
    let name = match stage {
        Stage::Registered => "registered",
        Stage::Received => "received",
        Stage::Declined => "declined",
        Stage::Processing => "processing",
        Stage::AwaitingPapers => "awaiting-papers",
        Stage::AwaitingPayment => "awaiting-payment",
        Stage::Withdrawn => "withdrawn",
        Stage::Stopped => "stopped",
        Stage::Resolved => "resolved",
        Stage::Returned => "returned",
    };
    view! {
        <span class="badge" data-stage=name>
            {move || (texts.get().common.stage)(stage)}
        </span>
    }
}
