//! Copies of extracts (bản sao trích lục hộ tịch, bản sao Giấy khai sinh).

use super::fault::CivilFault;
use super::person::{Person, PersonFields, check_text};
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// Which event an extract tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtractKind {
    /// Bản sao Giấy khai sinh.
    #[default]
    Birth,
    /// Bản sao trích lục kết hôn.
    Marriage,
    /// Bản sao trích lục khai tử.
    Death,
    /// Another event, told by its name.
    Other,
}

/// Copies of one extract that were asked for; how many is on the fee's line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Of what.
    pub kind: ExtractKind,
    /// The event's name, where it is another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub event: String,
    /// Whose event it is; of a marriage, one of the two.
    pub subject: Person,
    /// The other one of a marriage.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spouse: String,
    /// The number in the register, as far as the requester or the index knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The day of registration, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub registered: String,
    /// Where it was registered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What the requester is to whom it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
}

/// The fields of whom the extract is about.
pub const SUBJECT: PersonFields = PersonFields {
    name: "subject-name",
    born: "subject-born",
    sex: "subject-sex",
    identity: "subject-identity",
    ethnicity: "subject-ethnicity",
    nationality: "subject-nationality",
    residence: "subject-residence",
};

impl Extract {
    /// What it is called on paper.
    pub fn title(&self) -> &str {
        match self.kind {
            ExtractKind::Birth => "Giấy khai sinh (bản sao)",
            ExtractKind::Marriage => "Trích lục kết hôn (bản sao)",
            ExtractKind::Death => "Trích lục khai tử (bản sao)",
            ExtractKind::Other => &self.event,
        }
    }

    /// Everything that stands against it, judged on a day.
    pub fn faults(&self, today: Day) -> Vec<CivilFault> {
        let mut faults = Vec::new();
        if self.kind == ExtractKind::Other && self.event.trim().is_empty() {
            faults.push(CivilFault::Missing("event"));
        }
        self.subject.faults(&SUBJECT, today, &mut faults);
        for (text, field) in [
            (&self.event, "event"),
            (&self.spouse, "spouse"),
            (&self.number, "number"),
            (&self.registered, "registered"),
            (&self.place, "place"),
            (&self.relation, "relation"),
        ] {
            check_text(text, field, &mut faults);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{extract, today};
    use super::*;

    #[test]
    fn another_event_is_told_by_its_name() {
        let mut extract = extract();
        assert_eq!(extract.faults(today()), []);
        extract.kind = ExtractKind::Other;
        assert_eq!(extract.faults(today()), [CivilFault::Missing("event")]);
        extract.event = "Trích lục thay đổi hộ tịch (bản sao)".into();
        assert_eq!(extract.faults(today()), []);
        assert_eq!(extract.title(), "Trích lục thay đổi hộ tịch (bản sao)");
    }
}
