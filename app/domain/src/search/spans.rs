//! Which parts of a name to highlight.

use super::index::{Index, Span};
use super::score::Sought;
use crate::text::words;

/// Words of the name that a reading met, neighbours joined.
pub(super) fn spans(index: &Index, name: &str, readings: [&[Sought]; 2]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut gap_from = 0;
    for word in words(name) {
        let met = index.vocabulary.get(&word.folded).is_some_and(|number| {
            let sought = readings.into_iter().flatten();
            // A word that stands in a fifth of all names says nothing by being there.
            let common = index
                .postings
                .get(number as usize)
                .is_some_and(|list| index.share(list.len()) > 0.2);
            sought.into_iter().any(|sought| {
                let telling = sought.weight > 0.2 || !common;
                telling
                    && sought.meant.fit(number) > 0.5
                    && !other_marks(index, sought, &word.toned)
            })
        });
        if !met {
            gap_from = word.end;
            continue;
        }
        match spans.last_mut() {
            Some(last) if last.end >= gap_from && name.get(last.end..word.start) == Some(" ") => {
                last.end = word.end;
            }
            _ => spans.push(Span {
                start: word.start,
                end: word.end,
            }),
        }
    }
    spans
}

/// Typed with marks, and this word has others, though the catalogue knows the one typed.
fn other_marks(index: &Index, sought: &Sought, toned: &str) -> bool {
    sought.marked && sought.toned.is_some() && sought.toned != index.toned.get(toned).copied()
}
