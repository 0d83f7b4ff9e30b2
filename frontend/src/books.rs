//! Books, and the numbers that this device gives.

use crate::browser::log;
use crate::engine::{Desk, Engine};
use crate::facts::{self, recording};
use crate::host::{BrowserHost, host_error};
use crate::keys;
use crate::word::{Failure, unreadable};
use app::counter::{Books, HostError, LocalFuture, NumberWish, Numbers};
use app::lookup::Lookup;
use domain::dossier::Dossier;
use domain::fact::UnitFact;
use domain::fee::{FeeItem, charge};
use domain::form::{EntryReference, testimonies};
use domain::id::DossierId;
use domain::instant::Day;
use domain::register::{BookFact, BookKey, BookKind, BookPolicy, BookState, Event, Lease, Leased};
use domain::service::Occasion;
use leptos::prelude::GetUntracked;
use std::rc::Rc;
use store::{Entering, Found, StoreError, Wish};
use sync::codec::to_cbor;
use sync::ledger::{HEADS, LEASE_CONTEXT, Missing, book_whole, books, load_book, load_head};
use sync::sign1::Sign1;

impl Books for BrowserHost {
    fn open_books(&self) -> LocalFuture<Result<Vec<BookState>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            let wanted = Missing {
                prefixes: [HEADS.to_owned()].into(),
                ..Missing::default()
            };
            let ledger = desk.store.ledger(wanted).await;
            let ledger = ledger.map_err(|error| engine.failed(error))?;
            let heads = books(&desk.identity.unit, &ledger).into_iter();
            let heads = heads.map(|book| load_head(&ledger, &book));
            let heads: Result<Vec<_>, _> = heads.collect();
            let heads = heads.map_err(|error| HostError::Store(error.to_string()))?;
            Ok(heads.into_iter().flatten().collect())
        })
    }

    fn book(&self, book: BookKey) -> LocalFuture<Result<Option<BookState>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            let ledger = desk.store.ledger(book_whole(&book)).await;
            let ledger = ledger.map_err(|error| engine.failed(error))?;
            load_book(&ledger, &book).map_err(|error| HostError::Store(error.to_string()))
        })
    }

    fn numbers(&self) -> LocalFuture<Result<Numbers, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let leases = engine.desk()?.store.leases().await;
            Ok(Numbers {
                leases: leases.map_err(|error| engine.failed(error))?,
                unsigned: engine.unsigned.borrow().clone(),
            })
        })
    }

    fn references(
        &self,
        dossier: Dossier,
    ) -> LocalFuture<Result<Vec<Option<EntryReference>>, HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let documents = testimonies(&dossier).len();
            if documents == 0 {
                return Ok(vec![]);
            }
            let named = engine.desk()?.store.references(&dossier, documents).await;
            named.map_err(|error| engine.failed(error))
        })
    }

    fn write_book(&self, book: BookKey, event: Event) -> LocalFuture<Result<(), HostError>> {
        facts::write(&self.0, UnitFact::Book(BookFact::new(&book, event)))
    }

    fn handle_numbers(&self, wish: NumberWish) -> LocalFuture<Result<(), HostError>> {
        let engine = Rc::clone(&self.0);
        Box::pin(async move {
            let desk = engine.desk()?;
            let today = today(&engine)?;
            let (kind, wish) = match wish {
                NumberWish::Ask(kind) => (kind, store::NumberWish::Ask),
                NumberWish::GiveBack(book) => (book.kind, store::NumberWish::GiveBack(book.year)),
                NumberWish::Spoil { book, reason } => {
                    (book.kind, store::NumberWish::Spoil(book.year, reason))
                }
            };
            let policy = policy(&engine, &desk, &kind, today);
            let policy = policy.ok_or(HostError::NoSuchBook)?;
            let recording = recording(&desk);
            let handle = || {
                desk.store
                    .handle_numbers(&policy, wish.clone(), &recording, today)
            };
            let mut handled = handle().await;
            if let Err(error) = &handled
                && heal(&engine, error).await
            {
                handled = handle().await;
            }
            handled.map_err(host_error)?;
            engine.recorded_facts().await;
            Ok(())
        })
    }
}

fn today(engine: &Engine) -> Result<Day, HostError> {
    let day = engine.tick().day();
    day.ok_or_else(|| HostError::Store("the clock shows no possible day".into()))
}

/// How a unit's books of a kind are kept, where they are kept here.
fn policy(engine: &Engine, desk: &Desk, kind: &BookKind, today: Day) -> Option<BookPolicy> {
    let lookup = engine.counter.lookup.get_untracked()?;
    let policies = lookup.registers();
    let policy = policies.in_force(kind, &desk.identity.unit, today)?;
    policy.rules().is_ok().then(|| policy.clone())
}

