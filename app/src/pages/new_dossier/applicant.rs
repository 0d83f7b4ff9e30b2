//! Who asks.

use super::card::{ScanCard, card_typed};
use super::form::Form;
use super::read::{applicant, born};
use super::values::Values;

use crate::components::TextField;
use crate::counter::Counter;
use crate::pages::typed;
use crate::texts::{Texts, say, use_texts};
use domain::dossier::{IdentityDoubt, IdentityFacts, Sex};
use leptos::prelude::*;

/// Name, identity number, birth date, telephone, residence.
#[component]
pub(super) fn ApplicantFields(form: Form) -> impl IntoView {
    let texts = use_texts();
    let phone_warning = Signal::derive(move || {
        let fine = form.faults.with(|faults| faults.phone.is_none());
        let odd = fine
            && form
                .values
                .with(|values| typed::phone_is_odd(&values.phone));
        (odd && form.is_due("phone")).then(|| texts.get().form.phone_odd.to_owned())
    });
    view! {
        <fieldset class="card">
            <legend>{say(|t| t.form.applicant)}</legend>
            <ScanCard form/>
            <TextField
                id="name"
                label=say(|t| t.form.name)
                hint=say(|t| t.form.name_hint)
                value=form.text(|values| &values.name)
                on_input=form.edit(|values| &mut values.name)
                on_leave=leave(form, "name", |values| &mut values.name)
                error=form.error("name", |faults| &faults.name)
                required=true
            />
            <div class="field-pair">
                <IdentityField form/>
                <TextField
                    id="born"
                    label=say(|t| t.form.born)
                    hint=say(|t| t.form.born_hint)
                    value=form.text(|values| &values.born)
                    on_input=form.edit(|values| &mut values.born)
                    on_leave=leave(form, "born", |values| &mut values.born)
                    error=form.error("born", |faults| &faults.born)
                />
            </div>
            <div class="field-pair">
                <TextField
                    id="phone"
                    label=say(|t| t.form.phone)
                    value=form.text(|values| &values.phone)
                    on_input=form.edit(|values| &mut values.phone)
                    on_leave=leave(form, "phone", |values| &mut values.phone)
                    error=form.error("phone", |faults| &faults.phone)
                    warning=phone_warning
                    kind="tel"
                    inputmode="tel"
                />
                <TextField
                    id="address"
                    label=say(|t| t.form.address)
                    value=form.text(|values| &values.address)
                    on_input=form.edit(|values| &mut values.address)
                    on_leave=leave(form, "address", |values| &mut values.address)
                    error=form.error("address", |faults| &faults.address)
                />
            </div>
        </fieldset>
    }
}

/// A field is left; what a scanner typed into it is taken for what it is.
fn leave(form: Form, id: &'static str, pick: fn(&mut Values) -> &mut String) -> Callback<()> {
    let left = form.leave(id);
    Callback::new(move |()| {
        card_typed(form, pick);
        left.run(());
    })
}

/// The number, with what it says of its holder to compare with the paper.
#[component]
fn IdentityField(form: Form) -> impl IntoView {
    let texts = use_texts();
    let now = Counter::expect().now;
    let says = Memo::new(move |_| {
        let texts = texts.get();
        form.values.with(|values| {
            let facts = IdentityFacts::read(&applicant(values).identity)?;
            let doubts = facts.doubts(born(values), None, now.get().day()?);
            Some(in_words(texts, facts, &doubts))
        })
    });
    let doubt = Signal::derive(move || says.get().and_then(Result::err));
    let hint = move || says.get().and_then(Result::ok);
    view! {
        <div class="identity">
            <TextField
                id="identity"
                label=say(|t| t.form.identity)
                hint=say(|t| t.form.identity_hint)
                value=form.text(|values| &values.identity)
                on_input=form.edit(|values| &mut values.identity)
                on_leave=leave(form, "identity", |values| &mut values.identity)
                error=form.error("identity", |faults| &faults.identity)
                warning=doubt
                inputmode="numeric"
            />
            <p class="identity__says" aria-live="polite">{hint}</p>
        </div>
    }
}

/// What the number says, or what to look at again.
fn in_words(
    texts: &Texts,
    facts: IdentityFacts,
    doubts: &[IdentityDoubt],
) -> Result<String, String> {
    let words = &texts.form;
    let of = |doubt: &IdentityDoubt| match *doubt {
        IdentityDoubt::BirthYear { in_number, written } => {
            (words.identity_year_differs)(in_number, written)
        }
        IdentityDoubt::Sex { in_number } => {
            (words.identity_says)(in_number == Sex::Male, facts.birth_year)
        }
        IdentityDoubt::Province => words.identity_odd_province.to_owned(),
        IdentityDoubt::NotYetBorn => words.identity_odd_century.to_owned(),
    };
    if doubts.is_empty() {
        Ok((words.identity_says)(
            facts.sex == Sex::Male,
            facts.birth_year,
        ))
    } else {
        Err(doubts.iter().map(of).collect::<Vec<_>>().join(" "))
    }
}
