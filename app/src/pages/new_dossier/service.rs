//! The fields of a service, in place of the generic ones: its documents, what the officer
//! compares, how it was signed, and who signs the certification.

mod field;
mod grounds;
mod keys;
mod lines;
mod paid;
mod read;
mod signing;
mod values;

pub(super) use keys::{add_document, focus_title, move_on};
pub(super) use paid::{PaidField, say_taken};
pub(super) use read::{
    DetailFaults, asks_for_payment, detail_faults, identity_fault, line_faults, paid_dong, service,
};
pub(super) use values::Details;

use super::form::Form;
use crate::components::TextField;
use crate::texts::say;
use domain::service::Screen;
use grounds::{Grounds, SignerField};
use leptos::prelude::*;
use lines::ServiceLines;
use signing::Signing;

/// All fields of the procedure's own screen.
#[component]
pub(super) fn ServiceFields(form: Form, screen: Screen) -> impl IntoView {
    let signing = screen == Screen::Signature;
    let related = screen == Screen::OriginalCopy;
    view! {
        <ServiceLines form screen/>
        {signing.then(|| view! { <Signing form/> })}
        {related
            .then(|| {
                view! {
                    <div class="card">
                        <TextField
                            id="relation"
                            label=say(|t| t.service.relation)
                            value=form.text(|values| &values.details.relation)
                            on_input=form.edit(|values| &mut values.details.relation)
                        />
                    </div>
                }
            })}
        <Grounds form/>
        <SignerField form/>
    }
}
