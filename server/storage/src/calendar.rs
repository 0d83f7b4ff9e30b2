//! Calendar data that was imported. What comes with the program is not stored: a later
//! program may know better.

use crate::error::StorageError;
use async_trait::async_trait;
use domain::calendar::Entry;

/// An imported line of calendar data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRecord {
    /// What it is about; of two with one slot only the later one holds.
    pub slot: String,
    /// The line.
    pub entry: Entry,
}

/// The imported calendar, which belongs to no unit: an entry names whom it is for.
#[async_trait]
pub trait CalendarStore {
    /// Every entry, in order of slots. A writing transaction keeps other writers out
    /// until it ends: an import decides on what is there.
    async fn calendar(&mut self) -> Result<Vec<CalendarRecord>, StorageError>;

    /// Writes entries, replacing those with the same slot.
    async fn put_calendar(&mut self, records: &[CalendarRecord]) -> Result<(), StorageError>;
}
