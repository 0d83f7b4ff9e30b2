//! A day at the counter, and what holds of every day.

use super::*;
use crate::dossier::LocalCode;
use crate::hybrid::HybridTime;
use crate::id::{DeviceId, DossierId, EventId, OfficerId};
use crate::instant::{Day, Instant};
use crate::officer::Origin;
use proptest::prelude::*;
use uuid::Uuid;

const LAN: OfficerId = OfficerId(Uuid::from_u128(1));
const PAO: OfficerId = OfficerId(Uuid::from_u128(2));
/// 08:00 on 23 November 2026 in Viet Nam.
const MORNING: i64 = 1_795_395_600_000;

fn key(officer: OfficerId) -> CashKey {
    CashKey {
        day: Day::from_ymd(2026, 11, 23).unwrap(),
        officer,
    }
}

/// A fact's origin: the event's number is also its minute.
fn origin(officer: OfficerId, number: u32) -> Origin {
    let at = Instant(MORNING + i64::from(number) * 60_000);
    Origin {
        event: EventId(Uuid::from_u128(u128::from(number))),
        officer,
        device: DeviceId(Uuid::from_u128(9)),
        time: HybridTime::of(at),
    }
}

fn event(number: u32) -> EventId {
    origin(LAN, number).event
}

fn payment(officer: OfficerId, number: u32, amount_dong: u64) -> Payment {
    Payment {
        dossier: DossierId(Uuid::from_u128(u128::from(number) + 1_000)),
        code: LocalCode(format!("H99.99.01-261123-A{number:04}-0")),
        applicant: "Giàng A Páo".into(),
        origin: origin(officer, number),
        amount_dong,
    }
}

fn took(amount_dong: u64) -> Event {
    Event::Took(Took {
        amount_dong,
        what: "bán mẫu đơn".into(),
    })
}

fn countered(line: Line, amount_dong: u64) -> Event {
    Event::Countered(Countered {
        line,
        amount_dong,
        reason: "ghi nhầm".into(),
    })
}

fn closed(counted_dong: u64, expected_dong: i64) -> Event {
    Event::Closed(Closed {
        counted_dong,
        expected_dong,
        reason: "đếm thiếu".into(),
    })
}

fn handed(to: OfficerId, amount_dong: u64) -> Event {
    Event::HandedOver(HandedOver {
        to,
        amount_dong,
        note: String::new(),
    })
}

fn confirmed(number: u32) -> Event {
    Event::Confirmed(Confirmed {
        hand_over: event(number),
    })
}

fn write(book: &mut CashBook, by: OfficerId, number: u32, event: Event) -> Result<(), Refusal> {
    let fact = CashFact::new(book.key, event);
    *book = decide(Some(book), &fact, origin(by, number))?;
    Ok(())
}

/// Three payments, a counter-entry, a closing that lacks something, a hand-over.
#[test]
fn a_day_from_opening_to_hand_over() {
    let payments = [
        payment(LAN, 2, 42_000),
        payment(LAN, 3, 10_000),
        payment(LAN, 4, 8_000),
        payment(LAN, 2, 42_000),
        payment(PAO, 5, 99_000),
    ];
    let mut book = CashBook::new(key(LAN));
    write(
        &mut book,
        LAN,
        1,
        Event::Opened(Opened {
            amount_dong: 100_000,
        }),
    )
    .unwrap();
    let sheet = Sheet::read(book.key, core::slice::from_ref(&book), &payments);
    assert_eq!(
        sheet.balance(),
        160_000,
        "each payment once, and no other officer's"
    );
    let line = sheet.line(event(3)).unwrap().as_line().unwrap();
    write(&mut book, LAN, 6, countered(line, 10_000)).unwrap();
    let again = write(&mut book, LAN, 7, countered(line, 1));
    assert_eq!(again, Err(Refusal::MoreThanLine { left: 0 }));
    write(&mut book, LAN, 8, closed(149_000, 150_000)).unwrap();
    for late in [took(1), closed(150_000, 150_000), countered(line, 1)] {
        assert!(write(&mut book, LAN, 9, late).is_err());
    }
    write(&mut book, LAN, 10, handed(PAO, 149_000)).unwrap();

    let mut books = [book, CashBook::new(key(PAO))];
    let theirs = Sheet::read(key(PAO), &books, &payments);
    assert_eq!((theirs.balance(), theirs.to_confirm.len()), (99_000, 1));
    assert_eq!(
        write(&mut books[0], LAN, 11, confirmed(10)),
        Err(Refusal::NotForYou)
    );
    write(&mut books[0], PAO, 12, confirmed(10)).unwrap();
    let theirs = Sheet::read(key(PAO), &books, &payments);
    assert_eq!((theirs.balance(), theirs.to_confirm.len()), (248_000, 0));

    let sheet = Sheet::read(key(LAN), &books, &payments);
    let amounts: Vec<i64> = sheet.lines.iter().map(|line| line.amount).collect();
    assert_eq!(amounts, [100_000, 42_000, 10_000, 8_000, -10_000, -149_000]);
    let closing = sheet.closing.clone().unwrap();
    assert_eq!((closing.closed.counted_dong, closing.late), (149_000, 0));
    assert_eq!((sheet.balance(), sheet.carried()), (1_000, 0));
}

