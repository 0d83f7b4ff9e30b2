//! Unicode's composed form, for Latin letters.

use super::table::{class, compose, decompose};

/// Writes every letter as one sign where Unicode has one.
///
/// The national list spells some titles with loose marks; stored as they come,
/// they would neither match nor sort with the rest.
pub fn nfc(text: &str) -> String {
    if !text.chars().any(|letter| class(letter) != 0) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut cluster: Vec<char> = Vec::new();
    for letter in text.chars() {
        if class(letter) == 0 {
            flush(&mut cluster, &mut out);
        }
        split(letter, &mut cluster);
    }
    flush(&mut cluster, &mut out);
    out
}

/// Appends the letter's parts, innermost first.
fn split(letter: char, into: &mut Vec<char>) {
    match decompose(letter) {
        Some((base, mark)) => {
            split(base, into);
            into.push(mark);
        }
        None => into.push(letter),
    }
}

/// Joins one letter with the marks that follow it.
fn flush(cluster: &mut Vec<char>, out: &mut String) {
    let letters = cluster
        .iter()
        .take_while(|letter| class(**letter) == 0)
        .count();
    if let Some(marks) = cluster.get_mut(letters..) {
        marks.sort_by_key(|mark| class(*mark));
    }
    let mut parts = cluster.drain(..);
    let Some(mut base) = parts.next() else { return };
    let mut rest = Vec::new();
    let mut blocked_from = 0;
    for mark in parts {
        let this = class(mark);
        let joined = if this > blocked_from && class(base) == 0 {
            compose(base, mark)
        } else {
            None
        };
        if let Some(letter) = joined {
            base = letter;
        } else {
            blocked_from = this;
            rest.push(mark);
        }
    }
    out.push(base);
    out.extend(rest);
}

#[cfg(test)]
mod tests {
    use super::nfc;
    use proptest::prelude::*;

    #[test]
    fn joins_marks_in_either_order() {
        assert_eq!(nfc("Thu\u{309} tu\u{323}c"), "Thủ tục");
        assert_eq!(nfc("ca\u{302}\u{301}p"), "cấp");
        assert_eq!(nfc("a\u{323}\u{302}"), "ậ");
        assert_eq!(nfc("a\u{302}\u{323}"), "ậ");
        assert_eq!(nfc("\u{e2}\u{323}"), "ậ");
        assert_eq!(nfc("\u{1a1}\u{300}"), "ờ");
        assert_eq!(nfc("o\u{300}\u{31b}"), "ờ");
    }

    #[test]
    fn a_mark_that_cannot_join_stays() {
        assert_eq!(nfc("a\u{301}\u{302}"), "á\u{302}");
        assert_eq!(nfc("\u{301}x"), "\u{301}x");
        assert_eq!(nfc("đ\u{301}"), "đ\u{301}");
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "[a-zđĐơưàấậữỹ\u{300}\u{301}\u{302}\u{303}\u{309}\u{323}\u{31b} ]{0,24}") {
            let once = nfc(&text);
            prop_assert_eq!(nfc(&once), once);
        }
    }
}
