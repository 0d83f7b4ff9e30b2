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
use crate::counter::Counter;
use crate::texts::say;
use domain::register::BookState;
use domain::service::Screen;
use grounds::{Grounds, SignerField};
use leptos::prelude::*;
use leptos::task::spawn_local;
use lines::ServiceLines;
use signing::Signing;

/// Says that the book is not open yet, before a number is given that paper may carry.
#[component]
fn Unopened(form: Form) -> impl IntoView {
    let counter = Counter::expect();
    let rule = form.basis.with_value(|basis| basis.service.clone());
    let kind = rule.and_then(|rule| rule.book);
    let unopened = RwSignal::new(false);
    Effect::new(move |_| {
        counter.sync.track();
        let (Some(kind), Some(host)) = (kind.clone(), counter.host()) else {
            return;
        };
        let Some(today) = counter.today() else { return };
        spawn_local(async move {
            let Ok(books) = host.open_books().await else {
                return;
            };
            // One that was kept last year goes on by itself.
            let years = today.0.year() - 1..=today.0.year();
            let is_kept = |book: &BookState| {
                book.key.kind == kind && years.contains(&book.key.year) && !book.is_presumed()
            };
            unopened.try_set(!books.iter().any(is_kept));
        });
    });
    view! {
        <Show when=move || unopened.get()>
            <p class="notice notice--warn" id="book-unopened">
                {say(|t| t.service.unopened)} " "
                <a href="/so">{say(|t| t.service.open_book)}</a>
            </p>
        </Show>
    }
}

/// All fields of the procedure's own screen.
#[component]
pub(super) fn ServiceFields(form: Form, screen: Screen) -> impl IntoView {
    let signing = screen == Screen::Signature;
    let related = screen == Screen::OriginalCopy;
    view! {
        <Unopened form/>
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
