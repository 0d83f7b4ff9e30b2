//! Stories of facts that speak of no dossier.

use super::contract::{Told, unit};
use super::pen::{EVERYTHING, OFFICER, Pen, dossier, policy, supervisor};
use crate::books::SERVER_DEVICE;
use crate::error::StorageError;
use crate::ledger::whole_ledger;
use crate::transaction::{Access, Storage};
use domain::fact::{Fact, UnitFact};
use domain::id::DeviceId;
use domain::instant::Day;
use domain::register::{
    Asking, BookFact, BookKey, BookKind, BookState, Closing, Counts, Entered, EnteredProvisionally,
    Entry, Event, Lease, LeaseSeal, LeaseSerial, Leased, Number, ProvisionalReference, Reclaimed,
    Refusal, Reopened, Run, Settled, Settlement, Subject, Volume, VolumeNumber,
};
use serde_bytes::ByteBuf;
use std::collections::BTreeSet;
use std::sync::Arc;
use sync::envelope::Sealed;
use sync::ledger::{HEADS, Ledger, Missing, books, load_head};
use sync::ruling::{RefusalReason, Ruling};

fn heads() -> Missing {
    Missing {
        prefixes: [HEADS.to_owned()].into(),
        ..Missing::default()
    }
}

fn of_book(event: Event) -> Fact {
    Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 2026,
        event,
    }))
}

fn opened() -> Result<Event, Box<dyn std::error::Error + Send + Sync>> {
    let first = Volume {
        number: VolumeNumber(1),
        first: Number(1),
    };
    let policy = policy().read().map_err(|error| error.to_string())?;
    let opened = policy.opening_after_paper(Number(38), first)?;
    Ok(Event::Opened(Box::new(opened)))
}

fn provisional(number: u32) -> Result<Event, Box<dyn std::error::Error + Send + Sync>> {
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let subject = Subject {
        dossier: dossier(u128::from(number)),
        document: 0,
    };
    Ok(Event::EnteredProvisionally(Box::new(
        EnteredProvisionally {
            reference: ProvisionalReference {
                tag: domain::dossier::DeviceTag::from_ordinal(0),
                sequence: number,
            },
            entry: Entry::new(subject, day),
        },
    )))
}

/// Facts are folded as they come, beside what is there; what is asked for is found by
/// key and by prefix, and by no other unit.
pub async fn u1_the_ledger_keeps_what_facts_add_up_to(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let first = [
        pen.seal_fact(of_book(opened()?)),
        pen.seal_fact(of_book(Event::Asked(Asking::Numbers))),
        pen.seal_fact(of_book(provisional(1)?)),
    ];
    let outcome = pen.send(0, &first.iter().collect::<Vec<_>>()).await?;
    let accepted = |ruling: &Ruling| matches!(ruling, Ruling::Accepted { .. });
    assert!(outcome.rulings.iter().all(accepted), "{outcome:?}");
    let second = pen.seal_fact(of_book(provisional(2)?));
    let outcome = pen.send(outcome.head, &[&second]).await?;
    assert!(outcome.rulings.iter().all(accepted), "{outcome:?}");

    let mut tx = storage.begin(Access::Read).await?;
    let whole = whole_ledger(&mut *tx, &unit()).await?;
    let keys: Vec<_> = whole.rows.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "book/head/2026/SCT/BS",
            "book/provisional/2026/SCT/BS/A-000001",
            "book/provisional/2026/SCT/BS/A-000002",
        ]
    );
    assert_eq!(whole.at, outcome.head);
    let size = |(key, value): &(String, ByteBuf)| (key.len() + value.len()) as u64;
    let bytes: u64 = whole.rows.iter().map(size).sum();
    assert_eq!(tx.ledger_bytes(&unit()).await?, bytes);
    let wanted = Missing {
        keys: BTreeSet::from(["book/head/2026/SCT/BS".to_owned(), "book/none".to_owned()]),
        prefixes: BTreeSet::from(["book/provisional/2026/SCT/BS/".to_owned()]),
    };
    assert_eq!(tx.ledger(&unit(), &wanted).await?.len(), 3);
    let other = domain::id::UnitId("H15.51".into());
    assert_eq!(tx.ledger(&other, &wanted).await?, []);
    Ok(())
}

/// It is kept, and the chain goes on; nothing of the ledger has changed.
pub async fn u2_a_fact_that_does_not_follow_is_refused(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let opened = [
        pen.seal_fact(of_book(opened()?)),
        pen.seal_fact(of_book(opened()?)),
    ];
    let outcome = pen.send(0, &opened.iter().collect::<Vec<_>>()).await?;
    let reason = RefusalReason::Book(Refusal::OpenedBefore);
    let refused = Ruling::Refused { reason };
    let accepted = Ruling::Accepted { position: 1 };
    assert_eq!(outcome.rulings, [accepted, refused.clone()]);
    let again = pen
        .send(1, &opened.iter().skip(1).collect::<Vec<_>>())
        .await?;
    assert_eq!(again.rulings, [refused]);
    let next = pen.seal_fact(of_book(provisional(1)?));
    let outcome = pen.send(1, &[&next]).await?;
    assert_eq!(outcome.rulings, [Ruling::Accepted { position: 2 }]);
    Ok(())
}

