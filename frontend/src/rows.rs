//! Dossiers in memory as lists show them.

use app::counter::{DossierRow, OutboxRow};
use domain::dossier::{Dossier, Event};
use domain::id::DossierId;
use domain::text::fold;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use sync::envelope::Sealed;
use sync::ruling::Ruling;

/// All dossiers of the unit on this device.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    by_id: HashMap<DossierId, DossierRow>,
}

impl Rows {
    /// Puts a dossier in, or its newer state.
    pub(crate) fn put(&mut self, dossier: &Dossier, waiting: u32) {
        self.by_id.insert(dossier.id, row(dossier, waiting));
    }

    /// Takes one out.
    pub(crate) fn remove(&mut self, id: DossierId) {
        self.by_id.remove(&id);
    }

    /// One row.
    pub(crate) fn get(&self, id: DossierId) -> Option<&DossierRow> {
        self.by_id.get(&id)
    }

    /// Newest first.
    pub(crate) fn listed(&self) -> Arc<Vec<DossierRow>> {
        let mut rows: Vec<_> = self.by_id.values().cloned().collect();
        rows.sort_unstable_by_key(|row| Reverse((row.received_at, row.id)));
        Arc::new(rows)
    }

    /// Waiting events, and the dossiers they belong to.
    pub(crate) fn waiting(&self) -> (u32, u32) {
        self.by_id
            .values()
            .filter(|row| row.waiting > 0)
            .fold((0, 0), |(events, dossiers), row| {
                (events + row.waiting, dossiers + 1)
            })
    }
}

fn row(dossier: &Dossier, waiting: u32) -> DossierRow {
    let received = &dossier.received;
    let applicant = &received.applicant;
    let phone: String = applicant
        .phone
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let code = &received.code.0;
    let all = format!("{} {phone} {} {code}", applicant.name, applicant.identity);
    DossierRow {
        id: dossier.id,
        code: received.code.clone(),
        applicant: applicant.name.clone(),
        folded: fold(&all),
        procedure: received.procedure.code.clone(),
        procedure_name: received.procedure.name.clone(),
        stage: dossier.stage,
        no_wait: received.no_wait,
        received_at: dossier.received_at(),
        waiting,
    }
}

/// An envelope as the sync page shows it.
pub(crate) fn outbox_row(sealed: &Sealed, ruling: Option<Ruling>, rows: &Rows) -> OutboxRow {
    let envelope = &sealed.envelope;
    let known = rows.get(envelope.dossier);
    let (kind, own) = match &envelope.event {
        Event::Received(received) => ("received", Some(received)),
        Event::ContactCorrected(_) => ("contact_corrected", None),
        Event::Resolved => ("resolved", None),
        Event::Returned(_) => ("returned", None),
    };
    let code = known
        .map(|row| row.code.clone())
        .or_else(|| own.map(|own| own.code.clone()));
    let applicant = known.map(|row| row.applicant.clone());
    let applicant = applicant.or_else(|| own.map(|own| own.applicant.name.clone()));
    OutboxRow {
        event: envelope.event_id,
        dossier: envelope.dossier,
        code,
        applicant: applicant.unwrap_or_default(),
        kind,
        at: envelope.at,
        size_bytes: sealed.bytes.len(),
        ruling,
    }
}
