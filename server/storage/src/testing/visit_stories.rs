//! Stories of home visits.

use super::contract::{Told, unit};
use super::pen::{Pen, dossier};
use crate::transaction::{Access, Storage};
use domain::catalogue::ProcedureCode;
use domain::fact::{Fact, UnitFact};
use domain::id::VisitId;
use domain::visit::{End, Event, Plan, Refusal, VisitFact};
use std::sync::Arc;
use sync::ledger::{Ledger, visits, visits_wanted};
use sync::ruling::{RefusalReason, Ruling};
use uuid::Uuid;

fn planned(place: &str) -> Event {
    Event::Planned(Plan {
        name: "Vừ Thị Dí".into(),
        place: place.into(),
        phone: String::new(),
        procedure: ProcedureCode::new("1.000656"),
        day: None,
    })
}

fn of_visit(number: u128, event: Event) -> Fact {
    let visit = VisitId(Uuid::from_u128(number));
    Fact::Unit(UnitFact::Visit(VisitFact { visit, event }))
}

/// Two devices that do not know of each other: the later in the stream stands, a visit that
/// has ended is on no list, and a plan that names no place does not enter.
pub async fn k10_of_a_home_visit_the_latest_fact_stands(storage: Arc<dyn Storage>) -> Told {
    let mut counter = Pen::register(&storage, &unit(), 1).await?;
    let mut phone = Pen::register(&storage, &unit(), 2).await?;
    let first = [
        counter.seal_fact(of_visit(1, planned("Bản Pá Lông"))),
        counter.seal_fact(of_visit(2, planned("Bản Hua Rốm"))),
        counter.seal_fact(of_visit(3, planned(" "))),
    ];
    let outcome = counter.send(0, &first.each_ref()).await?;
    let reason = RefusalReason::Visit(Refusal::PlaceMissing);
    let accepted = |position| Ruling::Accepted { position };
    assert_eq!(
        outcome.rulings,
        [accepted(1), accepted(2), Ruling::Refused { reason }]
    );
    let second = [
        phone.seal_fact(of_visit(1, planned("Bản Nà Sự"))),
        phone.seal_fact(of_visit(2, Event::Ended(End::Done(dossier(1))))),
        phone.seal_fact(of_visit(2, Event::Ended(End::CalledOff))),
    ];
    let outcome = phone.send(0, &second.each_ref()).await?;
    assert_eq!(outcome.rulings, [accepted(3), accepted(4), accepted(5)]);
    let mut tx = storage.begin(Access::Read).await?;
    let mut ledger = Ledger::default();
    ledger.load(visits_wanted(), tx.ledger(&unit(), &visits_wanted()).await?);
    let left = visits(&ledger)?;
    let [visit] = left.as_slice() else {
        return Err(format!("not one visit: {left:?}").into());
    };
    assert_eq!(visit.plan.place, "Bản Nà Sự");
    assert_eq!(visit.origin.device, phone.device);
    Ok(())
}
