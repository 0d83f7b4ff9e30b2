//! How well a reading fits a name.

use std::rc::Rc;

use super::index::{Name, Token};
use super::vocabulary::Meanings;

/// A word of a reading with all that is needed to weigh it.
#[derive(Debug)]
pub(super) struct Sought {
    /// Words it may mean, shared by the readings that hold it.
    pub(super) meant: Rc<Meanings>,
    /// The word with its marks, when the catalogue has it.
    pub(super) toned: Option<u32>,
    /// Typed with marks.
    pub(super) marked: bool,
    /// How telling it is.
    pub(super) weight: f32,
}

/// Shares of the three parts; they add up to one.
const FOUND: f32 = 0.58;
const IN_ORDER: f32 = 0.18;
const COVERED: f32 = 0.24;

/// Right letters, but other marks than typed.
const OTHER_MARKS: f32 = 0.7;
/// Right letters, typed without marks.
const NO_MARKS: f32 = 0.94;
/// A word that only the field has.
const IN_FIELD: f32 = 0.45;
/// Below this share of the query found, a name is no answer,
const FOUND_MIN: f32 = 0.34;
/// unless the query, a whole sentence perhaps, holds the whole name.
const WHOLE_NAME: f32 = 0.88;
const FOUND_MIN_OF_WHOLE: f32 = 0.12;

/// The score of a name, between 0 and 1.
pub(super) fn score(reading: &[Sought], name: &Name, field: &[u32]) -> Option<f32> {
    let mut found = 0.0;
    let mut all = 0.0;
    let mut pairs = 0.0;
    let mut pairs_all = 0.0;
    let mut taken: Vec<(usize, f32)> = Vec::with_capacity(reading.len());
    let mut before: Option<(usize, f32)> = None;
    for (at, sought) in reading.iter().enumerate() {
        let here = place(sought, &name.tokens, before.map(|(place, _)| place));
        all += sought.weight;
        if at > 0 {
            let weight =
                (sought.weight * reading.get(at - 1).map_or(0.0, |left| left.weight)).sqrt();
            pairs_all += weight;
            if let (Some((left, left_fit)), Some((right, fit))) = (before, here) {
                let near = if right == left + 1 {
                    1.0
                } else if right > left && right < left + 4 {
                    0.45
                } else {
                    0.1
                };
                pairs += weight * near * fit.min(left_fit);
            }
        }
        match here {
            Some((place, fit)) => {
                found += sought.weight * fit;
                taken.push((place, fit));
            }
            None if field.iter().any(|word| sought.meant.fit(*word) > 0.9) => {
                found += sought.weight * IN_FIELD;
            }
            None => {}
        }
        before = here;
    }
    let found = if all > 0.0 { found / all } else { 0.0 };
    let covered = covered(&mut taken, name);
    if found < FOUND_MIN && (covered < WHOLE_NAME || taken.len() < 2 || found < FOUND_MIN_OF_WHOLE)
    {
        return None;
    }
    let in_order = if pairs_all > 0.0 {
        pairs / pairs_all
    } else {
        found
    };
    Some(FOUND * found + IN_ORDER * in_order + COVERED * covered)
}

/// How much of the name's weight the reading meets, each place once.
fn covered(taken: &mut [(usize, f32)], name: &Name) -> f32 {
    taken.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut last = None;
    let mut sum = 0.0;
    for (place, fit) in taken.iter() {
        if last != Some(*place) {
            sum += fit * name.tokens.get(*place).map_or(0.0, |token| token.weight);
            last = Some(*place);
        }
    }
    if name.weight > 0.0 {
        sum / name.weight
    } else {
        0.0
    }
}

/// The best place of a word in a name, and how well it fits there.
fn place(sought: &Sought, tokens: &[Token], before: Option<usize>) -> Option<(usize, f32)> {
    let mut best: Option<(usize, f32, f32)> = None;
    for (at, token) in tokens.iter().enumerate() {
        let fit = sought.meant.fit(token.word);
        if fit <= 0.0 {
            continue;
        }
        let fit = fit * marks(sought, token);
        let near = match before {
            Some(before) if at == before + 1 => 0.2,
            Some(before) if at > before => 0.05,
            _ => 0.0,
        };
        if best.is_none_or(|(_, _, total)| fit + near > total + f32::EPSILON) {
            best = Some((at, fit, fit + near));
        }
    }
    best.map(|(at, fit, _)| (at, fit))
}

fn marks(sought: &Sought, token: &Token) -> f32 {
    if sought.toned == Some(token.toned) {
        1.0
    } else if sought.marked {
        OTHER_MARKS
    } else {
        NO_MARKS
    }
}