fn entered(lease: u32, number: u32) -> Result<Event, Box<dyn std::error::Error + Send + Sync>> {
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let subject = Subject {
        dossier: dossier(u128::from(number)),
        document: 0,
    };
    Ok(Event::Entered(Box::new(Entered {
        lease: LeaseSerial(lease),
        number: Number(number),
        entry: Entry::new(subject, day),
    })))
}

/// The leases that the stream holds, as serial, device and numbers.
async fn leases(storage: &Arc<dyn Storage>) -> Result<Vec<(u32, DeviceId, Run)>, StorageError> {
    let mut tx = storage.begin(Access::Read).await?;
    let mut leases = vec![];
    for item in tx.news(&unit(), 0, EVERYTHING).await? {
        let sealed = Sealed::open(item.bytes);
        let sealed = sealed.map_err(|error| StorageError::corrupt("envelope", error))?;
        if let Fact::Unit(UnitFact::Book(fact)) = &sealed.envelope.fact
            && let Event::Leased(leased) = &fact.event
        {
            assert_eq!(sealed.envelope.device, SERVER_DEVICE);
            let lease = &leased.lease;
            leases.push((lease.serial.0, lease.device, lease.run));
        }
    }
    Ok(leases)
}

fn run(first: u32, last: u32) -> Run {
    Run {
        first: Number(first),
        last: Number(last),
    }
}

/// In the very exchange: when it asks, and when what it used leaves few. Nobody else
/// gets its numbers, and what nobody leased is refused.
pub async fn u4_a_device_that_asks_is_leased_numbers(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let mut other = Pen::register(&storage, &unit(), 2).await?;
    let asked = pen.seal_fact(of_book(Event::Asked(Asking::Numbers)));
    pen.send(0, &[&asked]).await?;
    let asked = other.seal_fact(of_book(Event::Asked(Asking::Numbers)));
    other.send(0, &[&asked]).await?;
    assert_eq!(
        leases(&storage).await?,
        [(1, pen.device, run(1, 3)), (2, other.device, run(4, 6))]
    );
    let used = [
        pen.seal_fact(of_book(entered(1, 1)?)),
        pen.seal_fact(of_book(entered(1, 2)?)),
    ];
    pen.send(0, &used.iter().collect::<Vec<_>>()).await?;
    assert_eq!(
        leases(&storage).await?.last(),
        Some(&(3, pen.device, run(7, 9)))
    );
    // Neither another's number nor a lease of its own making.
    let taken = pen.seal_fact(of_book(entered(2, 4)?));
    let lease = Lease {
        book: BookKey {
            unit: unit(),
            kind: BookKind("SCT/BS".into()),
            year: 2026,
        },
        serial: LeaseSerial(4),
        device: pen.device,
        volume: VolumeNumber(1),
        run: run(10, 12),
        low_water: 1,
    };
    let seal = LeaseSeal([7; 64]);
    let forged = pen.seal_fact(of_book(Event::Leased(Box::new(Leased { lease, seal }))));
    let outcome = pen.send(0, &[&taken, &forged]).await?;
    let refused = |refusal| Ruling::Refused {
        reason: RefusalReason::Book(refusal),
    };
    assert_eq!(
        outcome.rulings,
        [refused(Refusal::NoSuchLease), refused(Refusal::NotLeasable)]
    );
    Ok(())
}

/// The head of the unit's first book.
async fn open_book(
    storage: &Arc<dyn Storage>,
) -> Result<BookState, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = storage.begin(Access::Read).await?;
    let mut ledger = Ledger::default();
    ledger.load(heads(), tx.ledger(&unit(), &heads()).await?);
    let keys = books(&unit(), &ledger);
    let book = keys.first().ok_or("no book is open")?;
    Ok(load_head(&ledger, book)?.ok_or("no book is open")?)
}

