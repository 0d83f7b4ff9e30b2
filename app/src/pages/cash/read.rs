//! From what was typed to a fact, or to what is wrong with it.

use super::act::Act;
use crate::pages::typed;
use domain::cash::{
    Closed, Countered, Event, HandedOver, Opened, Refusal, Sheet, Took, check_event,
};
use domain::id::OfficerId;
use domain::text::clean_lines;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The amount is no amount: below zero, with other signs, or beyond any.
    Amount,
    /// Nobody was chosen.
    Nobody,
    /// A rule of the cash book.
    Rule(Refusal),
}

/// The fact that an act and what was typed come to.
pub(super) fn event(
    act: Act,
    sheet: &Sheet,
    amount: &str,
    words: &str,
    to: Option<OfficerId>,
) -> Result<Event, Wrong> {
    let amount_dong = match act {
        Act::Counter {
            left, whole: true, ..
        } => left,
        Act::Open | Act::Take | Act::Counter { .. } | Act::Close | Act::HandOver => {
            typed::amount(amount).ok_or(Wrong::Amount)?
        }
    };
    let words = clean_lines(words);
    let event = match act {
        Act::Open => Event::Opened(Opened { amount_dong }),
        Act::Take => Event::Took(Took {
            amount_dong,
            what: words,
        }),
        Act::Counter { line, left, .. } => {
            if amount_dong > left {
                return Err(Wrong::Rule(Refusal::MoreThanLine { left }));
            }
            Event::Countered(Countered {
                line,
                amount_dong,
                reason: words,
            })
        }
        Act::Close => Event::Closed(Closed {
            counted_dong: amount_dong,
            expected_dong: sheet.balance(),
            reason: words,
        }),
        Act::HandOver => {
            let left = u64::try_from(sheet.carried()).unwrap_or(0);
            if amount_dong > left {
                return Err(Wrong::Rule(Refusal::MoreThanDrawer { left }));
            }
            Event::HandedOver(HandedOver {
                to: to.ok_or(Wrong::Nobody)?,
                amount_dong,
                note: words,
            })
        }
    };
    check_event(&event).map_err(Wrong::Rule)?;
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::{Act, Wrong, event};
    use domain::cash::{CashKey, Event, Refusal, Sheet};
    use domain::id::OfficerId;
    use domain::instant::Day;

    fn sheet() -> Sheet {
        let key = CashKey {
            day: Day::from_ymd(2026, 11, 23).unwrap(),
            officer: "00000000-0000-0000-0000-000000000001"
                .parse::<OfficerId>()
                .unwrap(),
        };
        Sheet::read(key, &[], [])
    }

    fn read(act: Act, amount: &str, words: &str) -> Result<Event, Wrong> {
        event(act, &sheet(), amount, words, None)
    }

    #[test]
    fn bad_input_is_told_and_never_read_as_something_else() {
        for amount in ["-5", "", "tám", "1,5", "99999999999999999999"] {
            assert_eq!(
                read(Act::Take, amount, "tiền"),
                Err(Wrong::Amount),
                "{amount}"
            );
        }
        let rule = |refusal| Err(Wrong::Rule(refusal));
        assert_eq!(read(Act::Take, "0", "x"), rule(Refusal::AmountMissing));
        assert_eq!(read(Act::Take, "5.000", " "), rule(Refusal::ReasonMissing));
        assert_eq!(read(Act::Close, "5.000", ""), rule(Refusal::ReasonMissing));
        let beyond = Refusal::MoreThanDrawer { left: 0 };
        assert_eq!(read(Act::HandOver, "1", ""), rule(beyond));
        assert_eq!(read(Act::HandOver, "0", ""), Err(Wrong::Nobody));
        assert!(read(Act::Close, "0", "").is_ok());
    }
}
