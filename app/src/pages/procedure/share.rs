//! The page on a citizen's own phone.

use crate::components::QrCode;
use crate::pages::procedure_address;
use crate::texts::{say, use_texts};
use domain::catalogue::ProcedureCode;
use leptos::prelude::*;

/// A QR code of this page's address. Where the page lives only the browser
/// knows, so the code is drawn after the first frame.
#[component]
pub(super) fn Share(
    /// The procedure.
    code: ProcedureCode,
) -> impl IntoView {
    let texts = use_texts();
    let origin = RwSignal::new(None::<String>);
    Effect::new(move |_| origin.set(window().location().origin().ok()));
    let path = procedure_address(&code);
    let drawing = move || {
        origin.get().map(|origin| {
            let address = format!("{origin}{path}");
            let named = address.clone();
            let label = Signal::derive(move || (texts.get().procedure.qr_label)(&named));
            view! {
                <QrCode text=address.clone() label/>
                <p class="share__address">{address}</p>
            }
        })
    };
    view! {
        <section class="card share" aria-labelledby="share">
            <h2 id="share">{say(|t| t.procedure.qr_title)}</h2>
            <p class="hint">{say(|t| t.procedure.qr_hint)}</p>
            {drawing}
        </section>
    }
}
