//! The documents of a service, as many as one sitting brings.

use super::super::charged::Part;
use super::super::form::Form;
use super::field::LineText;
use super::keys::add_document;
use crate::components::{Icon, Shape};
use crate::texts::{say, use_texts};
use domain::service::Screen;
use leptos::prelude::*;

/// The list of common names.
const TITLES: &str = "titles";

/// All documents, and the way to one more.
#[component]
pub(super) fn ServiceLines(form: Form, screen: Screen) -> impl IntoView {
    let texts = use_texts();
    let values = form.values;
    let count = Memo::new(move |_| values.with(|values| values.lines.len()));
    let legend = move || {
        let words = &texts.get().service;
        match screen {
            Screen::Copies => words.copies,
            Screen::Signature => words.signature,
            Screen::OriginalCopy => words.original_copy,
        }
    };
    let titles = form
        .basis
        .with_value(|basis| basis.service.as_ref().map(|rule| rule.titles.clone()));
    let titles = titles.unwrap_or_default().into_iter();
    view! {
        <fieldset class="card">
            <legend>{legend}</legend>
            <p class="hint keys-hint">{say(|t| t.service.keys)}</p>
            <datalist id=TITLES>
                {titles.map(|title| view! { <option value=title></option> }).collect_view()}
            </datalist>
            <For each=move || 0..count.get() key=|at| *at let(at)>
                <Document form at screen count/>
            </For>
            <button type="button" class="button button--quiet" id="add-document" on:click=move |_| add_document(form)>
                <Icon shape=Shape::Plus/>
                {say(|t| t.service.add)}
            </button>
        </fieldset>
    }
}

/// One document.
#[component]
fn Document(form: Form, at: usize, screen: Screen, count: Memo<usize>) -> impl IntoView {
    let texts = use_texts();
    let values = form.values;
    let remove = move |_| {
        values.update(|values| {
            if at < values.lines.len() {
                values.lines.remove(at);
            }
        });
    };
    let name = move || (texts.get().service.document)(at + 1);
    view! {
        <div class="line document" role="group" aria-label=name>
            <Show when=move || { count.get() > 1 }>
                <div class="line__head">
                    <strong>{name}</strong>
                    <button
                        type="button"
                        class="line__remove"
                        tabindex="-1"
                        aria-label=move || (texts.get().service.remove)(at + 1)
                        on:click=remove
                    >
                        <Icon shape=Shape::Cross/>
                    </button>
                </div>
            </Show>
            <LineText
                form
                at
                name="title"
                label=|t| t.service.title
                read=|line| &mut line.title
                fault=|faults| &faults.title
                list=TITLES
            />
            {match screen {
                Screen::Copies => view! { <CopiesParts form at/> }.into_any(),
                Screen::Signature => {
                    view! { <Part form at name="copies" label=|t| t.service.count read=|line| &mut line.copies fault=|line| &line.copies/> }
                        .into_any()
                }
                Screen::OriginalCopy => view! { <RegisterParts form at/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn CopiesParts(form: Form, at: usize) -> impl IntoView {
    view! {
        <div class="document__counts">
            <Part form at name="pages" label=|t| t.service.pages read=|line| &mut line.pages fault=|line| &line.pages/>
            <Part form at name="copies" label=|t| t.service.copied read=|line| &mut line.copies fault=|line| &line.copies/>
            <Part form at name="same" label=|t| t.service.same read=|line| &mut line.same fault=|line| &line.same/>
        </div>
        <div class="field-pair">
            <LineText form at name="issuer" label=|t| t.service.issuer read=|line| &mut line.issuer/>
            <LineText form at name="number" label=|t| t.service.number read=|line| &mut line.number/>
        </div>
    }
}

#[component]
fn RegisterParts(form: Form, at: usize) -> impl IntoView {
    view! {
        <LineText
            form
            at
            name="holder"
            label=|t| t.service.holder
            read=|line| &mut line.holder
            fault=|faults| &faults.holder
        />
        <Part form at name="copies" label=|t| t.service.issued read=|line| &mut line.copies fault=|line| &line.copies/>
        <LineText form at name="register" label=|t| t.service.register read=|line| &mut line.register/>
        <div class="field-pair">
            <LineText
                form
                at
                name="number"
                label=|t| t.service.register_number
                read=|line| &mut line.number
                fault=|faults| &faults.number
            />
            <LineText
                form
                at
                name="entered"
                label=|t| t.service.entered
                read=|line| &mut line.entered
                fault=|faults| &faults.entered
            />
        </div>
    }
}
