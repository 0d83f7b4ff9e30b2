//! Fees that follow a rule.
//!
//! The figures are dated data; here is only how they are applied. A procedure
//! without a rule has an unknown fee, which is not the same as none.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;

use crate::catalogue::{ProcedureCode, serde_day};

/// A dated rule for the fee of one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// For which procedure.
    pub code: ProcedureCode,
    /// The first day on which this application vouches for the rule.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// What is counted, and at what price.
    pub formula: FeeFormula,
    /// Who pays nothing, in words; an officer decides.
    #[serde(default)]
    pub exemptions: String,
    /// The document that sets the fee.
    pub source: String,
}

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
}

/// One line of what is asked for: an original and its copies, or a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeItem {
    /// Pages of the original; only a rule by page looks at it.
    pub pages: u32,
    /// Copies of it; for a rule by case, the number of cases.
    pub copies: u32,
}

/// A fee and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeCharge {
    /// In đồng.
    pub amount_dong: u64,
    /// One line for each run of equal items that cost something, as an officer
    /// would write it.
    pub trace: Vec<String>,
}

/// The figures are beyond any fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("số trang hoặc số bản quá lớn, không tính được phí")]
pub struct FeeTooLarge;

/// Applies a rule.
///
/// # Errors
/// [`FeeTooLarge`] when the amount does not fit; never a wrong figure.
pub fn charge(rule: &FeeRule, items: &[FeeItem]) -> Result<FeeCharge, FeeTooLarge> {
    let mut charge = FeeCharge {
        amount_dong: 0,
        trace: Vec::new(),
    };
    let mut place = 1;
    for same in items.chunk_by(|a, b| a == b) {
        let Some(item) = same.first() else { continue };
        let (each, how) = each(&rule.formula, item.pages).ok_or(FeeTooLarge)?;
        let times = same.len() as u64;
        let amount = each
            .checked_mul(u64::from(item.copies))
            .and_then(|amount| amount.checked_mul(times))
            .ok_or(FeeTooLarge)?;
        charge.amount_dong = charge.amount_dong.checked_add(amount).ok_or(FeeTooLarge)?;
        if amount > 0 {
            let unit = match rule.formula {
                FeeFormula::Case { .. } => "trường hợp",
                FeeFormula::Page { .. } | FeeFormula::Copy { .. } | FeeFormula::Free => "bản",
            };
            let end = place + same.len() - 1;
            let (which, times) = match same.len() {
                1 => (place.to_string(), String::new()),
                times => (format!("{place}–{end}"), format!(" × {times}")),
            };
            let copies = item.copies;
            let amount = dong(amount);
            let line = format!("{which}. {how} × {copies} {unit}{times} = {amount} đồng");
            charge.trace.push(line);
        }
        place += same.len();
    }
    Ok(charge)
}

/// The price of one copy or case, and how it is written.
fn each(formula: &FeeFormula, pages: u32) -> Option<(u64, String)> {
    match *formula {
        FeeFormula::Page {
            first_pages,
            first_price,
            next_price,
            cap_per_copy,
        } => {
            let first = pages.min(first_pages);
            let next = pages - first;
            let full = u64::from(first)
                .checked_mul(u64::from(first_price))?
                .checked_add(u64::from(next).checked_mul(u64::from(next_price))?)?;
            let mut how = format!("{first} trang × {} đồng", dong(u64::from(first_price)));
            if next > 0 {
                how = format!(
                    "({how} + {next} trang × {} đồng)",
                    dong(u64::from(next_price))
                );
            }
            match cap_per_copy.map(u64::from) {
                Some(cap) if full > cap => {
                    Some((cap, format!("{how}, tối đa {} đồng/bản", dong(cap))))
                }
                _ => Some((full, how)),
            }
        }
        FeeFormula::Case { price } | FeeFormula::Copy { price } => {
            let price = u64::from(price);
            Some((price, format!("{} đồng", dong(price))))
        }
        FeeFormula::Free => Some((0, String::new())),
    }
}

