//! The legal calendar: which days and hours are worked, and from what that follows.
//!
//! Everything in it is dated data, [`Entry`] by [`Entry`]: hours of work, feasts,
//! days in lieu, exchanged days, closures, and the [`Policy`] by which limits are
//! counted. What no data lists is computed from the feasts and says so in its
//! [`Status`]. An answer holds for the data that was put in, no more.
//!
//! A new kind of entry is a variant of [`What`] and an arm in `Entry::read`.

mod book;
mod days;
mod entry;
mod feast;
mod kind;
mod lunar;
mod policy;
mod problem;
mod sky;
mod week;
mod year;

pub use book::{Calendar, CalendarLines, Put};
pub use days::{CLOSED_DAYS_MAX, Days, Open};
pub use entry::{Entry, Fact, What};
pub use feast::{Cycle, Feast, Shape};
pub use kind::{DayKind, Status};
pub use lunar::{LunarDay, YEARS};
pub use policy::{DueAt, Policy, Rule};
pub use problem::{CalendarError, Contradiction, EntryError, Origin, Problem, Rejected};
pub use week::{Clock, Session, WEEKDAYS, Week};
pub use year::{Mark, Marks};
