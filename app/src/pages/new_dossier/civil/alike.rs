//! Earlier dossiers about people who may be the same, shown while they are typed.

use super::read::civil;
use super::values::{ALIKE, DESPITE};
use crate::components::{Icon, Shape, TextField};
use crate::counter::{Alike, Counter};
use crate::pages::cases::Side;
use crate::pages::new_dossier::form::Form;
use crate::texts::{Label, use_texts};
use domain::civil::{CivilRule, Despite};
use domain::dossier::Dossier;
use domain::id::DossierId;
use leptos::prelude::*;

/// What is alike: who, when, which dossier; and why the officer goes on all the same.
#[component]
pub(super) fn AlikeNotice(
    form: Form,
    rule: CivilRule,
    standing: Option<RwSignal<Dossier>>,
) -> impl IntoView {
    let texts = use_texts();
    let counter = Counter::expect();
    let alike = Memo::new(move |_| {
        counter.dossiers.track();
        let (host, today) = (counter.host()?, super::today()?);
        let act = form.values.with(|values| civil(values, &rule, today));
        let found = host.alike(&act);
        let Some(standing) = standing else {
            return Some(found);
        };
        let before = standing.with(|it| it.received.civil().map(|civil| host.alike(civil)));
        Some(standing.with(|it| to_look_at(it, found, &before.unwrap_or_default())))
    });
    keep_what_was_seen(form, standing, alike);
    let found = move || alike.get().unwrap_or_default();
    let value = Memo::new(move |_| {
        form.values
            .with(|values| values.civil.get(DESPITE).to_owned())
    });
    let edit = move |text: String| {
        form.values
            .update(|values| values.civil.set(DESPITE, &text));
    };
    let error = Signal::derive(move || {
        let wrong = form
            .faults
            .with(|faults| faults.civil.get(DESPITE).copied());
        wrong
            .filter(|_| form.is_due(DESPITE))
            .map(|wrong| wrong.in_words(texts.get()))
    });
    let each = |side| view! { <li><Side side/></li> };
    view! {
        <div aria-live="polite">
            <Show when=move || !found().is_empty() || error.get().is_some()>
                <section class="card civil__alike" id="alike">
                    <h2><Icon shape=Shape::Warning/> {move || texts.get().civil.alike_title}</h2>
                    <ul class="plain">{move || found().into_iter().map(each).collect_view()}</ul>
                    <p class="hint">{move || texts.get().civil.alike_hint}</p>
                    <TextField
                        id=DESPITE
                        label=Signal::derive(move || (texts.get().civil.label)(Label::Despite))
                        value=value
                        on_input=edit
                        on_leave=form.leave(DESPITE)
                        error=error
                        required=true
                    />
                </section>
            </Show>
        </div>
    }
}

/// What the officer saw belongs to the act: its reason speaks of these.
fn keep_what_was_seen(
    form: Form,
    standing: Option<RwSignal<Dossier>>,
    alike: Memo<Option<Vec<Alike>>>,
) {
    Effect::new(move |_| {
        let Some(alike) = alike.get() else { return };
        let mut ids = standing.map_or_else(Vec::new, |it| it.with(named));
        let beside = alike.iter().map(|alike| alike.id);
        let beside: Vec<_> = beside.filter(|id| !ids.contains(id)).collect();
        ids.extend(beside);
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let ids = ids.join(" ");
        let known = form
            .values
            .with_untracked(|values| values.civil.get(ALIKE) == ids);
        if known {
            return;
        }
        // Those that the act names already have its reason.
        let reason = standing.and_then(|it| it.with(|it| despite(it).map(|it| it.reason.clone())));
        form.values.update(|values| {
            values.civil.set(ALIKE, &ids);
            if let Some(reason) = reason
                && values.civil.get(DESPITE).is_empty()
            {
                values.civil.set(DESPITE, &reason);
            }
        });
    });
}

/// The earlier dossiers that an act names already.
fn named(dossier: &Dossier) -> Vec<DossierId> {
    despite(dossier).map_or_else(Vec::new, |despite| despite.dossiers.clone())
}

fn despite(dossier: &Dossier) -> Option<&Despite> {
    dossier.received.civil()?.despite.as_ref()
}

/// Of those alike, the earlier ones that the act names, and those to which only a redraft
/// makes it alike: whoever was so before is a case of its own.
fn to_look_at(dossier: &Dossier, found: Vec<Alike>, before: &[Alike]) -> Vec<Alike> {
    let (place, named) = ((dossier.received_at(), dossier.id), named(dossier));
    let was = |id| before.iter().any(|alike| alike.id == id);
    let found = found.into_iter().filter(|alike| {
        let is_earlier = (alike.received_at, alike.id) < place;
        is_earlier && (named.contains(&alike.id) || !was(alike.id))
    });
    found.collect()
}
