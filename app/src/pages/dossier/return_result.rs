//! Returning the result, which cannot be undone.

use super::actions::Acting;
use crate::counter::Step;
use crate::texts::{say, use_texts};
use domain::dossier::{Move, Moved, ReturnMethod};
use domain::text::clean_lines;
use leptos::prelude::*;

/// The ways, the usual one first.
const WAYS: [ReturnMethod; 3] = [
    ReturnMethod::InPerson,
    ReturnMethod::Post,
    ReturnMethod::Electronic,
];

/// Asks for the way and for a second look before it is recorded.
#[component]
pub(super) fn ReturnResult(
    /// The step that is taken.
    acting: Acting,
    /// How the applicant wants it.
    wanted: ReturnMethod,
    /// What is to be paid first, in đồng, unless there is a reason.
    owed: Memo<u64>,
) -> impl IntoView {
    let texts = use_texts();
    let asking = RwSignal::new(false);
    let way = RwSignal::new(wanted);
    let reason = RwSignal::new(String::new());
    let steps = move || {
        let mut steps = vec![];
        if owed.get_untracked() > 0 {
            let why = clean_lines(&reason.get_untracked());
            steps.push(Step::Move(Box::new(Moved::because(Move::Waived, why))));
        }
        steps.push(Step::Return(way.get_untracked()));
        steps
    };
    view! {
        <Show
            when=move || asking.get()
            fallback=move || {
                view! {
                    <button type="button" class="button button--main" on:click=move |_| asking.set(true)>
                        {say(|t| t.dossier.return_result)}
                    </button>
                }
            }
        >
            <fieldset class="confirm">
                <legend>{say(|t| t.dossier.return_how)}</legend>
                {WAYS.into_iter().map(|this| view! { <Way this way/> }).collect_view()}
                {move || (owed.get() > 0).then(|| view! {
                    <p class="notice notice--warn">{move || (texts.get().lifecycle.unpaid)(owed.get())}</p>
                    <div class="field">
                        <label for="unpaid">{say(|t| t.lifecycle.unpaid_reason)}</label>
                        <textarea
                            id="unpaid"
                            rows="2"
                            autocomplete="off"
                            prop:value=reason
                            on:input=move |event| reason.set(event_target_value(&event))
                        ></textarea>
                    </div>
                })}
                <p class="confirm__warning">{say(|t| t.dossier.return_final)}</p>
                <div class="actions">
                    <button
                        type="button"
                        class="button button--main"
                        disabled=acting.busy
                        on:click=move |_| acting.take_all(steps())
                    >
                        {say(|t| t.dossier.return_confirm)}
                    </button>
                    <button type="button" class="button" on:click=move |_| asking.set(false)>
                        {say(|t| t.common.cancel)}
                    </button>
                </div>
            </fieldset>
        </Show>
    }
}

#[component]
fn Way(this: ReturnMethod, way: RwSignal<ReturnMethod>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <label class="choice">
            <input
                type="radio"
                name="way"
                prop:checked=move || way.get() == this
                on:change=move |_| way.set(this)
            />
            <span class="choice__words">{move || (texts.get().common.return_method)(this)}</span>
        </label>
    }
}
