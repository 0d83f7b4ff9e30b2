//! Recording: a command becomes envelopes and a changed dossier, in one durable
//! transaction (I1). When it resolves, the screen may say so; not before.

use crate::attachments::{self, Paper};
use crate::books::Entering;
use crate::db;
use crate::device::Identity;
use crate::error::StoreError;
use crate::ledger;
use crate::meta::{self, COUNTER, HEAD, PROGRESS};
use crate::outbox::OutboxEntry;
use crate::schema::{ATTACHMENT, CONTENT, DOSSIER, DOSSIERS, DRAFT, LEASE, LEDGER, META, OUTBOX};
use crate::unit::{DossierRow, Progress, UnitStore, chain_head, dossier_key, outbox_key, progress};
use domain::civil::{Judgement, Redrafted};
use domain::dossier::{
    Applicant, Command, Decision, Dossier, Event, LocalCode, Moved, Reception, ReturnMethod, decide,
};
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, EventId, UnitId};
use domain::instant::{Day, Instant};
use domain::print::{Form, Printout};
use domain::register::CivilStep;
use futures_util::future::try_join;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use sync::chain::Head;
use sync::envelope::{Envelope, Sealed};
use sync::ledger::Ledger;
use sync::rebase::apply;
use uuid::Uuid;

/// What an officer wants recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A new dossier; the store reserves its code.
    Receive(Box<Reception>),
    /// Other details of the applicant.
    Correct(Box<Applicant>),
    /// A conflict decided.
    Settle(Decision),
    /// Another step of the lifecycle.
    Move(Box<Moved>),
    /// A step of the draft of its civil status entry.
    Draft(CivilStep),
    /// Whether an earlier dossier is about the same people.
    Judge(Judgement),
    /// Another content of its act of civil status.
    Redraft(Box<Redrafted>),
    /// Resolved.
    Resolve,
    /// Returned.
    Return(ReturnMethod),
    /// A photo or scan kept.
    Attach(Box<Paper>),
    /// A paper of it printed.
    Print(Printout),
    /// The latest print of a form, which did not come out.
    TakePrintBack(Form),
}

/// What recording needs from outside (I10).
pub struct Recording<'a> {
    /// Who, where.
    pub identity: &'a Identity,
    /// The device's own clock.
    pub now: Instant,
    /// The draft that this makes needless; it goes in the same transaction.
    pub draft: Option<&'a str>,
    /// Fresh identities.
    pub ids: &'a dyn Fn() -> Uuid,
    /// What is entered in a book when this resolves the dossier.
    pub entering: Option<&'a Entering>,
}

impl core::fmt::Debug for Recording<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Recording")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The dossier as the screen shows it now.
    pub dossier: Dossier,
    /// Its events that wait to be sent.
    pub waiting: u32,
}

/// The device's counter of dossier codes; it starts again every day.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct CodeCounter {
    day: Day,
    last: u32,
}

impl UnitStore {
    /// Records a wish about a dossier.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the domain says no, [`StoreError::Full`] when
    /// there is no room; nothing is written then.
    pub async fn record(
        &self,
        dossier: DossierId,
        wish: Wish,
        recording: &Recording<'_>,
    ) -> Result<Recorded, StoreError> {
        let mut stores: Vec<_> = [META, OUTBOX, DRAFT, LEDGER, LEASE]
            .into_iter()
            .chain(DOSSIERS)
            .collect();
        if matches!(wish, Wish::Attach(_)) {
            stores.extend([ATTACHMENT, CONTENT]);
        }
        let tx = db::write(&self.db, &stores)?;
        // Together: an officer waits for each turn to the store.
        let (progress, head) = try_join(progress(&tx), chain_head(&tx)).await?;
        let mut row = self.row(&tx, &progress, dossier).await?;
        let now = progress.clock.right(recording.now);
        let command = self.command(&tx, wish, now, recording).await?;
        let events = decide(row.view(), command, now)?;

        let mut quill = Quill {
            unit: &self.unit,
            recording,
            head,
            progress,
        };
        let is_new = row.view().is_none();
        let resolves = events.contains(&Event::Resolved);
        for event in events {
            let sealed = quill.write(&tx, Fact::Dossier(dossier, event))?;
            row.add(&sealed)?;
        }
        if let Some(entering) = recording.entering.filter(|_| resolves) {
            quill.enter(&tx, entering, is_new).await?;
        }
        if let Some(draft) = recording.draft {
            db::delete(&tx, DRAFT, &draft.into())?;
        }
        quill.end(&tx)?;
        db::put(&tx, DOSSIER, &dossier_key(dossier), &row)?;
        db::commit(tx).await?;
        let waiting = row.waiting();
        let missing = || StoreError::Corrupt {
            store: DOSSIER,
            reason: "nothing recorded".into(),
        };
        Ok(Recorded {
            dossier: row.shown.ok_or_else(missing)?,
            waiting,
        })
    }

