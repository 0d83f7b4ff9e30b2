//! Numbers of books on this device (SPEC U4–U6): the leases that it uses, and the
//! entries that wait for a number.
//!
//! The notes on them ([`LeaseState`]) are changed in the transaction that writes down
//! what was done, and carry a checksum: a number is on paper, and one bit would make it
//! another. Notes that are lost are found again in the ledger and the outbox.

use crate::db;
use crate::error::StoreError;
use crate::ledger;
use crate::meta::REFETCH;
use crate::record::{Quill, Recording};
use crate::schema::{LEASE, LEDGER, META, OUTBOX};
use crate::unit::{UnitStore, chain_head, progress};
use domain::dossier::Dossier;
use domain::fact::{Fact, UnitFact};
use domain::form::EntryReference;
use domain::id::{DeviceId, UnitId};
use domain::instant::Day;
use domain::register::{
    Asking, BookFact, BookKey, BookKind, BookPolicy, BookState, Entry, Event, Lease, LeaseState,
    Leased, Refusal, Subject,
};
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::collections::BTreeSet;
use sync::chain::Hash;
use sync::codec::{from_cbor, to_cbor};
use sync::envelope::Sealed;
use sync::ledger::{
    FoldError, HEADS, Ledger, Missing, book_whole, books, documents_of, load_book, load_head,
};
use sync::ruling::RefusalReason;

/// What a dossier enters in its book when it is resolved.
#[derive(Clone, Debug)]
pub struct Entering {
    /// How the book is kept.
    pub policy: BookPolicy,
    /// A line for each document.
    pub entries: Vec<Entry>,
}

/// What is done about the numbers that this device holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberWish {
    /// Have some, now and whenever few are left.
    Ask,
    /// Give those of a year back, and want none any more.
    GiveBack(i32),
    /// Spoil the next one of a year.
    Spoil(i32, String),
}

/// What this device notes of one kind of book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Notes {
    state: LeaseState,
    /// It was told to want no numbers.
    #[serde(default)]
    idle: bool,
}

/// How notes are kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    checksum: Hash,
    notes: ByteBuf,
}

impl Notes {
    fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        let kept: Kept = from_cbor(bytes).map_err(StoreError::corrupt(LEASE))?;
        if Hash::of(&kept.notes) != kept.checksum {
            return Err(StoreError::Corrupt {
                store: LEASE,
                reason: "the checksum does not fit".into(),
            });
        }
        from_cbor(&kept.notes).map_err(StoreError::corrupt(LEASE))
    }

    fn put(&self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let notes = to_cbor(self).map_err(StoreError::corrupt(LEASE))?;
        let kept = Kept {
            checksum: Hash::of(&notes),
            notes: ByteBuf::from(notes),
        };
        db::put(tx, LEASE, &self.state.kind().0.as_str().into(), &kept)
    }
}

/// Whether a value of the store of leases can be read.
pub(crate) fn is_readable(bytes: &[u8]) -> bool {
    Notes::read(bytes).is_ok()
}

/// The notes on a kind of book, where there are any.
async fn kept(tx: &Transaction<'_>, kind: &BookKind) -> Result<Option<Notes>, StoreError> {
    let bytes = db::bytes(tx, LEASE, &kind.0.as_str().into()).await?;
    bytes.as_deref().map(Notes::read).transpose()
}

/// The notes on a kind of book, found again where there are none: with leases only by
/// somebody who has seen the server's seal on those in `signed`.
async fn notes(
    tx: &Transaction<'_>,
    policy: &BookPolicy,
    quill: &Quill<'_>,
    signed: Option<&[Lease]>,
) -> Result<Notes, StoreError> {
    if let Some(known) = kept(tx, &policy.kind).await? {
        return Ok(known);
    }
    let identity = quill.recording.identity;
    let nothing = LeaseState::new(
        quill.unit.clone(),
        policy,
        identity.device,
        identity.tag.clone(),
    );
    let nothing = nothing.map_err(refused)?;
    let of_kind = |book: &BookKey| (book.kind == policy.kind).then(|| book_whole(book));
    let shelf = Shelf::load(tx, quill.unit, of_kind).await?;
    let out = |book: &BookState| book.unused_by(identity.device) > 0;
    if signed.is_none() && shelf.books.iter().any(out) {
        return Err(StoreError::Corrupt {
            store: LEASE,
            reason: "the notes on leases are gone".into(),
        });
    }
    Ok(Notes {
        state: nothing.recover(&shelf.books, &shelf.own, signed.unwrap_or_default()),
        idle: false,
    })
}

