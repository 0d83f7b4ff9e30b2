//! The fields on the screen, drawn from their list.

use super::answers::{SEXES, in_words, word, words};
use super::read::own;
use super::spec::{Field, Group, Kind, fields, may_apply};
use super::values::{APPLICANT, OTHER};
use crate::components::TextField;
use crate::pages::new_dossier::form::Form;
use crate::pages::new_dossier::values::Values;
use crate::texts::{say, use_texts};
use domain::civil::{ActKind, PersonFields, is_foreign};
use domain::dossier::{CitizenCard, IdentityDoubt, IdentityFacts};
use leptos::prelude::*;

/// Whom of the act the applicant is; nothing where they are nobody of it.
#[component]
pub(super) fn ApplicantIs(form: Form, act: ActKind) -> impl IntoView {
    let may = may_apply(act);
    if may.is_empty() {
        return ().into_any();
    }
    let texts = use_texts();
    let values = form.values;
    let now = Memo::new(move |_| values.with(|values| own(values, act).map(|own| own.name)));
    let option = move |value: &'static str, words: Signal<&'static str>| {
        let selected = move || now.get().unwrap_or(OTHER) == value;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let each = move |(fields, title): &(&'static PersonFields, _)| {
        let title = *title;
        let words = Signal::derive(move || (texts.get().civil.title)(title));
        option(fields.name, words)
    };
    let other = (act != ActKind::Marriage).then(|| option(OTHER, say(|t| t.civil.applicant_other)));
    view! {
        <div class="field">
            <label for=APPLICANT>{say(|t| t.civil.applicant_is)}</label>
            <select
                id=APPLICANT
                name=APPLICANT
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    values.update(|values| values.civil.set(APPLICANT, &chosen));
                }
            >
                {may.iter().map(each).collect_view()}
                {other}
            </select>
        </div>
    }
    .into_any()
}

/// A group; of whom the applicant is, only what the applicant's own fields do not tell.
#[component]
pub(super) fn GroupFields(form: Form, act: ActKind, group: &'static Group) -> impl IntoView {
    let texts = use_texts();
    let is_own = Memo::new(move |_| {
        let own = form.values.with(|values| own(values, act));
        group.person.is_some_and(|person| own == Some(person))
    });
    let shown = move |field: &&Field| {
        let told = |person: &PersonFields| {
            [person.name, person.identity, person.born, person.residence].contains(&field.id)
        };
        !(is_own.get() && group.person.is_some_and(told))
    };
    let fields = move || {
        let fields = group.fields.iter().filter(shown);
        fields
            .map(|field| view! { <Asked form field person=group.person/> })
            .collect_view()
    };
    let as_applicant = move || {
        is_own.get().then(|| {
            let born = group.person.map(|person| person.born);
            view! {
                <p class="hint">{say(|t| t.civil.as_applicant)}</p>
                {born.map(|id| view! { <Fault form id/> })}
            }
        })
    };
    view! {
        <fieldset class="card civil">
            <legend>{move || (texts.get().civil.title)(group.title)}</legend>
            {as_applicant}
            <div class="civil__fields">{fields}</div>
        </fieldset>
    }
}

/// What is wrong with a field, once it is time to say so.
fn fault(form: Form, id: &'static str) -> Signal<Option<String>> {
    let texts = use_texts();
    Signal::derive(move || {
        let wrong = form.faults.with(|faults| faults.civil.get(id).copied());
        wrong
            .filter(|_| form.is_due(id))
            .map(|wrong| wrong.in_words(texts.get()))
    })
}

/// What is wrong with a detail that stands in the applicant's own fields.
#[component]
fn Fault(form: Form, id: &'static str) -> impl IntoView {
    let error = fault(form, id);
    view! {
        <div aria-live="polite">
            {move || error.get().map(|text| view! { <p class="field__error">{text}</p> })}
        </div>
    }
}

/// A field, while the tick is set under which it is asked.
#[component]
fn Asked(
    form: Form,
    field: &'static Field,
    person: Option<&'static PersonFields>,
) -> impl IntoView {
    let Some(tick) = field.under else {
        return view! { <Plain form field person/> }.into_any();
    };
    let is_asked = Memo::new(move |_| form.values.with(|values| values.civil.is_on(tick)));
    view! {
        <Show when=move || is_asked.get()>
            <Plain form field person/>
        </Show>
    }
    .into_any()
}

#[component]
fn Plain(
    form: Form,
    field: &'static Field,
    person: Option<&'static PersonFields>,
) -> impl IntoView {
    match field.kind {
        Kind::Tick => view! { <Tick form field/> }.into_any(),
        Kind::Sex | Kind::Registration | Kind::Extract => view! { <Choice form field/> }.into_any(),
        Kind::Text | Kind::Number | Kind::Date | Kind::Day | Kind::Hour => {
            view! { <Typed form field person/> }.into_any()
        }
    }
}