/// By the server, in front of what needed it; a person may open it first, after
/// entries on paper, and only as the data says that numbers are written.
pub async fn u5_a_book_opens_at_its_first_use(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let first = pen.seal_fact(of_book(provisional(1)?));
    let outcome = pen.send(0, &[&first]).await?;
    assert_eq!(outcome.rulings, [Ruling::Accepted { position: 2 }]);
    assert_eq!(outcome.appended, 2);
    // Nobody had said so: whoever knows where paper ended still may.
    let said = pen.seal_fact(of_book(opened()?));
    let asked = pen.seal_fact(of_book(Event::Asked(Asking::Numbers)));
    let outcome = pen.send(0, &[&said, &asked]).await?;
    assert!(outcome.rulings.iter().all(Ruling::is_received));
    let book = open_book(&storage).await?;
    let leased = book.leases().next().ok_or("no number was leased")?;
    assert_eq!(leased.lease.run.first, Number(38));
    let none = Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("HT/KS".into()),
        year: 2026,
        event: Event::Asked(Asking::Numbers),
    }));
    let none = pen.seal_fact(none);
    let far = Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 9999,
        event: opened()?,
    }));
    let far = pen.seal_fact(far);
    let outcome = pen.send(0, &[&none, &far]).await?;
    let reason = RefusalReason::Book(Refusal::NotOpened);
    let refused = Ruling::Refused { reason };
    assert_eq!(outcome.rulings, [refused.clone(), refused]);
    Ok(())
}

fn reopened(reason: &str) -> Event {
    Event::Reopened(Reopened {
        closing: 1,
        reason: reason.into(),
    })
}

/// With a reason, and only where it is closed; then what came after the closing gets its
/// number, and who closed the book and opened it again is kept.
pub async fn u8_a_closed_book_is_opened_again(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let closing = Closing {
        on_paper: 37,
        numbers: None,
        counts: Counts::default(),
        volumes: vec![],
    };
    let asked = Event::Asked(Asking::Numbers);
    let facts = [
        opened()?,
        reopened("nhầm"),
        Event::Closed(Box::new(closing.clone())),
        provisional(1)?,
        asked.clone(),
        reopened(""),
        reopened("việc ghi trước khi khóa"),
    ];
    let sealed = facts.map(|event| pen.seal_fact(of_book(event)));
    let outcome = pen.send(0, &sealed.iter().collect::<Vec<_>>()).await?;
    let refused = |refusal| Ruling::Refused {
        reason: RefusalReason::Book(refusal),
    };
    let accepted = |position| Ruling::Accepted { position };
    assert_eq!(
        outcome.rulings,
        [
            accepted(1),
            refused(Refusal::NotClosed),
            accepted(2),
            accepted(3),
            refused(Refusal::Closed),
            refused(Refusal::ReasonMissing),
            accepted(4),
        ]
    );
    assert_eq!(leases(&storage).await?, []);
    let asked = pen.seal_fact(of_book(asked));
    pen.send(0, &[&asked]).await?;
    assert_eq!(leases(&storage).await?, [(1, pen.device, run(38, 40))]);
    let book = open_book(&storage).await?;
    let [former] = book.former.as_slice() else {
        return Err("one closing did not last".into());
    };
    assert_eq!(former.closing, closing);
    let by = former
        .closed_by
        .map(|origin| (origin.officer, origin.device));
    assert_eq!(by, Some((OFFICER, pen.device)));
    assert_eq!(former.reopened_by.officer, OFFICER);
    Ok(())
}

/// By the account as it is when the fact comes: who supervises no more is refused what was
/// recorded before.
pub async fn u9_what_is_a_supervisors_is_refused_of_others(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let asked = pen.seal_fact(of_book(Event::Asked(Asking::Numbers)));
    pen.send(0, &[&asked]).await?;
    let reason = || "mất máy".to_owned();
    let number = Number(1);
    let theirs = [
        Event::Reclaimed(Reclaimed {
            lease: LeaseSerial(1),
            last_used: Some(number),
            reason: reason(),
        }),
        Event::Settled(Box::new(Settled {
            number,
            settlement: Settlement::Void { reason: reason() },
        })),
    ];
    let mut account = supervisor();
    let mut outcomes = vec![];
    for supervises in [false, true] {
        account.officer.supervises = supervises;
        let mut tx = storage.begin(Access::Write).await?;
        tx.put_officer(&unit(), &account).await?;
        tx.commit().await?;
        let sealed = theirs.clone().map(|event| pen.seal_fact(of_book(event)));
        outcomes.push(
            pen.send(0, &sealed.iter().collect::<Vec<_>>())
                .await?
                .rulings,
        );
        let entered = pen.seal_fact(of_book(provisional(u32::from(supervises) + 1)?));
        outcomes.push(pen.send(0, &[&entered]).await?.rulings);
    }
    let reason = RefusalReason::Book(Refusal::NotSupervisor);
    let refused = Ruling::Refused { reason };
    let [without, own, with, still] = outcomes.as_slice() else {
        return Err("four outcomes".into());
    };
    assert_eq!(*without, [refused.clone(), refused]);
    let accepted = |rulings: &[Ruling]| rulings.iter().all(Ruling::is_received);
    assert!(
        accepted(own) && accepted(with) && accepted(still),
        "{outcomes:?}"
    );
    Ok(())
}
