//! Building the index.

use std::collections::{HashMap, HashSet};

use super::aliases::Aliases;
use super::index::{Entry, Index, Name, Token};
use super::query::{Phrases, SAYS_NOTHING};
use super::vocabulary::Vocabulary;
use crate::text::words;

/// Words of a name after this many count less: titles go on where the matter is told.
const HEAD_WORDS: usize = 12;
const TAIL_WEIGHT: f32 = 0.3;
/// Words in brackets count less.
const BRACKET_WEIGHT: f32 = 0.3;

/// Words met before, with the numbers of their two keys.
type Seen<'t> = HashMap<&'t str, (u32, u32)>;

impl Index {
    /// Builds the index over the entries; aliases of codes that are not there are left out.
    pub fn build(entries: impl IntoIterator<Item = Entry>, aliases: &Aliases) -> Self {
        let mut index = Self {
            entries: entries.into_iter().collect(),
            names: Vec::new(),
            also: Vec::new(),
            vocabulary: Vocabulary::default(),
            toned: HashMap::new(),
            postings: Vec::new(),
            telling: Vec::new(),
            fields: Vec::new(),
            field_words: Vec::new(),
            special: Vec::new(),
            variants: Vec::new(),
            phrases: Phrases::new(aliases),
        };
        index.add_names(aliases);
        index.add_fields();
        index.count();
        index.weigh();
        index.find_special(aliases);
        index
    }

    fn add_names(&mut self, aliases: &Aliases) {
        let entries = core::mem::take(&mut self.entries);
        let mut seen = HashMap::new();
        let mut by_code = HashMap::new();
        for (entry, number) in entries.iter().zip(0_u32..) {
            by_code.insert(entry.code.as_str(), number);
            let tokens = self.tokens(&entry.name, &mut seen);
            self.names.push(Name {
                entry: number,
                also: None,
                tokens,
                weight: 0.0,
            });
        }
        for title in &aliases.title {
            let Some(entry) = by_code.get(title.code.as_str()) else {
                continue;
            };
            for also in &title.also {
                let tokens = self.tokens(also, &mut seen);
                let place = u32::try_from(self.also.len()).ok();
                self.also.push(also.clone());
                self.names.push(Name {
                    entry: *entry,
                    also: place,
                    tokens,
                    weight: 0.0,
                });
            }
        }
        self.entries = entries;
    }

    /// The words of a name; `seen` saves working out a word's keys again.
    fn tokens<'t>(&mut self, name: &'t str, seen: &mut Seen<'t>) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut depth = 0_u32;
        for part in name.split_inclusive(['(', ')']) {
            for raw in part.split(|letter: char| !letter.is_alphanumeric() && !is_mark(letter)) {
                if raw.is_empty() {
                    continue;
                }
                let Some((word, toned)) = self.numbers(raw, seen) else {
                    continue;
                };
                let place = if tokens.len() < HEAD_WORDS {
                    1.0
                } else {
                    TAIL_WEIGHT
                };
                let weight = if depth > 0 {
                    place * BRACKET_WEIGHT
                } else {
                    place
                };
                tokens.push(Token {
                    word,
                    toned,
                    weight,
                });
            }
            depth = if part.ends_with('(') {
                depth + 1
            } else {
                depth.saturating_sub(u32::from(part.ends_with(')')))
            };
        }
        tokens
    }

    fn numbers<'t>(&mut self, raw: &'t str, seen: &mut Seen<'t>) -> Option<(u32, u32)> {
        if let Some(known) = seen.get(raw) {
            return Some(*known);
        }
        let keys = words(raw).into_iter().next()?;
        let next = u32::try_from(self.toned.len()).unwrap_or(u32::MAX);
        let pair = (
            self.vocabulary.add(&keys.folded),
            *self.toned.entry(keys.toned).or_insert(next),
        );
        seen.insert(raw, pair);
        Some(pair)
    }

    fn add_fields(&mut self) {
        let mut known: HashMap<String, u32> = HashMap::new();
        for entry in &self.entries {
            let next = u32::try_from(self.field_words.len()).unwrap_or(u32::MAX);
            let number = *known.entry(entry.field.clone()).or_insert(next);
            if number == next {
                let found = words(&entry.field)
                    .iter()
                    .map(|word| self.vocabulary.add(&word.folded))
                    .collect();
                self.field_words.push(found);
            }
            self.fields.push(number);
        }
    }

    /// Which names hold a word, and how telling that makes it.
    fn count(&mut self) {
        self.postings = vec![Vec::new(); self.vocabulary.len()];
        for (name, number) in self.names.iter().zip(0_u32..) {
            for token in &name.tokens {
                if let Some(list) = self.postings.get_mut(token.word as usize)
                    && list.last() != Some(&number)
                {
                    list.push(number);
                }
            }
        }
        let all = as_float(self.names.len());
        self.telling = self
            .postings
            .iter()
            .map(|list| {
                (1.0 + all / (1.0 + as_float(list.len())))
                    .ln()
                    .clamp(0.6, 6.0)
            })
            .collect();
    }

    fn weigh(&mut self) {
        let filler: HashSet<u32> = self
            .phrases
            .filler()
            .filter_map(|toned| self.toned.get(toned).copied())
            .collect();
        for name in &mut self.names {
            for token in &mut name.tokens {
                token.weight *= self
                    .telling
                    .get(token.word as usize)
                    .copied()
                    .unwrap_or(0.0);
                if filler.contains(&token.toned) {
                    token.weight *= SAYS_NOTHING;
                }
            }
            name.weight = name.tokens.iter().map(|token| token.weight).sum();
        }
    }

    fn find_special(&mut self, aliases: &Aliases) {
        for variant in &aliases.variant {
            let phrase: Option<Vec<u32>> = words(&variant.phrase)
                .iter()
                .map(|word| self.vocabulary.get(&word.folded))
                .collect();
            if let Some(phrase) = phrase {
                self.variants
                    .push((phrase, f32::from(variant.cost) / 100.0));
            }
        }
        self.special = vec![Vec::new(); self.entries.len()];
        for name in self.names.iter().filter(|name| name.also.is_none()) {
            let tokens: Vec<u32> = name.tokens.iter().map(|token| token.word).collect();
            for ((phrase, _), number) in self.variants.iter().zip(0_u16..) {
                if !phrase.is_empty()
                    && tokens
                        .windows(phrase.len())
                        .any(|window| window == phrase.as_slice())
                    && let Some(list) = self.special.get_mut(name.entry as usize)
                {
                    list.push(number);
                }
            }
        }
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Counts of names are far below where a float would round.
#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
pub(super) fn as_float(count: usize) -> f32 {
    count as f32
}
