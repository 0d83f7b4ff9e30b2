//! What the fee counts: originals, pages, copies, cases.

use super::basis::Counting;
use super::form::Form;
use super::read::{Fault, LineFaults};
use super::values::LineValue;
use crate::components::{CountField, Icon, Shape};
use crate::texts::{Texts, say, use_texts};
use leptos::prelude::*;

/// The lines of what is charged; nothing where no rule counts anything.
#[component]
pub(super) fn Charged(form: Form) -> impl IntoView {
    let counting = form.basis.with_value(|basis| basis.counting);
    if counting == Counting::Nothing {
        return ().into_any();
    }
    let values = form.values;
    let count = Memo::new(move |_| values.with(|values| values.lines.len()));
    let add = move |_| values.update(|values| values.lines.push(LineValue::default()));
    let by_page = counting == Counting::Pages;
    view! {
        <fieldset class="card">
            <legend>{say(|t| t.form.to_certify)}</legend>
            {by_page.then(|| view! { <p class="hint">{say(|t| t.form.to_certify_hint)}</p> })}
            <For each=move || 0..count.get() key=|at| *at let(at)>
                <Line form at counting count/>
            </For>
            {by_page
                .then(|| {
                    view! {
                        <button type="button" class="button button--quiet" on:click=add>
                            <Icon shape=Shape::Plus/>
                            {say(|t| t.form.line_add)}
                        </button>
                    }
                })}
        </fieldset>
    }
    .into_any()
}

/// One line: so many same originals of so many pages, copied so many times.
#[component]
fn Line(form: Form, at: usize, counting: Counting, count: Memo<usize>) -> impl IntoView {
    let texts = use_texts();
    let values = form.values;
    let remove = move |_| {
        values.update(|values| {
            if at < values.lines.len() {
                values.lines.remove(at);
            }
        });
    };
    let by_page = counting == Counting::Pages;
    let copies_label: fn(&'static Texts) -> &'static str = match counting {
        Counting::Pages | Counting::Nothing => |t| t.form.line_copies,
        Counting::Cases => |t| t.form.line_cases,
        Counting::Copies => |t| t.form.line_issued,
    };
    view! {
        <div class="line" role="group" aria-label=move || (texts.get().form.line)(at + 1)>
            <Show when=move || { count.get() > 1 }>
                <div class="line__head">
                    <strong>{move || (texts.get().form.line)(at + 1)}</strong>
                    <button
                        type="button"
                        class="line__remove"
                        aria-label=move || (texts.get().form.line_remove)(at + 1)
                        on:click=remove
                    >
                        <Icon shape=Shape::Cross/>
                    </button>
                </div>
            </Show>
            {by_page
                .then(|| {
                    view! {
                        <Part form at name="same" label=|t| t.form.line_same read=|line| &mut line.same fault=|line| &line.same/>
                        <Part form at name="pages" label=|t| t.form.line_pages read=|line| &mut line.pages fault=|line| &line.pages/>
                    }
                })}
            <Part form at name="copies" label=copies_label read=|line| &mut line.copies fault=|line| &line.copies/>
        </div>
    }
}

/// One number of a line.
#[component]
pub(super) fn Part(
    form: Form,
    at: usize,
    name: &'static str,
    label: fn(&'static Texts) -> &'static str,
    read: fn(&mut LineValue) -> &mut String,
    fault: fn(&LineFaults) -> &Option<Fault>,
) -> impl IntoView {
    let values = form.values;
    let value = Memo::new(move |_| {
        let line = values.with(|values| values.lines.get(at).cloned());
        line.map(|mut line| core::mem::take(read(&mut line)))
            .unwrap_or_default()
    });
    let edit = move |text: String| {
        values.update(|values| {
            if let Some(line) = values.lines.get_mut(at) {
                *read(line) = text;
            }
        });
    };
    let error = form
        .error_once_tried(move |faults| faults.lines.get(at).and_then(|line| fault(line).clone()));
    view! {
        <CountField
            id=format!("line-{at}-{name}")
            label=say(label)
            value=value
            on_input=edit
            error=error
        />
    }
}
