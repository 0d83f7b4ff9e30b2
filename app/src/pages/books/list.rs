//! `/so`: which books there are.

use super::address::book_address;
use super::desk::{day_of, leases_of, own_unit};
use crate::components::{Empty, Loading, OfficersOnly, PageTitle};
use crate::counter::{Counter, Host, Numbers};
use crate::texts::{say, use_texts};
use domain::id::UnitId;
use domain::instant::Day;
use domain::register::{BookKey, BookKind, BookState, Keeping, Policies};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A kind of book with its name.
type Named = (BookKind, String);

/// What the list shows of an open book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Figures {
    closed: bool,
    used: u32,
    waiting: u32,
    conflicts: usize,
}

/// The page.
#[component]
pub fn BooksPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().books.title.to_owned())/>
        <OfficersOnly>
            <List/>
        </OfficersOnly>
    }
}

#[component]
fn List() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let books = RwSignal::new(None::<BTreeMap<BookKey, Figures>>);
    let numbers = RwSignal::new(Numbers::default());
    Effect::new(move |_| {
        counter.sync.track();
        let open = counter.dossiers.with(Option::is_some);
        if let (Some(host), true) = (counter.host(), open) {
            spawn_local(read(host, books, numbers));
        }
    });
    let kept = Memo::new(move |_| {
        let (unit, today) = (own_unit(counter)?, counter.today()?);
        let lookup = counter.lookup.get()?;
        Some(kinds(lookup.registers(), &unit, today))
    });
    let years = Memo::new(move |_| {
        let (unit, today) = (own_unit(counter)?, counter.today()?);
        let lookup = counter.lookup.get()?;
        let open = books.get()?;
        Some(rows(lookup.registers(), &unit, today, &open))
    });
    let body = move || match (kept.get(), years.get()) {
        (Some((here, _)), _) if here.is_empty() => view! {
            <Empty
                title=Signal::derive(move || texts.get().books.none.to_owned())
                hint=say(|t| t.books.none_hint)
            />
        }
        .into_any(),
        (Some(_), Some(years)) => years
            .into_iter()
            .map(|(year, rows)| view! { <Year year rows numbers/> })
            .collect_view()
            .into_any(),
        (None, _) | (Some(_), None) => view! { <Loading/> }.into_any(),
    };
    let civil = move || {
        let (_, civil) = kept.get()?;
        (!civil.is_empty()).then(|| view! { <Civil civil/> })
    };
    view! {
        <p class="hint">{say(|t| t.books.intro)}</p>
        {body}
        {civil}
    }
}

/// Books first as they are known at once, then each with its figures.
async fn read(
    host: Rc<dyn Host>,
    books: RwSignal<Option<BTreeMap<BookKey, Figures>>>,
    numbers: RwSignal<Numbers>,
) {
    let Ok(heads) = host.open_books().await else {
        return;
    };
    if let Ok(held) = host.numbers().await {
        numbers.try_set(held);
    }
    let known = books.try_get_untracked().flatten().unwrap_or_default();
    let figures = |head: &BookState| {
        let known = known.get(&head.key).copied();
        (head.key.clone(), known.unwrap_or_else(|| of_head(head)))
    };
    books.try_set(Some(heads.iter().map(figures).collect()));
    for head in heads {
        if let Ok(Some(book)) = host.book(head.key.clone()).await {
            let figures = Figures {
                used: book.count().counts.used,
                conflicts: book.in_conflict().count(),
                ..of_head(&book)
            };
            books.try_update(|books| {
                let books = books.get_or_insert_default();
                books.extend([(book.key.clone(), figures)]);
            });
        }
    }
}

fn of_head(head: &BookState) -> Figures {
    Figures {
        closed: head.closed.is_some(),
        used: head
            .closed
            .as_ref()
            .map_or(0, |closing| closing.counts.used),
        waiting: head.waiting(),
        conflicts: 0,
    }
}

/// Kinds that are kept here, and those of the national software.
fn kinds(policies: &Policies, unit: &UnitId, today: Day) -> (Vec<Named>, Vec<Named>) {
    let (mut here, mut civil) = (Vec::new(), Vec::new());
    for kind in policies.kinds() {
        if let Some(policy) = policies.in_force(kind, unit, today) {
            let list = match policy.keeping {
                Keeping::Book(_) => &mut here,
                Keeping::CivilDraft => &mut civil,
            };
            list.push((kind.clone(), policy.name.clone()));
        }
    }
    (here, civil)
}

/// A book on the list: its name, and its figures when it is open.
type Row = (BookKey, String, Option<Figures>);

