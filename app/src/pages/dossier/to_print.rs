//! The papers that can be printed now, and whether the applicant has got the slip.

use crate::components::{Icon, Shape};
use crate::counter::Counter;
use crate::pages::print_address;
use crate::texts::{say, use_texts};
use domain::dossier::Dossier;
use domain::form::{Duty, Form, Matter};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The ways to the papers; the slip's in front while it has to be given and was not
/// printed here.
#[component]
pub(super) fn ToPrint(
    /// The dossier.
    dossier: Dossier,
) -> impl IntoView {
    let duty = Duty::of(&dossier);
    let offered = Form::ALL
        .into_iter()
        .filter(|form| form.occasion(&dossier).is_some());
    let offered: Vec<_> = offered.collect();
    if offered.is_empty() {
        return ().into_any();
    }
    let texts = use_texts();
    let counter = Counter::expect();
    let times = RwSignal::new(None::<u32>);
    let id = dossier.id;
    Effect::new(move |_| {
        let Some(host) = counter.host() else { return };
        spawn_local(async move {
            if let Ok(printed) = host.printed(Matter::Dossier(id)).await {
                times.try_set(Some(printed.log.times(Form::Slip)));
            }
        });
    });
    // What is handed over already needs no slip any more.
    let awaited = duty == Duty::Compulsory && dossier.stage.is_open();
    let urgent = move || awaited && times.get() == Some(0);
    let told = move || {
        let times = times.get().filter(|times| *times > 0)?;
        Some(view! { <span class="hint">{(texts.get().print.times)(times)}</span> })
    };
    let link = move |form: Form| {
        let main = move || form == Form::Slip && urgent();
        view! {
            <a class="button" class:button--main=main href=print_address(id, form)>
                <Icon shape=Shape::Print/>
                {move || (texts.get().print.open)(form)}
            </a>
        }
    };
    view! {
        <div class="to-print no-print">
            <Show when=urgent>
                <p class="notice notice--warn" id="slip-duty">{say(|t| t.print.duty)}</p>
            </Show>
            {offered.into_iter().map(link).collect_view()}
            {told}
        </div>
    }
    .into_any()
}
