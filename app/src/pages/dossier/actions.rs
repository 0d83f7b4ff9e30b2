//! What can be done with a dossier now.

use super::correction::Correction;
use super::return_result::ReturnResult;
use super::step::Steps;
use crate::counter::{Counter, HostError, Step};
use crate::pages::form_address;
use crate::texts::{say, use_texts};
use domain::dossier::{Conflict, Dossier, Field, Payment, Received, Stage};
use domain::id::DossierId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One step on one dossier, at most one at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acting {
    counter: StoredValue<Counter>,
    dossier: DossierId,
    /// A step is being saved.
    pub(super) busy: RwSignal<bool>,
    failure: RwSignal<Option<HostError>>,
}

impl Acting {
    /// Ready for a dossier.
    pub(super) fn new(dossier: DossierId) -> Self {
        Self {
            counter: StoredValue::new(Counter::expect()),
            dossier,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Takes a step; the page reads the dossier again when it is saved.
    pub(super) fn take(self, step: Step) {
        self.take_all(vec![step]);
    }

    /// Takes steps one after another; the first that is refused ends them.
    pub(super) fn take_all(self, steps: Vec<Step>) {
        let Some(host) = self.counter.with_value(Counter::host) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let just_saved = self.counter.with_value(|counter| counter.just_saved);
        let dossier = self.dossier;
        spawn_local(async move {
            for step in steps {
                match host.act(dossier, step).await {
                    Ok(saved) => {
                        just_saved.set(Some(saved));
                    }
                    Err(error) => {
                        self.failure.try_set(Some(error));
                        break;
                    }
                }
            }
            self.busy.try_set(false);
        });
    }
}

/// Whether the national software still lacks it.
fn is_outstanding(dossier: Memo<Option<Dossier>>) -> Memo<bool> {
    Memo::new(move |_| {
        dossier.with(|dossier| {
            let draft = dossier.as_ref().and_then(|dossier| dossier.draft.as_ref());
            draft.is_some_and(|draft| draft.official.is_none())
        })
    })
}

/// What steps follow from. While it stays, what is typed for one stays: another desk may
/// have recorded something else.
fn followed(dossier: Memo<Option<Dossier>>) -> Memo<Option<impl PartialEq>> {
    Memo::new(move |_| {
        dossier.with(|dossier| {
            let dossier = dossier.as_ref()?;
            let way = (dossier.stage, dossier.left, dossier.handler);
            let time = (dossier.appointment.clone(), dossier.pauses.clone());
            let money = (dossier.payment(), dossier.paid_dong);
            Some((way, time, money, dossier.official_code.clone()))
        })
    })
}

#[component]
fn Outstanding() -> impl IntoView {
    view! { <p class="notice notice--warn">{say(|t| t.civil.resolve_outstanding)}</p> }
}

/// The next steps of a dossier.
#[component]
pub(super) fn Actions(
    /// The step that is taken.
    acting: Acting,
    /// Where the dossier stands.
    stage: Memo<Option<Stage>>,
    /// The facts of its reception.
    received: Memo<Option<Received>>,
    /// What waits for a decision.
    conflicts: Memo<Vec<Conflict>>,
    /// The dossier as it stands.
    dossier: Memo<Option<Dossier>>,
) -> impl IntoView {
    let texts = use_texts();
    let wanted = move || {
        let wanted = received.with_untracked(|received| received.as_ref()?.delivery);
        wanted.unwrap_or_default()
    };
    let owed = Memo::new(move |_| {
        let payment = dossier.with(|dossier| Some(dossier.as_ref()?.payment()));
        match payment {
            Some(Payment::Owed(owed)) => owed,
            Some(Payment::Unknown | Payment::Free | Payment::Paid(_) | Payment::Waived) | None => 0,
        }
    });
    let outstanding = is_outstanding(dossier);
    let warned = move || outstanding.get().then(|| view! { <Outstanding/> });
    let next = move || {
        match stage.get() {
        Some(Stage::Received | Stage::Processing) => view! {
            {warned()}
            <button type="button" class="button button--main" disabled=acting.busy on:click=move |_| acting.take(Step::Resolve)>
                {say(|t| t.dossier.resolve)}
            </button>
        }
        .into_any(),
        Some(Stage::Resolved) => view! { {warned()} <ReturnResult acting wanted=wanted() owed/> }.into_any(),
        Some(Stage::AwaitingPapers | Stage::AwaitingPayment) => {
            view! { <p class="hint">{say(|t| t.lifecycle.waits_applicant)}</p> }.into_any()
        }
        Some(Stage::Returned) if outstanding.get() => view! {
            <p class="notice notice--warn">{say(|t| t.civil.outstanding)}</p>
        }
        .into_any(),
        Some(Stage::Returned | Stage::Declined | Stage::Withdrawn | Stage::Stopped) => {
            view! { <p class="hint">{say(|t| t.dossier.finished)}</p> }.into_any()
        }
        Some(Stage::Registered) | None => ().into_any(),
    }
    };
    let failure = move || {
        acting.failure.get().map(|error| {
            view! { <p class="notice notice--bad">{(texts.get().problems.host)(&error)}</p> }
        })
    };
    let again =
        move || received.with(|received| Some(form_address(&received.as_ref()?.procedure.code)));
    let applicant =
        Memo::new(move |_| received.with(|received| Some(received.as_ref()?.applicant.clone())));
    let in_conflict: Memo<Vec<Field>> = Memo::new(move |_| {
        conflicts.with(|conflicts| conflicts.iter().map(|conflict| conflict.field).collect())
    });
    let correction = applicant
        .get_untracked()
        .map(|at_first| view! { <Correction acting at_first applicant in_conflict/> });
    let followed = followed(dossier);
    let steps = move || {
        // Read, not only tracked: a memo that nobody reads never runs.
        followed.with(|_| ());
        let dossier = dossier.get_untracked()?;
        Some(view! { <Steps acting dossier/> })
    };
    view! {
        <section class="card" aria-labelledby="next">
            <h2 id="next">{say(|t| t.dossier.actions)}</h2>
            <div role="alert">{failure}</div>
            <div class="actions">
                {next}
                <a class="button" href=again>{say(|t| t.dossier.another)}</a>
            </div>
            {steps}
            {correction}
        </section>
    }
}
