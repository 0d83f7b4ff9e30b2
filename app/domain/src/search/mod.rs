//! Finding a procedure from what people type.
//!
//! [`Index::build`] takes the rows of the catalogue and the everyday words
//! ([`Aliases`], which are data); [`Index::search`] answers with the best hits
//! and the parts of the name to highlight. Pure and small: the same code runs in
//! the browser without a network and behind the command line.
//!
//! A query goes through four rooms. `query` reads it: words, abbreviations and
//! everyday phrases give several *readings*. `vocabulary` finds for each word the
//! words of the catalogue it may mean: the same, begun, mistyped. `score` weighs
//! a reading against a name: how much of the query is found, in what order, how
//! much of the name is covered. `rank` gathers, sets the special forms back and
//! the commune's own in front.

mod aliases;
mod build;
mod code;
mod index;
mod query;
mod rank;
mod score;
mod spans;
mod typing;
mod vocabulary;

pub use aliases::{Aliases, TitleAlias, Variant, WordAlias};
pub use index::{Entry, Hit, Index, Span};
