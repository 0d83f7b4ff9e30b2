//! What holds of every table and every charge.

use super::table::tests::{day, exemption, rule};
use super::{FeeCharge, FeeFormula, FeeItem, FeeRule, FeeTable, Share, charge};
use crate::id::is_within;
use proptest::prelude::*;

const UNITS: [&str; 5] = ["", "H15", "H15.50", "H15.50.05", "H16"];
const DAYS: [&str; 4] = ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"];

fn by_page() -> impl Strategy<Value = FeeRule> {
    (0_u32..5, 0_u32..5_000, 0_u32..5_000, 0_u32..400_000).prop_map(|(pages, first, next, cap)| {
        rule(
            "",
            "2026-01-01",
            &format!("page {first}*{pages} {next} max {cap}"),
        )
    })
}

fn any_rule() -> impl Strategy<Value = FeeRule> {
    let each = (0_u32..50_000, any::<bool>()).prop_map(|(price, case)| {
        let what = if case { "case" } else { "copy" };
        rule("", "2026-01-01", &format!("{what} {price}"))
    });
    prop_oneof![by_page(), each]
}

fn items() -> impl Strategy<Value = Vec<FeeItem>> {
    let item = (0_u32..400, 0_u32..50).prop_map(|(pages, copies)| FeeItem { pages, copies });
    proptest::collection::vec(item, 0..8)
}

fn charged(rule: &FeeRule, items: &[FeeItem]) -> FeeCharge {
    charge(rule, items, None).unwrap()
}

proptest! {
    #[test]
    fn copies_follow_the_published_formula(items in items()) {
        let rule = rule("", "2026-01-01", "page 2000*2 1000 max 200000");
        let expected: u64 = items.iter().map(|item| {
            let pages = u64::from(item.pages);
            let one = 2000 * pages.min(2) + 1000 * pages.saturating_sub(2);
            one.min(200_000) * u64::from(item.copies)
        }).sum();
        prop_assert_eq!(charged(&rule, &items).amount_dong, expected);
    }

    #[test]
    fn one_page_or_copy_more_never_costs_less(rule in any_rule(), mut items in items(), at: prop::sample::Index) {
        let before = charged(&rule, &items).amount_dong;
        if !items.is_empty() {
            let at = at.index(items.len());
            items[at].pages += 1;
            let longer = charged(&rule, &items).amount_dong;
            prop_assert!(longer >= before);
            items[at].copies += 1;
            prop_assert!(charged(&rule, &items).amount_dong >= longer);
        }
        items.push(FeeItem { pages: 1, copies: 1 });
        prop_assert!(charged(&rule, &items).amount_dong >= before);
    }

    #[test]
    fn no_copy_costs_more_than_the_cap(rule in by_page(), items in items()) {
        let FeeFormula::Page { cap_per_copy: Some(cap), .. } = rule.formula else {
            return Err(TestCaseError::fail("a rule by page has a cap here"));
        };
        let copies: u64 = items.iter().map(|item| u64::from(item.copies)).sum();
        prop_assert!(charged(&rule, &items).amount_dong <= copies * u64::from(cap));
    }

    #[test]
    fn what_is_let_off_never_raises_and_all_of_it_leaves_nothing(
        rule in any_rule(), items in items(), hundredths in 0_u8..=100, more in 0_u8..=100
    ) {
        let share = |hundredths: u8| exemption("x", "", &format!("{hundredths}%"));
        let pays = |hundredths| charge(&rule, &items, Some(&share(hundredths))).unwrap().amount_dong;
        let full = charged(&rule, &items).amount_dong;
        prop_assert!(pays(hundredths) <= full);
        prop_assert_eq!(pays(100), 0);
        prop_assert_eq!(pays(0), full);
        prop_assert!(pays(hundredths.max(more)) <= pays(hundredths.min(more)));
        prop_assert!(Share::parse("full").unwrap().of(u64::MAX) == u64::MAX);
    }

    /// The trace adds up: what stands after each line's last “=” is the amount.
    #[test]
    fn the_trace_adds_up(rule in any_rule(), items in items()) {
        let charge = charged(&rule, &items);
        let sum: u64 = charge.trace.iter().map(|line| {
            let (_, end) = line.rsplit_once("= ").unwrap();
            end.trim_end_matches(" đồng").replace('.', "").parse::<u64>().unwrap()
        }).sum();
        prop_assert_eq!(sum, charge.amount_dong);
    }

    /// The rule in force is one of the lines, whole, of the nearest unit that has one in
    /// force; taking every other line away changes nothing.
    #[test]
    fn an_overlay_never_mixes(
        lines in proptest::collection::vec((0..5_usize, 0..4_usize, 1_u32..9, any::<bool>()), 0..12),
        unit in 0..5_usize, on in 0..4_usize
    ) {
        let mut table = FeeTable::new("2.000815".into());
        for (unit, from, price, ends) in lines {
            let price = price * 1000;
            let mut rule = rule(UNITS[unit], DAYS[from], &format!("page {price}*2 {price} max {price}"));
            rule.effective_to = ends.then(|| day(DAYS[from]).plus(45));
            let slot = |it: &FeeRule| (it.unit.clone(), it.effective_from);
            if table.rules.iter().all(|known| slot(known) != slot(&rule)) {
                table.rules.push(rule);
            }
        }
        let (unit, on) = (UNITS[unit], day(DAYS[on]).plus(30));
        let holds = |rule: &&FeeRule| {
            is_within(unit, &rule.unit)
                && rule.effective_from <= on
                && rule.effective_to.is_none_or(|to| on <= to)
        };
        let found = table.in_force(unit, on).rule;
        let nearest = table.rules.iter().filter(holds).map(|rule| rule.unit.len()).max();
        prop_assert_eq!(found.as_ref().map(|rule| rule.unit.len()), nearest);
        if let Some(found) = found {
            prop_assert!(table.rules.iter().filter(holds).any(|rule| *rule == found));
            let mut alone = FeeTable::new("2.000815".into());
            alone.rules = vec![found.clone()];
            prop_assert_eq!(alone.in_force(unit, on).rule, Some(found));
        }
    }

    #[test]
    fn never_panics(pages: u32, copies: u32, price in 0_u32..=1_000_000_000) {
        let rule = rule("", "2026-01-01", &format!("page {price}*2 {price}"));
        let item = FeeItem { pages, copies };
        let _outcome = charge(&rule, &[item, item], None);
    }
}