/// Years, latest first, each with its books: this year's, next year's when their numbers
/// may be leased, and every one that was opened.
fn rows(
    policies: &Policies,
    unit: &UnitId,
    today: Day,
    open: &BTreeMap<BookKey, Figures>,
) -> Vec<(i32, Vec<Row>)> {
    let year = today.0.year();
    let mut years: Vec<i32> = open.keys().map(|key| key.year).chain([year]).collect();
    if policies
        .kinds()
        .any(|kind| is_due(policies, kind, unit, today))
    {
        years.push(year.saturating_add(1));
    }
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let of_year = |year: i32| {
        let rows = policies.kinds().filter_map(|kind| {
            let policy = policies.in_force(kind, unit, day_of(year, today)?)?;
            let key = BookKey {
                unit: unit.clone(),
                kind: kind.clone(),
                year,
            };
            let known = open.get(&key).copied();
            let shown = matches!(policy.keeping, Keeping::Book(_))
                && (known.is_some() || year >= today.0.year());
            shown.then(|| (key, policy.name.clone(), known))
        });
        (year, rows.collect())
    };
    years.into_iter().map(of_year).collect()
}

/// Whether numbers of next year's book may be leased.
fn is_due(policies: &Policies, kind: &BookKind, unit: &UnitId, today: Day) -> bool {
    let policy = policies.in_force(kind, unit, today);
    let rules = policy.and_then(|policy| policy.rules().ok());
    let next = Day::from_ymd(today.0.year().saturating_add(1), 1, 1);
    rules
        .zip(next)
        .is_some_and(|(rules, next)| next.plus(-i32::from(rules.lead_days)) <= today)
}

#[component]
fn Year(year: i32, rows: Vec<Row>, numbers: RwSignal<Numbers>) -> impl IntoView {
    let texts = use_texts();
    let heading = format!("books-{year}");
    let rows = rows
        .into_iter()
        .map(|row| view! { <Book row numbers/> })
        .collect_view();
    view! {
        <section aria-labelledby=heading>
            <h2 id=heading.clone()>{move || (texts.get().books.year)(year)}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

#[component]
fn Book(row: Row, numbers: RwSignal<Numbers>) -> impl IntoView {
    let texts = use_texts();
    let (key, name, figures) = row;
    let to = book_address(&key.kind, key.year);
    let kind = key.kind.to_string();
    let left = Memo::new(move |_| {
        numbers.with(|numbers| {
            let state = leases_of(&numbers.leases, &key)?;
            Some(state.remaining(key.year)).filter(|left| left.numbers > 0)
        })
    });
    let state = say(match figures {
        None => |t| t.books.unopened,
        Some(Figures { closed: true, .. }) => |t| t.books.closed,
        Some(_) => |t| t.books.open,
    });
    let used = move || figures.map(|figures| (texts.get().books.used)(figures.used));
    let here = move || {
        left.get()
            .map(|left| (texts.get().books.left_here)(left.numbers))
    };
    let badges = move || {
        let words = &texts.get().books;
        let low = left.get().is_some_and(|left| left.is_low);
        let waiting = figures.map_or(0, |figures| figures.waiting);
        let conflicts = figures.map_or(0, |figures| figures.conflicts);
        let told = [
            low.then(|| words.few.to_owned()),
            (waiting > 0).then(|| (words.waiting)(waiting)),
            (conflicts > 0).then(|| (words.conflicts)(conflicts)),
        ];
        let badge = |words| view! { <span class="badge badge--waiting">{words}</span> };
        told.into_iter().flatten().map(badge).collect_view()
    };
    view! {
        <li>
            <a class="row-link book-item" href=to>
                <span class="book-item__name">{name}</span>
                <span class="book-facts">
                    <span class="code">{kind}</span>
                    <span class="badge">{state}</span>
                    <span>{used}</span>
                    <span>{here}</span>
                    {badges}
                </span>
            </a>
        </li>
    }
}

/// The registers that others keep: named, so that nobody looks for them here.
#[component]
fn Civil(civil: Vec<Named>) -> impl IntoView {
    let names = civil.into_iter().map(|(_, name)| view! { <li>{name}</li> });
    view! {
        <section class="card" aria-labelledby="books-civil">
            <h2 id="books-civil">{say(|t| t.books.civil)}</h2>
            <p>{say(|t| t.books.civil_hint)}</p>
            <ul class="plain">{names.collect_view()}</ul>
            <p><a class="quiet-link" href="/doi-chieu">{say(|t| t.books.civil_link)}</a></p>
        </section>
    }
}
