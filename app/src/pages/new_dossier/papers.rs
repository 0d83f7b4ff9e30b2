//! The papers handed in.

use super::form::Form;
use super::values::{PaperValue, Values};
use crate::components::CountField;
use crate::texts::{say, use_texts};
use domain::catalogue::Paper as CataloguePaper;
use leptos::prelude::*;

/// The checklist, to be ticked.
#[component]
pub(super) fn PaperFields(form: Form) -> impl IntoView {
    let values = form.values;
    let texts = use_texts();
    let count = Memo::new(move |_| values.with(|values| values.papers.len()));
    let need_check = form.basis.with_value(|basis| basis.papers_need_check);
    let tick_all = move |_| {
        form.basis
            .with_value(|basis| values.update(|values| values.tick_unconditional(basis)));
    };
    let any_case = form
        .basis
        .with_value(|basis| basis.papers.iter().any(CataloguePaper::is_conditional));
    let tick_all_label = move || {
        let words = &texts.get().form;
        if any_case {
            words.papers_all_but_cases
        } else {
            words.papers_all
        }
    };
    view! {
        <fieldset class="card">
            <legend>
                {say(|t| t.form.papers)} " "
                {need_check.then(|| view! { <span class="badge badge--check">{say(|t| t.procedure.papers_check)}</span> })}
            </legend>
            <Show
                when=move || { count.get() > 0 }
                fallback=|| view! { <p class="hint">{say(|t| t.form.papers_none)}</p> }
            >
                <div class="fieldset-head">
                    <p class="hint">{say(|t| t.form.papers_hint)}</p>
                    <button type="button" class="button button--quiet" on:click=tick_all>
                        {tick_all_label}
                    </button>
                </div>
                <ul class="plain paper-list">
                    <For each=move || 0..count.get() key=|at| *at let(at)>
                        <PaperField form at/>
                    </For>
                </ul>
            </Show>
        </fieldset>
    }
}

/// One paper; its counts appear once it is ticked.
#[component]
fn PaperField(form: Form, at: usize) -> impl IntoView {
    let values = form.values;
    let paper = Memo::new(move |_| {
        values
            .with(|values| values.papers.get(at).cloned())
            .unwrap_or_default()
    });
    let edit = move |change: fn(&mut PaperValue, String), text: String| {
        values.update(|values: &mut Values| {
            if let Some(paper) = values.papers.get_mut(at) {
                change(paper, text);
            }
        });
    };
    let tick = move |event| {
        let ticked = event_target_checked(&event);
        values.update(|values| {
            if let Some(paper) = values.papers.get_mut(at) {
                paper.ticked = ticked;
            }
        });
    };
    let texts = use_texts();
    let case = move || {
        let when = paper.with(|paper| paper.when.clone());
        (!when.is_empty()).then(|| {
            view! { <span class="hint">{(texts.get().procedure.paper_case)(&when)}</span> }
        })
    };
    view! {
        <li class="paper">
            <label class="choice">
                <input
                    type="checkbox"
                    name=format!("paper-{at}")
                    prop:checked=move || paper.with(|paper| paper.ticked)
                    on:change=tick
                />
                <span class="choice__words">
                    <span lang="vi">{move || paper.with(|paper| paper.name.clone())}</span>
                    {case}
                </span>
            </label>
            <Show when=move || paper.with(|paper| paper.ticked)>
                <div class="paper__counts">
                    <CountField
                        id=format!("paper-{at}-originals")
                        label=say(|t| t.form.paper_originals)
                        value=Signal::derive(move || paper.with(|paper| paper.originals.clone()))
                        on_input=move |text| edit(|paper, text| paper.originals = text, text)
                        min=0
                    />
                    <CountField
                        id=format!("paper-{at}-copies")
                        label=say(|t| t.form.paper_copies)
                        value=Signal::derive(move || paper.with(|paper| paper.copies.clone()))
                        on_input=move |text| edit(|paper, text| paper.copies = text, text)
                        min=0
                    />
                </div>
            </Show>
        </li>
    }
}
