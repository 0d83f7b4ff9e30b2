//! `/so-theo-doi`: form 07, the book that follows every dossier, of some days.

use crate::components::{Loading, OfficersOnly, PageTitle, TextField};
use crate::counter::{Counter, DossierRow, Host};
use crate::pages::print::{Preview, ToPrint};
use crate::pages::typed;
use crate::texts::{say, use_texts};
use domain::dossier::Dossier;
use domain::form::{Form, Matter, TrackingPage as Sheet, tracking_page};
use domain::id::DossierId;
use domain::instant::{Day, Instant};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// Dossiers printed at once: a month of a busy counter.
const DOSSIERS_MAX: usize = 2_000;

/// The page.
#[component]
pub fn TrackingPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().tracking.title.to_owned())/>
        <OfficersOnly>
            <Book/>
        </OfficersOnly>
    }
}

/// What there is for the days chosen.
#[derive(Clone, Debug, PartialEq)]
enum Reading {
    /// What is typed is no days.
    NoDays,
    /// More than are printed at once.
    TooMany,
    Loading,
    /// The page, and how many dossiers have only their summary here.
    Here(Box<Sheet>, usize),
}

#[component]
fn Book() -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let today = counter.now.get_untracked().day();
    let words = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (RwSignal::new(words(today)), RwSignal::new(words(today)));
    let month = move |_| {
        let first = today.and_then(|day| Day::from_ymd(day.0.year(), day.0.month().into(), 1));
        from.set(words(first));
        to.set(words(today));
    };
    let this_day = move |_| {
        from.set(words(today));
        to.set(words(today));
    };
    let days = Memo::new(move |_| {
        let days = typed::day(&from.get()).zip(typed::day(&to.get()));
        days.filter(|(from, to)| from <= to)
    });
    let reading = read(days);
    let body = move || match reading.get() {
        Reading::NoDays => notice(texts.get().tracking.not_a_day.to_owned()),
        Reading::TooMany => notice((texts.get().tracking.too_long)(DOSSIERS_MAX)),
        Reading::Loading => view! { <Loading/> }.into_any(),
        Reading::Here(sheet, _) if sheet.dossiers.is_empty() => {
            notice(texts.get().tracking.none.to_owned())
        }
        Reading::Here(sheet, put_away) => view! { <Printed sheet=*sheet put_away/> }.into_any(),
    };
    view! {
        <section class="card print-controls no-print">
            <TextField id="from" label=say(|t| t.tracking.from) value=from on_input=move |typed| from.set(typed) required=true inputmode="numeric"/>
            <TextField id="to" label=say(|t| t.tracking.to) value=to on_input=move |typed| to.set(typed) required=true inputmode="numeric"/>
            <button type="button" class="button" on:click=this_day>{say(|t| t.tracking.today)}</button>
            <button type="button" class="button" on:click=month>{say(|t| t.tracking.month)}</button>
        </section>
        {body}
    }
}

fn notice(words: String) -> AnyView {
    view! { <p class="notice">{words}</p> }.into_any()
}

#[component]
fn Printed(sheet: Sheet, put_away: usize) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let (from, to) = (sheet.from, sheet.to);
    let missing = move || {
        (put_away > 0).then(|| {
            let words = (texts.get().tracking.put_away)(put_away);
            view! { <p class="notice notice--warn no-print">{words}</p> }
        })
    };
    let paper = ToPrint {
        form: Form::Tracking,
        matter: Matter::Unit(format!("07/{}/{}", from.iso(), to.iso())),
        at: Instant::midnight(to),
        officer: counter.session_officer(),
        copies: 1,
        sheets: Arc::new(move |issue| vec![tracking_page(issue, &sheet)]),
    };
    view! {
        {missing}
        <Preview paper/>
    }
}

/// Reads the dossiers of the days, and again when the store has news.
fn read(days: Memo<Option<(Day, Day)>>) -> RwSignal<Reading> {
    let counter = Counter::expect();
    let reading = RwSignal::new(Reading::Loading);
    let asked = StoredValue::new(0_u64);
    Effect::new(move |_| {
        asked.update_value(|asked| *asked += 1);
        let this = asked.get_value();
        let Some((from, to)) = days.get() else {
            reading.set(Reading::NoDays);
            return;
        };
        let rows = counter.dossiers.get();
        let (Some(host), Some(rows)) = (counter.host(), rows) else {
            return;
        };
        let within = |row: &&Arc<DossierRow>| received_within(row, from, to);
        let wanted: Vec<_> = rows.iter().filter(within).map(|row| row.id).collect();
        if wanted.len() > DOSSIERS_MAX {
            reading.set(Reading::TooMany);
            return;
        }
        spawn_local(async move {
            let (found, put_away) = dossiers(&host, &wanted).await;
            let sheet = Sheet::new(from, to, found);
            if asked.try_get_value() == Some(this) {
                let next = Reading::Here(Box::new(sheet), put_away);
                if reading.try_with_untracked(|reading| *reading != next) == Some(true) {
                    reading.set(next);
                }
            }
        });
    });
    reading
}

fn received_within(row: &DossierRow, from: Day, to: Day) -> bool {
    let day = row.received_at.day();
    day.is_some_and(|day| (from..=to).contains(&day))
}

async fn dossiers(host: &Rc<dyn Host>, wanted: &[DossierId]) -> (Vec<Dossier>, usize) {
    let (mut found, mut put_away) = (Vec::with_capacity(wanted.len()), 0);
    for id in wanted {
        match host.dossier(*id).await {
            Ok(Some(dossier)) => found.push(dossier),
            Ok(None) | Err(_) => put_away += 1,
        }
    }
    (found, put_away)
}
