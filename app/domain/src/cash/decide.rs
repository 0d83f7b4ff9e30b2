//! What an officer may write into a cash book now, as their device knows it.

use super::book::CashBook;
use super::event::{CashFact, Event, check_event};
use super::refusal::Refusal;
use crate::officer::Origin;

/// Rules on a wish: stricter than the fold, which takes in what was written without
/// knowledge of a closing. Gives the book as it is afterwards.
///
/// # Errors
/// [`Refusal`] names the rule that stands against it.
pub fn decide(
    state: Option<&CashBook>,
    fact: &CashFact,
    origin: Origin,
) -> Result<CashBook, Refusal> {
    check_event(&fact.event)?;
    let mut book = state.cloned().unwrap_or_else(|| CashBook::new(fact.key()));
    if book.closed().is_some() {
        match &fact.event {
            // What was counted is handed over afterwards, and may come back.
            Event::HandedOver(_) | Event::Confirmed(_) => {}
            Event::Countered(countered) if book.is_hand_over(countered.line.event()) => {}
            Event::Opened(_) | Event::Took(_) | Event::Countered(_) => {
                return Err(Refusal::Closed);
            }
            Event::Closed(_) => return Err(Refusal::ClosedBefore),
        }
    }
    book.apply(&fact.event, origin)?;
    Ok(book)
}
