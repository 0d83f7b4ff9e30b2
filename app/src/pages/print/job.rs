//! Printing: every print is noted before the printer is asked, so that the next one
//! says what it is. One that cannot be noted is told, and printed.

use super::preview::Choice;
use crate::counter::{Counter, HostError};
use domain::form::{Form, Matter, Paper, PrintLog, Printing};
use domain::id::{DossierId, OfficerId};
use domain::instant::Instant;
use leptos::ev::{Custom, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long the mark may take to come onto the paper.
const MARK_DELAY: Duration = Duration::from_millis(50);

/// What became of the print that this page made last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// There is none, or it is under way, or it is not for this page to take back.
    None,
    /// It counts.
    Noted,
    /// It did not come out, and counts no more.
    TakenBack,
}

/// The prints of one form of one matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    counter: StoredValue<Counter>,
    matter: StoredValue<Matter>,
    form: Form,
    choice: Choice,
    /// How often it was printed before the print at hand.
    pub(super) before: RwSignal<u32>,
    /// When the print at hand was begun.
    pub(super) at: RwSignal<Instant>,
    /// What was printed.
    pub(super) log: RwSignal<PrintLog>,
    /// A print is being noted.
    pub(super) busy: RwSignal<bool>,
    /// Why the last one was not.
    pub(super) failure: RwSignal<Option<HostError>>,
    /// Why there is no file.
    pub(super) undrawn: RwSignal<Option<HostError>>,
    /// What became of the last one.
    pub(super) last: RwSignal<Last>,
    /// A print noted here can be taken back: nothing else follows from it.
    revocable: bool,
    /// The print under way is noted already.
    noted: StoredValue<bool>,
    /// A print is under way.
    begun: StoredValue<bool>,
}

impl Job {
    /// Reads what was printed; notes prints that the browser's own menu begins.
    pub(super) fn new(
        matter: Matter,
        form: Form,
        choice: Choice,
        after: Option<Callback<()>>,
    ) -> Self {
        let counter = Counter::expect();
        let job = Self {
            counter: StoredValue::new(counter),
            matter: StoredValue::new(matter),
            form,
            choice,
            before: RwSignal::new(0),
            at: RwSignal::new(counter.now.get_untracked()),
            log: RwSignal::new(PrintLog::default()),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            undrawn: RwSignal::new(None),
            last: RwSignal::new(Last::None),
            revocable: after.is_none(),
            noted: StoredValue::new(false),
            begun: StoredValue::new(false),
        };
        job.read(true);
        let begins = window_event_listener(Custom::<Event>::new("beforeprint"), move |_| {
            if job.noted.try_get_value() == Some(false) {
                job.note(move |_| {
                    job.busy.try_set(false);
                });
            }
        });
        // Not before: the paper may be drawn again while the printer's dialog is open.
        let ends = window_event_listener(Custom::<Event>::new("afterprint"), move |_| {
            job.noted.try_set_value(false);
            job.read(false);
            let printed = job.begun.try_update_value(core::mem::take);
            if printed == Some(true) && job.revocable && job.is_noted() {
                job.last.try_set(Last::Noted);
            }
            if let Some(after) = after.filter(|_| printed == Some(true)) {
                after.run(());
            }
        });
        on_cleanup(move || {
            begins.remove();
            ends.remove();
        });
        job
    }

    /// Notes a print and asks the printer.
    pub(super) fn start(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.note(move |before| {
            self.before.try_set(before);
            self.noted.try_set_value(true);
            let print = move || {
                // A browser without a printer says so itself.
                drop(window().print());
                self.busy.try_set(false);
            };
            set_timeout(print, MARK_DELAY);
        });
    }

    fn note(self, then: impl FnOnce(u32) + 'static) {
        let counter = self.counter.get_value();
        let (Some(host), Some(officer)) = (counter.host(), counter.session_officer()) else {
            return;
        };
        let print = self.print(officer);
        self.at.set(print.at);
        self.begun.set_value(true);
        self.begin();
        let matter = self.matter.get_value();
        spawn_local(async move {
            match host.note_print(matter, print).await {
                Ok(before) => then(before),
                Err(error) => {
                    // The citizen at the counter gets the paper all the same.
                    self.failure.try_set(Some(error));
                    let known = self.log.try_with_untracked(|log| log.times(self.form));
                    then(known.unwrap_or_default());
                }
            }
        });
    }

    /// The print at hand.
    fn print(self, officer: OfficerId) -> Printing {
        Printing {
            form: self.form,
            at: self.counter.with_value(|it| it.now.get_untracked()),
            officer,
            copies: self.choice.copies.get_untracked(),
            paper: self.choice.paper.get_untracked(),
        }
    }

    fn begin(self) {
        self.busy.set(true);
        self.failure.set(None);
        self.undrawn.set(None);
        self.last.set(Last::None);
    }

    /// Fetches the paper as a file, which counts as a print.
    pub(super) fn fetch(self, dossier: DossierId, paper: Paper) {
        let counter = self.counter.get_value();
        let (Some(host), Some(officer)) = (counter.host(), counter.session_officer()) else {
            return;
        };
        let print = Printing {
            paper,
            ..self.print(officer)
        };
        self.begin();
        spawn_local(async move {
            match host.fetch_paper(dossier, print).await {
                Ok(_) => {
                    self.last.try_set(Last::Noted);
                    self.read(false);
                }
                Err(error) => drop(self.undrawn.try_set(Some(error))),
            }
            self.busy.try_set(false);
        });
    }

    /// Takes the last print back.
    pub(super) fn take_back(self) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        self.begin();
        let matter = self.matter.get_value();
        spawn_local(async move {
            match host.take_print_back(matter, self.form).await {
                Ok(()) => {
                    self.last.try_set(Last::TakenBack);
                    self.read(false);
                }
                Err(error) => drop(self.failure.try_set(Some(error))),
            }
            self.busy.try_set(false);
        });
    }

    /// Whether the print at hand was noted.
    fn is_noted(self) -> bool {
        self.failure.try_with_untracked(Option::is_none) == Some(true)
    }

    /// The dossier of which it is: prints of whatever device are known then.
    pub(super) fn dossier(self) -> Option<DossierId> {
        self.matter.with_value(|it| match it {
            Matter::Dossier(dossier) => Some(*dossier),
            Matter::Unit(_) => None,
        })
    }

    /// Reads what was printed; at first also what was chosen for the last print.
    fn read(self, at_first: bool) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        let matter = self.matter.get_value();
        spawn_local(async move {
            let Ok(printed) = host.printed(matter).await else {
                return;
            };
            if let Some(paper) = printed.paper.filter(|_| at_first) {
                self.choice.paper.try_set(paper);
            }
            self.before.try_set(printed.log.times(self.form));
            self.log.try_set(printed.log);
        });
    }

    /// The form.
    pub(super) fn form(self) -> Form {
        self.form
    }
}