/// What a dossier enters in its book should this resolve it; nothing where no book is
/// kept for it.
pub(crate) async fn entering(
    engine: &Engine,
    desk: &Desk,
    dossier: DossierId,
    wish: &Wish,
) -> Option<Entering> {
    let (pin, applicant, service, paid) = match wish {
        Wish::Receive(reception) if reception.no_wait => (
            reception.procedure.clone(),
            reception.applicant.clone(),
            reception.service.clone()?,
            reception.fee.clone(),
        ),
        Wish::Resolve => match desk.store.dossier(dossier).await.ok()? {
            Found::Here(known, _) => (
                known.received.procedure,
                known.received.applicant,
                known.received.service?,
                known.received.fee,
            ),
            Found::Away(_) | Found::Unknown => return None,
        },
        Wish::Receive(_)
        | Wish::Correct(_)
        | Wish::Settle(_)
        | Wish::Move(_)
        | Wish::Draft(_)
        | Wish::Judge(_)
        | Wish::Redraft(_)
        | Wish::Return(_)
        | Wish::Attach(_)
        | Wish::Print(_)
        | Wish::TakePrintBack(_) => return None,
    };
    let today = today(engine).ok()?;
    let lookup = engine.counter.lookup.get_untracked()?;
    let card = lookup.card(&pin.code)?;
    let policy = policy(engine, desk, card.service.as_ref()?.book.as_ref()?, today)?;
    let fees = card.fees.as_ref();
    let fees = fees.map(|table| table.in_force(&desk.identity.unit.0, today));
    let fees = fees.unwrap_or_default();
    let exemption = paid.as_ref().and_then(|paid| paid.exemption.as_deref());
    let exemption = exemption.and_then(|key| fees.exemption(key));
    let one = |item: FeeItem| match &paid {
        None => None,
        Some(paid) if paid.amount_dong == 0 => Some(0),
        Some(_) => {
            let charge = charge(fees.computable(exemption)?, &[item], exemption).ok()?;
            Some(charge.amount_dong)
        }
    };
    let occasion = Occasion {
        dossier,
        day: today,
        applicant: &applicant,
    };
    let entries = service.entries(occasion, one);
    Some(Entering { policy, entries })
}

/// Looks after the numbers of this device, when there may be something to do: takes
/// leases in that have come, and gives what waits its number.
pub(crate) async fn tend(engine: &Rc<Engine>) {
    let Ok(desk) = engine.desk() else { return };
    let Some(lookup) = engine.counter.lookup.get_untracked() else {
        return;
    };
    let today = engine.tick().day();
    let is_new_day = engine.tended_on.replace(today) != today;
    if !engine.untended.replace(false) && !is_new_day {
        return;
    }
    let mut tended = tend_once(engine, &desk, &lookup).await;
    if let Err(Failure::Store(error)) = &tended
        && engine.mend(error).await
    {
        tended = tend_once(engine, &desk, &lookup).await;
    }
    match tended {
        // Leases may have come in: the screens look again.
        Ok(Some(0)) => engine.show_sync(),
        Ok(Some(_)) => engine.recorded_facts().await,
        Ok(None) => engine.untended.set(true),
        Err(error) => {
            engine.untended.set(true);
            log("books", &error);
        }
    }
}

/// Repairs the store after it could not be read, and finds lost notes on leases again;
/// says whether to try again.
pub(crate) async fn heal(engine: &Rc<Engine>, error: &StoreError) -> bool {
    if !error.is_damage() {
        return false;
    }
    engine.mend(error).await;
    engine.untended.set(true);
    tend(engine).await;
    true
}

async fn tend_once(engine: &Engine, desk: &Desk, lookup: &Lookup) -> Result<Option<u32>, Failure> {
    let Ok(today) = today(engine) else {
        return Ok(None);
    };
    let kinds = lookup.books();
    let kept = kinds.into_iter();
    let kept = kept.filter_map(|kind| policy(engine, desk, kind, today));
    let policies: Vec<_> = kept.collect();
    let (signed, unsigned) = checked(desk, desk.store.offered(engine.device_id).await?).await?;
    for lease in &unsigned {
        log(
            "books",
            &format!("lease without the server's seal: {lease:?}"),
        );
    }
    let told = unsigned.into_iter().map(|lease| (lease.book, lease.serial));
    *engine.unsigned.borrow_mut() = told.collect();
    let recording = recording(desk);
    let tended = desk.store.tend(&policies, &signed, &recording, today);
    Ok(tended.await?)
}

/// Leases that the server has signed as they are, and the others. One after an unsigned
/// one of its book is not taken in before it: serials are taken in in order.
async fn checked(desk: &Desk, offered: Vec<Leased>) -> Result<(Vec<Lease>, Vec<Lease>), Failure> {
    let (mut signed, mut unsigned) = (Vec::new(), Vec::<Lease>::new());
    for Leased { lease, seal } in offered {
        let message = Sign1 {
            payload: to_cbor(&lease).map_err(unreadable)?,
            signature: seal.0.to_vec(),
        };
        let server = &desk.identity.server_key;
        let is_sealed = keys::is_signed_by(server, LEASE_CONTEXT, &message).await?;
        let after_unsigned = unsigned.iter().any(|other| other.book == lease.book);
        if is_sealed && !after_unsigned {
            signed.push(lease);
        } else {
            unsigned.push(lease);
        }
    }
    Ok((signed, unsigned))
}
