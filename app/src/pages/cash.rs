//! `/quy?ngay={day}`: the cash book of the signed-in officer, one day at a time.

use crate::components::{Empty, Loading, OfficersOnly, PageTitle, PrintHead};
use crate::counter::{Counter, DossierRow, HostError};
use crate::texts::{say, use_texts};
use domain::cash::{CashBook, CashFact, CashKey, Event, Payment, Sheet};
use domain::instant::Day;
use domain::officer::Origin;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

mod act;
mod closing;
mod days;
mod hand_over;
mod lines;
mod print;
mod read;

use act::{Act, ActForm, Acts};
use closing::ClosingNote;
use days::Days;
use hand_over::ToConfirm;
use lines::Lines;
use print::CashPrint;

/// One day's cash book on the screen.
#[derive(Clone, Copy)]
struct Till {
    counter: StoredValue<Counter>,
    /// Which book; none until it is known who is signed in and what day it is.
    key: Memo<Option<CashKey>>,
    /// The books of that day, with the day.
    books: RwSignal<Option<(Day, Vec<CashBook>)>>,
    /// The book with the payments of dossiers.
    sheet: Memo<Option<Sheet>>,
    /// What the officer is writing.
    act: RwSignal<Option<Act>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
}

impl Till {
    /// Whether the book's day is not one that is still to come: nothing is taken on that,
    /// and it cannot be closed.
    fn has_come(self) -> bool {
        let today = self.counter.with_value(|counter| counter.now.get()).day();
        self.key.with(|key| {
            key.as_ref()
                .is_some_and(|key| today.is_some_and(|today| key.day <= today))
        })
    }
}

/// The page.
#[component]
pub fn CashPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().cash.title.to_owned())/>
        <OfficersOnly>
            <Book/>
        </OfficersOnly>
    }
}

#[component]
fn Book() -> impl IntoView {
    let till = Till::new();
    Effect::new(move |_| {
        let sync = till.counter.with_value(|counter| counter.sync);
        sync.track();
        till.look();
    });
    let address = use_query_map();
    let prints = Memo::new(move |_| address.with(|map| map.get("in").is_some()));
    move || {
        if prints.get() {
            view! { <CashPrint till/> }.into_any()
        } else {
            view! { <Screen till/> }.into_any()
        }
    }
}

/// The book as it is worked on.
#[component]
fn Screen(till: Till) -> impl IntoView {
    let texts = use_texts();
    let body = move || match till.sheet.get() {
        None => view! { <Loading/> }.into_any(),
        Some(sheet) if sheet.is_empty() => view! {
            <Empty title=Signal::derive(move || texts.get().cash.empty.to_owned())/>
            <p class="hint">{say(|t| t.cash.empty_hint)}</p>
        }
        .into_any(),
        Some(sheet) => view! { <Lines till sheet/> }.into_any(),
    };
    let failure = move || {
        let error = till.failure.get()?;
        let words = (texts.get().problems.host)(&error);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    view! {
        <PrintHead/>
        <Days till/>
        <Balance till/>
        <ClosingNote till/>
        <ToConfirm till/>
        <div role="alert">{failure}</div>
        <Acts till/>
        <ActForm till/>
        {body}
    }
}

/// What should be in the drawer.
#[component]
fn Balance(till: Till) -> impl IntoView {
    let texts = use_texts();
    let amount = move || {
        let sheet = till.sheet.get()?;
        Some(lines::dong_of(sheet.balance(), texts.get()))
    };
    view! {
        <section class="card cash__balance" aria-labelledby="balance">
            <h2 id="balance">{say(|t| t.cash.balance)}</h2>
            <output class="fee__amount" id="cash-balance">{amount}</output>
        </section>
    }
}

impl Till {
    fn new() -> Self {
        let counter = Counter::expect();
        let address = use_query_map();
        let key = Memo::new(move |_| {
            let asked = address.with(|map| map.get("ngay").and_then(|day| Day::parse_iso(&day)));
            Some(CashKey {
                day: asked.or_else(|| counter.today())?,
                officer: counter.officer()?.id,
            })
        });
        let books = RwSignal::new(None);
        let sheet = Memo::new(move |_| {
            let key = key.get()?;
            let (day, books): (Day, Vec<CashBook>) = books.get()?;
            let rows = counter.dossiers.get()?;
            (day == key.day).then(|| Sheet::read(key, &books, &payments(&rows, key)))
        });
        Self {
            counter: StoredValue::new(counter),
            key,
            books,
            sheet,
            act: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Reads the books of the day again.
    fn look(self) {
        let (Some(key), Some(host)) = (self.key.get(), self.counter.with_value(Counter::host))
        else {
            return;
        };
        spawn_local(async move {
            match host.cash_books(key.day).await {
                Ok(books) => drop(self.books.try_set(Some((key.day, books)))),
                Err(error) => drop(self.failure.try_set(Some(error))),
            }
        });
    }

    /// Writes a fact into a book. Twice is once: the second call finds it busy.
    fn write(self, book: CashKey, event: Event) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            match host.write_cash(CashFact::new(book, event)).await {
                Ok(()) => {
                    self.act.try_set(None);
                    self.look_untracked();
                }
                Err(error) => drop(self.failure.try_set(Some(error))),
            }
            self.busy.try_set(false);
        });
    }

    fn look_untracked(self) {
        untrack(|| self.look());
    }

    /// Writes into the officer's own book.
    fn write_own(self, event: Event) {
        if let Some(key) = self.key.get_untracked() {
            self.write(key, event);
        }
    }
}

/// The payments that an officer took. A dossier received long ago may be paid today, so
/// all are looked at; most have none.
fn payments(rows: &[Arc<DossierRow>], key: CashKey) -> Vec<Payment> {
    let mut own = Vec::new();
    for row in rows {
        let mine = |(origin, _): &&(Origin, u64)| origin.officer == key.officer;
        own.extend(
            row.payments
                .iter()
                .filter(mine)
                .map(|(origin, dong)| Payment {
                    dossier: row.id,
                    code: row.code.clone(),
                    applicant: row.applicant.clone(),
                    origin: *origin,
                    amount_dong: *dong,
                }),
        );
    }
    own
}
