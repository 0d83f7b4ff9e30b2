//! Registers (sổ): books, volumes, numbers, and leases for giving numbers offline.
//!
//! A number on paper is final, so a device gives only what the server leased to it.
//! [`BookState`] is the book in the server's eyes, a fold over [`Event`]s;
//! [`LeaseState`] is a device's leases. Between them no number is given twice, and from
//! the first to the highest each is used, leased, out of use with a reason, or in a
//! named conflict (I5). Three rules carry that:
//!
//! - A device says of each number what it did with it, in order, and a number of a
//!   lease that was reclaimed is never leased again: what a lost device put on paper can
//!   only ever meet an empty place.
//! - Only a device's own word, [`Event::GivenBack`], makes numbers free again. What it
//!   gave back it never takes in again, for serials of leases only grow.
//! - What comes late is taken in and held for a person, not refused: the paper exists.
//!   Where it needs a number and the book is closed, a person opens that again.
//!
//! The figures (how many numbers a lease has, how many a volume) are data, [`BookPolicy`];
//! a kind of book is a line of it. The civil status registers are not kept here: of them
//! there are only drafts and a list for reconciliation, [`CivilDraft`].

mod book;
mod civil;
mod close;
mod device;
mod entry;
mod event;
mod form;
mod grant;
mod lease;
mod line;
mod news;
mod parts;
mod policies;
mod policy;
mod print;
mod problem;
mod recover;
mod refusal;
mod reopen;
mod settle;
mod standing;
mod state;
mod supply;
#[cfg(test)]
mod tests;
mod write;

pub use book::{BookKey, BookKind, NUMBER_MAX, Number, Run, Volume, VolumeNumber};
pub use civil::{CivilDraft, CivilStep, Official};
pub use close::{Closing, Counts, Missing, VolumeCount};
pub use device::{LeaseState, PROVISIONAL_MAX, Remaining, Waiting};
pub use entry::{Entry, Subject};
pub use event::{
    Asking, BookFact, Entered, EnteredProvisionally, Event, GivenBack, Numbered, Opened,
    PRINTED_NUMBERS_MAX, Printed, Reclaimed, Reopened, Settled, Settlement, SpoiledNumber,
    Withdrawn, check_event,
};
pub use form::{FinalNumber, NumberForm, ProvisionalReference, Reference};
pub use grant::LEASES_PER_RENEWAL_MAX;
pub use lease::{Grant, Lease, LeaseEnd, LeaseNews, LeaseRecord, LeaseSeal, LeaseSerial, Leased};
pub use line::PolicyLine;
pub use parts::{BookHead, BookLine, Needs};
pub use policies::{Policies, PolicyLines};
pub use policy::{
    BookPolicy, BookRules, Keeping, LEASE_NUMBERS_MAX, LeaseSize, VOLUME_ENTRIES_MAX,
};
pub use print::PrintLine;
pub use problem::{LineError, Problem, Rejected};
pub use refusal::Refusal;
pub use reopen::FormerClosing;
pub use standing::{Cause, Claim, Conflict, Spoiled, Standing, Void, VoidReason};
pub use state::{BookState, Provisional, ProvisionalEnd, Whereabouts};
