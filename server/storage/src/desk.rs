//! The desk at which one device's envelopes are ruled on: what is known when the
//! delivery comes in, what the rulings change, and what is written at the end.

use crate::books::{self, Registrar, SERVER_DEVICE};
use crate::error::StorageError;
use crate::exchange::ExchangeError;
use crate::ledger;
use crate::records::{DeviceRecord, SetAside, Unplaced};
use crate::transaction::Transaction;
use domain::dossier::{Dossier, Event as DossierEvent, LocalCode};
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, EventId, OfficerId, UnitId};
use domain::instant::Instant;
use domain::register::{BookFact, BookKey, BookPolicy, Event, Policies};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use sync::admit::{Change, Earlier, Judgement, Known, admit, admit_released};
use sync::chain::Head;
use sync::codec::CodecError;
use sync::envelope::Sealed;
use sync::ledger::{Ledger, Rows, load_head};
use sync::limits::{HELD_PER_DEVICE_MAX, QUARANTINED_PER_DEVICE_MAX};
use sync::ruling::{Missing, Position, Ruling};

mod screen;

/// The working set of one delivery.
pub(crate) struct Desk<'a> {
    unit: &'a UnitId,
    device: &'a DeviceRecord,
    stream_head: Position,
    chain_head: Head,
    earlier: HashMap<EventId, Earlier>,
    dossiers: HashMap<DossierId, Dossier>,
    /// Whose a local code is.
    codes: HashMap<LocalCode, DossierId>,
    changed: HashSet<DossierId>,
    /// Whether officers supervise, as far as a fact of this delivery asks for it.
    supervisors: HashMap<OfficerId, bool>,
    /// What of the ledger the facts of this delivery are judged by.
    ledger: Ledger,
    /// What of it has changed.
    rows: Rows,
    registrar: &'a Registrar,
    /// How books are kept while this desk is open.
    policies: Arc<Policies>,
    /// The end of the server's own chain, once it has said something.
    said: Option<Head>,
    /// Books of which this device said something that was accepted.
    books: BTreeSet<BookKey>,
    accepted: Vec<Sealed>,
    asides: Vec<SetAside>,
    /// Envelopes of any device that wait for a dossier of this delivery.
    awaiting: Vec<Sealed>,
    /// Dossiers that were waited for and have come.
    arrived: Vec<DossierId>,
    unplaced: Unplaced,
}

impl<'a> Desk<'a> {
    pub(crate) async fn open(
        tx: &mut dyn Transaction,
        unit: &'a UnitId,
        device: &'a DeviceRecord,
        stream_head: Position,
        envelopes: &[Sealed],
        registrar: &'a Registrar,
    ) -> Result<Self, StorageError> {
        let events: Vec<_> = envelopes
            .iter()
            .map(|sealed| sealed.envelope.event_id)
            .collect();
        let ids: HashSet<_> = envelopes
            .iter()
            .filter_map(|sealed| sealed.envelope.dossier())
            .collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let codes: Vec<_> = envelopes.iter().filter_map(code_given).cloned().collect();
        let earlier = tx.earlier(unit, &events).await?;
        let dossiers = tx.dossiers(unit, &ids, &codes).await?;
        let awaiting = tx.held_for(unit, &ids).await?;
        let unplaced = tx.unplaced(unit, device.id).await?;
        Ok(Self {
            unit,
            device,
            stream_head,
            chain_head: device.head,
            earlier,
            codes: dossiers.values().map(code_of).collect(),
            dossiers,
            changed: HashSet::new(),
            supervisors: HashMap::new(),
            ledger: Ledger::default(),
            rows: Rows::new(),
            registrar,
            policies: registrar.policies(),
            said: None,
            books: BTreeSet::new(),
            accepted: vec![],
            asides: vec![],
            awaiting,
            arrived: vec![],
            unplaced,
        })
    }

    /// Rules on one envelope, then on those that waited for it.
    pub(crate) async fn rule(
        &mut self,
        tx: &mut dyn Transaction,
        sealed: Sealed,
        now: Instant,
    ) -> Result<Ruling, ExchangeError> {
        let ruling = self.judge(tx, sealed, now).await?;
        let mut moved = ruling.advances_chain();
        while moved && self.unplaced.held > 0 {
            let next = self.chain_head.sequence + 1;
            let waiting = match self.take_early(next) {
                Some(waiting) => Some(waiting),
                None => tx.held(self.unit, self.device.id, next).await?,
            };
            let Some(waiting) = waiting else { break };
            self.load(tx, &waiting).await?;
            moved = self.judge(tx, waiting, now).await?.advances_chain();
        }
        Ok(ruling)
    }

