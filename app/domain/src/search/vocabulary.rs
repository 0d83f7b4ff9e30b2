//! The words of the catalogue, and what a typed word may mean among them.

use std::collections::HashMap;

use super::typing::{keyed, letters, one_slip, sound};

/// A word of the catalogue that a typed word may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    /// The word.
    pub(super) word: u32,
    /// How well it fits: 1 is the same word.
    pub(super) fit: f32,
}

/// Everything that a typed word may mean.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// The best first.
    pub(super) list: Vec<Meant>,
    /// The fit of every word, 0 for most: asked a hundred thousand times for one query.
    fits: Vec<f32>,
}

impl Meanings {
    /// How well a word fits; 0 when it is not meant.
    pub(super) fn fit(&self, word: u32) -> f32 {
        self.fits.get(word as usize).copied().unwrap_or(0.0)
    }
}

/// Words without marks, numbered in the order of their coming.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    bits: Vec<u32>,
    by_word: HashMap<String, u32>,
    by_sound: HashMap<String, Vec<u32>>,
}

/// Fits of the ways in which a word can be met; each worse than the one before.
const SAME: f32 = 1.0;
const KEYED: f32 = 0.92;
const BEGUN: f32 = 0.62;
const SOUND: f32 = 0.74;
const SLIP: f32 = 0.7;
/// A slip counts for less when what was typed is a word by itself.
const WORD_BY_ITSELF: f32 = 0.62;

impl Vocabulary {
    /// The number of a word, new or known.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        if let Some(known) = self.by_word.get(word) {
            return *known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.bits.push(letters(word.as_bytes()));
        self.by_word.insert(word.to_owned(), number);
        self.by_sound.entry(sound(word)).or_default().push(number);
        number
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn get(&self, word: &str) -> Option<u32> {
        self.by_word.get(word).copied()
    }

    /// Everything that a typed word may mean, each once with its best fit.
    ///
    /// `last`: the word may not be typed to its end yet.
    pub(super) fn meant(&self, typed: &str, last: bool) -> Meanings {
        let mut fits = vec![0.0_f32; self.words.len()];
        let mut note = |word: u32, fit: f32| {
            if let Some(best) = fits.get_mut(word as usize) {
                *best = best.max(fit);
            }
        };
        let same = self.get(typed);
        if let Some(word) = same {
            note(word, SAME);
        }
        let weaker = if same.is_some() { WORD_BY_ITSELF } else { 1.0 };
        if same.is_none()
            && let Some(word) = keyed(typed).and_then(|key| self.get(&key))
        {
            note(word, KEYED);
        }
        if last {
            for (word, number) in self.words.iter().zip(0_u32..) {
                if word.len() > typed.len() && word.starts_with(typed) {
                    note(
                        number,
                        (BEGUN + 0.3 * ratio(typed.len(), word.len())) * weaker.max(0.75),
                    );
                }
            }
        }
        if typed.len() >= 2 && !typed.bytes().any(|byte| byte.is_ascii_digit()) {
            for word in self.by_sound.get(&sound(typed)).into_iter().flatten() {
                note(*word, SOUND * weaker);
            }
        }
        if typed.len() >= 3 && !typed.bytes().any(|byte| byte.is_ascii_digit()) {
            let bits = letters(typed.as_bytes());
            for ((word, number), other) in self.words.iter().zip(0_u32..).zip(&self.bits) {
                if (bits ^ other).count_ones() <= 2
                    && word.len().abs_diff(typed.len()) <= 1
                    && word.len() >= 2
                    && one_slip(typed.as_bytes(), word.as_bytes())
                {
                    note(number, SLIP * weaker);
                }
            }
        }
        let noted = fits.iter().zip(0_u32..).filter(|(fit, _)| **fit > 0.0);
        let mut found: Vec<Meant> = noted.map(|(fit, word)| Meant { word, fit: *fit }).collect();
        found.sort_by(|a, b| b.fit.total_cmp(&a.fit).then(a.word.cmp(&b.word)));
        Meanings { list: found, fits }
    }

    /// Cuts a word typed without blanks (`khaisinh`) into known ones, at most four.
    pub(super) fn cut(&self, typed: &str) -> Option<Vec<String>> {
        if typed.len() < 5 || !typed.is_ascii() || self.get(typed).is_some() {
            return None;
        }
        self.cut_rest(typed, 4)
    }

    fn cut_rest(&self, rest: &str, left: usize) -> Option<Vec<String>> {
        if rest.is_empty() {
            return Some(Vec::new());
        }
        if left == 0 {
            return None;
        }
        for at in (2..=rest.len().min(7)).rev() {
            let (head, tail) = rest.split_at(at);
            if self.get(head).is_some()
                && let Some(mut words) = self.cut_rest(tail, left - 1)
            {
                words.insert(0, head.to_owned());
                return Some(words);
            }
        }
        None
    }
}

/// Lengths of words are far below where a float would round.
#[expect(clippy::cast_precision_loss, reason = "a few letters")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
