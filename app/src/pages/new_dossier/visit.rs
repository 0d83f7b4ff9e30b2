//! A form that was opened from the list of home visits.

use super::form::Form;
use super::save::Record;
use crate::counter::{Counter, Host, HostError, LocalFuture, Saved};
use domain::id::VisitId;
use domain::visit::{End, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use std::rc::Rc;

/// The visit that the address names.
pub(super) fn asked_visit() -> Option<VisitId> {
    let visit = use_query_map().with_untracked(|map| map.get("luu-dong"));
    visit.and_then(|visit| visit.parse().ok())
}

/// Fills the form in with what the plan tells, where nothing was typed.
pub(super) fn take_from_visit(form: Form, asked: Option<VisitId>) {
    let counter = Counter::expect();
    let Some(asked) = asked else { return };
    let taken = StoredValue::new(false);
    Effect::new(move |_| {
        if taken.get_value() || counter.dossiers.with(Option::is_none) {
            return;
        }
        let Some(host) = counter.host() else { return };
        spawn_local(async move {
            // A form without the plan's words can be filled in by hand.
            let visits = host.visits().await.unwrap_or_default();
            let Some(visit) = visits.into_iter().find(|visit| visit.id == asked) else {
                return;
            };
            // Once: what the officer then changes, or empties, stays so.
            if taken.try_update_value(|taken| core::mem::replace(taken, true)) != Some(false) {
                return;
            }
            let plan = visit.plan;
            let is_civil = form.basis.try_with_value(|basis| basis.civil.is_some());
            form.values.try_update(|values| {
                if !values.name.is_empty() {
                    return;
                }
                values.name = plan.name;
                values.phone = plan.phone;
                if is_civil == Some(true) {
                    values.civil.visit(&plan.place);
                } else if values.note.is_empty() {
                    values.note = format!("Lưu động tại {}", plan.place);
                }
            });
        });
    });
}

/// Takes the visit off the list once its dossier is saved.
pub(super) fn ending(record: Record, asked: Option<VisitId>) -> Record {
    let Some(asked) = asked else { return record };
    Callback::new(move |host: Rc<dyn Host>| {
        let saving = record.run(Rc::clone(&host))?;
        let ended: LocalFuture<Result<Saved, HostError>> = Box::pin(async move {
            let saved = saving.await?;
            let done = Event::Ended(End::Done(saved.dossier));
            // The dossier is saved; a visit that stays on the list can be taken off there.
            drop(host.write_visit(Some(asked), done).await);
            Ok(saved)
        });
        Some(ended)
    })
}
