//! `/ho-so/{id}/sua`: the act of a dossier, put right in the fields in which it was taken
//! down. With `?tu={event}` they begin with a redraft that was not taken in, because
//! another was first.

use super::basis::Basis;
use super::civil::{CivilFields, CivilValues, changes};
use super::draft::{DraftNotice, keep_draft};
use super::form::Form;
use super::read::{Faults, act, act_faults};
use super::save::{Record, SaveBar, Saving};
use super::service::move_on;
use super::values::Values;
use super::view::saves;
use crate::components::{Empty, Loading, OfficersOnly, PageTitle};
use crate::counter::{Counter, Host, HostError, LocalFuture, Saved, Step};
use crate::pages::{appointment, dossier_address};
use crate::texts::{say, use_texts};
use domain::civil::{Civil, Redrafted};
use domain::dossier::{Dossier, Refusal};
use domain::id::{DossierId, EventId};
use domain::instant::Instant;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::rc::Rc;

/// What can be shown.
#[derive(Clone, PartialEq)]
enum Opening {
    Loading,
    /// The dossier is not here.
    Nothing,
    /// Its act is not put right here, or no more.
    Closed(DossierId, Option<Refusal>),
    Form(Box<Begun>),
}

/// A form as it begins.
#[derive(Clone, PartialEq)]
struct Begun {
    dossier: Dossier,
    basis: Basis,
    /// A redraft that was not taken in.
    from: Option<(EventId, Civil)>,
}

/// The page that puts an act right.
#[component]
pub fn RedraftPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().civil.redraft.to_owned())/>
        <OfficersOnly>
            <Opened/>
        </OfficersOnly>
    }
}

#[component]
fn Opened() -> impl IntoView {
    let texts = use_texts();
    let opening = open();
    move || match opening.get() {
        Opening::Loading => view! { <Loading/> }.into_any(),
        Opening::Nothing => view! {
            <Empty
                title=Signal::derive(move || texts.get().dossier.not_here.to_owned())
                hint=say(|t| t.dossier.not_here_hint)
            />
        }
        .into_any(),
        Opening::Closed(id, refusal) => {
            let why = move || match &refusal {
                Some(refusal) => (texts.get().problems.refusal)(refusal),
                None => texts.get().civil.redraft_no_rule.to_owned(),
            };
            view! {
                <Empty title=Signal::derive(why)/>
                <p><a class="button" href=dossier_address(id)>{say(|t| t.civil.redraft_leave)}</a></p>
            }
            .into_any()
        }
        Opening::Form(begun) => view! { <RedraftForm begun=*begun/> }.into_any(),
    }
}

/// Reads what the address names. Once the form is open, what is typed stays, whatever news
/// comes.
fn open() -> RwSignal<Opening> {
    let counter = Counter::expect();
    let (params, query) = (use_params_map(), use_query_map());
    let address = Memo::new(move |_| {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        let from = query.with(|query| query.get("tu").unwrap_or_default());
        (id.parse::<DossierId>().ok(), from.parse::<EventId>().ok())
    });
    let opening = RwSignal::new(Opening::Loading);
    Effect::new(
        move |before: Option<(Option<DossierId>, Option<EventId>)>| {
            let now = address.get();
            if before.is_some_and(|before| before != now) {
                opening.set(Opening::Loading);
            }
            let ready =
                counter.dossiers.with(Option::is_some) && counter.lookup.with(Option::is_some);
            if let (true, Some(host)) = (ready, counter.host()) {
                spawn_local(async move {
                    let next = begin(counter, &*host, now).await;
                    let is_open = |opening: &Opening| matches!(opening, Opening::Form(_));
                    let is_meant = address.try_get_untracked() == Some(now);
                    if is_meant && opening.try_with_untracked(is_open) == Some(false) {
                        opening.set(next);
                    }
                });
            }
            now
        },
    );
    opening
}

async fn begin(
    counter: Counter,
    host: &dyn Host,
    (id, from): (Option<DossierId>, Option<EventId>),
) -> Opening {
    let dossier = match id {
        Some(id) => host.dossier(id).await.ok().flatten(),
        None => None,
    };
    let Some(dossier) = dossier else {
        return Opening::Nothing;
    };
    if let Err(refusal) = dossier.check_redraftable() {
        return Opening::Closed(dossier.id, Some(refusal));
    }
    let Some(basis) = basis(counter, &dossier) else {
        return Opening::Closed(dossier.id, None);
    };
    let refused = host.attention().await.unwrap_or_default().into_iter();
    let mut refused = refused.filter(|row| row.dossier == id && Some(row.event) == from);
    let from = refused.find_map(|row| Some((row.event, *row.redraft?)));
    Opening::Form(Box::new(Begun {
        dossier,
        basis,
        from,
    }))
}

/// The procedure as it is in force, while it registers the same act.
fn basis(counter: Counter, dossier: &Dossier) -> Option<Basis> {
    let (unit, day) = untrack(|| Some((appointment::unit(counter), counter.today()?)))?;
    let (received, kind) = (&dossier.received, dossier.received.civil()?.kind());
    let basis = counter.lookup.with_untracked(|lookup| {
        Basis::new(lookup.as_deref()?, &received.procedure.code, &unit, day)
    });
    let registers = |basis: &Basis| basis.civil.as_ref().is_some_and(|rule| rule.act == kind);
    basis.filter(registers)
}

