//! Stories of cash books.

use super::contract::{Told, unit};
use super::pen::{NOW, OFFICER, Pen, dossier};
use crate::ledger::whole_ledger;
use crate::transaction::{Access, Storage};
use domain::cash::{
    CashFact, CashKey, Closed, Confirmed, Countered, Event, HandedOver, Line, Opened, Refusal, Took,
};
use domain::fact::{Fact, UnitFact};
use domain::id::OfficerId;
use domain::instant::Day;
use std::sync::Arc;
use sync::envelope::Sealed;
use sync::ruling::{RefusalReason, Ruling};
use uuid::Uuid;

impl Pen {
    /// Seals a fact of the officer's book of the stories' day.
    pub fn seal_cash(&mut self, event: Event) -> Sealed {
        let day = NOW.day().expect("a possible day");
        self.seal_fact(of_day(day, event))
    }
}

fn of_day(day: Day, event: Event) -> Fact {
    let key = CashKey {
        day,
        officer: OFFICER,
    };
    Fact::Unit(UnitFact::Cash(CashFact::new(key, event)))
}

fn refused(refusal: Refusal) -> Ruling {
    let reason = RefusalReason::Cash(refusal);
    Ruling::Refused { reason }
}

fn took(amount_dong: u64) -> Event {
    Event::Took(Took {
        amount_dong,
        what: "Bán mẫu đơn".into(),
    })
}

/// Lines of two devices of one officer stand in one book, and a payment of a dossier is
/// taken back there; the same opening again has no effect, another is refused, and what
/// came without knowledge of the closing stays.
pub async fn k6_an_officers_devices_write_one_book(storage: Arc<dyn Storage>) -> Told {
    let mut shared = Pen::register(&storage, &unit(), 1).await?;
    let mut phone = Pen::register(&storage, &unit(), 2).await?;
    let opened = |amount_dong| Event::Opened(Opened { amount_dong });
    let first = [
        shared.seal_cash(opened(50_000)),
        shared.seal_cash(took(8_000)),
    ];
    let second = [
        phone.seal_cash(opened(50_000)),
        phone.seal_cash(opened(60_000)),
        phone.seal_cash(took(2_000)),
    ];
    shared.send(0, &[&first[0], &first[1]]).await?;
    let outcome = phone.send(0, &second.iter().collect::<Vec<_>>()).await?;
    let accepted = |position| Ruling::Accepted { position };
    assert_eq!(
        outcome.rulings,
        [accepted(3), refused(Refusal::OpenedBefore), accepted(4)]
    );
    let payment = Line::Payment {
        dossier: dossier(1),
        event: first[0].envelope.event_id,
        amount_dong: 4_000,
    };
    let back = |line, amount_dong| {
        Event::Countered(Countered {
            line,
            amount_dong,
            reason: "Thu nhầm".into(),
        })
    };
    let own = Line::Entry(first[1].envelope.event_id);
    let third = [
        shared.seal_cash(back(own, 9_000)),
        shared.seal_cash(back(payment, 4_000)),
        shared.seal_cash(Event::Closed(Closed {
            counted_dong: 56_000,
            expected_dong: 56_000,
            reason: String::new(),
        })),
    ];
    let outcome = shared.send(0, &third.iter().collect::<Vec<_>>()).await?;
    let more = refused(Refusal::MoreThanLine { left: 8_000 });
    assert_eq!(outcome.rulings, [more, accepted(5), accepted(6)]);
    let late = phone.seal_cash(took(1_000));
    assert_eq!(phone.send(0, &[&late]).await?.rulings, [accepted(7)]);
    Ok(())
}

/// Facts that are no officer's own, or not whole, do not enter, and leave the ledger as it
/// was; of a book only its own value changes.
pub async fn u2_a_fact_of_a_cash_book_is_judged(storage: Arc<dyn Storage>) -> Told {
    let mut pen = Pen::register(&storage, &unit(), 1).await?;
    let handed = pen.seal_cash(Event::HandedOver(HandedOver {
        to: OfficerId(Uuid::from_u128(8)),
        amount_dong: 4_000,
        note: String::new(),
    }));
    let word = Confirmed {
        hand_over: handed.envelope.event_id,
    };
    let wrong = [
        pen.seal_cash(took(0)),
        pen.seal_cash(Event::Confirmed(word)),
        pen.seal_cash(Event::HandedOver(HandedOver {
            to: OFFICER,
            amount_dong: 1,
            note: String::new(),
        })),
    ];
    let all = [&handed, &wrong[0], &wrong[1], &wrong[2]];
    let outcome = pen.send(0, &all).await?;
    assert_eq!(
        outcome.rulings,
        [
            Ruling::Accepted { position: 1 },
            refused(Refusal::AmountMissing),
            refused(Refusal::NotForYou),
            refused(Refusal::ToOneself),
        ]
    );
    let other = Day::from_ymd(2026, 11, 24).ok_or("no such day")?;
    let other = pen.seal_fact(of_day(other, took(5_000)));
    pen.send(0, &[&other]).await?;
    let mut tx = storage.begin(Access::Read).await?;
    let whole = whole_ledger(&mut *tx, &unit()).await?;
    let days: Vec<_> = whole.rows.iter().map(|(key, _)| &key[..15]).collect();
    assert_eq!(days, ["cash/2026-11-22", "cash/2026-11-24"]);
    Ok(())
}