    async fn command(
        &self,
        tx: &Transaction<'_>,
        wish: Wish,
        now: Instant,
        recording: &Recording<'_>,
    ) -> Result<Command, StoreError> {
        Ok(match wish {
            Wish::Receive(reception) => {
                Command::Receive(reception, self.reserve_code(tx, now, recording).await?)
            }
            Wish::Correct(wanted) => Command::Correct(wanted),
            Wish::Settle(decision) => Command::Settle(decision),
            Wish::Resolve => Command::Resolve,
            Wish::Return(method) => Command::Return(method),
            Wish::Move(moved) => Command::Move(moved),
            Wish::Draft(step) => Command::Draft(step),
            Wish::Judge(judgement) => Command::Judge(judgement),
            Wish::Redraft(redrafted) => Command::Redraft(redrafted),
            Wish::Print(printout) => Command::Print(printout),
            Wish::TakePrintBack(form) => Command::TakePrintBack(form),
            Wish::Attach(paper) => {
                let attachment = paper.attachment.clone();
                attachments::put(tx, *paper)?;
                Command::Attach(vec![attachment])
            }
        })
    }

    /// Takes the day's next code. A clock set back does not give one twice: the
    /// counter then goes on from where it was, under the later day, until that day
    /// is over.
    async fn reserve_code(
        &self,
        tx: &Transaction<'_>,
        now: Instant,
        recording: &Recording<'_>,
    ) -> Result<LocalCode, StoreError> {
        let corrupt = |reason: &str| StoreError::Corrupt {
            store: META,
            reason: reason.into(),
        };
        let today = now
            .day()
            .ok_or_else(|| corrupt("the clock shows no possible day"))?;
        let known: Option<CodeCounter> = meta::get(tx, COUNTER).await?;
        let counter = match known {
            Some(counter) if counter.day >= today => CodeCounter {
                last: counter.last.saturating_add(1),
                ..counter
            },
            Some(_) | None => CodeCounter {
                day: today,
                last: 1,
            },
        };
        meta::put(tx, COUNTER, &counter)?;
        Ok(LocalCode::new(
            &self.unit,
            counter.day,
            &recording.identity.tag,
            counter.last,
        ))
    }
}

/// Writes facts into the outbox, one after another in the device's chain.
pub(crate) struct Quill<'a> {
    pub(crate) unit: &'a UnitId,
    pub(crate) recording: &'a Recording<'a>,
    pub(crate) head: Head,
    pub(crate) progress: Progress,
}

impl Quill<'_> {
    /// The next one.
    pub(crate) fn write(&mut self, tx: &Transaction<'_>, fact: Fact) -> Result<Sealed, StoreError> {
        let Self {
            unit,
            recording,
            head,
            progress,
        } = self;
        progress.clock = progress.clock.tick(recording.now);
        let envelope = Envelope {
            event_id: EventId((recording.ids)()),
            unit: unit.clone(),
            device: recording.identity.device,
            sequence: head.sequence + 1,
            officer: recording.identity.officer.id,
            time: progress.clock.last,
            clock: recording.now,
            server_seen: progress.server_seen,
            previous: head.hash,
            fact,
        };
        let sealed = envelope.seal().map_err(StoreError::Envelope)?;
        *head = sealed.head();
        let entry = OutboxEntry {
            sealed,
            ruling: None,
        };
        db::put_bytes(tx, OUTBOX, &outbox_key(head.sequence), &entry.to_bytes()?)?;
        if entry.sealed.envelope.dossier().is_none() {
            ledger::note_pending(tx, head.sequence)?;
        }
        Ok(entry.sealed)
    }

    /// Notes where the chain ends now.
    pub(crate) fn end(self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        meta::put(tx, PROGRESS, &self.progress)?;
        meta::put(tx, HEAD, &self.head)
    }
}

impl UnitStore {
    /// Records a fact that speaks of no dossier, when it follows from the ledger with
    /// this device's waiting facts on top.
    ///
    /// # Errors
    /// [`StoreError::NotOfLedger`] when a rule says no; nothing is written then.
    pub async fn record_fact(
        &self,
        fact: UnitFact,
        recording: &Recording<'_>,
    ) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[META, OUTBOX, LEDGER])?;
        let mut loaded = Ledger::default();
        ledger::put_on_top(&tx, &self.unit, &mut loaded).await?;
        ledger::load_for(&tx, &mut loaded, &self.unit, &fact).await?;
        let mut quill = Quill {
            unit: &self.unit,
            recording,
            head: chain_head(&tx).await?,
            progress: progress(&tx).await?,
        };
        let sealed = quill.write(&tx, Fact::Unit(fact.clone()))?;
        // Where it does not follow, what the quill wrote goes with the transaction.
        loaded.decide(&fact, sealed.envelope.origin())?;
        loaded.fold_sealed(&sealed)?;
        quill.end(&tx)?;
        db::commit(tx).await
    }
}

impl DossierRow {
    /// Puts one more pending event on top.
    fn add(&mut self, sealed: &Sealed) -> Result<(), StoreError> {
        self.shown = Some(apply(self.view(), sealed)?);
        self.pending.push(sealed.envelope.sequence);
        Ok(())
    }
}