    /// One that came too early a moment ago, in this very delivery.
    fn take_early(&mut self, sequence: u64) -> Option<Sealed> {
        let early = |aside: &SetAside| {
            let missing = missing(&aside.ruling);
            aside.sealed.envelope.sequence == sequence
                && matches!(missing, Some(Missing::Sequence(_)))
        };
        let at = self.asides.iter().position(early)?;
        Some(self.asides.swap_remove(at).sealed)
    }

    /// A held envelope may speak of a dossier that this delivery did not.
    async fn load(
        &mut self,
        tx: &mut dyn Transaction,
        sealed: &Sealed,
    ) -> Result<(), StorageError> {
        let Some(id) = sealed.envelope.dossier() else {
            return Ok(());
        };
        if !self.dossiers.contains_key(&id) {
            let codes: Vec<_> = code_given(sealed).cloned().into_iter().collect();
            let found = tx.dossiers(self.unit, &[id], &codes).await?;
            self.codes.extend(found.values().map(code_of));
            // What this delivery has changed is not in the database yet.
            for (id, dossier) in found {
                self.dossiers.entry(id).or_insert(dossier);
            }
            let known: HashSet<_> = self.awaiting.iter().map(|sealed| sealed.hash).collect();
            let more = tx.held_for(self.unit, &[id]).await?;
            let fresh = more
                .into_iter()
                .filter(|sealed| !known.contains(&sealed.hash));
            self.awaiting.extend(fresh);
        }
        Ok(())
    }

    async fn judge(
        &mut self,
        tx: &mut dyn Transaction,
        sealed: Sealed,
        now: Instant,
    ) -> Result<Ruling, ExchangeError> {
        if let Fact::Unit(fact) = &sealed.envelope.fact {
            ledger::load(tx, self.unit, &mut self.ledger, fact).await?;
            self.ask_who(tx, fact, sealed.envelope.officer).await?;
            if sealed.envelope.sequence == self.chain_head.sequence + 1 {
                self.open_book(tx, fact, now).await?;
            }
        }
        let known = Known {
            head: self.chain_head,
            earlier: self.earlier.get(&sealed.envelope.event_id).cloned(),
            ..self.known(&sealed, self.device)
        };
        let repeated = known.earlier.is_some();
        let judgement = admit(&sealed, &known).map_err(unreadable)?;
        let ruling = judgement.ruling.clone();
        if ruling.advances_chain() && !repeated {
            self.chain_head = sealed.head();
        }
        if repeated && !matches!(ruling, Ruling::Quarantined { .. }) {
            return Ok(ruling);
        }
        if matches!(missing(&ruling), Some(Missing::Sequence(_))) && self.waits(tx, &sealed).await?
        {
            return Ok(ruling);
        }
        if let (Fact::Unit(UnitFact::Book(fact)), Ruling::Accepted { .. }) =
            (&sealed.envelope.fact, &ruling)
        {
            self.books.insert(fact.key(self.unit));
        }
        let opens = sealed.envelope.fact.opening().is_some();
        let opened = sealed.envelope.dossier().filter(|_| opens);
        self.file(sealed, judgement, now)?;
        if let Some(dossier) = opened.filter(|_| matches!(ruling, Ruling::Accepted { .. })) {
            self.take_up(tx, dossier, now).await?;
        }
        Ok(ruling)
    }

    /// Looks up whether an officer supervises, for a fact that is a supervisor's (U9).
    async fn ask_who(
        &mut self,
        tx: &mut dyn Transaction,
        fact: &UnitFact,
        officer: OfficerId,
    ) -> Result<(), StorageError> {
        let asks = matches!(fact, UnitFact::Book(fact) if fact.event.is_supervisors());
        if asks && !self.supervisors.contains_key(&officer) {
            let supervises = tx.supervises(self.unit, officer).await?;
            self.supervisors.insert(officer, supervises);
        }
        Ok(())
    }

    /// Opens the book of which a fact speaks, when it is not open and the data says how
    /// it is kept (U5).
    async fn open_book(
        &mut self,
        tx: &mut dyn Transaction,
        fact: &UnitFact,
        now: Instant,
    ) -> Result<(), StorageError> {
        let UnitFact::Book(fact) = fact else {
            return Ok(());
        };
        let book = fact.key(self.unit);
        let known = load_head(&self.ledger, &book).map_err(ledger::unreadable)?;
        let opening = now.day().filter(|_| known.is_none());
        let opening = opening.and_then(|today| self.registrar.opening(&book, &fact.event, today));
        match opening {
            Some(opening) => self.say(tx, &book, opening, now).await,
            None => Ok(()),
        }
    }

