//! A dossier in a list.

use super::{DueBadge, Icon, Shape, StageBadge};
use crate::counter::{DossierRow, Papers};
use crate::texts::{Texts, say};
use domain::instant::Instant;
use leptos::prelude::*;
use std::sync::Arc;

/// A link to a dossier: who, what, when, where it stands. No identity number:
/// the screen faces the hall.
#[component]
pub fn DossierItem(
    /// The row.
    row: Arc<DossierRow>,
    /// Now, to say the time alone for today's.
    now: Instant,
) -> impl IntoView {
    let when = if row.received_at.day() == now.day() {
        row.received_at.clock()
    } else {
        row.received_at.clock_and_day()
    };
    view! {
        <a class="dossier-item" href=format!("/ho-so/{}", row.id)>
            <span class="dossier-item__who" lang="vi">{row.applicant.clone()}</span>
            <span class="dossier-item__what" lang="vi">{row.procedure_name.clone()}</span>
            <span class="dossier-item__facts">
                <StageBadge stage=row.stage/>
                {row.due().map(|due| view! { <DueBadge due now/> })}
                {(row.waiting > 0)
                    .then(|| {
                        view! {
                            <span class="badge badge--waiting">
                                <Icon shape=Shape::Clock/>
                                {say(|t| t.common.waiting)}
                            </span>
                        }
                    })}
                {(row.conflicts > 0)
                    .then(|| {
                        view! {
                            <span class="badge badge--attention">
                                <Icon shape=Shape::Warning/>
                                {say(|t| t.common.conflict)}
                            </span>
                        }
                    })}
                {papers(row.papers)
                    .map(|words| {
                        view! {
                            <span class="badge badge--papers">
                                <Icon shape=Shape::Paper/>
                                {say(words)}
                            </span>
                        }
                    })}
                <span class="code">{row.code.to_string()}</span>
                <time>{when}</time>
            </span>
        </a>
    }
}

/// A dossier whose photos and scans are not all where they belong is marked, and goes
/// on like any other.
fn papers(papers: Papers) -> Option<fn(&'static Texts) -> &'static str> {
    match papers {
        Papers::Complete => None,
        Papers::ToSend => Some(|texts| texts.common.papers_to_send),
        Papers::NotHere => Some(|texts| texts.common.papers_not_here),
    }
}
