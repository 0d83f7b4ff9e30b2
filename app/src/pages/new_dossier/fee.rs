//! The fee, computed while counts are typed.

use super::basis::{Basis, Counting};
use super::form::Form;
use super::read::fee;
use crate::texts::{say, use_texts};
use domain::fee::FeeCharge;
use leptos::prelude::*;

/// What is known of the fee right now.
#[derive(Clone, PartialEq)]
enum Known {
    NoRule,
    Incomplete,
    Charge(FeeCharge),
}

/// The amount with the way it was computed; "chưa có dữ liệu" without a rule.
#[component]
pub(super) fn FeeBox(form: Form) -> impl IntoView {
    let texts = use_texts();
    let (ruled, published, source) = form.basis.with_value(|basis: &Basis| {
        let source = basis.rule.as_ref().map(|rule| rule.source.clone());
        (basis.rule.is_some(), basis.published_fee.clone(), source)
    });
    let known = Memo::new(move |_| {
        if !ruled {
            return Known::NoRule;
        }
        form.values
            .with(|values| form.basis.with_value(|basis| fee(values, basis)))
            .map_or(Known::Incomplete, Known::Charge)
    });
    let counted = form
        .basis
        .with_value(|basis| basis.counting != Counting::Nothing);
    let amount = move || {
        let words = &texts.get().form;
        match known.get() {
            Known::NoRule => words.fee_unknown.to_owned(),
            Known::Incomplete => "…".to_owned(),
            Known::Charge(charge) if charge.amount_dong == 0 && !counted => {
                words.fee_free.to_owned()
            }
            Known::Charge(charge) => (texts.get().common.dong)(charge.amount_dong),
        }
    };
    let more = move || match known.get() {
        Known::NoRule => {
            view! { <p class="hint">{say(|t| t.form.fee_unknown_hint)}</p> }.into_any()
        }
        Known::Incomplete => {
            view! { <p class="hint">{say(|t| t.form.fee_incomplete)}</p> }.into_any()
        }
        Known::Charge(charge) if charge.trace.is_empty() => ().into_any(),
        Known::Charge(charge) => view! {
            <ul class="plain fee__trace" aria-label=say(|t| t.form.fee_trace)>
                {charge.trace.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    let published = published.filter(|_| !ruled).map(|text| {
        view! { <p class="hint">{move || (texts.get().form.fee_published)(&text)}</p> }
    });
    let source = source.map(|source| {
        view! { <p class="hint">{move || (texts.get().form.fee_source)(&source)}</p> }
    });
    view! {
        <section class="card fee" aria-labelledby="fee">
            <h2 id="fee">{say(|t| t.form.fee)}</h2>
            <output class="fee__amount" for="line-0-pages line-0-copies">{amount}</output>
            {more}
            {published}
            {source}
        </section>
    }
}
