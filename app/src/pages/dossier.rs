//! `/ho-so/{id}`: one dossier.

use crate::components::{Empty, Loading, OfficersOnly, PageTitle, StageBadge};
use crate::counter::{Counter, HostError, OutboxRow};
use crate::pages::cases::Cases;
use crate::texts::{Texts, say, use_texts};
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use std::collections::BTreeSet;

mod actions;
mod attachments;
mod axes;
mod civil;
mod conflicts;
mod correction;
mod done;
mod facts;
mod return_result;
mod service_facts;
mod standing;
mod step;
mod timeline;
mod to_print;

use actions::{Acting, Actions};
use attachments::Attachments;
use civil::CivilAct;
use conflicts::Conflicts;
use done::Done;
use facts::Facts;
use standing::Standing;
use timeline::Timeline;
use to_print::ToPrint;

/// A dossier as read from the store, with what the server has not received.
#[derive(Clone, PartialEq)]
enum Reading {
    Loading,
    NotHere,
    /// Its details are at the server, and the server did not give them.
    Away,
    /// They are at the server, and too many to be given.
    TooLong,
    Here(Box<Open>),
}

/// What of it decides which page is shown.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Loading,
    NotHere,
    Away,
    TooLong,
    Here(DossierId),
}

/// An opened dossier.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Open {
    /// The dossier.
    pub(super) dossier: Dossier,
    /// Events that wait to be sent.
    pub(super) waiting: BTreeSet<EventId>,
    /// Events that a person must look at.
    pub(super) attention: BTreeSet<EventId>,
    /// Redrafts that were not taken in, and that nobody has looked at yet.
    pub(super) set_aside: Vec<EventId>,
}

/// The page of one dossier.
#[component]
pub fn DossierPage() -> impl IntoView {
    let reading = read();
    let texts = use_texts();
    let session = Counter::expect().session;
    let title = Signal::derive(move || match reading.get() {
        Reading::Here(_) if session.with(|session| !session.is_open()) => {
            texts.get().dossier.title.to_owned()
        }
        Reading::Here(open) => open.dossier.received.applicant.name,
        Reading::NotHere => texts.get().dossier.not_here.to_owned(),
        Reading::Away | Reading::TooLong => texts.get().dossier.away.to_owned(),
        Reading::Loading => texts.get().dossier.title.to_owned(),
    });
    view! {
        <PageTitle text=title/>
        <OfficersOnly>
            <Body reading/>
        </OfficersOnly>
    }
}

#[component]
fn Body(reading: RwSignal<Reading>) -> impl IntoView {
    // Parts of the page follow their own parts of the dossier: what an officer has
    // opened or typed is not torn down because an event was sent meanwhile.
    let kind = Memo::new(move |_| {
        reading.with(|reading| match reading {
            Reading::Loading => Kind::Loading,
            Reading::NotHere => Kind::NotHere,
            Reading::Away => Kind::Away,
            Reading::TooLong => Kind::TooLong,
            Reading::Here(open) => Kind::Here(open.dossier.id),
        })
    });
    let open = Memo::new(move |_| {
        reading.with(|reading| match reading {
            Reading::Here(open) => Some((**open).clone()),
            Reading::Loading | Reading::NotHere | Reading::Away | Reading::TooLong => None,
        })
    });
    move || match kind.get() {
        Kind::Loading => view! { <Loading/> }.into_any(),
        Kind::NotHere => nothing(|t| t.dossier.not_here, |t| t.dossier.not_here_hint),
        Kind::Away => nothing(|t| t.dossier.away, |t| t.dossier.away_hint),
        Kind::TooLong => nothing(|t| t.dossier.away, |t| t.dossier.too_long_hint),
        Kind::Here(id) => view! { <Opened id open/> }.into_any(),
    }
}

