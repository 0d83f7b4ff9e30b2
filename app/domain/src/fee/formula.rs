//! What a fee counts, and how data writes it.

use super::amount::dong;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The largest price that data may name, in đồng.
const PRICE_MAX: u32 = 1_000_000_000;

/// What is counted, and at what price in đồng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "per", rename_all = "snake_case")]
pub enum FeeFormula {
    /// For each page of the original, dearer at first, up to a cap for one copy.
    Page {
        /// How many pages cost `first_price`.
        first_pages: u32,
        /// Each of the first pages.
        first_price: u32,
        /// Each page after them.
        next_price: u32,
        /// The most for one copy.
        cap_per_copy: Option<u32>,
    },
    /// For each case: a paper signed, a transaction.
    Case {
        /// Each case.
        price: u32,
    },
    /// For each copy handed out.
    Copy {
        /// Each copy.
        price: u32,
    },
    /// Nothing is charged, by law.
    Free,
    /// The province sets it, and its resolution is not known here: not the same as none.
    Provincial,
}

impl FeeFormula {
    /// Reads what [`fmt::Display`] writes: `page 2000*2 1000 max 200000`, `case 10000`,
    /// `copy 8000`, `free` or `provincial`.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["free"] => Some(Self::Free),
            ["provincial"] => Some(Self::Provincial),
            ["case", each] => Some(Self::Case {
                price: price(each)?,
            }),
            ["copy", each] => Some(Self::Copy {
                price: price(each)?,
            }),
            ["page", first, next] => Self::by_page(first, next, None),
            ["page", first, next, "max", cap] => Self::by_page(first, next, Some(price(cap)?)),
            _ => None,
        }
    }

    fn by_page(first: &str, next: &str, cap_per_copy: Option<u32>) -> Option<Self> {
        let (each, pages) = first.split_once('*')?;
        Some(Self::Page {
            first_pages: price(pages)?,
            first_price: price(each)?,
            next_price: price(next)?,
            cap_per_copy,
        })
    }

    /// As the law writes it; like the trace of a charge always Vietnamese.
    pub fn in_words(&self) -> String {
        let price = |price: u32| dong(u64::from(price));
        match *self {
            Self::Page {
                first_pages,
                first_price,
                next_price,
                cap_per_copy,
            } => {
                let cap = cap_per_copy
                    .map(|cap| format!(", tối đa {} đồng/bản", price(cap)))
                    .unwrap_or_default();
                format!(
                    "{first_pages} trang đầu {} đồng/trang, từ trang sau {} đồng/trang{cap}",
                    price(first_price),
                    price(next_price)
                )
            }
            Self::Case { price: each } => format!("{} đồng/trường hợp", price(each)),
            Self::Copy { price: each } => format!("{} đồng/bản", price(each)),
            Self::Free => "không thu".into(),
            Self::Provincial => "do Hội đồng nhân dân cấp tỉnh quy định".into(),
        }
    }
}

impl fmt::Display for FeeFormula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Page {
                first_pages,
                first_price,
                next_price,
                cap_per_copy,
            } => {
                write!(f, "page {first_price}*{first_pages} {next_price}")?;
                match cap_per_copy {
                    Some(cap) => write!(f, " max {cap}"),
                    None => Ok(()),
                }
            }
            Self::Case { price } => write!(f, "case {price}"),
            Self::Copy { price } => write!(f, "copy {price}"),
            Self::Free => f.write_str("free"),
            Self::Provincial => f.write_str("provincial"),
        }
    }
}

/// Plain digits, at most [`PRICE_MAX`].
fn price(text: &str) -> Option<u32> {
    let figures = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| figures)?;
    (number <= PRICE_MAX).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::FeeFormula;

    #[test]
    fn a_formula_reads_what_it_writes() {
        for text in [
            "page 2000*2 1000 max 200000",
            "page 0*0 500",
            "case 10000",
            "copy 8000",
            "free",
            "provincial",
        ] {
            let formula = FeeFormula::parse(text).unwrap();
            assert_eq!(formula.to_string(), text);
        }
        for wrong in [
            "",
            "0",
            "page",
            "page 2000 1000",
            "page 2000*2 1000 max",
            "case -1",
            "case 10.000",
            "copy 1000000001",
            "case +5",
            "free 0",
        ] {
            assert_eq!(FeeFormula::parse(wrong), None, "{wrong}");
        }
    }
}
