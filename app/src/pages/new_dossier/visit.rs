//! What a planned visit tells already.

use super::form::Form;
use crate::counter::Counter;
use crate::pages::visits::kept;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

/// Fills in a form that was opened from the list of visits, where nothing was typed.
pub(super) fn take_from_visit(form: Form) {
    let counter = Counter::expect();
    let number = use_query_map().with_untracked(|map| map.get("luu-dong"));
    let Some(number) = number.and_then(|number| number.parse::<u32>().ok()) else {
        return;
    };
    Effect::new(move |_| {
        if counter.dossiers.with(Option::is_none) {
            return;
        }
        spawn_local(async move {
            let visits = kept(&counter).await;
            let Some(visit) = visits.into_iter().find(|visit| visit.number == number) else {
                return;
            };
            let is_civil = form.basis.try_with_value(|basis| basis.civil.is_some());
            form.values.try_update(|values| {
                if !values.name.is_empty() {
                    return;
                }
                values.name = visit.name;
                values.phone = visit.phone;
                if is_civil == Some(true) {
                    values.civil.visit(&visit.place);
                } else if values.note.is_empty() {
                    values.note = format!("Lưu động tại {}", visit.place);
                }
            });
        });
    });
}
