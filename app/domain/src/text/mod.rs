//! Vietnamese text: one way of storing it, and keys for finding it.
//!
//! Stored text is NFC with plain blanks ([`clean`]); a person's name is never
//! rewritten beyond that. Everything that ignores tones, spelling habits or
//! case happens in a *key* made for comparison: [`fold`] without marks,
//! [`toned`] with them.

mod clean;
mod fold;
mod nfc;
mod spell;
mod table;

pub use clean::{clean, clean_lines, has_unseen};
pub use fold::{Word, fold, fold_word, toned, words};
pub use nfc::nfc;
pub use spell::{capital, spell, spell_day, spell_dong};
