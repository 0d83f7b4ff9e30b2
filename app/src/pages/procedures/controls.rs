//! Search field, toggle and fields of the list.

use super::browse::{Choice, FieldCount, Listing};
use crate::components::{Icon, Shape};
use crate::texts::{say, use_texts};
use domain::fee::dong;
use leptos::prelude::*;
use std::sync::Arc;

/// The words and the commune-only toggle.
#[component]
pub(super) fn Controls(choice: RwSignal<Choice>) -> impl IntoView {
    view! {
        <search class="controls">
            <div class="search-box__field">
                <Icon shape=Shape::Search/>
                <input
                    id="search"
                    type="search"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=say(|t| t.search.label)
                    placeholder=say(|t| t.search.placeholder)
                    prop:value=move || choice.with(|choice| choice.query.clone())
                    on:input=move |event| {
                        choice.update(|choice| {
                            choice.query = event_target_value(&event);
                            choice.field = None;
                        });
                    }
                />
            </div>
            <label class="toggle">
                <input
                    type="checkbox"
                    prop:checked=move || choice.with(|choice| choice.commune_only)
                    on:change=move |event| {
                        choice.update(|choice| {
                            choice.commune_only = event_target_checked(&event);
                            choice.field = None;
                        });
                    }
                />
                <span>{say(|t| t.procedures.commune_only)}</span>
            </label>
        </search>
    }
}

/// The fields of the selection: a menu on phones, a column on PCs.
#[component]
pub(super) fn FieldList(
    choice: RwSignal<Choice>,
    listing: Memo<Option<Arc<Listing>>>,
) -> impl IntoView {
    let texts = use_texts();
    let fields = Memo::new(move |_| {
        listing.with(|listing| {
            listing
                .as_ref()
                .map(|listing| listing.fields.clone())
                .unwrap_or_default()
        })
    });
    let label = move |field: &FieldCount| {
        let name = if field.name.is_empty() {
            texts.get().procedures.other_field
        } else {
            &field.name
        };
        format!("{name} ({})", dong(field.count as u64))
    };
    let pick = move |text: String| choice.update(|choice| choice.field = text.parse().ok());
    view! {
        <div class="field browse__fields">
            <label for="field">{say(|t| t.procedures.by_field)}</label>
            <select
                id="field"
                on:change=move |event| pick(event_target_value(&event))
                prop:value=move || choice.with(|choice| choice.field.map(|field| field.to_string()).unwrap_or_default())
            >
                <option value="">{say(|t| t.procedures.all_fields)}</option>
                {move || {
                    fields
                        .get()
                        .iter()
                        .map(|field| view! { <option value=field.place.to_string()>{label(field)}</option> })
                        .collect_view()
                }}
            </select>
        </div>
    }
}