#[component]
fn Typed(
    form: Form,
    field: &'static Field,
    person: Option<&'static PersonFields>,
) -> impl IntoView {
    let texts = use_texts();
    let (id, label) = (field.id, field.label);
    let value = Memo::new(move |_| form.values.with(|values| values.civil.get(id).to_owned()));
    let edit = move |text: String| form.values.update(|values| values.civil.set(id, &text));
    let (act, left) = (act_of(form), form.leave(id));
    let leave = move |()| {
        form.values
            .maybe_update(|values| take_card(values, id, act, person));
        left.run(());
    };
    let warning = Signal::derive(move || {
        (field.kind == Kind::Number)
            .then(|| doubt(form, id, person))
            .flatten()
    });
    // The number of a passport has letters.
    let foreign = move |of: &PersonFields| {
        form.values
            .with(|values| is_foreign(values.civil.get(of.nationality)))
    };
    let inputmode = Signal::derive(move || {
        let figures = field.kind == Kind::Number && !person.is_some_and(foreign);
        if figures { "numeric" } else { "text" }
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || (texts.get().civil.label)(label))
            hint=Signal::derive(move || (texts.get().civil.hint)(label))
            value=value
            on_input=edit
            on_leave=leave
            error=fault(form, id)
            warning=warning
            required=field.required
            inputmode=inputmode
        />
    }
}

fn act_of(form: Form) -> Option<ActKind> {
    form.basis
        .with_value(|basis| basis.civil.as_ref().map(|rule| rule.act))
}

/// A scanner types a whole citizen card into the field where the cursor is, then Enter or
/// Tab: it fills in the person. Only once the field is left, for a card that is still being
/// typed can be read too. Says whether there was one.
fn take_card(
    values: &mut Values,
    id: &'static str,
    act: Option<ActKind>,
    person: Option<&PersonFields>,
) -> bool {
    let text = values.civil.get(id);
    let card = CitizenCard::read(text).ok().zip(person);
    let Some((card, person)) = card.filter(|_| text.contains('|')) else {
        return false;
    };
    let born = card.born.map(|day| day.to_string()).unwrap_or_default();
    values.civil.set(id, "");
    let asks_sex = act.is_some_and(|act| fields(act).any(|field| field.id == person.sex));
    if asks_sex && card.sex.is_some() {
        values.civil.set(person.sex, word(SEXES, card.sex));
    }
    values.civil.set(person.name, &card.name);
    values.civil.set(person.identity, &card.number);
    values.civil.set(person.born, &born);
    values.civil.set(person.residence, &card.address);
    true
}

/// What the number contradicts: a warning, never a refusal.
fn doubt(form: Form, id: &'static str, person: Option<&PersonFields>) -> Option<String> {
    let texts = use_texts();
    let today = super::today()?;
    let words = &texts.get().form;
    let doubts = form.values.with(|values| {
        let facts = IdentityFacts::read(&crate::pages::typed::identity(values.civil.get(id)))?;
        let born =
            person.and_then(|person| crate::pages::typed::day(values.civil.get(person.born)));
        Some(facts.doubts(born, None, today))
    })?;
    let told = doubts.iter().map(|doubt| match *doubt {
        IdentityDoubt::BirthYear { in_number, written } => {
            (words.identity_year_differs)(in_number, written)
        }
        IdentityDoubt::Province | IdentityDoubt::Sex { .. } => {
            words.identity_odd_province.to_owned()
        }
        IdentityDoubt::NotYetBorn => words.identity_odd_century.to_owned(),
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

#[component]
fn Tick(form: Form, field: &'static Field) -> impl IntoView {
    let texts = use_texts();
    let (id, label) = (field.id, field.label);
    let values = form.values;
    let error = fault(form, id);
    view! {
        <div class="civil__tick">
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    name=id
                    aria-invalid=move || error.get().is_some().to_string()
                    prop:checked=move || values.with(|values| values.civil.is_on(id))
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        values.update(|values| values.civil.tick(id, on));
                    }
                />
                <span class="choice__words">{move || (texts.get().civil.label)(label)}</span>
            </label>
            <Fault form id/>
        </div>
    }
}

/// A field with a few answers, each with the word under which it is kept.
#[component]
fn Choice(form: Form, field: &'static Field) -> impl IntoView {
    let texts = use_texts();
    let (id, label) = (field.id, field.label);
    let values = form.values;
    let option = move |value: &'static str| {
        view! {
            <option
                value=value
                selected=move || values.with(|values| values.civil.get(id) == value)
            >
                {move || in_words(texts.get(), field.kind, value)}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for=id>{move || (texts.get().civil.label)(label)}</label>
            <select
                id=id
                name=id
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    values.update(|values| values.civil.set(id, &chosen));
                }
            >
                {words(field.kind).into_iter().map(option).collect_view()}
            </select>
            <Fault form id/>
        </div>
    }
}
