//! Dossiers in memory as lists show them.

use crate::likenesses::Likenesses;
use app::counter::{Alike, Case, DossierRow, OutboxRow, Papers};
use domain::civil::{Civil, Likeness, sought};
use domain::dossier::{ContentHash, Dossier, Event};
use domain::id::DossierId;
use domain::instant::Instant;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{Presence, Summary};
use sync::envelope::Sealed;
use sync::ruling::Ruling;

/// Newest first.
type Place = (Reverse<Instant>, DossierId);

/// All dossiers of the unit on this device, kept in the order of the lists, so
/// that a save costs the same however many there are.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    places: HashMap<DossierId, Instant>,
    listed: BTreeMap<Place, Arc<DossierRow>>,
    waiting: BTreeMap<DossierId, u32>,
    /// Waiting events that are no dossier's.
    unit_facts: u32,
    in_conflict: BTreeSet<DossierId>,
    /// Acts of civil status whose people may be the same.
    likenesses: Likenesses,
    /// Photos and scans of the dossiers that have some.
    papers: HashMap<DossierId, Vec<ContentHash>>,
    /// How far those are that this device knows.
    presence: HashMap<ContentHash, Presence>,
}

impl Rows {
    /// Puts a dossier in, or its newer state.
    pub(crate) fn put(&mut self, dossier: &Dossier, waiting: u32) {
        self.put_summary(Summary::from(dossier), waiting);
    }

    /// Puts a packed dossier in, unless a newer state is there.
    pub(crate) fn put_packed(&mut self, summary: Summary) {
        if !self.places.contains_key(&summary.id) {
            self.put_summary(summary, 0);
        }
    }

    /// Learns how far photos and scans are.
    pub(crate) fn learn(&mut self, presence: HashMap<ContentHash, Presence>) {
        self.presence = presence;
        for (id, hashes) in &self.papers {
            let Some(received_at) = self.places.get(id) else {
                continue;
            };
            if let Some(row) = self.listed.get_mut(&(Reverse(*received_at), *id)) {
                let papers = papers(hashes, &self.presence);
                if row.papers != papers {
                    Arc::make_mut(row).papers = papers;
                }
            }
        }
    }

    fn put_summary(&mut self, summary: Summary, waiting: u32) {
        let id = summary.id;
        self.remove(id);
        if !summary.attachments.is_empty() {
            self.papers.insert(id, summary.attachments.clone());
        }
        let row = row(summary, waiting, &self.presence);
        if row.waiting > 0 {
            self.waiting.insert(id, row.waiting);
        }
        if row.conflicts > 0 {
            self.in_conflict.insert(id);
        }
        if let Some(civil) = &row.civil {
            self.likenesses.put(id, row.received_at, civil);
        }
        self.places.insert(id, row.received_at);
        self.listed
            .insert((Reverse(row.received_at), id), Arc::new(row));
    }

    /// Notes how many events of a dossier wait; all else of it stays as it is.
    pub(crate) fn wait(&mut self, id: DossierId, waiting: u32) {
        let Some(received_at) = self.places.get(&id) else {
            return;
        };
        if let Some(row) = self.listed.get_mut(&(Reverse(*received_at), id)) {
            Arc::make_mut(row).waiting = waiting;
        }
        self.waiting.remove(&id);
        if waiting > 0 {
            self.waiting.insert(id, waiting);
        }
    }

    /// Takes one out.
    pub(crate) fn remove(&mut self, id: DossierId) {
        if let Some(received_at) = self.places.remove(&id) {
            self.listed.remove(&(Reverse(received_at), id));
            self.likenesses.remove(id);
            self.waiting.remove(&id);
            self.in_conflict.remove(&id);
            self.papers.remove(&id);
        }
    }

    /// One row.
    pub(crate) fn get(&self, id: DossierId) -> Option<&DossierRow> {
        let received_at = *self.places.get(&id)?;
        self.listed
            .get(&(Reverse(received_at), id))
            .map(Arc::as_ref)
    }

    /// Acts about people who may be those of this one, the surest likeness first.
    pub(crate) fn alike(&self, civil: &Civil) -> Vec<Alike> {
        let found = self.likenesses.earlier(&sought(civil));
        let mut alike: Vec<_> = found
            .into_iter()
            .filter_map(|(id, by)| self.as_alike(id, by))
            .collect();
        alike.sort_by_key(|alike| (alike.by, Reverse(alike.received_at)));
        alike
    }

