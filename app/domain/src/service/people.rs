//! Who takes part in a service beside the applicant.

use super::{Fault, check_needed, check_text};
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// Who signs and seals for the unit (người ký chứng thực), as it stands on the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Full name.
    pub name: String,
    /// Position (chức danh).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
}

impl Signer {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_text(&self.position)
    }
}

/// How long a person signs for a unit: a line of the list of signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignerTerm {
    /// The unit's code.
    pub unit: String,
    /// Full name.
    pub name: String,
    /// Position (chức danh).
    pub position: String,
    /// The first day.
    pub from: Day,
    /// The last day; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// Who signs for a unit on a day, in the order of the list.
pub fn signers_on<'a>(
    terms: &'a [SignerTerm],
    unit: &'a str,
    day: Day,
) -> impl Iterator<Item = Signer> + 'a {
    let in_force = move |term: &&SignerTerm| {
        term.unit == unit && term.from <= day && term.to.is_none_or(|to| day <= to)
    };
    terms.iter().filter(in_force).map(|term| Signer {
        name: term.name.clone(),
        position: term.position.clone(),
    })
}

/// Who interprets for a person not fluent in Vietnamese (người phiên dịch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// Full name.
    pub name: String,
    /// The language, as people call it.
    pub language: String,
    /// Identity number, where it was shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
}

impl Interpreter {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_needed(&self.language, Fault::LanguageMissing)?;
        check_text(&self.identity)
    }
}

/// Who was there when somebody signed who cannot read (người làm chứng).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Full name.
    pub name: String,
    /// Identity number, where it was shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identity: String,
}

impl Witness {
    pub(super) fn check(&self) -> Result<(), Fault> {
        check_needed(&self.name, Fault::PersonUnnamed)?;
        check_text(&self.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_holds_from_its_first_to_its_last_day() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let term = |unit: &str, name: &str, to: Option<Day>| SignerTerm {
            unit: unit.into(),
            name: name.into(),
            position: String::new(),
            from: day("2026-07-01"),
            to,
        };
        let terms = [
            term("H99", "A", Some(day("2026-11-22"))),
            term("H99", "B", None),
            term("H15", "C", None),
        ];
        let names = |on| {
            let signers = signers_on(&terms, "H99", day(on));
            signers.map(|signer| signer.name).collect::<Vec<_>>()
        };
        assert!(names("2026-06-30").is_empty());
        assert_eq!(names("2026-11-22"), ["A", "B"]);
        assert_eq!(names("2026-11-23"), ["B"]);
    }
}
