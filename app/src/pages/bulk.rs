//! One step after another on many dossiers.

use crate::counter::{Host, HostError, Step};
use domain::id::DossierId;
use leptos::prelude::*;
use std::rc::Rc;

/// How far a run is: recorded so far, and in all; `None` while there is none.
pub(super) type Progress = RwSignal<Option<(usize, usize)>>;

/// Records the steps in order and returns how many are recorded. What is recorded stays
/// recorded, whatever stops the rest.
pub(super) async fn record_all(
    host: &Rc<dyn Host>,
    progress: Progress,
    steps: Vec<(DossierId, Step)>,
) -> (usize, Option<HostError>) {
    let all = steps.len();
    progress.try_set(Some((0, all)));
    let mut done = 0;
    let mut failure = None;
    for (dossier, step) in steps {
        if let Err(error) = host.act(dossier, step).await {
            failure = Some(error);
            break;
        }
        done += 1;
        progress.try_set(Some((done, all)));
    }
    progress.try_set(None);
    (done, failure)
}
