//! The form of one visit, new or changed.

use super::list::List;
use crate::components::TextField;
use crate::counter::Counter;
use crate::pages::typed;
use crate::texts::{Texts, Unreadable, say, use_texts};
use domain::catalogue::{CatalogueRow, ProcedureCode};
use domain::text::clean;
use domain::visit::{Event, Plan};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The first field.
pub(super) const NAME: &str = "visit-name";
const DAY: &str = "visit-day";

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    name: String,
    place: String,
    phone: String,
    procedure: String,
    day: String,
}

impl Typed {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            name: plan.name.clone(),
            place: plan.place.clone(),
            phone: plan.phone.clone(),
            procedure: plan.procedure.to_string(),
            day: plan.day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// Takes over what has become of the lines that nobody has touched here.
    pub(super) fn follow(&mut self, before: &Self, now: &Self) {
        let parts: [Part; 5] = [
            |typed| &mut typed.name,
            |typed| &mut typed.place,
            |typed| &mut typed.phone,
            |typed| &mut typed.procedure,
            |typed| &mut typed.day,
        ];
        let (mut before, mut now) = (before.clone(), now.clone());
        for part in parts {
            if part(self) == part(&mut before) {
                part(self).clone_from(part(&mut now));
            }
        }
    }

    fn day_unreadable(&self) -> bool {
        !self.day.trim().is_empty() && typed::day(&self.day).is_none()
    }

    /// The plan, once all is there that it needs.
    fn read(&self) -> Option<Plan> {
        let plan = Plan {
            name: clean(&self.name),
            place: clean(&self.place),
            phone: clean(&self.phone),
            procedure: ProcedureCode::new(&self.procedure),
            day: typed::day(&self.day),
        };
        let named = !plan.name.is_empty() && !plan.place.is_empty();
        let whole = named && !self.procedure.is_empty() && !self.day_unreadable();
        whole.then_some(plan)
    }
}

/// A line of the form.
type Part = fn(&mut Typed) -> &mut String;

#[component]
pub(super) fn PlanForm(list: List) -> impl IntoView {
    let texts = use_texts();
    let tried = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(plan) = list.typed.with_untracked(Typed::read) else {
            tried.set(true);
            return;
        };
        let visit = list.edited.get_untracked();
        list.write(visit, Event::Planned(plan), move || {
            list.leave_form();
            tried.try_set(false);
        });
    };
    let title = move || {
        let words = &texts.get().visits;
        list.edited
            .with(|edited| edited.map_or(words.add, |_| words.change))
    };
    let save = move || {
        let words = &texts.get().visits;
        list.edited
            .with(|edited| edited.map_or(words.add, |_| words.save))
    };
    let cancel = move || {
        list.edited.get().map(|_| {
            view! {
                <button type="button" class="button" on:click=move |_| list.leave_form()>
                    {say(|t| t.visits.cancel)}
                </button>
            }
        })
    };
    view! {
        <form class="card reception__main no-print" novalidate on:submit=submit>
            <h2>{title}</h2>
            <Line list tried id=NAME part=|typed| &mut typed.name label=|t| t.form.name required=true/>
            <Line list tried id="visit-place" part=|typed| &mut typed.place label=|t| t.visits.place required=true/>
            <Line list tried id="visit-phone" part=|typed| &mut typed.phone label=|t| t.form.phone kind="tel"/>
            <Line list tried id=DAY part=|typed| &mut typed.day label=|t| t.visits.day/>
            <Procedure list tried/>
            <div class="actions">
                <button type="submit" class="button button--main" disabled=list.busy>{save}</button>
                {cancel}
            </div>
        </form>
    }
}

#[component]
fn Line(
    list: List,
    tried: RwSignal<bool>,
    id: &'static str,
    part: Part,
    label: fn(&'static Texts) -> &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let texts = use_texts();
    let value = Memo::new(move |_| part(&mut list.typed.get()).clone());
    let error = Signal::derive(move || {
        let words = texts.get();
        let lacks = required && value.with(|text| clean(text).is_empty());
        let missing = lacks.then_some(words.visits.missing);
        let is_day = id == DAY && list.typed.with(Typed::day_unreadable);
        let unreadable = is_day.then(|| (words.civil.unreadable)(Unreadable::Day));
        let wrong = missing.or(unreadable).filter(|_| tried.get());
        wrong.map(str::to_owned)
    });
    view! {
        <TextField
            id
            label=Signal::derive(move || label(texts.get()))
            value
            on_input=move |text| list.typed.update(|typed| *part(typed) = text)
            error
            required
            kind
            inputmode=if kind == "tel" { "tel" } else { "text" }
        />
    }
}

#[component]
fn Procedure(list: List, tried: RwSignal<bool>) -> impl IntoView {
    let lookup = Counter::expect().lookup;
    let options = move || {
        lookup.with(|lookup| {
            let rows = lookup.iter().flat_map(|lookup| lookup.for_visits());
            let option = |row: &CatalogueRow| {
                view! { <option value=row.code.to_string()>{row.name.clone()}</option> }
            };
            rows.map(option).collect_view()
        })
    };
    let lacks = move || tried.get() && list.typed.with(|typed| typed.procedure.is_empty());
    let missing =
        move || lacks().then(|| view! { <p class="field__error">{say(|t| t.visits.missing)}</p> });
    view! {
        <div class="field" class:field--wrong=lacks>
            <label for="visit-code">{say(|t| t.visits.service)}</label>
            <select
                id="visit-code"
                required
                aria-describedby="visit-code-error"
                aria-invalid=move || lacks().to_string()
                prop:value=move || list.typed.with(|typed| typed.procedure.clone())
                on:change=move |event| {
                    let code = event_target_value(&event);
                    list.typed.update(|typed| typed.procedure = code);
                }
            >
                <option value="">{say(|t| t.visits.choose)}</option>
                {options}
            </select>
            <div id="visit-code-error">{missing}</div>
        </div>
    }
}
