//! How far procedures go without a network: the built-in rules; see `data/offline.toml`.

use domain::calendar::Status;
use domain::catalogue::{OfflineRule, ProcedureCard, offline};
use domain::review::{Area, Item, Review};
use serde::Deserialize;
use time::Date;

use crate::review::confirmed_source;

const RULES: &str = include_str!("../data/offline.toml");

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<OfflineRule>,
}

/// The built-in rules.
///
/// # Errors
/// When the data in the program is damaged; a test keeps this from happening.
pub fn rules() -> Result<Vec<OfflineRule>, toml::de::Error> {
    Ok(toml::from_str::<RuleFile>(RULES)?.rule)
}

/// Tells on each card how far its procedure goes.
pub fn mark(cards: &mut [ProcedureCard], rules: &[OfflineRule], on: Date) {
    for card in cards {
        card.offline = offline(rules, &card.code, &card.field, on);
    }
}

/// Reviews rules that rest on memory; what is confirmed is official from then on.
pub fn review(rules: &mut [OfflineRule], review: &mut Review) {
    for rule in rules.iter_mut().filter(|it| it.status == Status::Memory) {
        if let Some(confirmed) = review.meet(item(rule)) {
            rule.status = Status::Official;
            rule.source = confirmed_source(&rule.source, &confirmed);
        }
    }
}

fn item(rule: &OfflineRule) -> Item {
    let code = rule.code.as_ref().map_or("", |code| code.as_str());
    let field = rule.field.as_deref().unwrap_or_default();
    let (key, used) = match (code, field) {
        ("", "") => ("general", "mọi thủ tục chưa có quy tắc riêng".to_owned()),
        ("", field) => (field, format!("các thủ tục thuộc lĩnh vực {field}")),
        (code, _) => (code, format!("thủ tục {code}")),
    };
    Item {
        key: Item::key(Area::Offline, &[key, &rule.effective_from.to_string()]),
        area: Area::Offline,
        title: rule.reach.in_words().to_owned(),
        text: rule.why.clone(),
        legal_basis: String::new(),
        source: rule.source.clone(),
        used: format!("{used}: trang thủ tục, hồ sơ và giấy tiếp nhận"),
        procedure: rule.code.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::command::Catalogue;
    use domain::catalogue::{Reach, parse_day};

    #[test]
    fn every_card_tells_how_far_it_goes() {
        let rules = rules().unwrap();
        let on = parse_day("2026-11-23").unwrap();
        let layers = builtin::layers().unwrap();
        let catalogue = Catalogue::open(&layers, builtin::aliases().unwrap(), on).unwrap();
        let mut cards = catalogue.commune_cards();
        mark(&mut cards, &rules, on);
        let of = |code: &str| {
            let card = cards.iter().find(|card| card.code.as_str() == code);
            card.and_then(|card| card.offline.clone()).unwrap()
        };
        assert_eq!(of("2.000815").reach, Reach::Finish);
        assert_eq!(of("1.000894").reach, Reach::Prepare);
        assert_eq!(of("2.000986").reach, Reach::Network);
        assert!(cards.iter().all(|card| card.offline.is_some()));
        assert!(
            cards
                .iter()
                .any(|card| card.offline.as_ref().is_some_and(|it| it.general))
        );
        for rule in &rules {
            let known = |code: &_| catalogue.procedures().iter().any(|it| it.code == *code);
            let field = |field: &String| cards.iter().any(|card| card.field == *field);
            assert!(rule.code.as_ref().is_none_or(known), "{:?}", rule.code);
            assert!(rule.field.as_ref().is_none_or(field), "{:?}", rule.field);
        }
    }

    #[test]
    fn a_confirmed_rule_is_official() {
        let mut rules = rules().unwrap();
        let mut first = Review::default();
        review(&mut rules, &mut first);
        let items = first.list();
        let memory = rules.iter().filter(|rule| rule.status == Status::Memory);
        assert_eq!(items.len(), memory.count());
        let said = crate::review::tests::said(&items[0].item);
        review(&mut rules, &mut Review::new(vec![said]));
        let memory = rules.iter().filter(|rule| rule.status == Status::Memory);
        assert_eq!(memory.count(), items.len() - 1);
    }
}
