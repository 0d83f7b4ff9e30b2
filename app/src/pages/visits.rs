//! `/luu-dong`: the home visits of a mobile session, prepared before leaving: who, where,
//! which service, what papers to bring along. The unit's devices share the list.

mod list;
mod plan;

use crate::components::{Empty, Icon, Loading, OfficersOnly, PageTitle, PrintHead, Shape};
use crate::counter::Counter;
use crate::pages::print::officer_name;
use crate::texts::{say, use_texts};
use domain::visit::Visit;
use leptos::prelude::*;
use list::List;
use plan::PlanForm;

/// The page.
#[component]
pub fn VisitsPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageTitle text=Signal::derive(move || texts.get().visits.title.to_owned())/>
        <OfficersOnly>
            <Visits/>
        </OfficersOnly>
    }
}

#[component]
fn Visits() -> impl IntoView {
    let texts = use_texts();
    let list = List::open();
    let shown = move || match list.visits.get() {
        None => view! { <Loading/> }.into_any(),
        Some(visits) if visits.is_empty() => view! {
            <Empty title=Signal::derive(move || texts.get().visits.none.to_owned())/>
            <p class="hint no-print">{say(|t| t.visits.none_hint)}</p>
        }
        .into_any(),
        Some(visits) => {
            let row = |visit| view! { <li class="card"><Planned visit list/></li> };
            view! { <ol class="plain visits">{visits.into_iter().map(row).collect_view()}</ol> }
                .into_any()
        }
    };
    let failure = move || {
        let words = (texts.get().problems.host)(&list.failure.get()?);
        Some(view! { <p class="notice notice--bad">{words}</p> })
    };
    view! {
        <PrintHead/>
        <p class="hint no-print">{say(|t| t.visits.intro)}</p>
        <div role="alert">{failure}</div>
        <Removed list/>
        {shown}
        <PlanForm list/>
    }
}

/// What was taken off the list last, and the way back.
#[component]
fn Removed(list: List) -> impl IntoView {
    let texts = use_texts();
    let told = move || {
        let visit = list.removed.get()?;
        let words = (texts.get().visits.removed)(&visit.plan.name);
        Some(view! {
            <p class="notice no-print">
                {words} " "
                <button type="button" class="button" on:click=move |_| list.put_back()>
                    {say(|t| t.visits.undo)}
                </button>
            </p>
        })
    };
    view! { <div role="status">{told}</div> }
}

/// One visit: the way to its form, and the papers to bring along.
#[component]
fn Planned(visit: Visit, list: List) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let plan = visit.plan.clone();
    let procedure = StoredValue::new(plan.procedure.clone());
    let card = move || {
        counter.lookup.with(|lookup| {
            let card = procedure.with_value(|code| lookup.as_ref()?.card(code).cloned())?;
            let papers: Vec<String> = card.papers.into_iter().map(|paper| paper.name).collect();
            Some((card.name, papers))
        })
    };
    let papers = move || {
        let (name, papers) = card()?;
        let paper = |name| view! { <li>{name}</li> };
        let list = (!papers.is_empty()).then(|| {
            view! {
                <p class="hint">{say(|t| t.visits.papers)}</p>
                <ul lang="vi">{papers.into_iter().map(paper).collect_view()}</ul>
            }
        });
        Some(view! { <p lang="vi">{name}</p> {list} })
    };
    let day = move || match plan.day {
        Some(day) => day.to_string(),
        None => texts.get().visits.day_open.to_owned(),
    };
    let officer = visit.origin.officer;
    let by = move || {
        let name = officer_name(counter, officer);
        (!name.is_empty()).then(|| (texts.get().visits.planned_by)(&name))
    };
    let address = format!(
        "/ho-so/moi?thu-tuc={}&luu-dong={}",
        plan.procedure, visit.id
    );
    let (edited, removed) = (visit.clone(), visit);
    view! {
        <p lang="vi"><strong>{plan.name}</strong> {format!(" · {}", plan.place)}</p>
        <p>{day} {(!plan.phone.is_empty()).then(|| format!(" · {}", plan.phone))}</p>
        {papers}
        <p class="hint">{by}</p>
        <div class="actions no-print">
            <a class="button button--main" href=address>{say(|t| t.visits.begin)}</a>
            <button type="button" class="button" on:click=move |_| list.edit(&edited)>
                {say(|t| t.visits.edit)}
            </button>
            <button type="button" class="button button--quiet" on:click=move |_| list.remove(removed.clone())>
                <Icon shape=Shape::Cross/>
                {say(|t| t.visits.remove)}
            </button>
        </div>
    }
}
