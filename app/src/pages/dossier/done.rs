//! What was just done in one sitting: the documents and the fee.

use crate::components::{Icon, Shape};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use domain::dossier::Dossier;
use domain::form::EntryReference;
use domain::service::Service;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shown on the dossier of a service right after it was saved, above the papers to print.
#[component]
pub(super) fn Done(
    /// The dossier.
    dossier: Dossier,
) -> impl IntoView {
    let saved = Counter::expect().just_saved;
    let id = dossier.id;
    let just_now = move || saved.with(|saved| saved.as_ref().is_some_and(|it| it.dossier == id));
    let Some(service) = dossier.received.service.clone() else {
        return ().into_any();
    };
    let title = if dossier.resolved().is_some() {
        say(|t| t.service.done)
    } else {
        say(|t| t.service.taken_in)
    };
    let dossier = StoredValue::new(dossier);
    let service = StoredValue::new(service);
    view! {
        <Show when=just_now>
            <section class="card done no-print" aria-labelledby="done">
                <h2 id="done"><Icon shape=Shape::Tick/> {title}</h2>
                <Documents service=service.get_value() dossier=dossier.get_value()/>
                <Money dossier=dossier.get_value()/>
            </section>
        </Show>
    }
    .into_any()
}

/// Each document with its counts, and what its book calls it.
#[component]
pub(super) fn Documents(service: Service, dossier: Dossier) -> impl IntoView {
    let texts = use_texts();
    let references = references(dossier);
    let row = move |(at, (title, told)): (usize, (String, Counted))| {
        view! {
            <li>
                <span lang="vi">{title}</span>
                " · "
                {move || told.in_words(texts.get())}
                {move || references.with(|known| known.get(at).cloned().flatten()).map(named)}
            </li>
        }
    };
    let counted = counted(service).into_iter().enumerate();
    view! {
        <ol class="done__documents">{counted.map(row).collect_view()}</ol>
    }
}

/// A document's number, or that it has none yet.
fn named(reference: EntryReference) -> impl IntoView {
    match reference {
        EntryReference::Final(number) => view! {
            <span class="done__number" lang="vi">{number}</span>
        }
        .into_any(),
        EntryReference::Provisional(reference) => view! {
            <span class="done__number done__number--provisional">
                <span lang="vi">{reference}</span>
                " "
                {say(|t| t.service.provisional)}
            </span>
        }
        .into_any(),
    }
}

/// What the documents are called in their book; again whenever there is news.
fn references(dossier: Dossier) -> RwSignal<Vec<Option<EntryReference>>> {
    let counter = Counter::expect();
    let references = RwSignal::new(vec![]);
    Effect::new(move |_| {
        counter.sync.track();
        let Some(host) = counter.host() else { return };
        let dossier = dossier.clone();
        spawn_local(async move {
            if let Ok(known) = host.references(dossier).await
                && references.try_with_untracked(|before| *before != known) == Some(true)
            {
                references.set(known);
            }
        });
    });
    references
}

/// The figures of a document.
#[derive(Clone, Copy)]
enum Counted {
    Copied { pages: u32, copies: u32 },
    Times(u32),
}

impl Counted {
    fn in_words(self, texts: &crate::texts::Texts) -> String {
        match self {
            Self::Copied { pages, copies } => (texts.service.done_copied)(pages, copies),
            Self::Times(count) => (texts.service.done_count)(count),
        }
    }
}

fn counted(service: Service) -> Vec<(String, Counted)> {
    match service {
        Service::Copies(copies) => {
            let originals = copies.originals.into_iter();
            let row = |it: domain::service::Original| {
                let (pages, copies) = (it.pages, it.copies);
                (it.title, Counted::Copied { pages, copies })
            };
            originals.map(row).collect()
        }
        Service::Signature(signature) => {
            let papers = signature.papers.into_iter();
            papers
                .map(|it| (it.title, Counted::Times(it.count)))
                .collect()
        }
        // Its own card tells what was taken down.
        Service::Civil(_) => vec![],
        Service::OriginalCopy(copy) => {
            let documents = copy.documents.into_iter();
            let row = |it: domain::service::RegisterCopy| {
                (
                    format!("{} – {}", it.title, it.holder),
                    Counted::Times(it.copies),
                )
            };
            documents.map(row).collect()
        }
    }
}

/// What was taken, or is still to be.
#[component]
fn Money(dossier: Dossier) -> impl IntoView {
    let texts = use_texts();
    let due = dossier.received.fee.map_or(0, |fee| fee.amount_dong);
    let paid = dossier.paid_dong;
    let told = move || {
        let texts = texts.get();
        let words = &texts.service;
        match (due, paid) {
            (0, 0) => None,
            (_, 0) => Some((words.done_unpaid)(&(texts.common.dong)(due))),
            (_, paid) => Some((words.done_paid)(&(texts.common.dong)(paid))),
        }
    };
    view! { <p class="done__money">{told}</p> }
}
