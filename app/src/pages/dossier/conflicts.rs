//! Details that were written without knowledge of each other: both sides, the
//! value before, who and when, and the decision as one tap.

use super::actions::Acting;
use super::timeline::{Author, value_in_words};
use crate::components::{Icon, Shape};
use crate::counter::Step;
use crate::texts::{say, use_texts};
use domain::dossier::{Conflict, Decision, Field, Side};
use leptos::prelude::*;

/// The conflicts of a dossier; nothing when there are none.
#[component]
pub(super) fn Conflicts(
    /// The step that settles one.
    acting: Acting,
    /// What waits for a decision.
    conflicts: Vec<Conflict>,
) -> impl IntoView {
    let shown = !conflicts.is_empty();
    let each = move |conflict: Conflict| view! { <Clash acting conflict/> };
    shown.then(|| {
        view! {
            <section class="card conflicts" aria-labelledby="conflicts">
                <h2 id="conflicts"><Icon shape=Shape::Warning/> {say(|t| t.dossier.conflicts)}</h2>
                <p>{say(|t| t.dossier.conflicts_intro)}</p>
                {conflicts.into_iter().map(each).collect_view()}
            </section>
        }
    })
}

#[component]
fn Clash(acting: Acting, conflict: Conflict) -> impl IntoView {
    let texts = use_texts();
    let Conflict { field, base, sides } = conflict;
    let before = move || {
        let words = texts.get();
        (words.dossier.conflict_before)(&value_in_words(words, field, &base))
    };
    let side = move |side: Side| view! { <Choice acting field side/> };
    view! {
        <div class="conflict" role="group" aria-label=move || (texts.get().dossier.detail)(field)>
            <h3>{move || (texts.get().dossier.detail)(field)}</h3>
            <p class="hint">{before}</p>
            <ul class="conflict__sides">{sides.into_iter().map(side).collect_view()}</ul>
        </div>
    }
}

#[component]
fn Choice(acting: Acting, field: Field, side: Side) -> impl IntoView {
    let texts = use_texts();
    let Side { value, origin } = side;
    let decision = StoredValue::new(Decision {
        field,
        value: value.clone(),
    });
    let words = move || value_in_words(texts.get(), field, &value);
    let settle = move |_| acting.take(Step::Settle(decision.get_value()));
    view! {
        <li class="conflict__side">
            <p><strong class="pre-line">{words}</strong></p>
            <p class="hint"><Author origin/></p>
            <button type="button" class="button" disabled=acting.busy on:click=settle>
                {say(|t| t.dossier.conflict_choose)}
            </button>
        </li>
    }
}
