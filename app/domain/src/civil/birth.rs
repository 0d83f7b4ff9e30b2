//! Birth (khai sinh).

use super::fault::CivilFault;
use super::hour::Hour;
use super::partial::PartialDate;
use super::person::{Person, PersonFields, check_text};
use super::registration::Registration;
use crate::instant::Day;
use serde::{Deserialize, Serialize};

/// A birth to be registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birth {
    /// The child; the identity number comes from the national software.
    pub child: Person,
    /// The hour; blank where it is not clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<Hour>,
    /// Where the child was born, with all levels of the place's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Where the family comes from (quê quán).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub home: String,
    /// The mother; unknown where nobody names her.
    #[serde(default, skip_serializing_if = "Person::is_unknown")]
    pub mother: Person,
    /// The father; unknown where nobody names him.
    #[serde(default, skip_serializing_if = "Person::is_unknown")]
    pub father: Person,
    /// Giấy chứng sinh or the paper in its place: number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notice: String,
    /// What the declarant is to the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// On time, late or again.
    #[serde(default)]
    pub registration: Registration,
}

/// The fields of the child.
pub const CHILD: PersonFields = PersonFields {
    name: "child-name",
    born: "child-born",
    sex: "child-sex",
    identity: "child-identity",
    ethnicity: "child-ethnicity",
    nationality: "child-nationality",
    residence: "child-residence",
};
/// The fields of the mother.
pub const MOTHER: PersonFields = PersonFields {
    name: "mother-name",
    born: "mother-born",
    sex: "mother-sex",
    identity: "mother-identity",
    ethnicity: "mother-ethnicity",
    nationality: "mother-nationality",
    residence: "mother-residence",
};
/// The fields of the father.
pub const FATHER: PersonFields = PersonFields {
    name: "father-name",
    born: "father-born",
    sex: "father-sex",
    identity: "father-identity",
    ethnicity: "father-ethnicity",
    nationality: "father-nationality",
    residence: "father-residence",
};

impl Birth {
    /// Everything that stands against it, judged on a day.
    pub fn faults(&self, today: Day) -> Vec<CivilFault> {
        let mut faults = Vec::new();
        self.child.faults(&CHILD, today, &mut faults);
        if self.child.born.and_then(PartialDate::day).is_none() {
            faults.push(CivilFault::Missing(CHILD.born));
        }
        if self.child.sex.is_none() {
            faults.push(CivilFault::Missing(CHILD.sex));
        }
        for (parent, fields) in [(&self.mother, &MOTHER), (&self.father, &FATHER)] {
            if !parent.is_unknown() {
                parent.faults(fields, today, &mut faults);
            }
        }
        for (text, field) in [
            (&self.place, "place"),
            (&self.home, "home"),
            (&self.notice, "notice"),
            (&self.relation, "relation"),
        ] {
            check_text(text, field, &mut faults);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{birth, today};
    use super::*;

    #[test]
    fn a_child_has_a_day_of_birth_and_a_sex() {
        let mut birth = birth();
        assert_eq!(birth.faults(today()), []);
        birth.child.born = PartialDate::year(2026);
        birth.child.sex = None;
        assert_eq!(
            birth.faults(today()),
            [
                CivilFault::Missing("child-born"),
                CivilFault::Missing("child-sex")
            ]
        );
    }

    #[test]
    fn a_parent_may_be_unknown_but_not_nameless() {
        let mut birth = birth();
        birth.father = Person::default();
        assert_eq!(birth.faults(today()), []);
        birth.father.residence = "Bản Pá Lông".into();
        let missing = CivilFault::Missing("father-name");
        assert_eq!(birth.faults(today()), [missing]);
    }
}
