//! What the slip will say: how the papers came, when and how the result is given.

use super::form::Form;
use crate::counter::Counter;
use crate::pages::appointment::{AppointmentField, Chooser};
use crate::texts::{say, use_texts};
use domain::dossier::{Channel, ReturnMethod};
use leptos::prelude::*;

const CHANNELS: [Channel; 3] = [Channel::Direct, Channel::Online, Channel::Post];
const WAYS: [ReturnMethod; 3] = [
    ReturnMethod::InPerson,
    ReturnMethod::Post,
    ReturnMethod::Electronic,
];

/// Not shown for what is finished in one sitting: there is no slip then.
#[component]
pub(super) fn SlipFields(form: Form) -> impl IntoView {
    let values = form.values;
    let waits = Memo::new(move |_| values.with(|values| !values.no_wait));
    let complete = Memo::new(move |_| values.with(|values| values.complete));
    let chooser = Chooser {
        choice: form.text(|values| &values.limit),
        choose: form.edit(|values| &mut values.limit),
        day: form.text(|values| &values.day),
        type_day: form.edit(|values| &mut values.day),
    };
    let limits = form.basis.with_value(|basis| basis.limits.clone());
    let limits = StoredValue::new(limits);
    let due = Signal::derive(move || form.is_due("appointment-day"));
    view! {
        <LateNotice form/>
        <Show when=move || waits.get()>
            <div class="card slip">
                <Show when=move || complete.get()>
                    <AppointmentField
                        chooser
                        limits=limits.get_value()
                        may_lack=true
                        chosen=form.chosen.into()
                        due
                    />
                </Show>
                <Incomplete form/>
                <Ways form/>
            </div>
        </Show>
    }
}

/// Too late to be due the same day: the slip becomes a duty.
#[component]
fn LateNotice(form: Form) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let late = form.late.get();
        let waits = form.values.with(|values| !values.no_wait);
        late.filter(|_| waits)
            .map(|cutoff| (texts.get().lifecycle.past_cutoff)(&cutoff))
    };
    view! {
        <div aria-live="polite">
            {move || told().map(|text| view! { <p class="notice notice--warn" id="late">{text}</p> })}
        </div>
    }
}

#[component]
fn Incomplete(form: Form) -> impl IntoView {
    let values = form.values;
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name="incomplete"
                prop:checked=move || values.with(|values| !values.complete)
                on:change=move |event| {
                    let checked = event_target_checked(&event);
                    values.update(|values| values.complete = !checked);
                }
            />
            <span class="choice__words">
                <strong>{say(|t| t.lifecycle.not_checked)}</strong>
                <span class="hint">{say(|t| t.lifecycle.not_checked_hint)}</span>
            </span>
        </label>
    }
}

#[component]
fn Ways(form: Form) -> impl IntoView {
    let texts = use_texts();
    let values = form.values;
    let channel = move |this: Channel| {
        view! {
            <option
                value=format!("{this:?}")
                selected=move || values.with(|values| values.channel == this)
            >
                {move || (texts.get().lifecycle.channel_name)(this)}
            </option>
        }
    };
    let way = move |this: ReturnMethod| {
        view! {
            <option
                value=format!("{this:?}")
                selected=move || values.with(|values| values.delivery == this)
            >
                {move || (texts.get().common.return_method)(this)}
            </option>
        }
    };
    view! {
        <div class="slip__ways">
            <div class="field">
                <label for="channel">{say(|t| t.lifecycle.channel)}</label>
                <select
                    id="channel"
                    name="channel"
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        let chosen = CHANNELS.into_iter().find(|this| format!("{this:?}") == name);
                        values.update(|values| values.channel = chosen.unwrap_or_default());
                    }
                >
                    {CHANNELS.into_iter().map(channel).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="delivery">{say(|t| t.lifecycle.delivery)}</label>
                <select
                    id="delivery"
                    name="delivery"
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        let chosen = WAYS.into_iter().find(|this| format!("{this:?}") == name);
                        values.update(|values| values.delivery = chosen.unwrap_or_default());
                    }
                >
                    {WAYS.into_iter().map(way).collect_view()}
                </select>
            </div>
        </div>
    }
}

/// Unticks “no waiting” once it is too late to be due the same day; the officer may
/// tick it again.
pub(super) fn follow_cutoff(form: Form) {
    let counter = Counter::expect();
    Effect::new(move |before: Option<bool>| {
        let late = form.late.with(Option::is_some);
        // The first look is at a form as it was opened, not at a draft put back.
        if late && before != Some(true) && counter.lookup.with_untracked(Option::is_some) {
            form.values.update(|values| values.no_wait = false);
        }
        late
    });
}
