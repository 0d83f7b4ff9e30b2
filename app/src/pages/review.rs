//! `/can-kiem-tra`: what rests on memory of the law, where it is used, and confirming it.

use crate::components::{Empty, Loading, OfficersOnly, PageTitle};
use crate::counter::Counter;
use crate::texts::{say, use_texts};
use domain::review::{Area, Reviewed};
use leptos::prelude::*;

mod item;

use item::ReviewItem;

/// The list, by kind of data; what is confirmed stands behind what is not.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().law.review.to_owned())/>
        <OfficersOnly>
            <List/>
        </OfficersOnly>
    }
}

#[component]
fn List() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let all = Memo::new(move |_| {
        counter
            .lookup
            .with(|lookup| lookup.as_deref().map(|lookup| lookup.review().to_vec()))
    });
    let left = move || {
        all.with(|all| {
            let open = all.iter().flatten().filter(|it| it.confirmed.is_none());
            open.count()
        })
    };
    let areas = move || {
        all.with(|all| {
            let all = all.as_deref().unwrap_or_default();
            let area = |area: Area| {
                let own = all.iter().filter(|it| it.item.area == area).cloned();
                let own: Vec<_> = own.collect();
                (!own.is_empty()).then(|| view! { <OfArea area list=own/> })
            };
            Area::ALL.into_iter().filter_map(area).collect_view()
        })
    };
    let state = move || {
        let known = all.with(Option::is_some);
        let none = all.with(|all| all.as_ref().is_some_and(Vec::is_empty));
        if !known {
            Some(view! { <Loading/> }.into_any())
        } else if none {
            let title = Signal::derive(move || texts.get().law.review_none.to_owned());
            Some(view! { <Empty title/> }.into_any())
        } else {
            None
        }
    };
    view! {
        <p class="hint">{say(|t| t.law.review_intro)}</p>
        <p class="count-line">{move || (texts.get().law.review_left)(left())}</p>
        {state}
        {areas}
    }
}

/// The items of one kind of data.
#[component]
fn OfArea(area: Area, list: Vec<Reviewed>) -> impl IntoView {
    let texts = use_texts();
    let (confirmed, open): (Vec<_>, Vec<_>) =
        list.into_iter().partition(|it| it.confirmed.is_some());
    let (left, done) = (open.len(), confirmed.len());
    let items = |list: Vec<Reviewed>| {
        let item = |reviewed: Reviewed| view! { <li><ReviewItem reviewed/></li> };
        view! { <ul class="plain review">{list.into_iter().map(item).collect_view()}</ul> }
    };
    view! {
        <section class="card">
            <div class="section-head">
                <h2>{move || (texts.get().law.area)(area)}</h2>
                <p class="hint">{move || (texts.get().law.review_left)(left)}</p>
            </div>
            {items(open)}
            {(done > 0).then(|| view! {
                <details class="more">
                    <summary>{move || (texts.get().law.review_done)(done)}</summary>
                    {items(confirmed)}
                </details>
            })}
        </section>
    }
}
