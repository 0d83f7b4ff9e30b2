//! The act of civil status that a dossier is about: what was taken down, and whether the
//! national software has it.

use super::actions::Acting;
use super::service_facts::joined;
use crate::components::{Icon, Shape};
use crate::counter::Step;
use crate::pages::national::NationalEntry;
use crate::pages::{dossier_address, redraft_address};
use crate::texts::{CivilTexts, Label, Texts, Title, say, use_texts};
use domain::civil::{Act, Civil, Person};
use domain::dossier::Dossier;
use domain::id::{DossierId, EventId};
use domain::register::{CivilDraft, CivilStep};
use leptos::prelude::*;

/// The act and its draft; nothing for any other dossier.
#[component]
pub(super) fn CivilAct(
    /// The step that is taken.
    acting: Acting,
    /// The dossier as it stands.
    dossier: Dossier,
    /// Redrafts that were not taken in.
    set_aside: Memo<Vec<EventId>>,
) -> impl IntoView {
    let texts = use_texts();
    let (id, checking) = (dossier.id, dossier.step_of_checking());
    let redraftable = dossier.check_redraftable().is_ok();
    let (Some(civil), Some(draft)) = (dossier.received.civil().cloned(), dossier.draft) else {
        return ().into_any();
    };
    let kind = civil.kind();
    let lines = Memo::new({
        let civil = civil.clone();
        move |_| lines(texts.get(), &civil)
    });
    let facts = move || {
        let line = |(term, text): (String, String)| {
            let term = StoredValue::new(term);
            view! { <div class="fact"><dt>{term.get_value()}</dt><dd lang="vi">{text}</dd></div> }
        };
        lines.get().into_iter().map(line).collect_view()
    };
    let despite = civil.despite.map(|despite| {
        let link = |id| view! { <a href=dossier_address(id)><Icon shape=Shape::Folder/></a> };
        view! {
            <p class="notice notice--warn">
                <span>
                    {move || texts.get().civil.alike_title} ": " {despite.reason}
                    {despite.dossiers.into_iter().map(link).collect_view()}
                </span>
            </p>
        }
    });
    view! {
        <section class="card" aria-labelledby="civil">
            <h2 id="civil">{move || (texts.get().civil.draft_of)(kind)}</h2>
            <SetAside id set_aside/>
            <DraftState acting draft checking/>
            {redraftable.then(|| view! { <Redraft id/> })}
            {despite}
            <dl class="facts">{facts}</dl>
            <p class="hint">{move || texts.get().civil.not_register}</p>
        </section>
    }
    .into_any()
}

/// The way to put it right.
#[component]
fn Redraft(id: DossierId) -> impl IntoView {
    view! {
        <p>
            <a class="button" href=redraft_address(id, None)>{say(|t| t.civil.redraft)}</a>
        </p>
    }
}

/// Redrafts that came second: each can be looked at and taken up again.
#[component]
fn SetAside(id: DossierId, set_aside: Memo<Vec<EventId>>) -> impl IntoView {
    let each = move |event| {
        view! {
            <p class="notice notice--warn">
                <span>{say(|t| t.civil.set_aside)}</span>
                <a class="button" href=redraft_address(id, Some(event))>{say(|t| t.civil.take_up)}</a>
            </p>
        }
    };
    move || set_aside.get().into_iter().map(each).collect_view()
}

/// Whether it was checked, and whether the national software has it.
#[component]
fn DraftState(
    acting: Acting,
    draft: CivilDraft,
    /// The step that says it was found right.
    checking: CivilStep,
) -> impl IntoView {
    let texts = use_texts();
    let checked = draft.checked.is_some();
    let redrafted = checking != CivilStep::Checked;
    let state = move || {
        let words = &texts.get().civil;
        match (checked, redrafted) {
            (true, _) => words.draft_checked,
            (false, true) => words.draft_redrafted,
            (false, false) => words.draft_unchecked,
        }
    };
    let check = (!checked && draft.is_outstanding()).then(|| {
        let take = move |_| acting.take(Step::Draft(checking.clone()));
        view! {
            <button type="button" class="button" disabled=acting.busy on:click=take>
                <Icon shape=Shape::Tick/>
                {move || texts.get().civil.check}
            </button>
        }
    });
    let official = draft.official.clone();
    let entered = official.map(|official| {
        let day = official.day.to_string();
        view! {
            <p class="notice">{move || (texts.get().civil.official)(&official.number, &day)}</p>
            <TakeBack acting/>
        }
    });
    let outstanding = draft.is_outstanding().then(|| {
        let id = draft.subject.dossier;
        view! {
            <p class="notice notice--warn" id="outstanding">{move || texts.get().civil.outstanding}</p>
            {(checked || !redrafted).then(|| view! { <NationalEntry id/> })}
        }
    });
    view! {
        <p class="hint">{state}</p>
        {check}
        {outstanding}
        {entered}
    }
}