/// Open books, with this device's waiting facts on top.
struct Shelf {
    known: Ledger,
    books: Vec<BookState>,
    /// The waiting facts, also those of books that are not open here yet.
    own: Vec<BookFact>,
}

impl Shelf {
    /// Loads of each open book what `part` names; nothing of those where that is none.
    async fn load(
        tx: &Transaction<'_>,
        unit: &UnitId,
        part: impl Fn(&BookKey) -> Option<Missing>,
    ) -> Result<Self, StoreError> {
        let mut known = Ledger::default();
        ledger::load(tx, &mut known, heads()).await?;
        let mut open = vec![];
        for book in books(unit, &known) {
            if let Some(part) = part(&book) {
                ledger::load(tx, &mut known, part).await?;
                open.push(book);
            }
        }
        let own = ledger::put_on_top(tx, unit, &mut known).await?;
        let books = open.iter().map(|book| load_book(&known, book));
        let books: Result<Vec<_>, _> = books.collect();
        let books = books.map_err(StoreError::corrupt(LEDGER))?;
        Ok(Self {
            books: books.into_iter().flatten().collect(),
            own: own.into_iter().filter_map(fact_of_book).collect(),
            known,
        })
    }
}

fn heads() -> Missing {
    Missing {
        prefixes: [HEADS.to_owned()].into(),
        ..Missing::default()
    }
}

fn fact_of_book(sealed: Sealed) -> Option<BookFact> {
    match sealed.envelope.fact {
        Fact::Unit(UnitFact::Book(fact)) => Some(fact),
        Fact::Unit(UnitFact::Cash(_) | UnitFact::Visit(_)) | Fact::Dossier(..) => None,
    }
}

fn refused(refusal: Refusal) -> StoreError {
    FoldError::Refused(RefusalReason::Book(refusal)).into()
}

impl Quill<'_> {
    /// Writes a fact of a book.
    fn write_book(
        &mut self,
        tx: &Transaction<'_>,
        book: &BookKey,
        event: Event,
    ) -> Result<(), StoreError> {
        let fact = UnitFact::Book(BookFact::new(book, event));
        self.write(tx, Fact::Unit(fact)).map(drop)
    }

    /// Enters the documents of a dossier that are not entered yet; `is_new` when it
    /// cannot be.
    pub(crate) async fn enter(
        &mut self,
        tx: &Transaction<'_>,
        entering: &Entering,
        is_new: bool,
    ) -> Result<(), StoreError> {
        if entering.entries.is_empty() {
            return Ok(());
        }
        let mut notes = notes(tx, &entering.policy, self, None).await?;
        let known = if is_new {
            vec![]
        } else {
            let subjects: Vec<_> = entering.entries.iter().map(|entry| entry.subject).collect();
            let named = named(tx, self.unit, &subjects).await?;
            named.into_iter().map(|(subject, ..)| subject).collect()
        };
        for entry in &entering.entries {
            if known.contains(&entry.subject) {
                continue;
            }
            let book = notes.state.book(entry.day.0.year());
            let entered = notes.state.enter(entry.clone(), None);
            let (after, _, event) = entered.map_err(refused)?;
            self.write_book(tx, &book, event)?;
            notes.state = after;
        }
        notes.put(tx)
    }
}

/// Those of the documents that are entered in a book, with the book's name for each.
async fn named(
    tx: &Transaction<'_>,
    unit: &UnitId,
    subjects: &[Subject],
) -> Result<Vec<(Subject, EntryReference)>, StoreError> {
    let Shelf { books, own, .. } =
        Shelf::load(tx, unit, |book| Some(documents_of(book, subjects))).await?;
    let mut named = vec![];
    for book in &books {
        let called = |subject: &Subject| Some((*subject, EntryReference::in_book(book, *subject)?));
        named.extend(subjects.iter().filter_map(called));
    }
    // What waits for a book that is not open here yet.
    for fact in &own {
        let key = fact.key(unit);
        if books.iter().any(|book| book.key == key) {
            continue;
        }
        if let Event::EnteredProvisionally(entered) = &fact.event {
            let subject = entered.entry.subject;
            let is_named = named.iter().any(|(known, _)| *known == subject);
            if subjects.contains(&subject) && !is_named {
                let written = entered.reference.write(&key);
                named.push((subject, EntryReference::Provisional(written)));
            }
        }
    }
    Ok(named)
}

