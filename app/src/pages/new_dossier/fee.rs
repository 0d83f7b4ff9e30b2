//! The fee, computed while counts are typed.

use super::basis::{Basis, Counting};
use super::exemption::ExemptionField;
use super::form::Form;
use super::read::{Fault, LineFaults, fee};

use crate::components::TextField;
use crate::pages::typed;
use crate::texts::{say, use_texts};
use domain::catalogue::with_kinds;
use domain::fee::{FeeCharge, FeeRule};
use leptos::prelude::*;

/// What is known of the fee right now.
#[derive(Clone, PartialEq)]
enum Known {
    NoRule,
    /// No rule, but the officer wrote what was collected.
    Collected(u64),
    TooMany,
    Incomplete,
    Charge(FeeCharge),
}

impl Known {
    /// Whether there is something to pay.
    fn charges(&self) -> bool {
        match self {
            Self::Collected(amount) => *amount > 0,
            Self::Charge(charge) => charge.amount_dong > 0,
            Self::NoRule | Self::TooMany | Self::Incomplete => false,
        }
    }
}

/// The amount with the way it was computed; "chưa có dữ liệu" without a rule.
#[component]
pub(super) fn FeeBox(form: Form) -> impl IntoView {
    let texts = use_texts();
    let (published, rule) = form
        .basis
        .with_value(|basis: &Basis| (basis.published_fee.clone(), basis.fee.rule.clone()));
    let ruled = is_ruled(form);
    let known = what_is_known(form, ruled);
    let has_rule = rule.is_some();
    let provincial = move || has_rule && !ruled.get();
    let counted = form
        .basis
        .with_value(|basis| basis.counting != Counting::Nothing);
    let amount = move || {
        let words = &texts.get().form;
        match known.get() {
            Known::NoRule => words.fee_unknown.to_owned(),
            Known::Collected(amount) => (texts.get().common.dong)(amount),
            Known::TooMany | Known::Incomplete => "…".to_owned(),
            Known::Charge(charge) if charge.amount_dong == 0 && !counted => {
                words.fee_free.to_owned()
            }
            Known::Charge(charge) => (texts.get().common.dong)(charge.amount_dong),
        }
    };
    let more = move || match known.get() {
        Known::NoRule | Known::Collected(_) if provincial() => {
            view! { <p class="hint">{say(|t| t.form.fee_provincial)}</p> }.into_any()
        }
        Known::NoRule | Known::Collected(_) => {
            view! { <p class="hint">{say(|t| t.form.fee_unknown_hint)}</p> }.into_any()
        }
        Known::TooMany => view! { <p class="hint">{say(|t| t.form.fee_too_many)}</p> }.into_any(),
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
    let published = move || {
        let text = published.clone().filter(|_| !ruled.get())?;
        Some(view! { <Published text/> })
    };
    view! {
        <section class="card fee" aria-labelledby="fee">
            <h2 id="fee">{say(|t| t.form.fee)}</h2>
            <output class="fee__amount" for="line-0-pages line-0-copies">{amount}</output>
            {more}
            {published}
            {rule.map(|rule| view! { <RuleSource rule/> })}
            {has_rule.then(|| view! { <ExemptionField form/> })}
            <Show when=move || !ruled.get()><CollectedField form/></Show>
            <Show when=move || known.with(Known::charges)><PaidField form/></Show>
        </section>
    }
}

/// Whether a rule gives an amount, for somebody with the ground that is chosen.
fn is_ruled(form: Form) -> Memo<bool> {
    Memo::new(move |_| {
        let is_ruled = |basis: &Basis| {
            let values = form.values;
            values.with(|values| basis.rule(&values.exemption).is_some())
        };
        form.basis.with_value(is_ruled)
    })
}

fn what_is_known(form: Form, ruled: Memo<bool>) -> Memo<Known> {
    Memo::new(move |_| {
        if !ruled.get() {
            return form
                .values
                .with(|values| typed::amount(&values.collected))
                .map_or(Known::NoRule, Known::Collected);
        }
        let beyond = |line: &LineFaults| line.same == Some(Fault::TooManyOriginals);
        if form.faults.with(|faults| faults.lines.iter().any(beyond)) {
            return Known::TooMany;
        }
        form.values
            .with(|values| form.basis.with_value(|basis| fee(values, basis)))
            .map_or(Known::Incomplete, Known::Charge)
    })
}

/// The fee as it is published, where no rule computes it.
#[component]
fn Published(text: String) -> impl IntoView {
    let texts = use_texts();
    view! { <p class="hint">{move || (texts.get().form.fee_published)(&text)}</p> }
}

/// One tap: the money is in the drawer, and in the officer's cash book.
#[component]
fn PaidField(form: Form) -> impl IntoView {
    // A screen with fields of its own asks that in its own place.
    let elsewhere = |basis: &Basis| basis.service.is_some() || basis.civil.is_some();
    if form.basis.with_value(elsewhere) {
        return ().into_any();
    }
    let values = form.values;
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name="paid"
                prop:checked=move || values.with(|values| values.paid)
                on:change=move |event| {
                    let paid = event_target_checked(&event);
                    values.update(|values| values.paid = paid);
                }
            />
            <span class="choice__words">
                <strong>{say(|t| t.form.paid)}</strong>
                <span class="hint">{say(|t| t.form.paid_hint)}</span>
            </span>
        </label>
    }
    .into_any()
}

/// What the fee rests on: the document, for whom and since when, and how sure it is.
#[component]
fn RuleSource(rule: FeeRule) -> impl IntoView {
    let texts = use_texts();
    let document = with_kinds(rule.document());
    let (unit, from) = (rule.unit, rule.effective_from);
    let doubtful = rule.status.may_yield();
    view! {
        <p class="hint" id="fee-source">{move || (texts.get().form.fee_source)(&document)}</p>
        <p class="hint" id="fee-scope">{move || (texts.get().form.fee_scope)(&unit, from)}</p>
        {doubtful.then(|| view! { <p class="notice notice--warn">{say(|t| t.form.fee_check)}</p> })}
    }
}

/// What was collected, where no rule computes it; empty stays unknown.
#[component]
fn CollectedField(form: Form) -> impl IntoView {
    view! {
        <TextField
            id="collected"
            label=say(|t| t.form.fee_collected)
            hint=say(|t| t.form.fee_collected_hint)
            value=form.text(|values| &values.collected)
            on_input=form.edit(|values| &mut values.collected)
            on_leave=form.leave("collected")
            error=form.error("collected", |faults| &faults.collected)
            inputmode="numeric"
        />
    }
}
