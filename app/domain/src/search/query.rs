//! Reading a query: words, abbreviations, everyday phrases.

use std::collections::HashMap;

use super::aliases::Aliases;
use super::vocabulary::Vocabulary;
use crate::text::{Word, words};

/// A word of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) folded: String,
    pub(super) toned: String,
    /// Typed with a mark, or taken from a text with marks.
    pub(super) marked: bool,
    /// The query may go on within this word.
    pub(super) last: bool,
}

/// One way to read a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) words: Vec<Typed>,
    /// Less than one for every phrase that was put for another.
    pub(super) trust: f32,
}

const READINGS_MAX: usize = 14;
const QUERY_WORDS_MAX: usize = 24;
const REPLACED: f32 = 0.975;
const GUESSED: f32 = 0.95;
const CUT: f32 = 0.96;
/// Worth of filler words, in queries as in names.
pub(super) const SAYS_NOTHING: f32 = 0.06;
const MAY_SAY_NOTHING: f32 = 0.45;

/// What is typed, and what it stands for.
type Alternative = (Vec<Word>, Vec<Word>);

/// Abbreviations and phrases, by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    by_first: HashMap<String, Vec<Alternative>>,
    /// By the word without marks, the words with marks that say nothing.
    filler: HashMap<String, Vec<String>>,
}

impl Phrases {
    pub(super) fn new(aliases: &Aliases) -> Self {
        let mut by_first: HashMap<String, Vec<Alternative>> = HashMap::new();
        for alias in &aliases.word {
            for from in alias.from.iter().map(|from| words(from)) {
                let Some(first) = from.first().map(|word| word.folded.clone()) else {
                    continue;
                };
                let list = by_first.entry(first).or_default();
                list.extend(alias.to.iter().map(|to| (from.clone(), words(to))));
            }
        }
        let mut filler: HashMap<String, Vec<String>> = HashMap::new();
        for word in aliases.filler.iter().flat_map(|text| words(text)) {
            filler.entry(word.folded).or_default().push(word.toned);
        }
        Self { by_first, filler }
    }

    /// What a typed word is worth: less when it says nothing, or may say nothing.
    pub(super) fn worth(&self, typed: &Typed) -> f32 {
        match self.filler.get(&typed.folded) {
            None => 1.0,
            Some(toned) if toned.contains(&typed.toned) => SAYS_NOTHING,
            // `tu` may be `từ` or `tư`; `tử` is not.
            Some(_) if typed.marked => 1.0,
            Some(_) => MAY_SAY_NOTHING,
        }
    }

    /// The words with marks that say nothing.
    pub(super) fn filler(&self) -> impl Iterator<Item = &str> {
        self.filler.values().flatten().map(String::as_str)
    }

    /// All readings of a query, the literal one first.
    pub(super) fn readings(&self, query: &str, vocabulary: &Vocabulary) -> Vec<Reading> {
        let typed = words(query);
        let ended = query.ends_with(char::is_whitespace);
        let count = typed.len().min(QUERY_WORDS_MAX);
        let literal: Vec<Typed> = typed
            .iter()
            .take(count)
            .enumerate()
            .map(|(at, word)| typed_word(word, !ended && at + 1 == count))
            .collect();
        let mut readings = vec![Reading {
            words: literal,
            trust: 1.0,
        }];
        let mut next = 0;
        while let Some(reading) = readings.get(next).cloned() {
            next += 1;
            for at in 0..reading.words.len() {
                for other in self.replaced(&reading, at, vocabulary) {
                    if readings.len() < READINGS_MAX
                        && !readings.iter().any(|known| known.words == other.words)
                    {
                        readings.push(other);
                    }
                }
            }
        }
        readings
    }

    /// The reading with the phrase that begins at `at` put for what it stands for.
    fn replaced(&self, reading: &Reading, at: usize, vocabulary: &Vocabulary) -> Vec<Reading> {
        let mut found = Vec::new();
        let Some(first) = reading.words.get(at) else {
            return found;
        };
        let put = |len: usize, words: Vec<Typed>, trust: f32| {
            let rest = reading.words.iter();
            let words = rest
                .clone()
                .take(at)
                .cloned()
                .chain(words)
                .chain(rest.skip(at + len).cloned())
                .collect();
            Reading {
                words,
                trust: reading.trust * trust,
            }
        };
        for (from, to) in self.by_first.get(&first.folded).into_iter().flatten() {
            let here = reading.words.get(at..at + from.len()).unwrap_or_default();
            let already = to.len() > from.len() && holds(&reading.words, to);
            if here.len() == from.len()
                && here
                    .iter()
                    .zip(from)
                    .all(|(typed, word)| stands(typed, word))
                && !already
            {
                let words = to.iter().map(|word| typed_word(word, false)).collect();
                // One word without its marks may well be another word.
                let guess = here.len() == 1
                    && from.iter().any(|word| word.toned != word.folded)
                    && !first.marked;
                found.push(put(
                    from.len(),
                    words,
                    if guess { GUESSED } else { REPLACED },
                ));
            }
        }
        if let Some(cut) = vocabulary.cut(&first.folded) {
            let last = first.last;
            let words = cut
                .iter()
                .flat_map(|word| words(word))
                .map(|word| typed_word(&word, last))
                .collect();
            found.push(put(1, words, CUT));
        }
        found
    }
}

/// Whether the reading has the words in this order already.
fn holds(reading: &[Typed], words: &[Word]) -> bool {
    reading.windows(words.len()).any(|window| {
        window
            .iter()
            .zip(words)
            .all(|(typed, word)| typed.folded == word.folded)
    })
}

/// A word with marks has to have the right ones.
fn stands(typed: &Typed, word: &Word) -> bool {
    typed.folded == word.folded && (!typed.marked || typed.toned == word.toned)
}

fn typed_word(word: &Word, last: bool) -> Typed {
    Typed {
        folded: word.folded.clone(),
        toned: word.toned.clone(),
        marked: word.toned != word.folded,
        last,
    }
}
