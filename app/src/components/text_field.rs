//! A labelled line of text.

use crate::texts::say;
use leptos::prelude::*;

/// A text field with its label, hint, warning and error beside it.
#[component]
pub fn TextField(
    /// The element's id; hint and error get ids made from it.
    id: &'static str,
    /// The label.
    label: Signal<&'static str>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text was changed.
    #[prop(into)]
    on_input: Callback<String>,
    /// The field was left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// How to fill it in.
    #[prop(optional)]
    hint: Option<Signal<&'static str>>,
    /// What is wrong with it: stops the form.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// What should be looked at again: does not stop the form.
    #[prop(optional, into)]
    warning: Option<Signal<Option<String>>>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// `text`, `password`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keys a phone offers.
    #[prop(default = Signal::stored("text"), into)]
    inputmode: Signal<&'static str>,
    /// The id of a list of common texts.
    #[prop(optional)]
    list: Option<&'static str>,
    /// What the browser may fill in; citizens' data never.
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let warning = warning.unwrap_or_else(|| Signal::stored(None));
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            <label for=id>
                {label}
                {(!required).then(|| view! { <span class="field__optional">{say(|t| t.common.optional)}</span> })}
            </label>
            <p class="hint" id=hint_id>{hint}</p>
            <input
                id=id
                name=id
                type=kind
                inputmode=inputmode
                list=list
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                required=required
                aria-describedby=described
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=move |_| {
                    if let Some(on_leave) = on_leave {
                        on_leave.run(());
                    }
                }
            />
            <div id=error_id aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
                {move || warning.get().map(|text| view! { <p class="field__warning">{text}</p> })}
            </div>
        </div>
    }
}
