//! Finding a procedure from what people type.
//!
//! [`Index::build`] takes the rows of the catalogue and the everyday words
//! ([`Aliases`], which are data); [`Index::search`] answers with the best hits
//! and the parts of the name to highlight. Pure and small: the same code runs in
//! the browser without a network and behind the command line.

mod aliases;
mod index;

pub use aliases::{Aliases, TitleAlias, Variant, WordAlias};
pub use index::{Entry, Hit, Index, Span};
