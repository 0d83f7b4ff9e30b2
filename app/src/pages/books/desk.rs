//! One book on the screen: what is read, what is being written.

use super::act::{Act, Deed};
use super::device::Devices;
use super::focus::focus_soon;
use super::{address, read};
use crate::counter::{Counter, HostError, NumberWish, Numbers, Session};
use domain::hybrid::HybridTime;
use domain::id::{EventId, UnitId};
use domain::instant::Day;
use domain::officer::Origin;
use domain::register::{
    BookKey, BookPolicy, BookState, Event, LeaseState, Printed, Refusal, Remaining,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// Where the page says what was done.
pub(super) const DONE: &str = "book-done";

/// Of facts that are only tried out.
const NO_EVENT: &str = "00000000-0000-0000-0000-000000000000";

/// What is known of the book.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    Loading,
    /// It is not open.
    Unopened,
    Here(Arc<BookState>),
}

/// One book on the screen.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    counter: StoredValue<Counter>,
    /// Which book; none until it is known whose, and for an address that names none.
    pub(super) key: Memo<Option<BookKey>>,
    /// How it is kept.
    pub(super) policy: Memo<Option<BookPolicy>>,
    pub(super) reading: RwSignal<Reading>,
    pub(super) numbers: RwSignal<Option<Numbers>>,
    /// What the officer is about to do.
    pub(super) act: RwSignal<Option<Act>>,
    /// Where the focus goes when that is given up.
    from: StoredValue<String>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failure: RwSignal<Option<HostError>>,
    /// What was done last.
    pub(super) done: RwSignal<Option<Deed>>,
}

/// The day by which a book of a year is kept.
pub(super) fn day_of(year: i32, today: Day) -> Option<Day> {
    match year.cmp(&today.0.year()) {
        std::cmp::Ordering::Less => Day::from_ymd(year, 12, 31),
        std::cmp::Ordering::Equal => Some(today),
        std::cmp::Ordering::Greater => Day::from_ymd(year, 1, 1),
    }
}

/// The unit of whoever is signed in.
pub(super) fn own_unit(counter: Counter) -> Option<UnitId> {
    counter.session.with(|session| match session {
        Session::SignedIn { unit, .. } => Some(UnitId(unit.clone())),
        Session::Unknown | Session::SignedOut => None,
    })
}

impl Desk {
    /// The book that the address names, read again whenever the store has news.
    pub(super) fn open() -> Self {
        let counter = Counter::expect();
        let params = use_params_map();
        let key = Memo::new(move |_| {
            let (year, kind) =
                params.with(|params| Some((params.get("nam")?, params.get("loai")?)))?;
            Some(BookKey {
                unit: own_unit(counter)?,
                kind: address::read(&kind)?,
                year: year.parse().ok()?,
            })
        });
        let policy = Memo::new(move |_| {
            let key = key.get()?;
            let day = day_of(key.year, counter.today()?)?;
            let lookup = counter.lookup.get()?;
            lookup
                .registers()
                .in_force(&key.kind, &key.unit, day)
                .cloned()
        });
        let desk = Self {
            counter: StoredValue::new(counter),
            key,
            policy,
            reading: RwSignal::new(Reading::Loading),
            numbers: RwSignal::new(None),
            act: RwSignal::new(None),
            from: StoredValue::new(String::new()),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            done: RwSignal::new(None),
        };
        Effect::new(move |_| {
            counter.sync.track();
            desk.look();
        });
        desk
    }

    /// The counter of the page.
    pub(super) fn counter(self) -> Counter {
        self.counter.get_value()
    }

    /// Reads the book again.
    fn look(self) {
        let open = self.counter().dossiers.with(Option::is_some);
        let (Some(key), Some(host), true) = (self.key.get(), self.counter().host(), open) else {
            return;
        };
        spawn_local(async move {
            let next = match host.book(key).await {
                Ok(Some(book)) => Reading::Here(Arc::new(book)),
                Ok(None) => Reading::Unopened,
                Err(error) => {
                    self.failure.try_set(Some(error));
                    return;
                }
            };
            if self.reading.try_with_untracked(|known| *known != next) == Some(true) {
                self.reading.set(next);
            }
            if let Ok(numbers) = host.numbers().await {
                let numbers = Some(numbers);
                if self.numbers.try_with_untracked(|known| *known != numbers) == Some(true) {
                    self.numbers.set(numbers);
                }
            }
        });
    }