    /// Pairs of which nobody knew when the later was taken down, the oldest first.
    pub(crate) fn cases(&self) -> Vec<Case> {
        let pairs = self.likenesses.cases().into_iter();
        let case = |((earlier, later), by)| {
            Some(Case {
                earlier,
                by,
                known: self.as_alike(earlier, by),
                later: self.as_alike(later, by)?,
            })
        };
        let mut cases: Vec<_> = pairs.filter_map(case).collect();
        cases.sort_by_key(|case| case.later.received_at);
        cases
    }

    fn as_alike(&self, id: DossierId, by: Likeness) -> Option<Alike> {
        let row = self.get(id)?;
        Some(Alike {
            id,
            by,
            code: row.code.clone(),
            people: row.civil.as_ref()?.people.clone(),
            procedure_name: row.procedure_name.clone(),
            received_at: row.received_at,
            stage: row.stage,
        })
    }

    /// Newest first.
    pub(crate) fn listed(&self) -> Arc<Vec<Arc<DossierRow>>> {
        Arc::new(self.listed.values().cloned().collect())
    }

    /// Learns how many events wait that are no dossier's.
    pub(crate) fn wait_for_unit(&mut self, waiting: u32) {
        self.unit_facts = waiting;
    }

    /// Waiting events, and the dossiers they belong to.
    pub(crate) fn waiting(&self) -> (u32, u32) {
        let dossiers = u32::try_from(self.waiting.len()).unwrap_or(u32::MAX);
        let events: u32 = self.waiting.values().sum();
        (events.saturating_add(self.unit_facts), dossiers)
    }

    /// How many such pairs there are.
    pub(crate) fn case_count(&self) -> u32 {
        u32::try_from(self.likenesses.cases().len()).unwrap_or(u32::MAX)
    }

    /// Dossiers with a detail in conflict.
    pub(crate) fn in_conflict(&self) -> u32 {
        u32::try_from(self.in_conflict.len()).unwrap_or(u32::MAX)
    }
}

/// Where a dossier's photos and scans are.
fn papers(hashes: &[ContentHash], presence: &HashMap<ContentHash, Presence>) -> Papers {
    let known = || hashes.iter().map(|hash| presence.get(hash));
    if known().flatten().any(|presence| !presence.sent) {
        Papers::ToSend
    } else if known().any(|presence| presence.is_none_or(|presence| !presence.here)) {
        Papers::NotHere
    } else {
        Papers::Complete
    }
}

fn row(summary: Summary, waiting: u32, presence: &HashMap<ContentHash, Presence>) -> DossierRow {
    DossierRow {
        papers: papers(&summary.attachments, presence),
        id: summary.id,
        code: summary.code,
        applicant: summary.applicant,
        folded: summary.folded,
        procedure: summary.procedure,
        procedure_name: summary.procedure_name,
        stage: summary.stage,
        no_wait: summary.no_wait,
        received_at: summary.received_at,
        appointment: summary.appointment,
        coded: summary.coded,
        waiting,
        conflicts: summary.conflicts,
        civil: summary.civil,
        handing: summary.handing,
        payments: summary.payments,
    }
}

/// An envelope as the sync page shows it.
pub(crate) fn outbox_row(
    sealed: &Sealed,
    ruling: Option<Ruling>,
    seen: bool,
    rows: &Rows,
) -> OutboxRow {
    let envelope = &sealed.envelope;
    let known = envelope.dossier().and_then(|dossier| rows.get(dossier));
    let own = envelope.fact.opening();
    let code = known
        .map(|row| row.code.clone())
        .or_else(|| own.map(|own| own.code.clone()));
    let applicant = known.map(|row| row.applicant.clone());
    let applicant = applicant.or_else(|| own.map(|own| own.applicant.name.clone()));
    let redraft = match envelope.fact.event() {
        Some(Event::Redrafted(redrafted)) => Some(Box::new(redrafted.civil.clone())),
        Some(_) | None => None,
    };
    OutboxRow {
        event: envelope.event_id,
        dossier: envelope.dossier(),
        code,
        applicant: applicant.unwrap_or_default(),
        kind: envelope.fact.kind(),
        at: envelope.time.instant(),
        size_bytes: sealed.bytes.len(),
        ruling,
        seen,
        redraft,
    }
}
