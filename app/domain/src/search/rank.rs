//! From readings to hits.

use std::collections::HashMap;
use std::rc::Rc;

use super::build::as_float;
use super::code;
use super::index::{Hit, Index};
use super::query::Reading;
use super::score::{Sought, score};
use super::spans;
use super::vocabulary::{Meanings, Meant};

/// Names that are weighed closely for one reading.
const CLOSE_LOOKS_MAX: usize = 160;
const COMMUNE: f32 = 0.055;
const NO_WAIT: f32 = 0.02;
const NARROW: f32 = -0.05;
/// A word that the catalogue does not have tells little about what is sought.
const UNKNOWN_WEIGHT: f32 = 2.0;
/// When even the best hit is below this, nothing really matches.
const WORTH_SHOWING: f32 = 0.53;

/// The best that was found for an entry.
#[derive(Debug, Clone, Copy)]
struct Best {
    score: f32,
    name: u32,
    reading: usize,
}

impl Index {
    /// The best hits, best first; none when nothing really matches.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = crate::text::clean(query);
        if let Some(hits) = code::search(self, &query, limit) {
            return hits;
        }
        let readings = self.phrases.readings(&query, &self.vocabulary);
        let mut meanings: HashMap<(String, bool), Rc<Meanings>> = HashMap::new();
        let mut sought: Vec<Vec<Sought>> = Vec::with_capacity(readings.len());
        let mut best: HashMap<u32, Best> = HashMap::new();
        for (number, reading) in readings.iter().enumerate() {
            let words = self.sought(reading, &mut meanings);
            let asked = self.asked(&words);
            for name in self.candidates(&words) {
                self.weigh_name(name, number, reading.trust, &words, &asked, &mut best);
            }
            sought.push(words);
        }
        let mut order: Vec<(u32, Best)> = best.into_iter().collect();
        order.sort_by(|(a, a_best), (b, b_best)| {
            b_best
                .score
                .total_cmp(&a_best.score)
                .then_with(|| self.tie(*a, *b))
        });
        if order
            .first()
            .is_some_and(|(_, best)| best.score < WORTH_SHOWING)
        {
            return Vec::new();
        }
        order.truncate(limit);
        order
            .into_iter()
            .map(|(entry, best)| self.hit(entry, best, &sought))
            .collect()
    }

    fn sought(
        &self,
        reading: &Reading,
        meanings: &mut HashMap<(String, bool), Rc<Meanings>>,
    ) -> Vec<Sought> {
        let mut words = Vec::with_capacity(reading.words.len());
        for typed in &reading.words {
            let key = (typed.folded.clone(), typed.last);
            let meant = meanings
                .entry(key)
                .or_insert_with(|| Rc::new(self.vocabulary.meant(&typed.folded, typed.last)));
            let telling = |word: u32| self.telling.get(word as usize).copied();
            let weight = match meant.list.first() {
                Some(first) => telling(first.word).unwrap_or(UNKNOWN_WEIGHT),
                None => UNKNOWN_WEIGHT,
            };
            words.push(Sought {
                meant: Rc::clone(meant),
                toned: self.toned.get(&typed.toned).copied(),
                marked: typed.marked,
                weight: weight * self.phrases.worth(typed),
            });
        }
        words
    }

    /// Names that hold the most of the reading, by a rough count.
    fn candidates(&self, words: &[Sought]) -> Vec<u32> {
        let mut sum = vec![0.0_f32; self.names.len()];
        let mut one = vec![0.0_f32; self.names.len()];
        let mut touched: Vec<u32> = Vec::new();
        for sought in words {
            let mut here: Vec<u32> = Vec::new();
            for Meant { word, fit } in &sought.meant.list {
                for name in self.postings.get(*word as usize).into_iter().flatten() {
                    if let Some(best) = one.get_mut(*name as usize) {
                        if *best == 0.0 {
                            here.push(*name);
                        }
                        *best = best.max(*fit);
                    }
                }
            }
            for name in here {
                if let (Some(best), Some(sum)) =
                    (one.get_mut(name as usize), sum.get_mut(name as usize))
                {
                    if *sum == 0.0 {
                        touched.push(name);
                    }
                    *sum += *best * sought.weight;
                    *best = 0.0;
                }
            }
        }
        let all: f32 = words.iter().map(|word| word.weight).sum();
        let mut rough: Vec<(f32, u32)> = touched
            .into_iter()
            .map(|name| {
                let found = sum.get(name as usize).copied().unwrap_or(0.0);
                let weight = self
                    .names
                    .get(name as usize)
                    .map_or(1.0, |name| name.weight);
                (
                    found / all.max(0.01) + 0.4 * (found / weight.max(found)),
                    name,
                )
            })
            .collect();
        if rough.len() > CLOSE_LOOKS_MAX {
            rough.select_nth_unstable_by(CLOSE_LOOKS_MAX, |a, b| b.0.total_cmp(&a.0));
            rough.truncate(CLOSE_LOOKS_MAX);
        }
        rough.into_iter().map(|(_, name)| name).collect()
    }

    fn weigh_name(
        &self,
        number: u32,
        reading: usize,
        trust: f32,
        words: &[Sought],
        asked: &[bool],
        best: &mut HashMap<u32, Best>,
    ) {
        let Some(name) = self.names.get(number as usize) else {
            return;
        };
        let field = self
            .fields
            .get(name.entry as usize)
            .and_then(|field| self.field_words.get(*field as usize));
        let Some(score) = score(words, name, field.map_or(&[], Vec::as_slice)) else {
            return;
        };
        let Some(entry) = self.entries.get(name.entry as usize) else {
            return;
        };
        let special = self.special.get(name.entry as usize).into_iter().flatten();
        let back: f32 = special
            .filter(|variant| !asked.get(usize::from(**variant)).copied().unwrap_or(false))
            .filter_map(|variant| {
                self.variants
                    .get(usize::from(*variant))
                    .map(|(_, cost)| *cost)
            })
            .fold(0.0, f32::max);
        let mut score = score * trust - back;
        score += if entry.commune { COMMUNE } else { 0.0 };
        score += if entry.no_wait { NO_WAIT } else { 0.0 };
        score += if entry.narrow { NARROW } else { 0.0 };
        let found = Best {
            score,
            name: number,
            reading,
        };
        let known = best.entry(name.entry).or_insert(found);
        let order = found
            .score
            .total_cmp(&known.score)
            .then(known.name.cmp(&found.name));
        if order.is_gt() {
            *known = found;
        }
    }

    /// Which special forms the reading asks for.
    fn asked(&self, words: &[Sought]) -> Vec<bool> {
        let means = |sought: &Sought, word: u32| sought.meant.fit(word) > 0.9;
        self.variants
            .iter()
            .map(|(phrase, _)| {
                phrase
                    .iter()
                    .all(|word| words.iter().any(|sought| means(sought, *word)))
            })
            .collect()
    }

    /// When all else is equal: the commune's, the no-wait, the shorter, the lower code.
    fn tie(&self, a: u32, b: u32) -> core::cmp::Ordering {
        let key = |number: u32| {
            let entry = self.entries.get(number as usize)?;
            Some((
                !entry.commune,
                !entry.no_wait,
                entry.name.len(),
                entry.code.as_str(),
            ))
        };
        key(a).cmp(&key(b))
    }

    fn hit(&self, entry: u32, best: Best, sought: &[Vec<Sought>]) -> Hit {
        let also = self
            .names
            .get(best.name as usize)
            .and_then(|name| name.also);
        let words = sought.get(best.reading).map_or(&[][..], Vec::as_slice);
        let literal = sought.first().map_or(&[][..], Vec::as_slice);
        let name = self
            .entries
            .get(entry as usize)
            .map_or("", |entry| entry.name.as_str());
        Hit {
            ordinal: entry as usize,
            score: (best.score * 1000.0).round() / 1000.0,
            spans: spans::spans(self, name, [words, literal]),
            via: also
                .and_then(|place| self.also.get(place as usize))
                .cloned(),
        }
    }

    /// How many of something, as a share of the names.
    pub(super) fn share(&self, count: usize) -> f32 {
        as_float(count) / as_float(self.names.len().max(1))
    }
}