/// `42000` as `42.000`.
pub fn dong(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FeeFormula, FeeItem, FeeRule, FeeTooLarge, charge, dong};
    use crate::catalogue::{ProcedureCode, parse_day};

    fn rule(formula: FeeFormula) -> FeeRule {
        FeeRule {
            code: ProcedureCode::new("2.000815"),
            effective_from: parse_day("2026-07-18").unwrap(),
            formula,
            exemptions: String::new(),
            source: "226/2016/TT-BTC".into(),
        }
    }

    fn certified_copy() -> FeeRule {
        rule(FeeFormula::Page {
            first_pages: 2,
            first_price: 2000,
            next_price: 1000,
            cap_per_copy: Some(200_000),
        })
    }

    #[test]
    fn three_originals_of_five_pages_in_two_copies() {
        let items = [FeeItem {
            pages: 5,
            copies: 2,
        }; 3];
        let charge = charge(&certified_copy(), &items).unwrap();
        assert_eq!(charge.amount_dong, 42_000);
        assert_eq!(
            charge.trace,
            ["1–3. (2 trang × 2.000 đồng + 3 trang × 1.000 đồng) × 2 bản × 3 = 42.000 đồng"]
        );
    }

    #[test]
    fn one_page_the_cap_and_nothing() {
        let amount = |pages, copies| {
            charge(&certified_copy(), &[FeeItem { pages, copies }])
                .unwrap()
                .amount_dong
        };
        assert_eq!(amount(1, 1), 2_000);
        assert_eq!(amount(2, 1), 4_000);
        assert_eq!(amount(198, 1), 200_000);
        assert_eq!(amount(199, 3), 600_000);
        assert_eq!(amount(0, 3), 0);
        assert_eq!(amount(3, 0), 0);
    }

    #[test]
    fn cases_copies_and_free() {
        let item = [FeeItem {
            pages: 9,
            copies: 3,
        }];
        assert_eq!(
            charge(&rule(FeeFormula::Case { price: 10_000 }), &item)
                .unwrap()
                .amount_dong,
            30_000
        );
        assert_eq!(
            charge(&rule(FeeFormula::Copy { price: 8_000 }), &item)
                .unwrap()
                .amount_dong,
            24_000
        );
        assert_eq!(
            charge(&rule(FeeFormula::Free), &item).unwrap().amount_dong,
            0
        );
    }

    #[test]
    fn too_large_is_said() {
        let rule = rule(FeeFormula::Page {
            first_pages: 0,
            first_price: 0,
            next_price: u32::MAX,
            cap_per_copy: None,
        });
        let item = FeeItem {
            pages: u32::MAX,
            copies: u32::MAX,
        };
        assert_eq!(charge(&rule, &[item]), Err(FeeTooLarge));
    }

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(
            [dong(0), dong(999), dong(42_000), dong(1_234_567)],
            ["0", "999", "42.000", "1.234.567"]
        );
    }

    proptest! {
        #[test]
        fn copies_follow_the_published_formula(
            items in proptest::collection::vec((0_u32..400, 0_u32..50), 0..8)
        ) {
            let items: Vec<FeeItem> = items.into_iter().map(|(pages, copies)| FeeItem { pages, copies }).collect();
            let expected: u64 = items.iter().map(|item| {
                let pages = u64::from(item.pages);
                let one = 2000 * pages.min(2) + 1000 * pages.saturating_sub(2);
                one.min(200_000) * u64::from(item.copies)
            }).sum();
            prop_assert_eq!(charge(&certified_copy(), &items).unwrap().amount_dong, expected);
        }

        #[test]
        fn never_panics(pages: u32, copies: u32, price: u32) {
            let rule = rule(FeeFormula::Page { first_pages: 2, first_price: price, next_price: price, cap_per_copy: None });
            let item = FeeItem { pages, copies };
            let _outcome = charge(&rule, &[item, item]);
        }
    }
}
