//! Facts of cash books.

use super::{Sample, day, of_schema};
use domain::cash::{self, CashFact, Closed, Confirmed, Countered, HandedOver, Line, Opened, Took};
use domain::fact::{Fact, UnitFact};
use domain::id::{DossierId, EventId, OfficerId};
use uuid::Uuid;

fn cash(event: cash::Event) -> Fact {
    let officer = OfficerId(Uuid::from_u128(3));
    Fact::Unit(UnitFact::Cash(CashFact {
        day: day(),
        officer,
        event,
    }))
}

fn countered(line: Line) -> Fact {
    cash(cash::Event::Countered(Countered {
        line,
        amount_dong: 2_000,
        reason: "thu nhầm".into(),
    }))
}

pub(super) fn samples() -> Vec<Sample> {
    let event = EventId(Uuid::from_u128(5));
    let payment = Line::Payment {
        dossier: DossierId(Uuid::from_u128(4)),
        event,
        amount_dong: 8_000,
    };
    let closed = |reason: &str| Closed {
        counted_dong: 56_000,
        expected_dong: -1_000,
        reason: reason.into(),
    };
    of_schema(
        3,
        vec![
            (
                "cash opened",
                cash(cash::Event::Opened(Opened {
                    amount_dong: 50_000,
                })),
            ),
            (
                "cash took",
                cash(cash::Event::Took(Took {
                    amount_dong: 8_000,
                    what: "Bán mẫu đơn".into(),
                })),
            ),
            ("cash countered, a payment", countered(payment)),
            ("cash countered, an entry", countered(Line::Entry(event))),
            (
                "cash closed",
                cash(cash::Event::Closed(closed("thiếu tiền lẻ"))),
            ),
            (
                "cash handed_over",
                cash(cash::Event::HandedOver(HandedOver {
                    to: OfficerId(Uuid::from_u128(7)),
                    amount_dong: 56_000,
                    note: "cuối ngày".into(),
                })),
            ),
            (
                "cash confirmed",
                cash(cash::Event::Confirmed(Confirmed { hand_over: event })),
            ),
        ],
    )
}