/// What was said of the national software was wrong.
#[component]
fn TakeBack(acting: Acting) -> impl IntoView {
    let texts = use_texts();
    let reason = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        acting.take(Step::Draft(CivilStep::TakenBack(reason.get_untracked())));
    };
    view! {
        <details class="more">
            <summary>{move || texts.get().civil.take_back}</summary>
            <form class="national" novalidate on:submit=submit>
                <label for="take-back">{move || texts.get().civil.take_back_reason}</label>
                <input
                    id="take-back"
                    autocomplete="off"
                    prop:value=reason
                    on:input=move |event| reason.set(event_target_value(&event))
                />
                <button type="submit" class="button" disabled=acting.busy>
                    {move || texts.get().civil.take_back}
                </button>
            </form>
        </details>
    }
}

/// What was taken down, each with its name; what is not known is left out.
fn lines(texts: &Texts, civil: &Civil) -> Vec<(String, String)> {
    let words = &texts.civil;
    let mut lines = vec![];
    let mut add = |name: &str, text: String| {
        if !text.is_empty() {
            lines.push((name.to_owned(), text));
        }
    };
    let label = |label| (words.label)(label);
    let title = |title| (words.title)(title);
    match &civil.act {
        Act::Extract(extract) => {
            add(label(Label::Kind), extract.title().to_owned());
            add(title(Title::Subject), person(texts, &extract.subject));
            add(label(Label::Spouse), extract.spouse.clone());
            add(label(Label::Number), extract.number.clone());
            add(label(Label::Registered), extract.registered.clone());
            add(label(Label::RegisteredPlace), extract.place.clone());
            add(label(Label::Relation), extract.relation.clone());
        }
        Act::Marriage(marriage) => {
            add(title(Title::Man), person(texts, &marriage.man));
            add(title(Title::Woman), person(texts, &marriage.woman));
            let since = marriage.since.map(|since| since.to_string());
            add(label(Label::Since), since.unwrap_or_default());
        }
        Act::Death(death) => {
            add(title(Title::Dead), person(texts, &death.dead));
            let died = death
                .died
                .map(|died| format!("{died} ({})", died.spelled()));
            add(label(Label::Died), died.unwrap_or_default());
            let hour = death.hour.map(domain::civil::Hour::in_words);
            add(label(Label::Hour), hour.unwrap_or_default());
            add(label(Label::DeathPlace), death.place.clone());
            add(label(Label::Cause), death.cause.clone());
            add(label(Label::Notice), death.notice.clone());
            add(label(Label::NoticeIssuer), death.notice_issuer.clone());
            add(label(Label::Relation), death.relation.clone());
            let registration = (words.registration)(death.registration);
            add(label(Label::Registration), registration.to_owned());
        }
        Act::Birth(birth) => {
            add(title(Title::Child), person(texts, &birth.child));
            let born = birth.child.born.map(domain::civil::PartialDate::spelled);
            add(label(Label::Born), born.unwrap_or_default());
            add(label(Label::BirthPlace), birth.place.clone());
            add(label(Label::Home), birth.home.clone());
            add(title(Title::Mother), person(texts, &birth.mother));
            add(title(Title::Father), person(texts, &birth.father));
            add(label(Label::BirthNotice), birth.notice.clone());
            add(label(Label::Relation), birth.relation.clone());
            let registration = (words.registration)(birth.registration);
            add(label(Label::Registration), registration.to_owned());
        }
    }
    for (name, text) in taken(words, civil) {
        add(name, text);
    }
    lines
}

/// How it was taken down, and who helped.
fn taken(words: &CivilTexts, civil: &Civil) -> [(&'static str, String); 4] {
    let label = words.label;
    let interpreter = civil.interpreter.as_ref().map(|it| {
        let end = identity_end(&it.identity);
        joined([&it.name, &it.language, &end])
    });
    let witness = civil
        .witness
        .as_ref()
        .map(|it| joined([&it.name, &identity_end(&it.identity)]));
    let marks = [
        (civil.read_aloud, Label::ReadAloud),
        (civil.fingerprint, Label::Fingerprint),
    ];
    let marks = marks.into_iter().filter(|(on, _)| *on);
    let marks: Vec<&str> = marks.map(|(_, of)| label(of)).collect();
    [
        (label(Label::Visited), civil.visited.clone()),
        (label(Label::Interpreter), interpreter.unwrap_or_default()),
        (label(Label::Witness), witness.unwrap_or_default()),
        ((words.title)(Title::Taken), marks.join("; ")),
    ]
}

/// A person in one line.
fn person(texts: &Texts, person: &Person) -> String {
    let born = person.born.map(|born| born.to_string());
    let sex = person.sex.map(|sex| (texts.civil.sex)(sex).to_owned());
    joined([
        &person.name,
        &born.unwrap_or_default(),
        &sex.unwrap_or_default(),
        &identity_end(&person.identity),
        &person.ethnicity,
        &person.nationality,
        &person.residence,
    ])
}

/// An identity number shows its end only, for others look on.
fn identity_end(identity: &str) -> String {
    let end = identity.get(identity.len().saturating_sub(4)..);
    end.filter(|end| !end.is_empty())
        .map_or_else(String::new, |end| format!("…{end}"))
}
