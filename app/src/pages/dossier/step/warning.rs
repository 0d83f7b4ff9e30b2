//! What the officer should know before taking a step; it stops nobody.

use crate::counter::Counter;
use crate::texts::use_texts;
use domain::dossier::{Dossier, Move, Punctuality};
use leptos::prelude::*;

/// A second request for papers, a second apology, an apology that comes too late.
#[component]
pub(super) fn Warning(what: Move, dossier: StoredValue<Dossier>) -> impl IntoView {
    let texts = use_texts();
    let now = Counter::expect().now;
    let (asked, extended, at) = dossier.with_value(|dossier| {
        let times = |kind: fn(&Move) -> bool| {
            let moves = dossier.moves();
            moves.filter(|(moved, _)| kind(&moved.what)).count()
        };
        (
            times(|what| matches!(what, Move::Asked(_))),
            times(|what| *what == Move::Extended),
            dossier.appointment.as_ref().map(|it| it.at),
        )
    });
    let words = move || {
        let words = &texts.get().lifecycle;
        let overdue = at.is_some_and(|at| Punctuality::of(at, now.get()) == Punctuality::Overdue);
        if matches!(what, Move::Asked(_)) && asked > 0 {
            Some((words.asked_before)(asked))
        } else if what != Move::Extended {
            None
        } else if extended > 0 {
            Some((words.extended_before)(extended))
        } else {
            overdue.then(|| words.overdue_already.to_owned())
        }
    };
    move || words().map(|text| view! { <p class="notice notice--warn">{text}</p> })
}