    /// Whether what is a supervisor's is this officer's.
    pub(super) fn supervises(self) -> bool {
        self.counter()
            .officer()
            .is_some_and(|officer| officer.supervises)
    }

    /// The book, when it is open.
    pub(super) fn book(self) -> Option<Arc<BookState>> {
        match self.reading.get() {
            Reading::Here(book) => Some(book),
            Reading::Loading | Reading::Unopened => None,
        }
    }

    /// The book without following it.
    pub(super) fn book_now(self) -> Option<Arc<BookState>> {
        untrack(|| self.book())
    }

    /// The book's year; 0 before it is known.
    pub(super) fn year(self) -> i32 {
        self.key.with(|key| key.as_ref().map_or(0, |key| key.year))
    }

    /// Short names of devices.
    pub(super) fn devices(self, book: &BookState) -> Devices {
        Devices::of(self.counter(), book)
    }

    /// What this device has left of the book's numbers.
    pub(super) fn remaining(self) -> Option<Remaining> {
        let key = self.key.get()?;
        self.numbers.with(|numbers| {
            let leases = &numbers.as_ref()?.leases;
            leases_of(leases, &key).map(|state| state.remaining(key.year))
        })
    }

    /// Opens the form of an act; `from` is the element to go back to.
    pub(super) fn begin(self, act: Act, from: impl Into<String>) {
        self.from.set_value(from.into());
        self.failure.set(None);
        self.done.set(None);
        self.act.set(Some(act));
    }

    /// Gives an act up.
    pub(super) fn give_up(self) {
        self.act.set(None);
        self.failure.set(None);
        focus_soon(self.from.get_value());
    }

    /// Whether a fact follows from the book as this device knows it.
    pub(super) fn try_out(self, event: &Event) -> Result<(), Refusal> {
        let (Some(key), Some(origin)) = (self.key.get_untracked(), self.origin()) else {
            return Ok(());
        };
        let book = self.book_now();
        let mut book = book.map(|book| BookState::clone(&book));
        BookState::fold(&mut book, &key, event, origin)
    }

    /// An origin that is never kept.
    fn origin(self) -> Option<Origin> {
        let host = self.counter().host()?;
        Some(Origin {
            event: NO_EVENT.parse::<EventId>().ok()?,
            officer: self.counter().session_officer()?,
            device: host.this_device()?,
            time: HybridTime::of(self.counter().now.get_untracked()),
        })
    }

    /// Does it. Twice is once: the second call finds it busy.
    pub(super) fn perform(self, deed: Deed) {
        let (Some(key), Some(host)) = (self.key.get_untracked(), self.counter().host()) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        self.done.set(None);
        spawn_local(async move {
            let written = match deed.clone() {
                Deed::Wish(wish) => host.handle_numbers(wish).await,
                Deed::Write(event) => host.write_book(key, *event).await,
            };
            self.busy.try_set(false);
            match written {
                Ok(()) => {
                    self.act.try_set(None);
                    self.done.try_set(Some(deed));
                    focus_soon(DONE);
                    untrack(|| self.look());
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                    focus_soon("book-failure");
                }
            }
        });
    }

    /// Does something about this device's numbers at once.
    pub(super) fn wish(self, wish: impl FnOnce(BookKey) -> NumberWish) {
        if let Some(key) = self.key.get_untracked() {
            self.perform(Deed::Wish(wish(key)));
        }
    }

    /// Notes that lines were printed, without a word where that is nothing new.
    pub(super) fn note_printed(self, printed: Printed) {
        let known = self.book_now().is_some_and(|book| {
            let mut numbers = printed.lines.iter().flat_map(|run| run.numbers());
            numbers.all(|number| book.is_printed(number))
        });
        if !known {
            self.perform(Deed::Write(Box::new(Event::Printed(printed))));
        }
    }

    /// What is wrong with a deed as far as this device knows.
    pub(super) fn judged(self, deed: Deed) -> Result<Deed, read::Wrong> {
        if let Deed::Write(event) = &deed {
            self.try_out(event).map_err(read::rule)?;
        }
        Ok(deed)
    }
}

/// A device's leases of a book's kind.
pub(super) fn leases_of<'a>(leases: &'a [LeaseState], key: &BookKey) -> Option<&'a LeaseState> {
    leases.iter().find(|state| state.book(key.year) == *key)
}
