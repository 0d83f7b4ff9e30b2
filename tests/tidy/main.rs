//! The house checks itself: arrows, file lengths, rules against tests, forgotten
//! files, words that have no place here.

mod arrows;
mod house;
mod rules;
