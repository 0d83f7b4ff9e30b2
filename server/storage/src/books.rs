//! The server as an author of books (SPEC U4, U5): it opens a book at its first use, and
//! leases numbers to devices that ask for them, in the transaction of what caused it.
//!
//! What it says are envelopes like any other, in a chain of their own, so that they
//! reach every device as news, and whoever folds the stream again gets the same books.

use crate::error::StorageError;
use crate::ledger;
use crate::transaction::Transaction;
use core::fmt;
use domain::fact::{Fact, UnitFact};
use domain::hybrid::HybridTime;
use domain::id::{DeviceId, EventId, OfficerId, UnitId};
use domain::instant::{Day, Instant};
use domain::register::{
    BookFact, BookKey, BookKind, BookPolicy, BookState, Event, Lease, LeaseSeal, Opened, Policies,
};
use std::sync::{Arc, PoisonError, RwLock};
use sync::chain::{Hash, Head};
use sync::envelope::{Envelope, Sealed};
use sync::ledger::{Ledger, Rows};
use uuid::Uuid;

/// The device under which the server speaks in every unit's stream: the last UUID
/// (RFC 9562 §5.10). None registers so.
pub const SERVER_DEVICE: DeviceId = DeviceId(Uuid::max());

/// The server's signature on a lease, where it can be had.
type Sealing = dyn Fn(&Lease) -> Option<LeaseSeal> + Send + Sync;

/// What the server needs to keep books.
pub struct Registrar {
    policies: RwLock<Arc<Policies>>,
    seal: Box<Sealing>,
}

impl fmt::Debug for Registrar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registrar").finish_non_exhaustive()
    }
}

impl Registrar {
    /// With how books are kept, and the server's signature on a lease.
    pub fn new(
        policies: Policies,
        seal: impl Fn(&Lease) -> Option<LeaseSeal> + Send + Sync + 'static,
    ) -> Self {
        Self {
            policies: RwLock::new(Arc::new(policies)),
            seal: Box::new(seal),
        }
    }

    /// Puts other data in force.
    pub fn keep_by(&self, policies: Policies) {
        let mut kept = self
            .policies
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = Arc::new(policies);
    }

    /// How books are kept now.
    pub(crate) fn policies(&self) -> Arc<Policies> {
        Arc::clone(&self.policies.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The opening of a book that something speaks of and that is not open: none for
    /// kinds that are not kept here, for other years than this one and the next, and
    /// where the fact is itself an opening.
    pub(crate) fn opening(&self, book: &BookKey, event: &Event, today: Day) -> Option<Event> {
        let near = book.year - today.0.year();
        if !(-1..=1).contains(&near) || matches!(event, Event::Opened(_)) {
            return None;
        }
        let policies = self.policies();
        let opening = policy(&policies, book, today)?.opening().ok()?;
        // Whoever asks for numbers wants them from the first on; whatever else speaks of
        // a book says nothing of where paper ended.
        let presumed = !matches!(event, Event::Asked(_));
        Some(Event::Opened(Box::new(Opened {
            presumed,
            ..opening
        })))
    }

    /// What a device that asks is to be given now.
    pub(crate) fn renewal(&self, book: &BookState, device: DeviceId, today: Day) -> Vec<Event> {
        let policies = self.policies();
        let policy = policy(&policies, &book.key, today);
        let Some(rules) = policy.and_then(|policy| policy.rules().ok()) else {
            return vec![];
        };
        if !book.asks(device) {
            return vec![];
        }
        let grants = book.renew(device, rules, today).unwrap_or_default();
        let mut events = vec![];
        for grant in grants {
            // A lease without its seal would be of no use to anyone.
            let mut sealed = true;
            events.push(grant.event(|lease| {
                (self.seal)(lease).unwrap_or_else(|| {
                    sealed = false;
                    LeaseSeal([0; 64])
                })
            }));
            if !sealed {
                return vec![];
            }
        }
        events
    }
}

/// Opens a unit's books of the year at number 1: for a unit that kept none on paper.
///
/// # Errors
/// [`StorageError`] when the database fails.
pub async fn open_books(
    tx: &mut dyn Transaction,
    unit: &UnitId,
    kinds: &[BookKind],
    policies: &Policies,
    now: Instant,
) -> Result<(), StorageError> {
    let Some(today) = now.day() else {
        return Ok(());
    };
    let (mut ledger, mut rows, mut said) = (Ledger::default(), Rows::new(), vec![]);
    let mut end = tx.chain_end(unit, SERVER_DEVICE).await?;
    for kind in kinds {
        let book = BookKey {
            unit: unit.clone(),
            kind: kind.clone(),
            year: today.0.year(),
        };
        let opening = policy(policies, &book, today).and_then(|policy| policy.opening().ok());
        let Some(opening) = opening else { continue };
        let event = Event::Opened(Box::new(opening));
        let fact = UnitFact::Book(BookFact::new(&book, event));
        ledger::load(tx, unit, &mut ledger, &fact).await?;
        let sealed = seal(unit, end, Fact::Unit(fact), now)?;
        end = sealed.head();
        let changed = ledger.fold_sealed(&sealed);
        let changed = changed.map_err(|error| StorageError::corrupt("ledger", error))?;
        ledger.write(changed.clone());
        rows.extend(changed);
        said.push(sealed);
    }
    let head = tx.stream_head(unit).await?;
    tx.append(unit, head, &said, now).await?;
    tx.put_ledger(unit, &rows).await
}

/// How a book is kept.
pub(crate) fn policy<'a>(
    policies: &'a Policies,
    book: &BookKey,
    today: Day,
) -> Option<&'a BookPolicy> {
    let of_year = Day::from_ymd(book.year, 1, 1).map_or(today, |first| first.max(today));
    policies.in_force(&book.kind, &book.unit, of_year)
}

/// The server's next envelope.
pub(crate) fn seal(
    unit: &UnitId,
    end: Head,
    fact: Fact,
    now: Instant,
) -> Result<Sealed, StorageError> {
    let sequence = end.sequence + 1;
    let envelope = Envelope {
        event_id: event_id(unit, end),
        unit: unit.clone(),
        device: SERVER_DEVICE,
        sequence,
        officer: OfficerId::NOBODY,
        time: HybridTime::of(now),
        clock: now,
        server_seen: Some(now),
        previous: end.hash,
        fact,
    };
    let sealed = envelope.seal();
    sealed.map_err(|error| StorageError::corrupt("envelope", error))
}

/// No chance enters here: the chain's end names the next envelope.
fn event_id(unit: &UnitId, end: Head) -> EventId {
    let mut said = unit.0.clone().into_bytes();
    said.extend(end.sequence.to_be_bytes());
    said.extend(end.hash.0);
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(Hash::of(&said).0) {
        *byte = hashed;
    }
    EventId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
