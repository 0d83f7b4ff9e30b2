//! Any paper, looked at and printed.

use super::controls::Controls;
use super::job::Job;
use super::officer_name;
use super::sheet::{PageSize, SheetView};
use crate::counter::{Counter, Session};
use crate::texts::say;
use domain::form::{Drawn, Form, Issue, Matter, Paper, Template, Values, fill};
use domain::id::OfficerId;
use domain::instant::Instant;
use leptos::prelude::*;
use std::fmt;
use std::sync::Arc;

/// What the sheets of a paper tell, whoever issues it and whichever print it is.
pub(in crate::pages) type Sheets = Arc<dyn Fn(&Issue<'_>) -> Vec<Values> + Send + Sync>;

/// A paper that can be printed.
#[derive(Clone)]
pub(in crate::pages) struct ToPrint {
    /// Of which form.
    pub form: Form,
    /// What it speaks of.
    pub matter: Matter,
    /// When that happened: the version of the form in force then is printed.
    pub at: Instant,
    /// Who signs for it.
    pub officer: Option<OfficerId>,
    /// Copies of a first print, where nothing was printed yet.
    pub copies: u32,
    /// What its sheets tell.
    pub sheets: Sheets,
}

impl fmt::Debug for ToPrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToPrint")
            .field("form", &self.form)
            .field("matter", &self.matter)
            .finish_non_exhaustive()
    }
}

/// What of the paper is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) paper: RwSignal<Paper>,
    pub(super) copies: RwSignal<u32>,
}

/// The paper with what can be chosen of it.
#[component]
pub(in crate::pages) fn Preview(
    /// Which.
    paper: ToPrint,
    /// What to do when it has been printed.
    #[prop(optional, into)]
    after: Option<Callback<()>>,
) -> impl IntoView {
    let counter = Counter::expect();
    let choice = Choice {
        paper: RwSignal::new(Paper::default()),
        copies: RwSignal::new(paper.copies),
    };
    let (form, day) = (paper.form, paper.at.day());
    let job = Job::new(paper.matter.clone(), form, choice, after);
    let template = Memo::new(move |_| {
        let lookup = counter.lookup.get();
        lookup?.forms().template(form, day?).cloned()
    });
    // What was chosen for another form may not fit this one.
    let on = Signal::derive(move || {
        let chosen = choice.paper.get();
        template.with(|template| match template.as_ref().map(Template::fits) {
            Some(fits) if !fits.contains(&chosen) => fits.first().copied().unwrap_or(chosen),
            Some(_) | None => chosen,
        })
    });
    // A print tells what it was really on.
    Effect::new(move |_| {
        let on = on.get();
        if choice.paper.get_untracked() != on {
            choice.paper.set(on);
        }
    });
    let turned = Memo::new(move |_| template.with(|it| it.as_ref().is_some_and(|it| it.landscape)));
    let drawn = Memo::new(move |_| {
        let template = template.get()?;
        let copies = draw(counter, &paper, &template, choice, job);
        Some((template.style, copies))
    });
    let height = RwSignal::new(0.0);
    let source = move || template.with(|template| Some(template.as_ref()?.source.clone()));
    view! {
        <div class="print-page">
            <Show
                when=move || drawn.with(Option::is_some)
                fallback=|| view! { <p class="notice notice--warn">{say(|t| t.print.no_template)}</p> }
            >
                <Controls job choice on template/>
                <p class="hint no-print" lang="vi">{source}</p>
                <PageSize paper=on turned height/>
                <SheetView drawn paper=on turned height/>
            </Show>
        </div>
    }
}

/// Every sheet of every copy.
fn draw(
    counter: Counter,
    paper: &ToPrint,
    template: &Template,
    choice: Choice,
    job: Job,
) -> Vec<Vec<Drawn>> {
    let (unit, unit_name) = counter.session.with(|session| match session {
        Session::SignedIn {
            unit, unit_name, ..
        } => (unit.clone(), unit_name.clone()),
        Session::Unknown | Session::SignedOut => Default::default(),
    });
    let lookup = counter.lookup.get();
    let office = lookup
        .as_ref()
        .and_then(|lookup| lookup.forms().office(&unit));
    let officer = paper.officer.map(|officer| officer_name(counter, officer));
    let copies = choice.copies.get();
    let sheets = (1..=copies).flat_map(|number| {
        let issue = Issue {
            unit_name: &unit_name,
            office,
            officer: officer.as_deref().unwrap_or_default(),
            before: job.before.get(),
            copy: (number, copies),
            now: job.at.get(),
        };
        (paper.sheets)(&issue)
    });
    sheets.map(|values| fill(template, &values)).collect()
}