/// In place of a dossier: what is the matter, and the way back to the list.
fn nothing(
    title: fn(&'static Texts) -> &'static str,
    hint: fn(&'static Texts) -> &'static str,
) -> AnyView {
    let texts = use_texts();
    view! {
        <Empty
            title=Signal::derive(move || title(texts.get()).to_owned())
            hint=say(hint)
        />
        <p><a class="button" href="/ho-so">{say(|t| t.home.all_dossiers)}</a></p>
    }
    .into_any()
}

#[component]
fn Opened(id: DossierId, open: Memo<Option<Open>>) -> impl IntoView {
    let acting = Acting::new(id);
    let stage = Memo::new(move |_| open.with(|open| Some(open.as_ref()?.dossier.stage)));
    let received =
        Memo::new(move |_| open.with(|open| Some(open.as_ref()?.dossier.received.clone())));
    let conflicts = Memo::new(move |_| {
        open.with(|open| {
            let open = open.as_ref();
            open.map(|open| open.dossier.conflicts.clone())
                .unwrap_or_default()
        })
    });
    let attached = Memo::new(move |_| open.with(|open| Some(open.as_ref()?.dossier.clone())));
    let attachments = Memo::new(move |_| {
        let of = |open: &Open| open.dossier.attachments.clone();
        open.with(|open| open.as_ref().map(of).unwrap_or_default())
    });
    let act = Memo::new(move |_| {
        open.with(|open| {
            let dossier = &open.as_ref()?.dossier;
            let civil = dossier.received.civil().cloned();
            Some((civil, dossier.draft.clone(), dossier.stage))
        })
    });
    let set_aside = Memo::new(move |_| {
        open.with(|open| open.as_ref().map(|open| open.set_aside.clone()))
            .unwrap_or_default()
    });
    let civil = move || {
        // Read, not only tracked: a memo that nobody reads never runs.
        act.with(|_| ());
        let dossier = attached.get_untracked()?;
        Some(view! { <CivilAct acting dossier set_aside/> })
    };
    let code = move || received.with(|received| Some(received.as_ref()?.code.to_string()));
    view! {
        <p class="dossier-caption">
            {move || stage.get().map(|stage| view! { <StageBadge stage/> })}
            <span class="code">{code}</span>
            <span class="hint">{say(|t| t.dossier.provisional)}</span>
        </p>
        {move || attached.get().map(|dossier| view! { <Done dossier/> })}
        {move || attached.get().map(|dossier| view! { <ToPrint dossier/> })}
        {move || open.get().map(|open| view! { <Standing open/> })}
        <div class="dossier-columns">
            <div>
                {move || view! { <Conflicts acting conflicts=conflicts.get()/> }}
                <Cases of=id/>
                {civil}
                <Actions acting stage received conflicts dossier=attached/>
                <Attachments dossier=id attachments/>
                {move || open.get().map(|open| view! { <Timeline open/> })}
            </div>
            {move || attached.get().map(|whole| view! { <Facts whole/> })}
        </div>
    }
}

/// Reads the dossier of the address, and again whenever the store has news.
fn read() -> RwSignal<Reading> {
    let counter = Counter::expect();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let text = params.with(|params| params.get("id").unwrap_or_default());
        text.parse::<DossierId>().ok()
    });
    let reading = RwSignal::new(Reading::Loading);
    Effect::new(move |before: Option<Option<DossierId>>| {
        let id = id.get();
        if before.is_some_and(|before| before != id) {
            reading.set(Reading::Loading);
        }
        let read = counter.dossiers.with(Option::is_some);
        counter.sync.track();
        if let (true, Some(id)) = (read, id) {
            reload(counter, id, reading);
        } else if read {
            reading.set(Reading::NotHere);
        }
        id
    });
    reading
}

/// Reads one dossier into `reading`.
fn reload(counter: Counter, id: DossierId, reading: RwSignal<Reading>) {
    let Some(host) = counter.host() else {
        return;
    };
    spawn_local(async move {
        let found = host.dossier(id).await;
        let (waiting, attention) = (host.outbox().await, host.attention().await);
        let events = |rows: Vec<OutboxRow>| {
            let of_this = rows.into_iter().filter(|row| row.dossier == Some(id));
            of_this.map(|row| row.event).collect()
        };
        let refused = attention.as_deref().unwrap_or_default().iter();
        let to_take_up =
            |row: &&OutboxRow| row.dossier == Some(id) && row.redraft.is_some() && !row.seen;
        let set_aside = refused.filter(to_take_up).map(|row| row.event).collect();
        let next = match found {
            Ok(Some(dossier)) => Reading::Here(Box::new(Open {
                dossier,
                waiting: waiting.map(events).unwrap_or_default(),
                attention: attention.map(events).unwrap_or_default(),
                set_aside,
            })),
            Err(HostError::Unreachable | HostError::Server(_)) => Reading::Away,
            Err(HostError::TooManyEvents) => Reading::TooLong,
            Ok(None) | Err(_) => Reading::NotHere,
        };
        // An open confirmation or correction is not torn down for nothing.
        if reading.try_with_untracked(|reading| *reading != next) == Some(true) {
            reading.set(next);
        }
    });
}
