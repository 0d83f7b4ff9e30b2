//! What a rule and a ground come to, and the calculation in words.

use super::amount::dong;
use super::exemption::Exemption;
use super::formula::FeeFormula;
use super::rule::FeeRule;
use serde::{Deserialize, Serialize};
use thiserror::Error;

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
    /// One line for each run of equal items that cost something, then what is let off,
    /// as an officer would write it.
    pub trace: Vec<String>,
}

/// Why there is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Uncharged {
    /// The figures are beyond any fee.
    #[error("số trang hoặc số bản quá lớn, không tính được phí")]
    TooLarge,
    /// The province sets it, and its resolution is not known here.
    #[error("mức phí do Hội đồng nhân dân cấp tỉnh quy định, chưa có dữ liệu")]
    Provincial,
}

/// Applies a rule, and a ground on which less is paid.
///
/// # Errors
/// [`Uncharged`] when there is no amount; never a wrong figure, and never none for one
/// that is not known.
pub fn charge(
    rule: &FeeRule,
    items: &[FeeItem],
    exemption: Option<&Exemption>,
) -> Result<FeeCharge, Uncharged> {
    let mut charge = FeeCharge {
        amount_dong: 0,
        trace: Vec::new(),
    };
    if rule.formula == FeeFormula::Provincial {
        // What is let off whole is nothing, whatever the province takes of others.
        let whole = exemption.filter(|it| it.share.is_full());
        let exemption = whole.ok_or(Uncharged::Provincial)?;
        charge
            .trace
            .push(format!("{}: 0 đồng", exemption.in_words()));
        return Ok(charge);
    }
    let mut place = 1;
    for same in items.chunk_by(|a, b| a == b) {
        let Some(item) = same.first() else { continue };
        let (amount, words) = run(&rule.formula, *item, same.len()).ok_or(Uncharged::TooLarge)?;
        let sum = charge.amount_dong.checked_add(amount);
        charge.amount_dong = sum.ok_or(Uncharged::TooLarge)?;
        if amount > 0 {
            let end = place + same.len() - 1;
            let which = if end == place {
                place.to_string()
            } else {
                format!("{place}–{end}")
            };
            charge.trace.push(format!("{which}. {words}"));
        }
        place += same.len();
    }
    if let Some(exemption) = exemption.filter(|_| charge.amount_dong > 0) {
        charge.let_off(exemption);
    }
    Ok(charge)
}

impl FeeCharge {
    fn let_off(&mut self, exemption: &Exemption) {
        let off = exemption.share.of(self.amount_dong);
        let before = self.amount_dong;
        self.amount_dong -= off;
        self.trace.push(format!(
            "{}: {} − {} = {} đồng",
            exemption.in_words(),
            dong(before),
            dong(off),
            dong(self.amount_dong)
        ));
    }
}

/// What so many equal items cost together, and how it is written.
fn run(formula: &FeeFormula, item: FeeItem, times: usize) -> Option<(u64, String)> {
    let (each, how) = each(formula, item.pages)?;
    let amount = each
        .checked_mul(u64::from(item.copies))?
        .checked_mul(u64::try_from(times).ok()?)?;
    let unit = match formula {
        FeeFormula::Case { .. } => "trường hợp",
        FeeFormula::Page { .. }
        | FeeFormula::Copy { .. }
        | FeeFormula::Free
        | FeeFormula::Provincial => "bản",
    };
    let times = match times {
        1 => String::new(),
        times => format!(" × {times}"),
    };
    let (copies, words) = (item.copies, dong(amount));
    Some((
        amount,
        format!("{how} × {copies} {unit}{times} = {words} đồng"),
    ))
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
        FeeFormula::Provincial => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FeeItem, Uncharged, charge};
    use crate::fee::FeeRule;
    use crate::fee::table::tests::{exemption, rule};

    fn certified_copy() -> FeeRule {
        rule("", "2026-07-18", "page 2000*2 1000 max 200000")
    }

    fn amount(formula: &str, pages: u32, copies: u32) -> u64 {
        charge(
            &rule("", "2026-07-18", formula),
            &[FeeItem { pages, copies }],
            None,
        )
        .unwrap()
        .amount_dong
    }

    #[test]
    fn three_originals_of_five_pages_in_two_copies() {
        let items = [FeeItem {
            pages: 5,
            copies: 2,
        }; 3];
        let charge = charge(&certified_copy(), &items, None).unwrap();
        assert_eq!(charge.amount_dong, 42_000);
        assert_eq!(
            charge.trace,
            ["1–3. (2 trang × 2.000 đồng + 3 trang × 1.000 đồng) × 2 bản × 3 = 42.000 đồng"]
        );
    }

    #[test]
    fn one_page_the_cap_and_nothing() {
        let amount = |pages, copies| amount("page 2000*2 1000 max 200000", pages, copies);
        assert_eq!(amount(1, 1), 2_000);
        assert_eq!(amount(2, 1), 4_000);
        assert_eq!(amount(198, 1), 200_000);
        assert_eq!(amount(199, 3), 600_000);
        assert_eq!(amount(0, 3), 0);
        assert_eq!(amount(3, 0), 0);
    }

    #[test]
    fn cases_copies_and_free() {
        assert_eq!(amount("case 10000", 9, 3), 30_000);
        assert_eq!(amount("copy 8000", 9, 3), 24_000);
        assert_eq!(amount("free", 9, 3), 0);
    }

    #[test]
    fn what_is_let_off_is_a_line_of_its_own() {
        let items = [FeeItem {
            pages: 1,
            copies: 1,
        }];
        let half = exemption("ho-ngheo", "", "50%");
        let charged = charge(&rule("", "2026-07-18", "copy 8001"), &items, Some(&half)).unwrap();
        assert_eq!(charged.amount_dong, 4_001);
        assert_eq!(
            charged.trace,
            [
                "1. 8.001 đồng × 1 bản = 8.001 đồng",
                "Giảm 50%: người thuộc hộ nghèo: 8.001 − 4.000 = 4.001 đồng"
            ]
        );
        let full = exemption("ho-ngheo", "", "full");
        let charged = charge(&certified_copy(), &items, Some(&full)).unwrap();
        assert_eq!(charged.amount_dong, 0);
        assert_eq!(
            charged.trace[1],
            "Miễn: người thuộc hộ nghèo: 2.000 − 2.000 = 0 đồng"
        );
    }

    #[test]
    fn what_the_province_sets_is_unknown_and_not_none() {
        let provincial = rule("", "2026-07-18", "provincial");
        assert_eq!(charge(&provincial, &[], None), Err(Uncharged::Provincial));
    }

    #[test]
    fn too_large_is_said() {
        let rule = rule("", "2026-07-18", "page 0*0 1000000000");
        let item = FeeItem {
            pages: u32::MAX,
            copies: u32::MAX,
        };
        assert_eq!(charge(&rule, &[item], None), Err(Uncharged::TooLarge));
    }
}
