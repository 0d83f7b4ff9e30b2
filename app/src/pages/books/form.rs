//! The form of an act: what is typed, then a second look, then it is written down.

use super::act::{Act, Deed};
use super::counts::CountsTable;
use super::desk::{DONE, Desk};
use super::focus::focus_soon;
use super::read::{Around, Field, Typed, What, Wrong, deed};
use crate::components::TextField;
use crate::counter::{Counter, HostError};
use crate::texts::{Texts, say, use_texts};
use domain::id::DossierId;
use domain::register::{Closing, Event};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

/// The heading of the form.
const HEADING: &str = "book-act";
/// The button that writes it down.
const CONFIRM: &str = "book-confirm";

/// What was done, what failed, and the form of what is being done.
#[component]
pub(super) fn ActForm(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let done = move || {
        let words = desk.done.get()?.done(texts.get());
        Some(view! {
            <p class="notice notice--good">
                {words} " " {move || texts.get().frame.saved_here} "."
            </p>
        })
    };
    let failure = move || {
        let words = (texts.get().problems.host)(&desk.failure.get()?);
        Some(view! { <p class="notice notice--bad" id="book-failure" tabindex="-1">{words}</p> })
    };
    let form = move || desk.act.get().map(|act| view! { <Form desk act/> });
    view! {
        <div role="status" id=DONE tabindex="-1" class="book-done">{done}</div>
        <div role="alert">{failure}</div>
        {form}
    }
}

#[component]
fn Form(desk: Desk, act: Act) -> impl IntoView {
    let texts = use_texts();
    let fields = act.fields();
    let first = fields.first().map(|(field, _)| field.id());
    let typed = RwSignal::new(fields.iter().cloned().collect::<Typed>());
    let wrong = RwSignal::new(None::<Wrong>);
    let ready = RwSignal::new(None::<Deed>);
    let read = {
        let act = act.clone();
        move || desk.judged(read(desk, &act, &typed.get_untracked())?)
    };
    if fields.is_empty() {
        look_again(ready, wrong, read());
    }
    focus_soon(first.unwrap_or(HEADING));
    let submit = move |submitted: SubmitEvent| {
        submitted.prevent_default();
        look_again(ready, wrong, read());
        match wrong.get_untracked() {
            Some(wrong) => focus_soon(wrong.field.map_or("book-wrong", Field::id)),
            None => focus_soon(CONFIRM),
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            desk.give_up();
        }
    };
    let strikes = matches!(act, Act::Spoil(_));
    let signed = move || strikes && desk.book().is_some_and(|book| book.closed.is_some());
    let (named, hinted) = (act.clone(), act);
    let alone = fields.is_empty();
    let inputs = fields
        .into_iter()
        .map(|(field, _)| view! { <Input field typed wrong/> })
        .collect_view();
    let told = move || {
        let found = wrong.get().filter(|wrong| wrong.field.is_none())?;
        let words = in_words(&found.what, texts.get());
        Some(view! { <p class="field__error" id="book-wrong" tabindex="-1">{words}</p> })
    };
    let change = move || {
        ready.set(None);
        focus_soon(first.unwrap_or(HEADING));
    };
    view! {
        <section class="card book-form no-print" aria-labelledby=HEADING on:keydown=escape>
            <h2 id=HEADING tabindex="-1">{move || named.name(texts.get(), desk.year())}</h2>
            <p class="hint">{move || hinted.hint(texts.get())}</p>
            {move || signed().then(|| view! { <p class="notice notice--warn">{say(|t| t.books.act.closed_before)}</p> })}
            <form novalidate class="book-form__fields" hidden=move || ready.with(Option::is_some) on:submit=submit>
                {inputs}
                <div role="alert">{told}</div>
                <div class="actions">
                    {(!alone).then(|| view! {
                        <button type="submit" class="button button--main">{say(|t| t.books.act.go_on)}</button>
                    })}
                    <button type="button" class="button button--quiet" on:click=move |_| desk.give_up()>
                        {say(|t| t.books.act.cancel)}
                    </button>
                </div>
            </form>
            {move || ready.get().map(|deed| view! { <Again desk deed alone change/> })}
        </section>
    }
}

