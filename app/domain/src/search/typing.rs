//! How people mistype Vietnamese.

/// Whether one slip of the finger lies between two words: a letter too many,
/// too few, another, or two swapped.
pub(super) fn one_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short
        .iter()
        .zip(long)
        .take_while(|(mine, other)| mine == other)
        .count();
    let (Some(short), Some(long)) = (short.get(same..), long.get(same..)) else {
        return false;
    };
    let swapped = match (short, long) {
        ([first, second, rest @ ..], [other_first, other_second, other_rest @ ..]) => {
            first == other_second && second == other_first && rest == other_rest
        }
        _ => false,
    };
    match (short.len(), long.len()) {
        (0, 1) => true,
        (left, right) if left == right && left > 0 => swapped || short.get(1..) == long.get(1..),
        (left, right) if left + 1 == right => long.get(1..) == Some(short),
        _ => false,
    }
}

/// The letters of a word as bits; two words one slip apart differ in two at most.
pub(super) fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, byte| bits | 1 << (byte & 31))
}

/// A key under which words sound alike to many ears: tr/ch, s/x, d/gi/r/v, n/l, endings.
pub(super) fn sound(word: &str) -> String {
    const STARTS: [(&str, &str); 12] = [
        ("ngh", "ng"),
        ("gh", "g"),
        ("tr", "ch"),
        ("gi", "d"),
        ("qu", "qu"),
        ("ph", "f"),
        ("x", "s"),
        ("r", "d"),
        ("v", "d"),
        ("k", "c"),
        ("n", "l"),
        ("w", "qu"),
    ];
    const ENDS: [(&str, &str); 3] = [("ng", "n"), ("ch", "t"), ("c", "t")];
    let mut key = word.to_owned();
    // `nh` is a letter of its own, and `kh`, `ng` are not their first letter.
    let whole = ["nh", "kh", "ng"]
        .iter()
        .any(|start| word.starts_with(start))
        && !word.starts_with("ngh");
    if !whole && let Some((start, to)) = STARTS.iter().find(|(start, _)| word.starts_with(start)) {
        // `gi` alone and before consonants keeps its vowel.
        let rest = word.strip_prefix(start).unwrap_or_default();
        let vowel = if *start == "gi" && !rest.starts_with(['a', 'e', 'o', 'u']) {
            "i"
        } else {
            ""
        };
        key = format!("{to}{vowel}{rest}");
    }
    if let Some((end, to)) = ENDS
        .iter()
        .find(|(end, _)| key.len() > end.len() + 1 && key.ends_with(end))
    {
        key.truncate(key.len() - end.len());
        key.push_str(to);
    }
    key
}

/// What the Telex or VNI keys would have written, without marks: `chuwngs`, `d9ang8`.
///
/// `None` when the word shows no trace of such keys.
pub(super) fn keyed(word: &str) -> Option<String> {
    let mut key: String = word
        .chars()
        .filter(|letter| !matches!(letter, '1'..='9'))
        .collect();
    let digits =
        key.len() < word.len() && word.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if !digits {
        for (keys, letter) in [
            ("aa", "a"),
            ("ee", "e"),
            ("oo", "o"),
            ("dd", "d"),
            ("uow", "uo"),
            ("w", ""),
        ] {
            key = if keys == "w" && key.starts_with('w') {
                key.replacen('w', "u", 1)
            } else {
                key.replace(keys, letter)
            };
        }
        // The key of the tone stands at the end or after the vowels.
        let vowels = key.rfind(['a', 'e', 'i', 'o', 'u', 'y'])?;
        let tail = key.get(vowels + 1..)?.to_owned();
        let cut: String = tail
            .chars()
            .filter(|letter| !matches!(letter, 's' | 'f' | 'r' | 'x' | 'j' | 'z'))
            .collect();
        key.truncate(vowels + 1);
        key.push_str(&cut);
    }
    let key = crate::text::fold_word(&key);
    (key != word && !key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{keyed, one_slip, sound};

    #[test]
    fn slips() {
        for (a, b) in [
            ("sinh", "snih"),
            ("sinh", "sihn"),
            ("thuc", "thu"),
            ("khai", "khaii"),
            ("hon", "han"),
        ] {
            assert!(one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
            assert!(one_slip(b.as_bytes(), a.as_bytes()), "{b} {a}");
        }
        for (a, b) in [
            ("sinh", "sinh"),
            ("sinh", "sn"),
            ("khai", "kiha2"),
            ("hon", "nha"),
        ] {
            assert!(!one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }

    #[test]
    fn sounds() {
        for (a, b) in [
            ("chung", "trung"),
            ("xinh", "sinh"),
            ("giai", "dai"),
            ("ket", "kec"),
            ("nghi", "ngi"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("nha"), sound("la"));
        assert_ne!(sound("khai"), sound("cai"));
    }

    #[test]
    fn keys() {
        assert_eq!(keyed("chuwngs").as_deref(), Some("chung"));
        assert_eq!(keyed("ddawng").as_deref(), Some("dang"));
        assert_eq!(keyed("thuwcj").as_deref(), Some("thuc"));
        assert_eq!(keyed("ky1").as_deref(), Some("ki"));
        assert_eq!(keyed("sinh"), None);
    }
}
