//! The fee taken in the same sitting.

use super::super::form::Form;
use super::grounds::Tick;
use super::paid_dong;
use leptos::prelude::*;

/// Whether the fee was taken; nothing is asked while there is nothing to pay.
#[component]
pub(crate) fn PaidField(form: Form) -> impl IntoView {
    let due = Memo::new(move |_| {
        let mut values = form.values.get();
        values.details.paid = true;
        form.basis.with_value(|basis| paid_dong(&values, basis)) > 0
    });
    view! {
        <Show when=move || due.get()>
            <div class="card">
                <Tick form name="paid" label=|t| t.service.paid read=|it| &mut it.paid/>
            </div>
        </Show>
    }
}
