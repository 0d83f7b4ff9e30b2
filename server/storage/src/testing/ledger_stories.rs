//! Stories of facts that speak of no dossier.

use super::contract::{Told, unit};
use super::pen::{Pen, dossier};
use crate::ledger::whole_ledger;
use crate::transaction::{Access, Storage};
use domain::fact::{Fact, UnitFact};
use domain::instant::Day;
use domain::register::{
    Asking, BookFact, BookKind, EnteredProvisionally, Entry, Event, PolicyLine,
    ProvisionalReference, Refusal, Subject,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use sync::ledger::Missing;
use sync::ruling::{RefusalReason, Ruling};

fn of_book(event: Event) -> Fact {
    Fact::Unit(UnitFact::Book(BookFact {
        kind: BookKind("SCT/BS".into()),
        year: 2026,
        event,
    }))
}

fn opened() -> Result<Event, Box<dyn std::error::Error + Send + Sync>> {
    let line = PolicyLine {
        kind: "SCT/BS".into(),
        from: "2026-01-01".into(),
        name_vi: "Sổ chứng thực bản sao".into(),
        keeping: "book".into(),
        form: "số {number} quyển số {volume}/{year} - SCT/BS".into(),
        lease: "3".into(),
        low_water: "1".into(),
        entries_per_volume: "500".into(),
        lead_days: "15".into(),
        status: "memory".into(),
        ..PolicyLine::default()
    };
    let policy = line.read().map_err(|error| error.to_string())?;
    Ok(Event::Opened(Box::new(policy.opening()?)))
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