/// K6: two devices of one officer on one day.
#[test]
fn k6_what_two_devices_of_one_officer_say_alike_is_said_once() {
    let mut book = CashBook::new(key(LAN));
    let open = |amount_dong| Event::Opened(Opened { amount_dong });
    book.apply(&open(5_000), origin(LAN, 1)).unwrap();
    book.apply(&open(5_000), origin(LAN, 2)).unwrap();
    let other = book.apply(&open(6_000), origin(LAN, 3));
    assert_eq!(other, Err(Refusal::OpenedBefore));
    book.apply(&closed(5_000, 5_000), origin(LAN, 4)).unwrap();
    book.apply(&closed(5_000, 5_000), origin(LAN, 5)).unwrap();
    let other = book.apply(&closed(7_000, 5_000), origin(LAN, 6));
    assert_eq!(other, Err(Refusal::ClosedBefore));
    assert_eq!(book.entries.len(), 2);
    // What the other device took before it knew of the closing is taken in, and told.
    book.apply(&took(2_000), origin(LAN, 3)).unwrap();
    let payments = [payment(LAN, 20, 1_000)];
    let sheet = Sheet::read(book.key, core::slice::from_ref(&book), &payments);
    assert_eq!(sheet.closing.as_ref().unwrap().late, 3_000);
    assert_eq!((sheet.balance(), sheet.carried()), (8_000, 8_000));
}

#[test]
fn a_hand_over_comes_back_whole_until_it_is_confirmed() {
    let mut book = CashBook::new(key(LAN));
    write(&mut book, LAN, 1, took(9_000)).unwrap();
    assert_eq!(
        write(&mut book, LAN, 2, handed(LAN, 1)),
        Err(Refusal::ToOneself)
    );
    write(&mut book, LAN, 3, closed(9_000, 9_000)).unwrap();
    write(&mut book, LAN, 4, handed(PAO, 9_000)).unwrap();
    let line = Line::Entry(event(4));
    let part = write(&mut book, LAN, 5, countered(line, 4_000));
    assert_eq!(part, Err(Refusal::MoreThanLine { left: 9_000 }));
    write(&mut book, LAN, 6, countered(line, 9_000)).unwrap();
    assert_eq!(
        write(&mut book, PAO, 7, confirmed(4)),
        Err(Refusal::HandOverEnded)
    );
    let books = [book.clone()];
    assert!(Sheet::read(key(PAO), &books, []).to_confirm.is_empty());
    assert_eq!(Sheet::read(key(LAN), &books, []).carried(), 9_000);
    write(&mut book, LAN, 8, handed(PAO, 9_000)).unwrap();
    write(&mut book, PAO, 9, confirmed(8)).unwrap();
    let late = write(&mut book, LAN, 10, countered(Line::Entry(event(8)), 9_000));
    assert_eq!(late, Err(Refusal::HandOverEnded));
}