/// What stands in the form at first.
fn start(begun: &Begun) -> Values {
    let stands = begun.dossier.received.civil();
    let begins = begun.from.as_ref().map(|(_, civil)| civil).or(stands);
    Values {
        civil: begins.map(CivilValues::of).unwrap_or_default(),
        // What the law asks for before papers are accepted.
        complete: begun.dossier.is_accepted(),
        no_wait: false,
        ..Values::blank(&begun.basis)
    }
}

/// The fields, what differs, and the button. Typed text is kept under what it began with:
/// it never comes back on top of somebody else's redraft.
#[component]
fn RedraftForm(begun: Begun) -> impl IntoView {
    let values = start(&begun);
    let Begun {
        dossier,
        basis,
        from,
    } = begun;
    let (id, code) = (dossier.id, dossier.received.code.to_string());
    let name = dossier.received.applicant.name.clone();
    let from = from.map(|(event, _)| event);
    let key = from
        .or(dossier.act_made_by())
        .map(|event| event.to_string());
    let key = format!("sua/{id}/{}", key.unwrap_or_default());
    let form = Form::with(basis, values, act_faults);
    let draft = keep_draft(form, key.clone());
    let standing = RwSignal::new(dossier);
    let saving = Saving::new(form, draft, redraft(form, standing, from, key));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saving.start();
    };
    let shortcut = move |event: KeyboardEvent| {
        if saves(&event) {
            event.prevent_default();
            saving.start();
        } else if event.key() == "Enter" {
            move_on(&event);
        }
    };
    view! {
        <div class="form-head">
            <p class="form-procedure">
                <a href=dossier_address(id) lang="vi">{name}</a>
                <span class="code">{code}</span>
            </p>
            <p class="hint">{say(|t| t.civil.redraft_intro)}</p>
            <DraftNotice draft/>
        </div>
        <form class="reception" novalidate on:submit=submit on:keydown=shortcut>
            <fieldset class="reception__all">
                <div class="reception__main">
                    <CivilFields form standing/>
                </div>
                <div class="reception__side">
                    <Differs form standing/>
                    <SaveBar form saving draft save=|t| t.civil.redraft_save/>
                    <a class="button" href=dossier_address(id)>{say(|t| t.civil.redraft_leave)}</a>
                </div>
            </fieldset>
        </form>
    }
}

/// The act as it is typed.
fn typed(form: Form, now: RwSignal<Instant>) -> Option<Civil> {
    let now = now.get();
    form.values
        .with(|values| form.basis.with_value(|basis| act(values, basis, now)))
}

/// What would change of what stands.
#[component]
fn Differs(form: Form, standing: RwSignal<Dossier>) -> impl IntoView {
    let texts = use_texts();
    let now = Counter::expect().now;
    let differs = Memo::new(move |_| {
        let typed = typed(form, now)?;
        standing.with(|it| Some(changes(texts.get(), it.received.civil()?, &typed)))
    });
    let list = move || {
        let differs = differs.get().unwrap_or_default();
        if differs.is_empty() {
            return view! { <p class="hint">{say(|t| t.civil.differs_not)}</p> }.into_any();
        }
        let each = |change| view! { <li>{change}</li> };
        let each = differs.into_iter().map(each).collect_view();
        view! { <ul class="plain">{each}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="differs">
            <h2 id="differs">{say(|t| t.civil.differs)}</h2>
            {list}
        </section>
    }
}

/// Records a form as a redraft of what stands. Where somebody was faster it shows what
/// stands now, and the same again is meant.
fn redraft(
    form: Form,
    standing: RwSignal<Dossier>,
    from: Option<EventId>,
    draft: String,
) -> Record {
    let now = Counter::expect().now;
    let draft = StoredValue::new(draft);
    Callback::new(move |host: Rc<dyn Host>| {
        if form.faults.with_untracked(Faults::count) > 0 {
            return None;
        }
        let civil = untrack(|| typed(form, now))?;
        let (id, base) = standing.with_untracked(|it| Some((it.id, it.act_made_by()?)))?;
        let step = Step::Redraft(Box::new(Redrafted { base, civil }));
        let draft = draft.get_value();
        let recording: LocalFuture<Result<Saved, HostError>> = Box::pin(async move {
            let saved = host.act(id, step).await;
            if saved == Err(HostError::Refused(Refusal::RedraftedBefore))
                && let Ok(Some(dossier)) = host.dossier(id).await
            {
                standing.try_set(dossier);
            }
            let saved = saved?;
            // It is on this device; what is left over beside it does no harm.
            if let Err(error) = host.drop_draft(draft).await {
                leptos::logging::warn!("draft: {error}");
            }
            if let Some(event) = from
                && let Err(error) = host.mark_seen(event).await
            {
                leptos::logging::warn!("attention: {error}");
            }
            Ok(saved)
        });
        Some(recording)
    })
}