    /// Leases numbers to this device where it asks for them and few are left (U4).
    pub(crate) async fn renew(
        &mut self,
        tx: &mut dyn Transaction,
        now: Instant,
    ) -> Result<(), StorageError> {
        let Some(today) = now.day() else {
            return Ok(());
        };
        for book in core::mem::take(&mut self.books) {
            let known = load_head(&self.ledger, &book).map_err(ledger::unreadable)?;
            let Some(known) = known else { continue };
            for event in self.registrar.renewal(&known, self.device.id, today) {
                self.say(tx, &book, event, now).await?;
            }
        }
        Ok(())
    }

    /// The server says something of a book: the next envelope of its own chain.
    async fn say(
        &mut self,
        tx: &mut dyn Transaction,
        book: &BookKey,
        event: Event,
        now: Instant,
    ) -> Result<(), StorageError> {
        let fact = Fact::Unit(UnitFact::Book(BookFact::new(book, event)));
        let sealed = self.seal(tx, fact, now).await?;
        let rows = self.ledger.fold_sealed(&sealed);
        let rows = rows.map_err(|error| StorageError::corrupt("ledger", error))?;
        self.ledger.write(rows.clone());
        self.rows.extend(rows);
        self.accepted.push(sealed);
        Ok(())
    }

    /// The next envelope of the server's own chain.
    async fn seal(
        &mut self,
        tx: &mut dyn Transaction,
        fact: Fact,
        now: Instant,
    ) -> Result<Sealed, StorageError> {
        let end = match self.said {
            Some(end) => end,
            None => tx.chain_end(self.unit, SERVER_DEVICE).await?,
        };
        let sealed = books::seal(self.unit, end, fact, now)?;
        self.said = Some(sealed.head());
        Ok(sealed)
    }

    /// Whether these very bytes are held already: sent again, they count once.
    async fn waits(&self, tx: &mut dyn Transaction, sealed: &Sealed) -> Result<bool, StorageError> {
        let sequence = sealed.envelope.sequence;
        let known = tx.held(self.unit, self.device.id, sequence).await?;
        Ok(known.is_some_and(|known| known.hash == sealed.hash))
    }

    /// Rules on what waited for a dossier, in the order in which it was recorded.
    async fn take_up(
        &mut self,
        tx: &mut dyn Transaction,
        dossier: DossierId,
        now: Instant,
    ) -> Result<(), ExchangeError> {
        let here = |sealed: &mut Sealed| sealed.envelope.dossier() == Some(dossier);
        let mut waiting: Vec<_> = self.awaiting.extract_if(.., here).collect();
        let here = |aside: &mut SetAside| missing(&aside.ruling) == Some(Missing::Dossier(dossier));
        let set_aside = self.asides.extract_if(.., here);
        waiting.extend(set_aside.map(|aside| aside.sealed));
        if waiting.is_empty() {
            return Ok(());
        }
        self.arrived.push(dossier);
        waiting.sort_by_key(|sealed| {
            let envelope = &sealed.envelope;
            (envelope.time, envelope.device, envelope.sequence)
        });
        for sealed in waiting {
            let author = sealed.envelope.device;
            let judgement = if author == self.device.id {
                admit_released(&sealed, &self.known(&sealed, self.device))
            } else {
                let author = tx
                    .device(self.unit, author)
                    .await?
                    .ok_or(ExchangeError::UnknownDevice(author))?;
                admit_released(&sealed, &self.known(&sealed, &author))
            };
            let judgement = judgement.map_err(unreadable)?;
            self.file(sealed, judgement, now)?;
        }
        Ok(())
    }

    /// What bears on an envelope of `author`, apart from its place in the chain.
    fn known<'b>(&'b self, sealed: &Sealed, author: &'b DeviceRecord) -> Known<'b> {
        let officer = sealed.envelope.officer;
        let owner = code_given(sealed).and_then(|code| self.codes.get(code));
        let dossier = sealed.envelope.dossier();
        Known {
            head: author.head,
            tag: &author.tag,
            officers: &author.officers,
            supervises: self.supervisors.get(&officer).copied().unwrap_or(false),
            earlier: None,
            dossier: dossier.and_then(|dossier| self.dossiers.get(&dossier)),
            ledger: &self.ledger,
            policy: self.policy(sealed),
            code_taken: owner.is_some_and(|owner| Some(*owner) != dossier),
            next: self.stream_head + self.accepted.len() as u64 + 1,
        }
    }

