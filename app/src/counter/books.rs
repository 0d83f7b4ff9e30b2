//! Books and their numbers, as the pages ask for them.

use super::{HostError, LocalFuture};
use domain::dossier::Dossier;
use domain::form::EntryReference;
use domain::register::{BookKey, BookKind, BookState, Event, LeaseSerial, LeaseState};

/// What an officer does about the numbers that this device holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberWish {
    /// Have some of a kind of book, now and whenever few are left.
    Ask(BookKind),
    /// Give those of a book back, and want none any more.
    GiveBack(BookKey),
    /// Spoil the next one of a book: its paper was ruined before there was an entry.
    Spoil {
        /// Of which book.
        book: BookKey,
        /// Why.
        reason: String,
    },
}

/// What this device holds of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Its leases and entries that wait for a number, by kind of book.
    pub leases: Vec<LeaseState>,
    /// Leases that the server has not signed as they stand here: they are not used.
    pub unsigned: Vec<(BookKey, LeaseSerial)>,
}

/// What a page may ask about books. Each answer has this device's own facts that wait to
/// be sent on top.
pub trait Books {
    /// The unit's books that are open or were closed; of each the head alone, without its
    /// numbers and entries.
    fn open_books(&self) -> LocalFuture<Result<Vec<BookState>, HostError>>;
    /// All of a book; `None` when it is not open.
    fn book(&self, book: BookKey) -> LocalFuture<Result<Option<BookState>, HostError>>;
    /// What this device holds of numbers.
    fn numbers(&self) -> LocalFuture<Result<Numbers, HostError>>;
    /// What the documents of a dossier are called in their book, in their order.
    fn references(
        &self,
        dossier: Dossier,
    ) -> LocalFuture<Result<Vec<Option<EntryReference>>, HostError>>;
    /// Writes a fact of a book down that takes no number from this device.
    fn write_book(&self, book: BookKey, event: Event) -> LocalFuture<Result<(), HostError>>;
    /// Does something about the numbers of this device.
    fn handle_numbers(&self, wish: NumberWish) -> LocalFuture<Result<(), HostError>>;
}