impl UnitStore {
    /// What the documents of a dossier, `count` of them, are called in their book.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn references(
        &self,
        dossier: &Dossier,
        count: usize,
    ) -> Result<Vec<Option<EntryReference>>, StoreError> {
        let subject = |document| Subject {
            dossier: dossier.id,
            document,
        };
        let subjects: Vec<_> = (0..).take(count).map(subject).collect();
        let tx = db::read(&self.db, &[LEDGER, OUTBOX])?;
        let named = named(&tx, &self.unit, &subjects).await?;
        let of = |subject: &Subject| {
            let found = named.iter().find(|(known, _)| known == subject);
            found.map(|(_, reference)| reference.clone())
        };
        Ok(subjects.iter().map(of).collect())
    }

    /// What this device notes of its numbers, by kind of book.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn leases(&self) -> Result<Vec<LeaseState>, StoreError> {
        let tx = db::read(&self.db, &[LEASE])?;
        let notes = db::all(&tx, LEASE).await?;
        let read = |bytes: &Vec<u8>| Notes::read(bytes).map(|notes| notes.state);
        notes.iter().map(read).collect()
    }

    /// Leases that the ledger has for this device and that it has not taken in, in order:
    /// to be looked at before [`Self::tend`] is told of them.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn offered(&self, device: DeviceId) -> Result<Vec<Leased>, StoreError> {
        let tx = db::read(&self.db, &[LEDGER, LEASE])?;
        let mut known = Ledger::default();
        ledger::load(&tx, &mut known, heads()).await?;
        let mut offered = vec![];
        for book in books(&self.unit, &known) {
            let head = load_head(&known, &book).map_err(StoreError::corrupt(LEDGER))?;
            let notes = kept(&tx, &book.kind).await?;
            let is_new = |lease: &Lease| {
                !notes
                    .as_ref()
                    .is_some_and(|notes| notes.state.has_seen(lease))
            };
            let records = head.iter().flat_map(BookState::leases);
            let new = records.filter(|record| {
                record.lease.device == device && record.is_out() && is_new(&record.lease)
            });
            offered.extend(new.map(|record| Leased {
                lease: record.lease.clone(),
                seal: record.seal,
            }));
        }
        Ok(offered)
    }

    /// What an answer means for numbers: leases that the server has signed are taken in,
    /// reclaimed ones answered, what waits gets its number, and a device without
    /// numbers asks for some of each kind in `policies`. Returns how many facts that made;
    /// `None` when that has to wait until the ledger has come.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written; nothing is then.
    pub async fn tend(
        &self,
        policies: &[BookPolicy],
        signed: &[Lease],
        recording: &Recording<'_>,
        today: Day,
    ) -> Result<Option<u32>, StoreError> {
        let tx = db::write(&self.db, &[META, OUTBOX, LEDGER, LEASE])?;
        let progress = progress(&tx).await?;
        // A ledger that is behind knows of leases, and not yet what was used of them.
        let refetch: Option<bool> = db::get(&tx, META, &REFETCH.into()).await?;
        if progress.ledger_awaited || progress.after < progress.head || refetch.is_some() {
            return Ok(None);
        }
        let mut quill = Quill {
            unit: &self.unit,
            recording,
            head: chain_head(&tx).await?,
            progress,
        };
        let before = quill.head.sequence;
        for policy in policies {
            tend_kind(&tx, &mut quill, policy, signed, today).await?;
        }
        let recorded = quill.head.sequence - before;
        quill.end(&tx)?;
        db::commit(tx).await?;
        Ok(Some(u32::try_from(recorded).unwrap_or(u32::MAX)))
    }

    /// Does something about the numbers of this device.
    ///
    /// # Errors
    /// [`StoreError::NotOfLedger`] when a rule says no, [`StoreError::Corrupt`] when the
    /// notes on leases are gone, which [`Self::tend`] finds again; nothing is written then.
    pub async fn handle_numbers(
        &self,
        policy: &BookPolicy,
        wish: NumberWish,
        recording: &Recording<'_>,
        today: Day,
    ) -> Result<(), StoreError> {
        let tx = db::write(&self.db, &[META, OUTBOX, LEDGER, LEASE])?;
        let mut quill = Quill {
            unit: &self.unit,
            recording,
            head: chain_head(&tx).await?,
            progress: progress(&tx).await?,
        };
        let mut notes = notes(&tx, policy, &quill, None).await?;
        match wish {
            NumberWish::Ask => {
                let book = notes.state.book(today.0.year());
                quill.write_book(&tx, &book, Event::Asked(Asking::Numbers))?;
                notes.idle = false;
            }
            NumberWish::GiveBack(year) => {
                let book = notes.state.book(year);
                let (after, events) = notes.state.give_back(year);
                for event in events {
                    quill.write_book(&tx, &book, event)?;
                }
                quill.write_book(&tx, &book, Event::Asked(Asking::Nothing))?;
                notes.state = after;
                notes.idle = true;
            }
            NumberWish::Spoil(year, reason) => {
                let (after, event) = notes.state.spoil(year, &reason).map_err(refused)?;
                quill.write_book(&tx, &notes.state.book(year), event)?;
                notes.state = after;
            }
        }
        notes.put(&tx)?;
        quill.end(&tx)?;
        db::commit(tx).await
    }
}

