//! Dossiers that were handed over together.

use crate::counter::DossierRow;
use domain::id::OfficerId;
use domain::instant::Instant;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The dossiers of one hand-over list, in the order of their codes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Batch {
    /// Who handed them over.
    pub(super) by: OfficerId,
    /// To whom.
    pub(super) to: OfficerId,
    /// When the list was drawn up: what tells it from others.
    pub(super) at: Instant,
    pub(super) rows: Vec<Arc<DossierRow>>,
}

impl Batch {
    /// Groups rows into their lists, the newest first. What an officer took without being
    /// given it belongs to no list.
    pub(super) fn of(rows: impl Iterator<Item = Arc<DossierRow>>) -> Vec<Self> {
        let mut batches: BTreeMap<_, Vec<Arc<DossierRow>>> = BTreeMap::new();
        for row in rows {
            let Some(handing) = row
                .handing
                .filter(|it| it.by != it.to || it.taken.is_none())
            else {
                continue;
            };
            let key = (Reverse(handing.at), handing.by.0, handing.to.0);
            batches.entry(key).or_default().push(row);
        }
        let batch = |((Reverse(at), by, to), mut rows): ((_, _, _), Vec<Arc<DossierRow>>)| {
            rows.sort_by(|a, b| a.code.cmp(&b.code));
            Self {
                by: OfficerId(by),
                to: OfficerId(to),
                at,
                rows,
            }
        };
        batches.into_iter().map(batch).collect()
    }

    /// How many of them nobody has confirmed.
    pub(super) fn open(&self) -> usize {
        let open = self
            .rows
            .iter()
            .filter(|row| row.handing.is_some_and(|handing| handing.taken.is_none()));
        open.count()
    }
}
