//! The list as it is kept: read again whenever the store has news.

use super::plan::{NAME, Typed};
use crate::counter::{Counter, HostError};
use domain::id::VisitId;
use domain::visit::{End, Event, Visit};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// The list on the screen.
#[derive(Clone, Copy)]
pub(super) struct List {
    counter: StoredValue<Counter>,
    /// By day, those without one last; none until they are read.
    pub(super) visits: RwSignal<Option<Vec<Visit>>>,
    /// What is typed into the form.
    pub(super) typed: RwSignal<Typed>,
    /// Which visit the form changes; none while it is a new one.
    pub(super) edited: RwSignal<Option<VisitId>>,
    /// What it told when it was last read into the form.
    before: StoredValue<Typed>,
    /// Taken off the list last.
    pub(super) removed: RwSignal<Option<Visit>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failure: RwSignal<Option<HostError>>,
}

impl List {
    pub(super) fn open() -> Self {
        let list = Self {
            counter: StoredValue::new(Counter::expect()),
            visits: RwSignal::new(None),
            typed: RwSignal::new(Typed::default()),
            edited: RwSignal::new(None),
            before: StoredValue::new(Typed::default()),
            removed: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let counter = list.counter.get_value();
            counter.sync.track();
            if counter.dossiers.with(Option::is_some) {
                list.read();
            }
        });
        list
    }

    fn read(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        spawn_local(async move {
            match host.visits().await {
                Ok(mut visits) => {
                    let place = |visit: &Visit| {
                        let day = visit.plan.day;
                        (day.is_none(), day, visit.plan.place.clone(), visit.id)
                    };
                    visits.sort_by_key(place);
                    self.follow(&visits);
                    self.visits.try_set(Some(visits));
                }
                Err(error) => drop(self.failure.try_set(Some(error))),
            }
        });
    }

    /// Keeps the form up with what others record; what was typed stays. A visit that
    /// another has taken off the list would be a new one.
    fn follow(self, visits: &[Visit]) {
        let Some(Some(id)) = self.edited.try_get_untracked() else {
            return;
        };
        let Some(visit) = visits.iter().find(|visit| visit.id == id) else {
            self.edited.set(None);
            return;
        };
        let now = Typed::of(&visit.plan);
        let before = self.before.get_value();
        if before != now {
            self.typed.update(|typed| typed.follow(&before, &now));
            self.before.set_value(now);
        }
    }

    /// Writes a fact down, and goes on once it is kept. Twice is once: the second call
    /// finds it busy.
    pub(super) fn write(self, visit: Option<VisitId>, event: Event, kept: impl FnOnce() + 'static) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            match host.write_visit(visit, event).await {
                Ok(()) => {
                    kept();
                    self.read();
                }
                Err(error) => drop(self.failure.try_set(Some(error))),
            }
            self.busy.try_set(false);
        });
    }

    /// Puts a visit into the form.
    pub(super) fn edit(self, visit: &Visit) {
        let typed = Typed::of(&visit.plan);
        self.before.set_value(typed.clone());
        self.typed.set(typed);
        self.edited.set(Some(visit.id));
        focus_form();
    }

    /// The form is for a new visit again.
    pub(super) fn leave_form(self) {
        self.typed.try_set(Typed::default());
        self.edited.try_set(None);
        focus_form();
    }

    pub(super) fn remove(self, visit: Visit) {
        let id = visit.id;
        self.write(Some(id), Event::Ended(End::CalledOff), move || {
            self.removed.try_set(Some(visit));
            if self.edited.try_get_untracked() == Some(Some(id)) {
                self.leave_form();
            } else {
                // What had the focus is gone.
                focus_form();
            }
        });
    }

    /// Undoes [`Self::remove`].
    pub(super) fn put_back(self) {
        let Some(visit) = self.removed.get_untracked() else {
            return;
        };
        self.write(Some(visit.id), Event::Planned(visit.plan), move || {
            self.removed.try_set(None);
        });
    }
}

/// To where the next visit is typed.
fn focus_form() {
    let field = document().get_element_by_id(NAME);
    if let Some(Ok(field)) = field.map(JsCast::dyn_into::<HtmlElement>) {
        // The form is there without the focus too.
        drop(field.focus());
    }
}