async fn tend_kind(
    tx: &Transaction<'_>,
    quill: &mut Quill<'_>,
    policy: &BookPolicy,
    signed: &[Lease],
    today: Day,
) -> Result<(), StoreError> {
    let before = kept(tx, &policy.kind).await?;
    let mut after = notes(tx, policy, quill, Some(signed)).await?;
    let of_kind = |book: &BookKey| (book.kind == policy.kind).then(|| documents_of(book, &[]));
    let shelf = Shelf::load(tx, quill.unit, of_kind).await?;
    for book in &shelf.books {
        let mut news = book.news_for(quill.recording.identity.device);
        news.out
            .retain(|lease| signed.contains(lease) || after.state.has_seen(lease));
        let (state, events) = after.state.receive(&book.key, &news);
        after.state = state;
        for event in events {
            quill.write_book(tx, &book.key, event)?;
        }
    }
    after.state = after.state.reconciled(&shelf.books, &shelf.own);
    let (state, events) = after.state.end_years_before(today);
    after.state = state;
    for (book, event) in events {
        quill.write_book(tx, &book, event)?;
    }
    let lead = policy.rules().map_err(refused)?.lead_days;
    let years = after.state.years_to_ask(today, lead, after.idle);
    ask(tx, quill, &after.state, &years, &shelf)?;
    if before.as_ref() != Some(&after) {
        after.put(tx)?;
    }
    Ok(())
}

/// Asks for numbers of the books of these years, unless that was done since the book was
/// opened, or opened again. Where a unit has just begun, nobody knows where paper ended
/// until a person opens the book: by itself a device asks only for one that is open, or was
/// the year before.
fn ask(
    tx: &Transaction<'_>,
    quill: &mut Quill<'_>,
    state: &LeaseState,
    years: &BTreeSet<i32>,
    shelf: &Shelf,
) -> Result<(), StoreError> {
    let device = quill.recording.identity.device;
    let mut unasked = vec![];
    for book in years.iter().map(|year| state.book(*year)) {
        let before = state.book(book.year - 1);
        let head = load_head(&shelf.known, &book).map_err(StoreError::corrupt(LEDGER))?;
        let before = load_head(&shelf.known, &before).map_err(StoreError::corrupt(LEDGER))?;
        let asks = match (&head, &before) {
            (Some(head), before) if head.is_presumed() => before.is_some() && !head.asks(device),
            (Some(head), _) => !head.asks(device) && head.closed.is_none(),
            (None, before) => before.is_some(),
        };
        if asks {
            unasked.push(book);
        }
    }
    for book in unasked {
        let waits = shelf.own.iter().any(|fact| {
            fact.key(quill.unit) == book && matches!(fact.event, Event::Asked(Asking::Numbers))
        });
        if !waits {
            quill.write_book(tx, &book, Event::Asked(Asking::Numbers))?;
        }
    }
    Ok(())
}
