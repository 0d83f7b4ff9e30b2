//! Addresses of books: a kind may hold a slash, which an address has other uses for.

use crate::pages::address::encoded;
use domain::register::BookKind;

/// The list of books.
pub(super) const LIST: &str = "/so";

/// The page of a book.
pub(super) fn book_address(kind: &BookKind, year: i32) -> String {
    format!("{LIST}/{year}/{}", encoded(&written(kind)))
}

/// The page that prints a book's month; `all` also of lines that were printed before.
pub(super) fn month_address(kind: &BookKind, year: i32, month: u8, all: bool) -> String {
    let again = if all { "&lai=1" } else { "" };
    format!("{}?in={month}{again}", book_address(kind, year))
}

/// The page that prints how a book was closed.
pub(super) fn closing_address(kind: &BookKind, year: i32) -> String {
    format!("{}?in=khoa", book_address(kind, year))
}

/// A kind as a part of an address: `SCT/BS` is `SCT-BS`.
pub(super) fn written(kind: &BookKind) -> String {
    let mut out = String::with_capacity(kind.0.len());
    for letter in kind.0.chars() {
        match letter {
            '/' => out.push('-'),
            '-' => out.push_str("~d"),
            '~' => out.push_str("~t"),
            letter => out.push(letter),
        }
    }
    out
}

/// The kind that a part of an address names.
pub(super) fn read(text: &str) -> Option<BookKind> {
    let mut kind = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '-' => kind.push('/'),
            '~' => kind.push(match letters.next()? {
                'd' => '-',
                't' => '~',
                _ => return None,
            }),
            letter => kind.push(letter),
        }
    }
    (!kind.is_empty()).then_some(BookKind(kind))
}

#[cfg(test)]
mod tests {
    use super::{book_address, read, written};
    use domain::register::BookKind;

    #[test]
    fn every_kind_survives_in_an_address() {
        for (kind, expected) in [
            ("SCT/BS", "SCT-BS"),
            ("SCT/HĐ", "SCT-HĐ"),
            ("A-B/~C", "A~dB-~tC"),
            ("-/~d", "~d-~td"),
        ] {
            let kind = BookKind(kind.into());
            assert_eq!(written(&kind), expected);
            assert_eq!(read(expected), Some(kind));
        }
    }

    #[test]
    fn what_names_no_kind_is_none() {
        for text in ["", "~", "~x", "SCT~"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_has_plain_signs_only() {
        let kind = BookKind("SCT/HĐ".into());
        assert_eq!(book_address(&kind, 2026), "/so/2026/SCT-H%C4%90");
    }
}
