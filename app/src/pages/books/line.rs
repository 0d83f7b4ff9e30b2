//! One line of a book.

use super::act::Act;
use super::desk::Desk;
use crate::pages::dossier_address;
use crate::texts::{say, use_texts};
use domain::register::{BookState, Claim, Number, Run, Standing, Whereabouts};
use leptos::prelude::*;

/// What an entry says, with the way to its dossier.
#[component]
pub(super) fn EntryWords(claim: Claim) -> impl IntoView {
    let texts = use_texts();
    let entry = claim.entry;
    let (title, requester) = (entry.title, entry.requester);
    let (signer, note) = (entry.signer, entry.note);
    let (copies, fee) = (entry.copies, entry.fee_dong);
    let before = claim.provisional.map(|reference| reference.to_string());
    let facts = move || {
        let texts = texts.get();
        let words = &texts.books.line;
        let fee = fee.map(texts.common.dong);
        let signer = Some(&signer).filter(|name| !name.is_empty());
        let note = Some(note.clone()).filter(|note| !note.is_empty());
        let before = before.as_ref().map(|before| (words.provisional)(before));
        let facts = [
            Some((words.copies)(copies)),
            fee,
            signer.map(|name| (words.signer)(name)),
            note,
            before,
        ];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let untitled = title.is_empty();
    let title = move || {
        if untitled {
            texts.get().books.line.untitled.to_owned()
        } else {
            title.clone()
        }
    };
    view! {
        <div class="book-row__entry">
            <p>
                <a href=dossier_address(entry.subject.dossier) class="book-row__title">{title}</a>
                " " <span>{requester}</span>
            </p>
            <p class="hint">
                <time>{entry.day.to_string()}</time> " · " {facts}
            </p>
        </div>
    }
}

/// A number of which something has become.
#[component]
pub(super) fn Line(
    desk: Desk,
    number: Number,
    book: std::sync::Arc<BookState>,
    /// Where on the page it stands: with its number, the element's id.
    #[prop(default = "so")]
    place: &'static str,
) -> impl IntoView {
    let standing = match book.whereabouts(number) {
        Whereabouts::Written(standing) => Some(standing.clone()),
        Whereabouts::OnPaperBefore
        | Whereabouts::Leased(_)
        | Whereabouts::GivenBack
        | Whereabouts::Ahead => None,
    };
    let id = format!("act-spoil-{place}-{}", number.0);
    let body = match &standing {
        Some(Standing::Used(claim)) => view! { <EntryWords claim=Claim::clone(claim)/> }.into_any(),
        Some(standing) => view! { <OutOfUse standing=standing.clone()/> }.into_any(),
        None => ().into_any(),
    };
    let act = match &standing {
        Some(Standing::Used(_)) => Some(view! { <Spoil desk number id/> }.into_any()),
        Some(Standing::InConflict(_)) => Some(
            view! { <a class="quiet-link no-print" href=format!("#conflict-{}", number.0)>{say(|t| t.books.page.conflicts)}</a> }
                .into_any(),
        ),
        Some(Standing::Spoiled(_) | Standing::Void(_)) | None => None,
    };
    let unprinted =
        standing.as_ref().is_some_and(|it| it.day().is_some()) && !book.is_printed(number);
    view! {
        <li class="book-row" id=format!("{place}-{}", number.0)>
            <span class="book-row__number">{number.to_string()}</span>
            <div>
                {body}
                <Marks settled=book.is_settled(number) amended=book.amended.contains(&number) unprinted/>
            </div>
            {act}
        </li>
    }
}

#[component]
fn Marks(settled: bool, amended: bool, unprinted: bool) -> impl IntoView {
    let mark = |is: bool, words: Signal<&'static str>| {
        is.then(|| view! { <span class="badge">{words}</span> })
    };
    view! {
        <p class="book-facts book-row__marks">
            {mark(settled, say(|t| t.books.line.settled))}
            {mark(amended, say(|t| t.books.line.amended))}
            {mark(unprinted, say(|t| t.books.line.unprinted))}
        </p>
    }
}

#[component]
fn Spoil(desk: Desk, number: Number, id: String) -> impl IntoView {
    let texts = use_texts();
    let label = move || (texts.get().books.act.spoil)(&number.to_string());
    let from = id.clone();
    let begin = move |_| desk.begin(Act::Spoil(number), from.clone());
    view! {
        <button type="button" id=id class="button button--quiet no-print" aria-label=label on:click=begin>
            {say(|t| t.books.act.spoil_short)}
        </button>
    }
}

/// A number that is nobody's, or whose owner is not decided.
#[component]
fn OutOfUse(standing: Standing) -> impl IntoView {
    let texts = use_texts();
    let day = standing.day().map(|day| day.to_string());
    let name = match &standing {
        Standing::Spoiled(_) => say(|t| t.books.line.spoiled),
        Standing::Void(_) => say(|t| t.books.line.void),
        Standing::InConflict(_) | Standing::Used(_) => say(|t| t.books.line.in_conflict),
    };
    let who: Vec<String> = standing
        .claims()
        .iter()
        .map(|claim| claim.entry.requester.clone())
        .collect();
    let why = move || {
        let words = texts.get();
        match &standing {
            Standing::Spoiled(spoiled) => spoiled.reason.clone(),
            Standing::Void(void) => (words.books.line.void_why)(&void.why),
            Standing::InConflict(conflict) => (words.books.page.conflict_cause)(&conflict.cause),
            Standing::Used(_) => String::new(),
        }
    };
    view! {
        <div class="book-row__entry">
            <p><strong class="book-row__out">{name}</strong> " " {why}</p>
            <p class="hint">
                {day.map(|day| view! { <time>{day}</time> })} " " {who.join(", ")}
            </p>
        </div>
    }
}

/// Numbers in a row that stand alike.
#[component]
pub(super) fn RunLine(run: Run, #[prop(into)] words: Signal<String>) -> impl IntoView {
    let numbers = if run.first == run.last {
        run.first.to_string()
    } else {
        format!("{}–{}", run.first, run.last)
    };
    view! {
        <li class="book-row book-row--run">
            <span class="book-row__number">{numbers}</span>
            <p class="hint">{words}</p>
        </li>
    }
}