    /// How the book that an envelope speaks of is kept.
    fn policy(&self, sealed: &Sealed) -> Option<&BookPolicy> {
        let Fact::Unit(UnitFact::Book(fact)) = &sealed.envelope.fact else {
            return None;
        };
        let day = sealed.envelope.time.instant().day()?;
        // Nobody opens a book of a year that is long over, or far ahead.
        let far = fact.year.abs_diff(day.0.year()) > 1;
        if far && matches!(fact.event, Event::Opened(_)) {
            return None;
        }
        books::policy(&self.policies, &fact.key(self.unit), day)
    }

    /// Notes a judgement, to be written when the desk closes.
    fn file(
        &mut self,
        sealed: Sealed,
        judgement: Judgement,
        now: Instant,
    ) -> Result<(), ExchangeError> {
        let Judgement { ruling, change } = judgement;
        if ruling.advances_chain() {
            let earlier = Earlier {
                hash: sealed.hash,
                ruling: ruling.clone(),
            };
            self.earlier.insert(sealed.envelope.event_id, earlier);
        }
        match change {
            Change::Nothing => {}
            Change::Dossier(dossier) => {
                self.changed.insert(dossier.id);
                self.codes.extend([code_of(&dossier)]);
                self.dossiers.insert(dossier.id, *dossier);
            }
            Change::Ledger(rows) => {
                self.ledger.write(rows.clone());
                self.rows.extend(rows);
            }
        }
        match ruling {
            Ruling::Accepted { .. } => self.accepted.push(sealed),
            Ruling::Duplicate { .. } => {}
            Ruling::Held { .. } | Ruling::Refused { .. } | Ruling::Quarantined { .. } => {
                self.count(&ruling)?;
                self.asides.push(SetAside {
                    sealed,
                    ruling,
                    received_at: now,
                });
            }
        }
        Ok(())
    }

    /// Keeps a device from filling the shelf.
    fn count(&mut self, ruling: &Ruling) -> Result<(), ExchangeError> {
        let Unplaced { held, quarantined } = &mut self.unplaced;
        *held += u64::from(matches!(ruling, Ruling::Held { .. }));
        *quarantined += u64::from(matches!(ruling, Ruling::Quarantined { .. }));
        if *held > HELD_PER_DEVICE_MAX as u64 {
            return Err(ExchangeError::TooManyHeld);
        }
        if *quarantined > QUARANTINED_PER_DEVICE_MAX as u64 {
            return Err(ExchangeError::TooManyQuarantined);
        }
        Ok(())
    }

    /// Writes what was ruled; returns what entered the stream.
    pub(crate) async fn close(
        self,
        tx: &mut dyn Transaction,
        now: Instant,
    ) -> Result<Vec<Sealed>, StorageError> {
        let Self {
            unit,
            device,
            stream_head,
            chain_head,
            mut dossiers,
            changed,
            rows,
            accepted,
            asides,
            arrived,
            unplaced,
            ..
        } = self;
        if !accepted.is_empty() {
            tx.append(unit, stream_head, &accepted, now).await?;
            let changed: Vec<_> = changed
                .iter()
                .filter_map(|id| dossiers.remove(id))
                .collect();
            if !changed.is_empty() {
                tx.put_dossiers(unit, &changed).await?;
            }
            if !rows.is_empty() {
                tx.put_ledger(unit, &rows).await?;
            }
            for sealed in &accepted {
                if let Some(DossierEvent::Attached(attachments)) = sealed.envelope.fact.event() {
                    tx.announce_attachments(unit, attachments).await?;
                }
            }
        }
        if !arrived.is_empty() {
            tx.release_held_for(unit, &arrived).await?;
        }
        // What was held and is refused now comes off one shelf before it goes on the other.
        if chain_head.sequence > device.head.sequence {
            if unplaced.held > 0 {
                tx.release_held(unit, device.id, chain_head.sequence)
                    .await?;
            }
            tx.advance_device(unit, device.id, chain_head).await?;
        }
        if !asides.is_empty() {
            tx.set_aside(unit, &asides).await?;
        }
        Ok(accepted)
    }
}

/// The local code that an envelope gives a dossier.
fn code_given(sealed: &Sealed) -> Option<&LocalCode> {
    sealed
        .envelope
        .fact
        .opening()
        .map(|received| &received.code)
}

fn code_of(dossier: &Dossier) -> (LocalCode, DossierId) {
    (dossier.received.code.clone(), dossier.id)
}

fn unreadable(error: CodecError) -> ExchangeError {
    ledger::unreadable(error).into()
}

/// What a ruling waits for.
pub(crate) fn missing(ruling: &Ruling) -> Option<Missing> {
    match ruling {
        Ruling::Held { missing } => Some(*missing),
        Ruling::Accepted { .. }
        | Ruling::Duplicate { .. }
        | Ruling::Refused { .. }
        | Ruling::Quarantined { .. } => None,
    }
}
