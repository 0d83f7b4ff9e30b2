//! How far a procedure can be taken without a network: dated data, nearest rule first.

use super::{ProcedureCode, serde_day};
use crate::calendar::Status;
use serde::{Deserialize, Serialize};
use time::Date;

/// How far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// To the end: the result is handed over without a network.
    Finish,
    /// Received, checked and prepared; the result comes when there is a network.
    Prepare,
    /// Not at all: the law or the system asks for a network from the start.
    Network,
}

impl Reach {
    /// What people read, on the screen and on paper.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Finish => "làm xong được khi không có mạng",
            Self::Prepare => "nhận và chuẩn bị được khi không có mạng, hoàn tất khi có mạng",
            Self::Network => "cần có mạng",
        }
    }
}

/// How far, and why, as a card tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offline {
    /// How far.
    pub reach: Reach,
    /// Why, in words.
    pub why: String,
    /// What the rule rests on.
    pub source: String,
    /// How sure it is.
    pub status: Status,
    /// The first day on which it holds.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// No rule speaks of this procedure or its field: the general one holds.
    pub general: bool,
}

/// A rule for one procedure, for a field, or, naming neither, for all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfflineRule {
    /// For which procedure.
    #[serde(default)]
    pub code: Option<ProcedureCode>,
    /// For which field.
    #[serde(default)]
    pub field: Option<String>,
    /// How far.
    pub reach: Reach,
    /// Why, in words.
    pub why: String,
    /// What it rests on.
    pub source: String,
    /// How sure it is.
    pub status: Status,
    /// The first day on which it holds.
    #[serde(with = "serde_day")]
    pub effective_from: Date,
    /// The first day on which it no longer holds.
    #[serde(with = "serde_day::option", default)]
    pub effective_to: Option<Date>,
}

impl OfflineRule {
    /// How near it is to a procedure; `None` when it does not speak of it.
    fn nearness(&self, code: &ProcedureCode, field: &str, on: Date) -> Option<u8> {
        let in_force = self.effective_from <= on && self.effective_to.is_none_or(|to| on < to);
        let nearness = match (&self.code, &self.field) {
            (Some(own), _) => (own == code).then_some(2),
            (None, Some(own)) => (own == field).then_some(1),
            (None, None) => Some(0),
        };
        nearness.filter(|_| in_force)
    }
}

/// The answer of the nearest rule in force, the latest of several.
pub fn offline(
    rules: &[OfflineRule],
    code: &ProcedureCode,
    field: &str,
    on: Date,
) -> Option<Offline> {
    let near = rules.iter().filter_map(|rule| {
        let nearness = rule.nearness(code, field, on)?;
        Some((nearness, rule.effective_from, rule))
    });
    let (nearness, _, rule) = near.max_by_key(|(nearness, from, _)| (*nearness, *from))?;
    Some(Offline {
        reach: rule.reach,
        why: rule.why.clone(),
        source: rule.source.clone(),
        status: rule.status,
        effective_from: rule.effective_from,
        general: nearness == 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse_day;

    fn rule(code: Option<&str>, field: Option<&str>, reach: Reach, from: &str) -> OfflineRule {
        OfflineRule {
            code: code.map(ProcedureCode::new),
            field: field.map(str::to_owned),
            reach,
            why: String::new(),
            source: String::new(),
            status: Status::Memory,
            effective_from: parse_day(from).unwrap(),
            effective_to: None,
        }
    }

    #[test]
    fn the_nearest_rule_in_force_answers() {
        let day = "2026-07-01";
        let rules = [
            rule(None, None, Reach::Prepare, day),
            rule(None, Some("Chứng thực"), Reach::Finish, day),
            rule(Some("2.000815"), None, Reach::Network, day),
            rule(Some("2.000815"), None, Reach::Finish, "2026-10-01"),
            rule(Some("2.000815"), None, Reach::Prepare, "2027-01-01"),
        ];
        let ask = |code: &str, field: &str| {
            let on = parse_day("2026-11-23").unwrap();
            let found = offline(&rules, &ProcedureCode::new(code), field, on).unwrap();
            (found.reach, found.general)
        };
        assert_eq!(ask("2.000815", "Chứng thực"), (Reach::Finish, false));
        assert_eq!(ask("2.000884", "Chứng thực"), (Reach::Finish, false));
        assert_eq!(ask("1.000894", "Hộ tịch"), (Reach::Prepare, true));
        let on = parse_day("2026-06-30").unwrap();
        let none = offline(&rules, &ProcedureCode::new("1"), "", on);
        assert_eq!(none, None, "before the first day nothing is known");
    }
}
