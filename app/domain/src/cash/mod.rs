//! The cash book (sổ quỹ): what one officer took in on one day, and where it went.
//!
//! A [`CashBook`] is a fold over its facts: opening, other takings, counter-entries,
//! closing, hand-over. What applicants paid is no fact of it: the payments of the
//! dossiers are its lines as they are, each once whatever device recorded it, and
//! [`Sheet`] puts both together. Nothing is ever edited or deleted; what was wrong is
//! countered by a line that says why.
//!
//! What an officer has taken is taken in however late it comes, also after the closing:
//! the money is in the drawer. What was signed stays, and what came later is told beside
//! it.

mod book;
mod decide;
mod event;
mod refusal;
mod sheet;
#[cfg(test)]
mod tests;

pub use book::{CashBook, CashEntry};
pub use decide::decide;
pub use event::{
    CASH_DONG_MAX, CashFact, CashKey, Closed, Confirmed, Countered, Event, HandedOver, Line,
    Opened, Took, check_event,
};
pub use refusal::Refusal;
pub use sheet::{Closing, Handed, Payment, Sheet, SheetLine, SheetWhat};