#[test]
fn bad_facts_are_refused_by_name() {
    let mut book = CashBook::new(key(LAN));
    let max = CASH_DONG_MAX;
    let silent = Event::Countered(Countered {
        line: Line::Entry(event(1)),
        amount_dong: 1,
        reason: " ".into(),
    });
    let unexplained = Event::Closed(Closed {
        counted_dong: 1,
        expected_dong: 2,
        reason: String::new(),
    });
    let shapeless = Event::Took(Took {
        amount_dong: 1,
        what: "a\u{202e}b".into(),
    });
    let cases = [
        (took(0), Refusal::AmountMissing),
        (took(max + 1), Refusal::AmountOutOfRange { max }),
        (handed(PAO, 0), Refusal::AmountMissing),
        (silent, Refusal::ReasonMissing),
        (unexplained, Refusal::ReasonMissing),
        (shapeless, Refusal::UnseenCharacter),
        (countered(Line::Entry(event(1)), 1), Refusal::NoSuchLine),
    ];
    for (event, refusal) in cases {
        assert_eq!(write(&mut book, LAN, 1, event), Err(refusal));
    }
    assert_eq!(write(&mut book, PAO, 1, took(1)), Err(Refusal::OthersBook));
    assert!(book.entries.is_empty());
}

/// One wish of a made-up day.
#[derive(Clone, Debug)]
enum Wish {
    Pay(u64),
    Take(u64),
    Counter(prop::sample::Index, u64),
    Close,
    HandOver(u64),
}

fn wish() -> impl Strategy<Value = Wish> {
    let amount = 1_u64..100_000;
    prop_oneof![
        amount.clone().prop_map(Wish::Pay),
        amount.clone().prop_map(Wish::Take),
        (any::<prop::sample::Index>(), amount.clone())
            .prop_map(|(line, amount)| Wish::Counter(line, amount)),
        Just(Wish::Close),
        amount.prop_map(Wish::HandOver),
    ]
}

proptest! {
    /// Whatever is tried: the balance is the sum of the lines, no line gives back more
    /// than it is, no fact is told twice, and a closing explains what comes after it.
    #[test]
    fn a_book_adds_up(wishes in proptest::collection::vec(wish(), 0..40)) {
        let mut book = CashBook::new(key(LAN));
        let mut payments = Vec::new();
        for (number, wish) in (1_u32..).zip(wishes) {
            let sheet = Sheet::read(book.key, core::slice::from_ref(&book), &payments);
            let event = match wish {
                Wish::Pay(dong) => {
                    payments.push(payment(LAN, number, dong));
                    continue;
                }
                Wish::Take(dong) => took(dong),
                Wish::Counter(at, dong) => {
                    let lines: Vec<Line> = sheet.lines.iter().filter_map(SheetLine::as_line).collect();
                    if lines.is_empty() { continue; }
                    countered(*at.get(&lines), dong)
                }
                Wish::Close => closed(7, sheet.balance()),
                Wish::HandOver(dong) => handed(PAO, dong),
            };
            let before = book.clone();
            if write(&mut book, LAN, number, event).is_err() {
                prop_assert_eq!(&before, &book);
            }
        }
        // The same payments told again change nothing.
        let twice = [payments.clone(), payments.clone()].concat();
        let sheet = Sheet::read(book.key, core::slice::from_ref(&book), &twice);
        let sum: i64 = sheet.lines.iter().map(|line| line.amount).sum();
        prop_assert_eq!(sheet.balance(), sum);
        let told: std::collections::BTreeSet<EventId> =
            sheet.lines.iter().map(|line| line.origin.event).collect();
        prop_assert_eq!(told.len(), sheet.lines.len());
        for line in &sheet.lines {
            prop_assert!(line.left_dong <= line.amount.unsigned_abs());
        }
        if let Some(closing) = &sheet.closing {
            let late: i64 = sheet.lines.iter()
                .filter(|line| line.origin.time > closing.origin.time)
                .filter(|line| matches!(line.what, SheetWhat::Payment(_) | SheetWhat::Took(_)))
                .map(|line| line.amount)
                .sum();
            prop_assert_eq!(closing.late, late);
        } else {
            prop_assert_eq!(sheet.carried(), sheet.balance());
        }
    }
}
