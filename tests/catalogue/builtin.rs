//! The catalogue of a fresh start.

use catalogue::builtin;
use catalogue::command::Catalogue;
use domain::catalogue::{ProcedureCard, StoredLayer};
use domain::civil::ActKind;
use domain::fee::{FeeFormula, FeeItem, FeeRule, charge};
use domain::instant::Day;
use domain::service::Screen;

use super::day;

pub(super) fn opened() -> Catalogue {
    let stored: Vec<StoredLayer> = builtin::layers().unwrap();
    Catalogue::open(&stored, builtin::aliases().unwrap(), day("2026-11-22")).unwrap()
}

const NO_WAIT: [&str; 10] = [
    "2.000815", "2.000884", "2.000908", "2.000942", "2.000992", "2.001008", "1.000656", "1.000894",
    "1.001193", "2.000635",
];

#[test]
fn holds_the_nations_list_and_the_communes_facts() {
    let catalogue = opened();
    assert_eq!(
        catalogue
            .procedures()
            .iter()
            .filter(|procedure| procedure.list.is_some())
            .count(),
        5_670
    );
    assert_eq!(
        catalogue
            .procedures()
            .iter()
            .filter(|procedure| procedure.facts.is_some())
            .count(),
        441
    );
    let local = catalogue
        .procedures()
        .iter()
        .filter(|procedure| procedure.code.is_local());
    assert_eq!(
        local.count(),
        8,
        "procedures without an official code are kept under local ones"
    );
}

#[test]
fn every_layer_tells_its_source() {
    for layer in builtin::layers().unwrap() {
        assert!(!layer.source.is_empty(), "{}", layer.code);
    }
}

#[test]
fn every_no_wait_procedure_has_a_checklist_that_says_it_needs_a_check() {
    let catalogue = opened();
    for code in NO_WAIT {
        let card = ProcedureCard::new(catalogue.procedure(code).unwrap());
        assert!(card.no_wait && card.commune, "{code}");
        assert!(!card.papers.is_empty() && card.papers_need_check, "{code}");
        assert!(!card.limits.is_empty() && card.fee.is_some(), "{code}");
    }
}

