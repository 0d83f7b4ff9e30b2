//! Facts of home visits.

use super::{Sample, day, of_schema};
use domain::catalogue::ProcedureCode;
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, VisitId};
use domain::visit::{self, End, Plan, VisitFact};
use uuid::Uuid;

fn of_visit(event: visit::Event) -> Fact {
    let visit = VisitId(Uuid::from_u128(8));
    Fact::Unit(UnitFact::Visit(VisitFact { visit, event }))
}

pub(super) fn samples() -> Vec<Sample> {
    let plan = Plan {
        name: "Vừ Thị Dí".into(),
        place: "Bản Pá Lông".into(),
        phone: "0912345678".into(),
        procedure: ProcedureCode::new("1.000656"),
        day: Some(day()),
    };
    let done = End::Done(DossierId(Uuid::from_u128(4)));
    of_schema(
        6,
        vec![
            ("visit planned", of_visit(visit::Event::Planned(plan))),
            ("visit done", of_visit(visit::Event::Ended(done))),
            (
                "visit called off",
                of_visit(visit::Event::Ended(End::CalledOff)),
            ),
        ],
    )
}