fn look_again(
    ready: RwSignal<Option<Deed>>,
    wrong: RwSignal<Option<Wrong>>,
    read: Result<Deed, Wrong>,
) {
    match read {
        Ok(deed) => {
            wrong.set(None);
            ready.set(Some(deed));
        }
        Err(found) => wrong.set(Some(found)),
    }
}

fn read(desk: Desk, act: &Act, typed: &Typed) -> Result<Deed, Wrong> {
    let counter = desk.counter();
    let find = move |code: &str| dossier(counter, code);
    desk.key.with_untracked(|key| {
        desk.policy.with_untracked(|policy| {
            let key = key.as_ref().ok_or(Wrong {
                field: None,
                what: What::NoDossier,
            })?;
            let around = Around {
                book: key,
                policy: policy.as_ref(),
                find: &find,
            };
            deed(act, typed, &around)
        })
    })
}

/// The dossier with a code on this device.
fn dossier(counter: Counter, code: &str) -> Option<DossierId> {
    counter.dossiers.with_untracked(|rows| {
        let rows = rows.as_ref()?;
        let row = rows
            .iter()
            .find(|row| row.code.0.eq_ignore_ascii_case(code));
        row.map(|row| row.id)
    })
}

#[component]
fn Input(field: Field, typed: RwSignal<Typed>, wrong: RwSignal<Option<Wrong>>) -> impl IntoView {
    let texts = use_texts();
    let value =
        Signal::derive(move || typed.with(|typed| typed.get(&field).cloned().unwrap_or_default()));
    let error = Signal::derive(move || {
        let found = wrong.get().filter(|wrong| wrong.field == Some(field))?;
        Some(in_words(&found.what, texts.get()))
    });
    view! {
        <TextField
            id=field.id()
            label=Signal::derive(move || field.label(&texts.get().books.act))
            hint=Signal::derive(move || field.hint(&texts.get().books.act))
            value
            error
            required=!field.is_optional()
            inputmode=field.keys()
            on_input=move |text| typed.update(|typed| drop(typed.insert(field, text)))
        />
    }
}

fn in_words(what: &What, texts: &Texts) -> String {
    let words = &texts.books.act;
    match what {
        What::Number => words.number_unreadable.to_owned(),
        What::Day => words.day_unreadable.to_owned(),
        What::Amount => words.amount_unreadable.to_owned(),
        What::NoDossier => words.no_dossier.to_owned(),
        What::Rule(refusal) => {
            let refused = HostError::BookRefused(refusal.clone());
            (texts.problems.host)(&refused)
        }
    }
}

/// The second look: what will be written, and that it stays.
#[component]
fn Again(
    desk: Desk,
    deed: Deed,
    /// There was nothing to type.
    alone: bool,
    change: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let texts = use_texts();
    let told = deed.clone();
    let closing = match &deed {
        Deed::Write(event) => closing(event),
        Deed::Wish(_) => None,
    };
    let signs = move || {
        let name = desk.counter().officer().map(|officer| officer.name);
        (texts.get().books.close.signs)(&name.unwrap_or_default())
    };
    let closing = closing.map(|closing| {
        view! {
            <CountsTable closing/>
            <p>{signs}</p>
        }
    });
    let leave = move |_| {
        if alone {
            desk.give_up();
        } else {
            change();
        }
    };
    let label = say(if alone {
        |t| t.books.act.cancel
    } else {
        |t| t.books.act.change
    });
    view! {
        <div class="book-form__again">
            <p class="hint">{say(|t| t.books.act.sure)}</p>
            {closing}
            <p class="book-form__told">{move || told.told(texts.get())} "."</p>
            <p class="notice notice--warn">{say(|t| t.books.act.for_ever)}</p>
            <div class="actions">
                <button
                    type="button"
                    id=CONFIRM
                    class="button button--main"
                    disabled=desk.busy
                    on:click=move |_| desk.perform(deed.clone())
                >
                    {say(|t| t.books.act.confirm)}
                </button>
                <button type="button" class="button button--quiet" on:click=leave>{label}</button>
            </div>
        </div>
    }
}

/// The counts that are to be signed, when it is a closing.
fn closing(event: &Event) -> Option<Closing> {
    if let Event::Closed(closing) = event {
        Some(Closing::clone(closing))
    } else {
        None
    }
}