#[test]
fn a_screen_of_its_own_names_its_book_and_what_is_compared() {
    let catalogue = opened();
    let card = |code| ProcedureCard::new(catalogue.procedure(code).unwrap());
    for (code, screen, book) in [
        ("2.000815", Screen::Copies, Some("SCT/BS")),
        ("2.000884", Screen::Signature, Some("SCT/CK")),
        ("2.000908", Screen::OriginalCopy, None),
    ] {
        let service = card(code).service.unwrap();
        assert_eq!(service.screen, screen);
        assert_eq!(service.book.as_ref().map(|book| &*book.0), book);
        assert!(service.needs_check && !service.titles.is_empty(), "{code}");
        let mut keys: Vec<_> = service.grounds.iter().map(|it| &it.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(
            keys.len(),
            service.grounds.len(),
            "{code}: a key stands for one"
        );
    }
    assert!(card("1.001193").service.is_none());
}

#[test]
fn a_certified_copy_is_charged_by_the_page_of_the_original() {
    let catalogue = opened();
    let charged = |code: &str, items: &[FeeItem]| {
        let card = ProcedureCard::new(catalogue.procedure(code).unwrap());
        charge(&ruled(&card).unwrap(), items, None)
            .unwrap()
            .amount_dong
    };
    let items = [FeeItem {
        pages: 5,
        copies: 2,
    }; 3];
    assert_eq!(charged("2.000815", &items), 42_000);
    let two = [FeeItem {
        pages: 1,
        copies: 2,
    }];
    assert_eq!(charged("2.000635", &two), 16_000);
}

#[test]
fn an_unknown_fee_is_nothing_and_not_zero() {
    let catalogue = opened();
    let unknown = catalogue
        .procedures()
        .iter()
        .map(ProcedureCard::new)
        .find(|card| card.fee.is_none() && card.commune);
    let card = unknown.unwrap();
    assert_eq!(card.fees, None);
    let shown = catalogue::Shown(catalogue.procedure(card.code.as_str()).unwrap()).to_string();
    assert!(shown.contains("Phí, lệ phí: chưa có dữ liệu"));
}

#[test]
fn every_alias_names_a_procedure_that_exists() {
    let catalogue = opened();
    for title in builtin::aliases().unwrap().title {
        assert!(
            catalogue.procedure(title.code.as_str()).is_some(),
            "{}",
            title.code
        );
    }
}

#[test]
fn a_code_is_found_with_blanks_around_it_and_as_a_case() {
    let catalogue = opened();
    assert_eq!(
        catalogue.procedure(" 2.000815 ").unwrap().code.as_str(),
        "2.000815"
    );
    assert_eq!(
        catalogue.procedure("1.000894.02").unwrap().code.as_str(),
        "1.000894"
    );
    assert_ne!(
        catalogue.procedure(" 1.014325").unwrap().name(),
        catalogue.procedure("1.014325").unwrap().name()
    );
}

#[test]
fn before_its_first_day_the_catalogue_is_empty() {
    let stored = builtin::layers().unwrap();
    let catalogue =
        Catalogue::open(&stored, builtin::aliases().unwrap(), day("2026-07-17")).unwrap();
    assert!(catalogue.procedures().is_empty());
}

/// The rule for the whole country on the catalogue's first day.
fn ruled(card: &ProcedureCard) -> Option<FeeRule> {
    let table = card.fees.as_ref()?;
    table.in_force("", Day(day(builtin::AS_OF))).rule
}

#[test]
fn a_fee_published_as_none_is_free_with_its_source_and_day() {
    let catalogue = opened();
    for code in ["1.001193", "2.000908"] {
        let card = ProcedureCard::new(catalogue.procedure(code).unwrap());
        let rule = ruled(&card).unwrap();
        assert_eq!(rule.formula, FeeFormula::Free, "{code}");
        assert!(rule.source.contains("Miễn phí") && rule.source.contains("18/07/2026"));
        assert_eq!(charge(&rule, &[], None).unwrap().amount_dong, 0);
    }
    for card in catalogue.procedures().iter().map(ProcedureCard::new) {
        let free = ruled(&card).is_some_and(|rule| rule.source.starts_with("công bố"));
        let said = matches!(card.fee.as_deref(), Some("Miễn phí" | "Không"));
        assert!(!free || said, "{}: {:?}", card.code, card.fee);
    }
    let by_council = ProcedureCard::new(catalogue.procedure("1.004859").unwrap());
    let formula = ruled(&by_council).unwrap().formula;
    assert_eq!(formula, FeeFormula::Provincial, "free for some is not free");
}

#[test]
fn an_agency_is_named_once() {
    let catalogue = opened();
    let card = ProcedureCard::new(catalogue.procedure("2.000815").unwrap());
    assert_eq!(card.agencies.len(), 3, "{:?}", card.agencies);
}

#[test]
fn the_list_tells_the_day_of_its_sources_and_not_the_day_it_was_made() {
    let list = opened().list();
    assert_eq!((list.as_of, list.as_of_newest), (day("2026-07-18"), None));
}

/// The draft's register is named in code by its key: the data has it, as a draft only.
#[test]
fn every_act_of_civil_status_has_its_screen_and_its_register() {
    let catalogue = opened();
    let policies = catalogue::register::built_in().unwrap();
    let of = |code: &str| {
        let found = catalogue.procedures().iter();
        let mut found = found.filter(|procedure| procedure.code.as_str() == code);
        found.next().and_then(|found| found.civil.clone()).unwrap()
    };
    for (code, act, book) in [
        ("2.000635", ActKind::Extract, "HT/TL"),
        ("1.000894", ActKind::Marriage, "HT/KH"),
        ("1.000656", ActKind::Death, "HT/KT"),
        ("1.001193", ActKind::Birth, "HT/KS"),
    ] {
        let rule = of(code);
        assert_eq!(rule.act, act);
        assert!(rule.needs_check() && !rule.source.is_empty());
        assert_eq!(act.book().0, book);
        let kept = policies.iter().find(|line| line.kind == book).unwrap();
        assert_eq!(kept.keeping, "civil_draft");
    }
    let ages = of("1.000894");
    assert_eq!((ages.man_years, ages.woman_years), (Some(20), Some(18)));
    assert_eq!(of("1.001193").within_days, Some(60));
    assert_eq!(of("1.000656").within_days, Some(15));
}
