//! Correcting the applicant's details.

use super::actions::Acting;
use crate::components::TextField;
use crate::counter::{Counter, Step};
use crate::pages::typed;
use crate::texts::{say, use_texts};
use domain::dossier::{Applicant, ApplicantFault, Field};
use domain::text::clean;
use leptos::ev::SubmitEvent;
use leptos::html::Details;
use leptos::prelude::*;

/// The form's fields, as typed.
#[derive(Clone, Copy, Debug)]
struct Typed {
    name: RwSignal<String>,
    identity: RwSignal<String>,
    born: RwSignal<String>,
    phone: RwSignal<String>,
    address: RwSignal<String>,
}

impl Typed {
    fn new(applicant: &Applicant) -> Self {
        let born = applicant.born.map(|day| day.to_string());
        Self {
            name: RwSignal::new(applicant.name.clone()),
            identity: RwSignal::new(applicant.identity.clone()),
            born: RwSignal::new(born.unwrap_or_default()),
            phone: RwSignal::new(applicant.phone.clone()),
            address: RwSignal::new(applicant.address.clone()),
        }
    }

    /// Puts in what has become of the details that nobody has touched here.
    fn follow(self, before: &Applicant, now: &Applicant) {
        let born = |applicant: &Applicant| applicant.born.map(|day| day.to_string());
        let details = [
            (self.name, &before.name, &now.name),
            (self.identity, &before.identity, &now.identity),
            (self.phone, &before.phone, &now.phone),
            (self.address, &before.address, &now.address),
            (
                self.born,
                &born(before).unwrap_or_default(),
                &born(now).unwrap_or_default(),
            ),
        ];
        for (typed, before, now) in details {
            if before != now && typed.with_untracked(|typed| typed == before) {
                typed.set(now.clone());
            }
        }
    }

    /// The applicant as typed, or the fault of a birth date that is no day.
    fn read(self) -> Result<Applicant, ApplicantFault> {
        let born = self.born.get();
        let day = typed::day(&born);
        if day.is_none() && !born.trim().is_empty() {
            return Err(ApplicantFault::BornNotADay);
        }
        Ok(Applicant {
            name: clean(&self.name.get()),
            identity: typed::identity(&self.identity.get()),
            born: day,
            phone: clean(&self.phone.get()),
            address: clean(&self.address.get()),
        })
    }
}

/// A small form, closed until wanted; only what changed is recorded. Details in
/// conflict wait for their decision and cannot be corrected meanwhile.
#[component]
pub(super) fn Correction(
    /// The step that is taken.
    acting: Acting,
    /// The details as they stood when the page was opened.
    at_first: Applicant,
    /// The details as they stand.
    applicant: Memo<Option<Applicant>>,
    /// Details that wait for a decision.
    in_conflict: Memo<Vec<Field>>,
) -> impl IntoView {
    let texts = use_texts();
    let now = Counter::expect().now;
    let typed = Typed::new(&at_first);
    let tried = RwSignal::new(false);
    let form = NodeRef::<Details>::new();
    let before = RwSignal::new(at_first);
    follow(applicant, before, typed, tried, form);
    let wanted = move || {
        let wanted = typed.read()?;
        wanted.check(now.get())?;
        Ok(wanted)
    };
    let error = move |field: Field| {
        Signal::derive(move || {
            let fault: ApplicantFault = wanted().err().filter(|_| tried.get())?;
            (fault.field() == Some(field)).then(|| (texts.get().problems.applicant)(fault))
        })
    };
    let nothing = move || {
        let wanted: Result<Applicant, ApplicantFault> = wanted();
        wanted.is_ok_and(|wanted| before.with(|before| *before == wanted))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let wanted: Result<Applicant, ApplicantFault> = untrack(wanted);
        if let Ok(wanted) = wanted
            && !untrack(nothing)
        {
            acting.take(Step::Correct(Box::new(wanted)));
        }
    };
    view! {
        <details class="more" node_ref=form>
            <summary>{say(|t| t.dossier.correct)}</summary>
            <form novalidate on:submit=submit>
                {move || view! { <Who typed error=Callback::new(error) in_conflict=in_conflict.get()/> }}
                <TextField
                    id="correct-phone"
                    label=say(|t| t.form.phone)
                    value=typed.phone
                    on_input=move |text| typed.phone.set(text)
                    error=error(Field::Phone)
                    kind="tel"
                    inputmode="tel"
                />
                <TextField
                    id="correct-address"
                    label=say(|t| t.form.address)
                    value=typed.address
                    on_input=move |text| typed.address.set(text)
                    error=error(Field::Address)
                />
                <button type="submit" class="button" disabled=move || acting.busy.get() || nothing()>
                    {say(|t| t.dossier.correct_save)}
                </button>
            </form>
        </details>
    }
}

/// Keeps the form up with what others record; what was typed here stays. The form closes
/// once its own correction is there.
fn follow(
    applicant: Memo<Option<Applicant>>,
    before: RwSignal<Applicant>,
    typed: Typed,
    tried: RwSignal<bool>,
    form: NodeRef<Details>,
) {
    Effect::new(move |_| {
        let Some(applicant) = applicant.get() else {
            return;
        };
        if before.with_untracked(|before| *before == applicant) {
            return;
        }
        before.with_untracked(|before| typed.follow(before, &applicant));
        let is_saved = untrack(|| typed.read().ok()).is_some_and(|typed| typed == applicant);
        before.set(applicant);
        if let (true, Some(form)) = (is_saved && tried.get_untracked(), form.get_untracked()) {
            tried.set(false);
            form.set_open(false);
        }
    });
}

/// Name, number and birth date, each unless it waits for a decision.
#[component]
fn Who(
    typed: Typed,
    error: Callback<Field, Signal<Option<String>>>,
    in_conflict: Vec<Field>,
) -> impl IntoView {
    let open = |field: Field| !in_conflict.contains(&field);
    view! {
        {open(Field::Name).then(|| view! {
            <TextField
                id="correct-name"
                label=say(|t| t.form.name)
                value=typed.name
                on_input=move |text| typed.name.set(text)
                error=error.run(Field::Name)
                required=true
            />
        })}
        {open(Field::Identity).then(|| view! {
            <TextField
                id="correct-identity"
                label=say(|t| t.form.identity)
                value=typed.identity
                on_input=move |text| typed.identity.set(text)
                error=error.run(Field::Identity)
                inputmode="numeric"
            />
        })}
        {open(Field::Born).then(|| view! {
            <TextField
                id="correct-born"
                label=say(|t| t.form.born)
                hint=say(|t| t.form.born_hint)
                value=typed.born
                on_input=move |text| typed.born.set(text)
                error=error.run(Field::Born)
            />
        })}
    }
}
