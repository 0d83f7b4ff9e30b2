//! Keys for comparison: without marks, or with them but without spelling habits.

use super::nfc;
use super::table::{class, decompose};

/// A word of a text, with its place and its two keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The key without marks.
    pub folded: String,
    /// The key with marks.
    pub toned: String,
}

/// Lower case, no marks, đ as d, the final y of `ky` and `quy` as i.
///
/// For comparison only; two names with the same key may be two people.
pub fn fold(text: &str) -> String {
    per_word(text, fold_word)
}

/// Lower case with marks, but one spelling for `hoà`/`hòa` and `kỹ`/`kĩ`.
///
/// The tone is written as a digit after the word, so that its place among the
/// vowels no longer matters.
pub fn toned(text: &str) -> String {
    per_word(text, toned_word)
}

/// The words of a text: runs of letters, digits and marks.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_word(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Some(word) = text.get(from..at) {
                    let (folded, toned) = (fold_word(word), toned_word(word));
                    found.push(Word {
                        start: from,
                        end: at,
                        folded,
                        toned,
                    });
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The key of a single word; see [`fold`].
pub fn fold_word(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        if class(letter) == 0 {
            key.push(bare(letter));
        }
    }
    settle_y(&mut key);
    key
}

fn toned_word(word: &str) -> String {
    let mut key = String::with_capacity(word.len() + 1);
    let mut tone = None;
    let lower: String = word.chars().flat_map(char::to_lowercase).collect();
    for letter in nfc(&lower).chars() {
        let (letter, mark) = take_tone(letter);
        tone = mark.or(tone);
        if class(letter) == 0 {
            key.push(letter);
        }
    }
    settle_y(&mut key);
    key.extend(tone);
    key
}

/// Splits `ậ` into `â` and the digit of its tone.
fn take_tone(letter: char) -> (char, Option<char>) {
    if let Some(tone) = tone_digit(letter) {
        return ('\u{300}', Some(tone));
    }
    let Some((base, mark)) = decompose(letter) else {
        return (letter, None);
    };
    match tone_digit(mark) {
        Some(tone) => (base, Some(tone)),
        // ậ is written ạ + ^ in Unicode: the tone sits on the inner letter.
        None => match decompose(base) {
            Some((inner, tone)) => match (tone_digit(tone), super::table::compose(inner, mark)) {
                (Some(tone), Some(outer)) => (outer, Some(tone)),
                _ => (letter, None),
            },
            None => (letter, None),
        },
    }
}

/// Digits as on the VNI keyboard: 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
fn tone_digit(mark: char) -> Option<char> {
    match mark {
        '\u{301}' => Some('1'),
        '\u{300}' => Some('2'),
        '\u{309}' => Some('3'),
        '\u{303}' => Some('4'),
        '\u{323}' => Some('5'),
        _ => None,
    }
}

fn bare(letter: char) -> char {
    match decompose(letter) {
        Some((base, _)) => bare(base),
        None if letter == 'đ' || letter == 'ð' => 'd',
        None => letter,
    }
}

/// `ky`, `my`, `quy` end as `ki`, `mi`, `qui`; `tay` and `thuy` are other words.
fn settle_y(key: &mut String) {
    let Some(front) = key.strip_suffix('y') else {
        return;
    };
    let settles = match front.chars().next_back() {
        None => true,
        Some('u') => front == "qu",
        Some(letter) => {
            !matches!(bare(letter), 'a' | 'e' | 'i' | 'o' | 'y') && letter.is_alphabetic()
        }
    };
    if settles {
        key.pop();
        key.push('i');
    }
}

fn per_word(text: &str, key: fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_word(letter) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(word) = start.take().and_then(|from| text.get(from..at)) {
            out.push_str(&key(word));
        }
        if at < text.len() {
            out.extend(letter.to_lowercase());
        }
    }
    out
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || class(letter) != 0
}

#[cfg(test)]
mod tests {
    use super::{fold, toned, words};
    use proptest::prelude::*;

    #[test]
    fn drops_marks_and_spelling_habits() {
        assert_eq!(fold("Đăng ký khai sinh"), "dang ki khai sinh");
        assert_eq!(fold("Đa\u{306}ng ki\u{301}"), "dang ki");
        assert_eq!(fold("quý, y tế, Tây, thuỷ"), "qui, i te, tay, thuy");
        assert_eq!(fold("mã 2.000815"), "ma 2.000815");
    }

    #[test]
    fn tone_place_does_not_matter() {
        assert_eq!(toned("hoà giải"), toned("hòa giải"));
        assert_eq!(toned("thuỷ"), toned("thủy"));
        assert_eq!(toned("kỹ"), toned("kĩ"));
        assert_eq!(toned("hộ"), "hô5");
        assert_ne!(toned("hộ"), toned("hồ"));
        assert_ne!(toned("tư"), toned("tu"));
    }

    #[test]
    fn words_know_their_place() {
        let text = "Chứng thực (cấp xã)";
        let found: Vec<&str> = words(text)
            .iter()
            .map(|word| &text[word.start..word.end])
            .collect();
        assert_eq!(found, ["Chứng", "thực", "cấp", "xã"]);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composition_does_not_change_keys(text in "[a-zA-ZđĐơưàấậữỹ\u{300}\u{301}\u{302}\u{309}\u{323}\u{31b} ]{0,24}") {
            prop_assert_eq!(fold(&super::nfc(&text)), fold(&text));
        }
    }
}
