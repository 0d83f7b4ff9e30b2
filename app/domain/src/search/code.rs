//! Finding by code: `2.0008`, `2000815`, `000815`, `1.000894.02`.

use super::index::{Entry, Hit, Index};

const DIGITS_MIN: usize = 3;

/// The hits when the query is a code, or holds one; `None` when it is words.
pub(super) fn search(index: &Index, query: &str, limit: usize) -> Option<Vec<Hit>> {
    let sought = sought(query)?;
    let mut hits: Vec<(f32, usize)> = index
        .entries
        .iter()
        .enumerate()
        .filter_map(|(ordinal, entry)| Some((fit(entry, &sought)?, ordinal)))
        .collect();
    let key = |ordinal: usize| {
        index
            .entries
            .get(ordinal)
            .map(|entry| (!entry.commune, !entry.no_wait, entry.code.as_str()))
    };
    hits.sort_by(|(a_fit, a), (b_fit, b)| {
        b_fit.total_cmp(a_fit).then_with(|| key(*a).cmp(&key(*b)))
    });
    hits.truncate(limit);
    Some(
        hits.into_iter()
            .map(|(score, ordinal)| Hit {
                ordinal,
                score,
                spans: Vec::new(),
                via: None,
            })
            .collect(),
    )
}

/// The digits of the query, when it is a code.
fn sought(query: &str) -> Option<String> {
    if query.starts_with(crate::catalogue::ProcedureCode::LOCAL) {
        return Some(query.to_owned());
    }
    let is_code = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | ' '))
            && digits(text).len() >= DIGITS_MIN
    };
    if is_code(query) {
        return Some(digits(query));
    }
    let inside = query
        .split_whitespace()
        .find(|word| is_code(word) && digits(word).len() >= 7);
    inside.map(digits)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn fit(entry: &Entry, sought: &str) -> Option<f32> {
    let code = entry.code.as_str();
    if sought.starts_with(crate::catalogue::ProcedureCode::LOCAL) {
        return code.starts_with(sought).then_some(1.0);
    }
    if entry.code.is_local() {
        return None;
    }
    let own = digits(code);
    let tail = own.get(1..).unwrap_or_default();
    if own == sought {
        Some(1.2)
    } else if own.starts_with(sought) {
        Some(1.0)
    } else if own.len() >= 7 && sought.starts_with(&own) && sought.len() <= own.len() + 3 {
        // A case of the procedure.
        Some(0.95)
    } else if tail == sought {
        Some(0.9)
    } else if tail.starts_with(sought) {
        Some(0.8)
    } else if sought.len() >= 4 && own.contains(sought) {
        Some(0.6)
    } else {
        None
    }
}
