//! Home visits, planned and ended on several devices that do not know of each other.

use super::books::Kept;
use super::ledger::fold;
use crate::world::{Chance, Device};
use domain::catalogue::ProcedureCode;
use domain::fact::{Fact, UnitFact};
use domain::id::VisitId;
use domain::instant::Instant;
use domain::visit::{End, Event, Plan, Visit, VisitFact};
use sync::codec::from_cbor;
use uuid::Uuid;

/// The visits of a story are few, so that devices speak of the same one.
const VISITS: usize = 3;

impl Device {
    /// The officer plans a visit, plans it otherwise, or ends it.
    pub fn act_on_visit(&mut self, chance: &mut Chance, now: Instant) {
        if self.outdated || self.ledger_awaited {
            return; // its build knows no visits, or it does not know the list yet
        }
        let visit = VisitId(Uuid::from_u128(1 + chance.below(VISITS) as u128));
        let mut view = self.ledger.clone();
        for sealed in &self.outbox {
            drop(fold(&mut view, sealed));
        }
        let known = planned(&view).any(|known| known.id == visit);
        let event = if known && chance.once_in(2) {
            Event::Ended(End::CalledOff)
        } else {
            Event::Planned(Plan {
                name: "Vừ Thị Dí".into(),
                place: format!("Bản {}", chance.below(100)),
                phone: String::new(),
                procedure: ProcedureCode::new("1.000656"),
                day: None,
            })
        };
        self.record(Fact::Unit(UnitFact::Visit(VisitFact { visit, event })), now);
    }
}

/// The visits that are still to be made.
///
/// # Panics
/// When one cannot be read.
pub(super) fn planned(kept: &Kept) -> impl Iterator<Item = Visit> {
    let visits = kept.iter().filter(|(key, _)| key.starts_with("visit/"));
    visits.map(|(_, value)| from_cbor(value).expect("a visit can be read"))
}
