//! Blanks and invisible signs.

use super::nfc;

/// One line of stored text: NFC, single plain blanks, nothing invisible.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in nfc(text).split(is_blank) {
        let mut opened = out.is_empty();
        for letter in word.chars().filter(|letter| !is_invisible(*letter)) {
            if !opened {
                out.push(' ');
                opened = true;
            }
            out.push(letter);
        }
    }
    out
}

/// Like [`clean`], but lines stay lines; empty ones go.
pub fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Whether a line of text holds what nobody sees: control characters and signs
/// without a shape. Such a text only looks like another.
pub fn has_unseen(line: &str) -> bool {
    line.chars()
        .any(|letter| letter.is_control() || is_unseen(letter))
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

/// Zero-width signs, direction marks and the soft hyphen.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// These, and fillers, tags and variation signs, which have no shape of their own. Devices
/// leave them out of what is typed; a text that an older one recorded with them counts.
fn is_invisible(letter: char) -> bool {
    is_unseen(letter)
        || matches!(
            letter,
            '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_lines, has_unseen};
    use proptest::prelude::*;

    #[test]
    fn portal_blanks_become_plain() {
        assert_eq!(
            clean(" Ủy ban\u{a0}xã,\u{a0} phường\u{200e} \u{feff}"),
            "Ủy ban xã, phường"
        );
        assert_eq!(clean("khu\u{200b}vực \u{200b} a"), "khuvực a");
        assert_eq!(
            clean("\u{3164}\u{e0041}\u{fe0f}"),
            "",
            "fillers, tags, variations"
        );
        assert_eq!(clean_lines("a \n\n b\u{a0}c "), "a\nb c");
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "\\PC{0,24}") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn nothing_unseen_is_left(text in "\\PC{0,24}\\p{Cc}?\\p{Cf}?") {
            prop_assert!(!has_unseen(&clean(&text)));
        }
    }
}
