//! The index and what it answers with.

use std::collections::HashMap;

use super::query::Phrases;
use super::vocabulary::Vocabulary;
use crate::catalogue::ProcedureCode;

/// A procedure as the index takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: ProcedureCode,
    /// The name as displayed.
    pub name: String,
    /// The field.
    pub field: String,
    /// The commune handles it.
    pub commune: bool,
    /// Done in one sitting.
    pub no_wait: bool,
    /// Only one province, or only state agencies, use it.
    pub narrow: bool,
}

/// A part of a name, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A procedure that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Place of the entry in the index.
    pub ordinal: usize,
    /// Between 0 and about 1.2; higher is better.
    pub score: f32,
    /// Parts of the name to highlight, in order, not touching.
    pub spans: Vec<Span>,
    /// The everyday name that was met, when it was not the name itself.
    pub via: Option<String>,
}

/// A word in a name: without marks, and with them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) word: u32,
    pub(super) toned: u32,
    /// How much of the name it stands for.
    pub(super) weight: f32,
}

/// A name under which an entry can be found.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) entry: u32,
    /// Place in [`Index::also`], unless it is the displayed name.
    pub(super) also: Option<u32>,
    pub(super) tokens: Vec<Token>,
    /// Sum of the tokens' weights.
    pub(super) weight: f32,
}

/// The index.
#[derive(Debug)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    pub(super) names: Vec<Name>,
    pub(super) also: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    /// Words with marks; `toned[i]` belongs to one word of the vocabulary.
    pub(super) toned: HashMap<String, u32>,
    /// For each word, the names that hold it.
    pub(super) postings: Vec<Vec<u32>>,
    /// For each word, how telling it is.
    pub(super) telling: Vec<f32>,
    /// For each entry, the words of its field.
    pub(super) fields: Vec<u32>,
    pub(super) field_words: Vec<Vec<u32>>,
    /// For each entry, the special forms its name has, as places in `variants`.
    pub(super) special: Vec<Vec<u16>>,
    /// Special forms: the words, and how far they stand back.
    pub(super) variants: Vec<(Vec<u32>, f32)>,
    pub(super) phrases: Phrases,
}

impl Hit {
    /// From here on a hit is what was sought, or close to it.
    const CLOSE: f32 = 0.63;

    /// Whether it is close enough to be offered without a word of caution.
    pub fn is_close(&self) -> bool {
        self.score >= Self::CLOSE
    }
}

impl Index {
    /// The entry of a hit.
    pub fn entry(&self, ordinal: usize) -> Option<&Entry> {
        self.entries.get(ordinal)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Index};
    use crate::catalogue::ProcedureCode;
    use crate::search::{Aliases, TitleAlias, WordAlias};

    fn entry(code: &str, name: &str, commune: bool) -> Entry {
        Entry {
            code: ProcedureCode::new(code),
            name: name.to_owned(),
            field: "Hộ tịch".to_owned(),
            commune,
            no_wait: false,
            narrow: false,
        }
    }

    fn index() -> Index {
        let entries = [
            entry("1.000001", "Thủ tục đăng ký khai sinh", false),
            entry("1.000002", "Thủ tục đăng ký khai sinh", true),
            entry("1.000003", "Thủ tục đăng ký khai tử", true),
            entry("2.000815", "Chứng thực bản sao từ bản chính", true),
            entry("1.000005", "Hòa giải tranh chấp đất đai", true),
        ];
        let aliases = Aliases {
            filler: vec!["thủ tục".to_owned(), "làm".to_owned()],
            word: vec![WordAlias {
                from: vec!["ks".to_owned()],
                to: vec!["khai sinh".to_owned()],
            }],
            variant: Vec::new(),
            title: vec![TitleAlias {
                code: ProcedureCode::new("2.000815"),
                also: vec!["sao y".to_owned()],
            }],
        };
        Index::build(entries, &aliases)
    }

    fn first(query: &str) -> String {
        let index = index();
        let hits = index.search(query, 3);
        hits.first()
            .and_then(|hit| index.entry(hit.ordinal))
            .map(|entry| entry.code.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn the_communes_own_comes_first_when_all_else_is_equal() {
        assert_eq!(first("đăng ký khai sinh"), "1.000002");
    }

    #[test]
    fn queries_as_people_type_them() {
        for (query, code) in [
            ("dang ky khai sinh", "1.000002"),
            ("đa\u{306}ng ky\u{301} khai tu\u{31b}\u{309}", "1.000003"),
            ("làm ks", "1.000002"),
            ("sao y", "2.000815"),
            ("hoà giải", "1.000005"),
            ("chung thuc ban sa", "2.000815"),
            ("khai snih", "1.000002"),
            ("khaisinh", "1.000002"),
            ("chuwngs thuwcj", "2.000815"),
            ("000815", "2.000815"),
            ("2.0008", "2.000815"),
        ] {
            assert_eq!(first(query), code, "{query}");
        }
    }

    #[test]
    fn the_everyday_name_is_told() {
        let index = index();
        assert_eq!(index.search("sao y", 1)[0].via.as_deref(), Some("sao y"));
        assert_eq!(index.search("chứng thực bản sao", 1)[0].via, None);
    }
}
