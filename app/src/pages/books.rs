//! `/so`: the registers that are kept here, and `/so/{year}/{kind}`: one of them.
//!
//! The rules are `domain::register`'s; a page shows what a book tells and writes facts
//! down. A new thing to do is a variant of [`act::Act`], its fields in [`read`].

mod act;
mod address;
mod closing;
mod conflicts;
mod counts;
mod desk;
mod device;
mod focus;
mod form;
mod here;
mod leases;
mod line;
mod lines;
mod list;
mod page;
mod print;
mod printing;
mod read;
mod supervisor;
mod waiting;
mod window;

pub use list::BooksPage;
pub use page::BookPage;
